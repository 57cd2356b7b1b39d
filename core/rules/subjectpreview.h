// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"
#include "core/domain/enrollmentapplication.h"
#include "core/domain/registration.h"
#include "core/pki/distinguishedname.h"

#include <QList>
#include <QString>

namespace tegata {

// The subject that an applicant's certificates will carry, as far as the form is filled in (S45, S46, V4, V5): what is
// missing is left out. Values are in the form in which they will be encoded (NFC).
struct SubjectPreview
{
    QString japanese;                        // "C=JP, ST=東京都, L=港区, O=株式会社サンプル"
    QString english;                         // empty unless englishAvailable
    bool englishAvailable = false;           // S15
    QList<NameAttribute> japaneseAttributes; // in the order of the encoding, with type, value, string type
    QList<NameAttribute> englishAttributes;
};

// commonName: a host name to show as CN, or empty. Pure and cheap: may be made at each keystroke.
SubjectPreview subjectPreview(const EnrollmentApplicant &applicant, Product product, const QString &commonName = {});

// The applicant as it would be registered, not yet vetted: no id, no validation date, EV and English as applied for.
Organization organizationFrom(const EnrollmentApplicant &applicant);

} // namespace tegata
