// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"
#include "core/domain/enrollmentapplication.h"

#include <QList>
#include <QString>

// The names of the enrolment form: 申請法人名 (S17–S19), its English form (S20) and the operator's コモンネーム (S39),
// by rules V4 and V14–V17. Pure and fast enough for every key; safe from any thread. Text from outside may be hostile:
// each character is reported once, and at most ten of a kind.
// The functions answer the error "name.empty" for no text; a form that says "field.missing" itself does not call them
// then.
namespace tegata {

// What else the form says about the corporation.
struct LegalNameContext
{
    LegalForm form = LegalForm::NotChosen;
    LegalFormPosition position = LegalFormPosition::NotChosen;
    bool government = false;   // S19: the name of the 職員録; V15 is then a recommendation
    bool consultation = false; // S21: a name over the limit is brought to the service desk
};
// government by the legal form or by the category of EV (S26), where that counts.
LegalNameContext legalNameContext(const EnrollmentApplicant &applicant);

struct NameCheck
{
    QString input;      // as typed
    QString normalized; // NFC, nothing else changed (V16): what is stored
    int length = 0;     // of normalized, in code points
    int limit = 0;
    CheckReport check; // every finding on the field given
};
// Findings name a character as "髙 (U+9AD9)" in args "character", its place (from 1, in normalized) in "position", and
// what is to stand there in "expected".
NameCheck checkLegalName(const QString &typed, const LegalNameContext &context, const QString &field);
NameCheck checkEnglishName(const QString &typed, bool consultation, const QString &field);
NameCheck checkOperatorCommonName(const QString &typed, const QString &field);

// A way to mend a finding: the whole text as it would be then. Never applied by itself (V16).
struct NameOffer
{
    QString code; // of the finding that it mends: "name.abbreviatedForm"
    QString replacement;

    friend bool operator==(const NameOffer &, const NameOffer &) = default;
};
// In the order of the findings; at most one for a code, save for the width of letters. None for a text without faults.
// More than one: the last, with the code "name.allOffers", does them all at once (without the width of letters and
// without 異体字, which may be right as they are).
QList<NameOffer> nameOffers(const QString &typed, const LegalNameContext &context = {});
QList<NameOffer> englishNameOffers(const QString &typed);
QList<NameOffer> operatorCommonNameOffers(const QString &typed);

} // namespace tegata
