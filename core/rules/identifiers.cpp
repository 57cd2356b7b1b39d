// SPDX-License-Identifier: Apache-2.0
#include "core/rules/identifiers.h"

#include "core/rules/charactertext.h"
#include "core/rules/domainname.h"
#include "core/rules/findingcatalogue.h"

#include <QStringList>

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype CorporateNumberLength = 13;
constexpr qsizetype RegistryNumberLength = 12;
constexpr qsizetype CreditCodeLength = 9;
constexpr qsizetype PostalCodeLength = 7;
constexpr qsizetype PostalAreaLength = 3;
constexpr qsizetype FixedLineLength = 10;  // also 0120, 0570, 0990
constexpr qsizetype MobileLength = 11;     // also 050, 0800
constexpr qsizetype MaximumMail = 254;     // RFC 5321, errata 1690
constexpr qsizetype MaximumMailLocal = 64; // RFC 5321, 4.5.3.1.1
constexpr qsizetype MinimumLoginId = 4;
constexpr qsizetype MaximumLoginId = 64;

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

Finding error(FindingCode code, const QString &field, const QMap<QString, QString> &args = {})
{
    return makeFinding(code, FindingOutcome::Error, field, args);
}

Finding note(FindingCode code, const QString &field, const QMap<QString, QString> &args = {})
{
    return makeFinding(code, FindingOutcome::Note, field, args);
}

bool isDash(QChar character)
{
    static const QString dashes = QStringLiteral("-\u00AD\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501"
                                                 "\u30FC\uFE63\uFF0D\uFF70");
    return dashes.contains(character);
}

// Full-width ASCII made half-width; nothing else is changed.
QString halfWidth(const QString &text)
{
    constexpr char16_t first = 0xFF01;
    constexpr char16_t last = 0xFF5E;
    constexpr char16_t offset = 0xFEE0;
    QString folded = text.trimmed();
    for (QChar &character : folded) {
        if (character.unicode() >= first && character.unicode() <= last)
            character = QChar(char16_t(character.unicode() - offset));
        else if (character == QChar(0x3000))
            character = QLatin1Char(' ');
    }
    return folded;
}

// The same, and every dash a hyphen.
QString halfWidthNumber(const QString &text)
{
    QString folded = halfWidth(text);
    for (QChar &character : folded) {
        if (isDash(character))
            character = QLatin1Char('-');
    }
    return folded;
}

bool isDigit(QChar character)
{
    return character >= QLatin1Char('0') && character <= QLatin1Char('9');
}

bool isSeparator(QChar character)
{
    static const QString separators = QStringLiteral("-(). ");
    return separators.contains(character) || character.isSpace();
}

QMap<QString, QString> placeOf(const QList<uint> &characters, qsizetype index)
{
    return {{key("character"), characterName(characters.at(index))}, {key("position"), QString::number(index + 1)}};
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

// Offers the half-width spelling where the person typed another.
QList<Finding> checkWidth(const QString &typed, const QString &expected, const QString &field)
{
    const QString text = typed.trimmed();
    const bool ascii = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() <= 0x7F; });
    return ascii ? QList<Finding>()
                 : QList<Finding>{note(FindingCode::IdentifierWidth, field, {{key("expected"), expected}})};
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

bool isMailCharacter(uint character)
{
    static const QString symbols = QStringLiteral("!#$%&'*+-/=?^_`{|}~."); // RFC 5322 atext, and the dot
    return character <= 0x7F && (QChar(character).isLetterOrNumber() || symbols.contains(QChar(character)));
}

QList<Finding> checkMailLocal(const QString &local, const QString &field)
{
    const QList<uint> characters = local.toUcs4();
    const auto foreign = std::find_if_not(characters.begin(), characters.end(), isMailCharacter);
    if (foreign != characters.end())
        return {error(FindingCode::MailCharacter, field, placeOf(characters, foreign - characters.begin()))};
    if (local.size() > MaximumMailLocal)
        return {
            error(FindingCode::MailLocalTooLong, field,
                  {{key("length"), QString::number(local.size())}, {key("limit"), QString::number(MaximumMailLocal)}})};
    const QLatin1Char dot('.');
    if (local.startsWith(dot) || local.endsWith(dot) || local.contains(QLatin1String("..")))
        return {error(FindingCode::MailDots, field)};
    return {};
}

QList<Finding> checkMailDomain(const QString &domain, const QString &field)
{
    // What examineDomain() would take off a URL is no part of a mail domain.
    static const QString urlCharacters = QStringLiteral("/?#\\:[]*");
    const bool isUrl = std::any_of(domain.begin(), domain.end(), [](QChar c) { return urlCharacters.contains(c); });
    if (isUrl || domain != domain.trimmed())
        return {error(FindingCode::MailDomain, field, {{key("name"), domain}})};
    QList<Finding> findings;
    const DomainName name = examineDomain(domain);
    for (Finding finding : name.check.findings) {
        if (finding.outcome != FindingOutcome::Error)
            continue;
        finding.field = field;
        findings.append(finding);
    }
    return findings;
}

