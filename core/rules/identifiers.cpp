// SPDX-License-Identifier: Apache-2.0
#include "core/rules/identifiers.h"

#include "core/rules/charactertext.h"
#include "core/rules/identifierparts.h"

#include <QStringList>

#include <algorithm>

namespace tegata {

namespace {

using namespace identifier;

constexpr qsizetype CorporateNumberLength = 13;
constexpr qsizetype RegistryNumberLength = 12;
constexpr qsizetype CreditCodeLength = 9;
constexpr qsizetype PostalCodeLength = 7;
constexpr qsizetype PostalAreaLength = 3;
constexpr qsizetype FixedLineLength = 10; // also 0120, 0570, 0990
constexpr qsizetype MobileLength = 11;    // also 050, 0800

bool isDash(QChar character)
{
    static const QString dashes = QStringLiteral("-\u00AD\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501"
                                                 "\u30FC\uFE63\uFF0D\uFF70");
    return dashes.contains(character);
}

// Half-width, and every dash a hyphen.
QString halfWidthNumber(const QString &text)
{
    QString folded = halfWidth(text);
    for (QChar &character : folded) {
        if (isDash(character))
            character = QLatin1Char('-');
    }
    return folded;
}

bool isSeparator(QChar character)
{
    static const QString separators = QStringLiteral("-(). ");
    return separators.contains(character) || character.isSpace();
}

// The first character, from `begin` on, that is neither digit nor separator: its place for a finding; else empty.
QMap<QString, QString> firstForeignCharacter(const QString &halfWidthText, qsizetype begin = 0)
{
    const QList<uint> characters = halfWidthText.toUcs4();
    for (qsizetype i = begin; i < characters.size(); ++i) {
        const uint character = characters.at(i);
        if (character > 0x7F || !(isDigit(QChar(character)) || isSeparator(QChar(character))))
            return placeOf(characters, i);
    }
    return {};
}

struct DigitRule
{
    FindingCode foreignCharacter;
    FindingCode wrongLength;
    qsizetype length;
};

// What is wrong before the digits themselves are looked at.
QList<Finding> checkDigits(const QString &text, const DigitRule &rule, const QString &field)
{
    const QMap<QString, QString> foreign = firstForeignCharacter(text);
    if (!foreign.isEmpty())
        return {error(rule.foreignCharacter, field, foreign)};
    const qsizetype length = normalizedDigits(text).size();
    if (length != rule.length)
        return {error(rule.wrongLength, field, {{key("length"), QString::number(length)}})};
    return {};
}

// V11, over the twelve digits behind it.
QChar corporateCheckDigit(const QString &twelve)
{
    int sum = 0;
    for (qsizetype n = 1; n <= twelve.size(); ++n) {
        const int digit = twelve.at(twelve.size() - n).digitValue();
        sum += digit * (n % 2 == 1 ? 1 : 2);
    }
    return QLatin1Char(char('0' + 9 - sum % 9));
}

bool isCorporateNumber(const QString &digits)
{
    return digits.size() == CorporateNumberLength && std::all_of(digits.begin(), digits.end(), isDigit) &&
           digits.front() == corporateCheckDigit(digits.mid(1));
}

// Registries are numbered from 0100 to 5999.
bool hasRegistryBeginning(const QString &digits)
{
    return digits.front() <= QLatin1Char('5');
}

struct PhonePlan
{
    QString prefix;       // as far as it decides
    qsizetype length = 0; // 0: no such numbers
};

// The numbering plan of the 電気通信番号計画, by the first digits; digits begin with 0.
PhonePlan phonePlan(const QString &digits)
{
    if (digits.size() < 2)
        return {digits, FixedLineLength};
    if (digits.at(1) == QLatin1Char('0'))
        return {digits.left(2), 0};
    if (digits.size() > 2 && digits.at(2) == QLatin1Char('0')) {
        static const QString kinds = QStringLiteral("56789"); // IP, mobile
        return {digits.left(3), kinds.contains(digits.at(1)) ? MobileLength : 0};
    }
    static const QStringList services = {QStringLiteral("0120"), QStringLiteral("0570"), QStringLiteral("0990")};
    const QString service = digits.left(4);
    return {services.contains(service) ? service : digits.left(2), FixedLineLength};
}

} // namespace

QString normalizedDigits(const QString &typed)
{
    QString digits = halfWidthNumber(typed);
    digits.removeIf(isSeparator);
    return digits;
}

QString normalizedPostalCode(const QString &typed)
{
    QString text = halfWidthNumber(typed);
    if (text.startsWith(QChar(0x3012))) // 〒
        text = text.mid(1).trimmed();
    const QString digits = normalizedDigits(text);
    if (digits.size() != PostalCodeLength || !std::all_of(digits.begin(), digits.end(), isDigit))
        return text;
    return digits.left(PostalAreaLength) + QLatin1Char('-') + digits.mid(PostalAreaLength);
}

QString normalizedPhone(const QString &typed)
{
    const QString country = QStringLiteral("+81");
    QString text = halfWidthNumber(typed);
    if (!text.startsWith(country))
        return text;
    qsizetype begin = country.size();
    while (begin < text.size() && isSeparator(text.at(begin)))
        ++begin;
    // "+81 (0)3-…": the zero for calls inside the country is there already.
    if (begin < text.size() && text.at(begin) == QLatin1Char('0')) {
        ++begin;
        while (begin < text.size() && isSeparator(text.at(begin)))
            ++begin;
    }
    return QLatin1Char('0') + text.mid(begin);
}

QList<Finding> checkCorporateNumber(const QString &typed, const QString &field)
{
    const QString text = halfWidthNumber(typed);
    const QString digits = normalizedDigits(text);
    if (digits.isEmpty())
        return {};
    const bool allDigits = std::all_of(digits.begin(), digits.end(), isDigit);
    if (allDigits && digits.size() == RegistryNumberLength && hasRegistryBeginning(digits))
        return {error(FindingCode::CorporateNumberRegistry, field,
                      {{key("expected"), corporateCheckDigit(digits) + digits}})};
    QList<Finding> findings = checkDigits(
        text, {FindingCode::CorporateNumberCharacter, FindingCode::CorporateNumberLength, CorporateNumberLength},
        field);
    if (!findings.isEmpty())
        return findings;
    const QChar expected = corporateCheckDigit(digits.mid(1));
    if (digits.front() == QLatin1Char('0'))
        return {error(FindingCode::CorporateNumberFirst, field)};
    if (digits.front() != expected)
        return {error(FindingCode::CorporateNumberCheckDigit, field,
                      {{key("value"), digits.left(1)}, {key("digit"), QString(expected)}})};
    return checkWidth(typed, digits, field);
}

QList<Finding> checkRegistryNumber(const QString &typed, const QString &corporateNumber, const QString &field)
{
    const QString text = halfWidthNumber(typed);
    const QString digits = normalizedDigits(text);
    if (digits.isEmpty())
        return {};
    if (isCorporateNumber(digits))
        return {error(FindingCode::RegistryNumberCorporate, field, {{key("expected"), digits.mid(1)}})};
    QList<Finding> findings = checkDigits(
        text, {FindingCode::RegistryNumberCharacter, FindingCode::RegistryNumberLength, RegistryNumberLength}, field);
    if (!findings.isEmpty())
        return findings;
    if (!hasRegistryBeginning(digits))
        return {error(FindingCode::RegistryNumberFirst, field, {{key("value"), digits.left(1)}})};
    const QString corporate = normalizedDigits(corporateNumber);
    if (isCorporateNumber(corporate)) {
        const QString expected = corporate.mid(1);
        if (const auto difference = firstDifference(digits, expected, Qt::CaseSensitive))
            return {error(FindingCode::RegistryNumberMismatch, field,
                          {{key("position"), QString::number(difference->position)}, {key("expected"), expected}})};
    }
    return checkWidth(typed, digits, field);
}

QList<Finding> checkCreditCode(const QString &typed, const QString &field)
{
    const QString text = halfWidthNumber(typed);
    const QString digits = normalizedDigits(text);
    if (digits.isEmpty())
        return {};
    QList<Finding> findings =
        checkDigits(text, {FindingCode::CreditCodeCharacter, FindingCode::CreditCodeLength, CreditCodeLength}, field);
    return findings.isEmpty() ? checkWidth(typed, digits, field) : findings;
}

QList<Finding> checkPostalCode(const QString &typed, const QString &field)
{
    const QString text = normalizedPostalCode(typed);
    if (text.isEmpty())
        return {};
    QList<Finding> findings =
        checkDigits(text, {FindingCode::PostalCodeCharacter, FindingCode::PostalCodeLength, PostalCodeLength}, field);
    if (!findings.isEmpty())
        return findings;
    findings = checkWidth(typed, text, field);
    const QString written = typed.trimmed();
    if (findings.isEmpty() && written != text && written != normalizedDigits(text))
        findings.append(note(FindingCode::PostalCodeForm, field, {{key("expected"), text}}));
    return findings;
}

QList<Finding> checkPhone(const QString &typed, const QString &field)
{
    const QString text = halfWidthNumber(typed);
    if (text.isEmpty())
        return {};
    const bool international = text.startsWith(QLatin1Char('+'));
    const QMap<QString, QString> foreign = firstForeignCharacter(text, international ? 1 : 0);
    if (!foreign.isEmpty())
        return {error(FindingCode::PhoneCharacter, field, foreign)};
    const QString number = normalizedPhone(text);
    if (number.startsWith(QLatin1Char('+')))
        return {error(FindingCode::PhoneCountry, field)};
    const QString digits = normalizedDigits(number);
    if (!digits.startsWith(QLatin1Char('0')))
        return {error(FindingCode::PhonePrefix, field, {{key("value"), digits.left(1)}})};
    const PhonePlan plan = phonePlan(digits);
    if (plan.length == 0)
        return {error(FindingCode::PhonePrefix, field, {{key("value"), plan.prefix}})};
    if (digits.size() != plan.length)
        return {error(FindingCode::PhoneLength, field,
                      {{key("length"), QString::number(digits.size())},
                       {key("value"), plan.prefix},
                       {key("count"), QString::number(plan.length)}})};
    return checkWidth(typed, number, field);
}

} // namespace tegata
