// SPDX-License-Identifier: Apache-2.0
#include "core/rules/domainname.h"
#include "core/rules/identifierparts.h"
#include "core/rules/identifiers.h"

#include <QStringList>

#include <algorithm>

// E-mail addresses and the login ID, which may be one.
namespace tegata {

namespace {

using namespace identifier;

constexpr qsizetype MaximumMail = 254;     // RFC 5321, errata 1690
constexpr qsizetype MaximumMailLocal = 64; // RFC 5321, 4.5.3.1.1
constexpr qsizetype MinimumLoginId = 4;
constexpr qsizetype MaximumLoginId = 64;

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

bool isMailAddress(const QString &text)
{
    const QLatin1Char at('@');
    if (text.size() > MaximumMail || text.count(at) != 1)
        return false;
    const QString local = text.section(at, 0, 0);
    const QString domain = text.section(at, 1);
    return !local.isEmpty() && !domain.isEmpty() && checkMailLocal(local, {}).isEmpty() &&
           examineDomain(domain).aLabel == domain.toLower();
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