// Addresses that offices give to a task (S40).
bool isRole(const QString &local)
{
    static const QStringList roles = {
        QStringLiteral("info"),      QStringLiteral("admin"),      QStringLiteral("administrator"),
        QStringLiteral("webmaster"), QStringLiteral("postmaster"), QStringLiteral("hostmaster"),
        QStringLiteral("root"),      QStringLiteral("support"),    QStringLiteral("contact"),
        QStringLiteral("office"),    QStringLiteral("sales"),      QStringLiteral("help"),
        QStringLiteral("helpdesk"),  QStringLiteral("system"),     QStringLiteral("sysadmin"),
        QStringLiteral("security"),  QStringLiteral("noreply"),    QStringLiteral("no-reply"),
        QStringLiteral("abuse"),     QStringLiteral("service"),    QStringLiteral("staff"),
        QStringLiteral("team"),      QStringLiteral("group"),      QStringLiteral("all"),
        QStringLiteral("ml"),        QStringLiteral("ssl"),        QStringLiteral("cert"),
        QStringLiteral("server"),    QStringLiteral("network"),    QStringLiteral("noc"),
        QStringLiteral("web"),       QStringLiteral("www"),        QStringLiteral("soumu"),
        QStringLiteral("somu"),      QStringLiteral("keiri"),      QStringLiteral("eigyo"),
        QStringLiteral("kanri"),     QStringLiteral("jimu"),       QStringLiteral("toiawase"),
        QStringLiteral("otoiawase"),
    };
    static const QString joints = QStringLiteral("-_.");
    const QString name = local.toLower();
    const auto separated = [&](qsizetype place) { return place < name.size() && joints.contains(name.at(place)); };
    for (const QString &role : roles) {
        const bool begins = name.startsWith(role) && separated(role.size());
        const bool ends = name.endsWith(role) && name.size() > role.size() && separated(name.size() - role.size() - 1);
        if (name == role || begins || ends)
            return true;
    }
    return false;
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

QString normalizedMail(const QString &typed)
{
    const QString text = halfWidth(typed);
    const qsizetype at = text.lastIndexOf(QLatin1Char('@'));
    if (at < 0)
        return text.toLower();
    const QString domain = text.mid(at + 1);
    const QString ascii = examineDomain(domain).aLabel;
    return text.left(at + 1).toLower() + (ascii.isEmpty() ? domain.toLower() : ascii);
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
                      {{key("value"), digits.left(1)}, {key("expected"), QString(expected)}})};
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
                       {key("expected"), QString::number(plan.length)}})};
    return checkWidth(typed, number, field);
}

QList<Finding> checkMail(const QString &typed, const QString &field, MailOwner owner)
{
    const QString text = halfWidth(typed);
    if (text.isEmpty())
        return {};
    if (text.size() > MaximumMail)
        return {error(FindingCode::MailTooLong, field,
                      {{key("length"), QString::number(text.size())}, {key("limit"), QString::number(MaximumMail)}})};
    const QLatin1Char at('@');
    if (text.count(at) != 1 || text.startsWith(at) || text.endsWith(at))
        return {error(FindingCode::MailAt, field)};
    const QString local = text.section(at, 0, 0);
    QList<Finding> findings = checkMailLocal(local, field) + checkMailDomain(text.section(at, 1), field);
    if (!findings.isEmpty())
        return findings;
    if (text != typed.trimmed())
        findings += checkWidth(typed, text, field);
    if (owner == MailOwner::Person && isRole(local))
        findings.append(note(FindingCode::MailRole, field, {{key("value"), text}}));
    return findings;
}

QList<Finding> checkLoginId(const QString &typed, const QString &field)
{
    const QString text = typed.trimmed();
    if (text.isEmpty())
        return {};
    const QList<uint> characters = text.toUcs4();
    static const QString allowed = QStringLiteral("abcdefghijklmnopqrstuvwxyz0123456789._-@");
    for (qsizetype i = 0; i < characters.size(); ++i) {
        if (characters.at(i) > 0x7F || !allowed.contains(QChar(characters.at(i))))
            return {error(FindingCode::LoginIdCharacter, field, placeOf(characters, i))};
    }
    if (text.size() < MinimumLoginId || text.size() > MaximumLoginId)
        return {error(FindingCode::LoginIdLength, field, {{key("length"), QString::number(text.size())}})};
    return {};
}

} // namespace tegata
