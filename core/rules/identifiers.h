// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"

#include <QList>
#include <QString>

// The identifiers of the enrolment form (V11–V13, S10, S12, S16, S24, S30, S31, S40). Every check takes the text as
// typed, also with full-width digits and any dash, and answers findings on `field`; nothing for an empty text (whether
// a field may be empty is enrollmentfields.h). args["expected"] of a finding is the whole text that the field should
// hold instead, and stands there for nothing else. Pure and thread-safe; the cost is bounded whatever the text's
// length.
namespace tegata {

// The text with full-width characters made ASCII, and dashes, spaces, parentheses and dots left out: what the
// identifier means, for comparing and storing. Other characters stay, so that a mistake is still seen.
QString normalizedDigits(const QString &typed);
// "060-0807" for anything that holds seven digits; else the half-width text.
QString normalizedPostalCode(const QString &typed);
// Half-width, with the country code +81 written as 0, the hyphens as typed: "+81-3-1234-5678" → "03-1234-5678".
QString normalizedPhone(const QString &typed);
// The address for comparing: half-width, the domain as A-label in lower case; the part before the @ in lower case too.
QString normalizedMail(const QString &typed);

// 法人番号 (V11).
QList<Finding> checkCorporateNumber(const QString &typed, const QString &field);
// 会社法人等番号 (V12), against the 法人番号 where that is a right one.
QList<Finding> checkRegistryNumber(const QString &typed, const QString &corporateNumber, const QString &field);
// 帝国データバンクコード (V13).
QList<Finding> checkCreditCode(const QString &typed, const QString &field);
QList<Finding> checkPostalCode(const QString &typed, const QString &field);
// A Japanese number: 0X-, 070/080/090, 050, 0120/0800, 0570 and 0990.
QList<Finding> checkPhone(const QString &typed, const QString &field);

// Whose address it should be: a note says where a role's address (info@, admin@) stands for a person's (S40).
enum class MailOwner
{
    Anyone,
    Person
};
QList<Finding> checkMail(const QString &typed, const QString &field, MailOwner owner = MailOwner::Anyone);
// Whether mail can be sent to a text as it is: the same rule for what is before the @, and behind it the A-label of any
// host name, also one that checkMail() refuses because it is nobody's in public (ca@mail.corp.internal). Such a text
// cannot break out of a mail's header.
bool isMailAddress(const QString &text);
// (ours) 4–64 characters of a–z 0–9 . _ - @.
QList<Finding> checkLoginId(const QString &typed, const QString &field);

} // namespace tegata
