// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"
#include "core/domain/enrollmentprofile.h"

#include <QList>
#include <QString>

namespace tegata {

// What a certificate will be for. The rules about names, subjects and registrations (V4, V7, V9, V10) are those of
// server certificates; for the other kinds the key, the signature and the form of the subject are checked.
enum class CertificateKind
{
    Server,
    Client,
    Ca,
    Mail,
    Code,
    Other,
    Unknown // the profile does not say: checked as a server certificate
};

// By what an authority's profile will issue where its values are known (extended key usages, CA), else by the profile's
// name; never by what the CSR asks for, or whoever hands it in would choose the rules. profileName empty: a site of
// products, which are server certificates.
CertificateKind certificateKindOf(const QString &profileName, const EnrollmentProfile *profile = nullptr);
// Whether the rules of server certificates are applied to it: they are the stricter ones, so in doubt too.
bool hasServerRules(CertificateKind kind);

// What is said of a kind without rules of its own: which were applied, and which do not exist yet. Nothing for servers.
// Of an unknown one: that it was checked as a server's.
QList<Finding> kindFindings(CertificateKind kind);
// Whether these findings say so: names, usages and validity were not checked then.
bool saysOtherKind(const QList<Finding> &findings);

} // namespace tegata
