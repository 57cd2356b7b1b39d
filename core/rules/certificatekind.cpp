// SPDX-License-Identifier: Apache-2.0
#include "core/rules/certificatekind.h"

#include "core/rules/findingcatalogue.h"

#include <QStringList>

#include <algorithm>
#include <initializer_list>

namespace tegata {

namespace {

// Extended key usages (RFC 5280, 4.2.1.12).
constexpr auto AnyUsage = QLatin1String("2.5.29.37.0");
constexpr auto ServerUsage = QLatin1String("1.3.6.1.5.5.7.3.1");
constexpr auto ClientUsage = QLatin1String("1.3.6.1.5.5.7.3.2");
constexpr auto CodeUsage = QLatin1String("1.3.6.1.5.5.7.3.3");
constexpr auto MailUsage = QLatin1String("1.3.6.1.5.5.7.3.4");

CertificateKind kindOfUsages(const QStringList &oids)
{
    if (oids.contains(ServerUsage) || oids.contains(AnyUsage))
        return CertificateKind::Server;
    if (oids.contains(CodeUsage))
        return CertificateKind::Code;
    if (oids.contains(ClientUsage)) // a person's certificate often does mail as well
        return CertificateKind::Client;
    if (oids.contains(MailUsage))
        return CertificateKind::Mail;
    return CertificateKind::Other;
}

std::optional<CertificateKind> kindOfValues(const EnrollmentProfile &profile)
{
    QStringList oids;
    for (const ProfileValue &value : profile.values) {
        if (value.name == QLatin1String("basicConstraintsIsCA") &&
            value.value.compare(QLatin1String("true"), Qt::CaseInsensitive) == 0)
            return CertificateKind::Ca;
        if (value.name == QLatin1String("exKeyUsageOIDs"))
            oids = value.value.simplified().remove(QLatin1Char(' ')).split(QLatin1Char(','), Qt::SkipEmptyParts);
    }
    return oids.isEmpty() ? std::nullopt : std::optional(kindOfUsages(oids));
}

// By the words of Dogtag's own profiles and of what people call theirs; "server" first, as its rules are the strict
// ones.
std::optional<CertificateKind> kindOfName(const QString &name)
{
    const auto holds = [&name](std::initializer_list<const char *> words) {
        return std::any_of(words.begin(), words.end(), [&name](const char *word) {
            return name.contains(QLatin1String(word), Qt::CaseInsensitive);
        });
    };
    if (holds({"server", "tls", "ssl", "web"}))
        return CertificateKind::Server;
    if (holds({"certificate manager signing", "cacert", "ca certificate", "subordinate ca", "sub ca"}))
        return CertificateKind::Ca;
    if (holds({"ocsp", "transport", "storage", "audit", "signed log", "router"}))
        return CertificateKind::Other;
    if (holds({"code", "file signing", "filesigning", "object signing", "jar"}))
        return CertificateKind::Code;
    if (holds({"s/mime", "smime", "mail"}))
        return CertificateKind::Mail;
    if (holds({"user", "client", "admin", "subsystem", "person"}))
        return CertificateKind::Client;
    return std::nullopt;
}

} // namespace

CertificateKind certificateKindOf(const QString &profileName, const EnrollmentProfile *profile)
{
    if (profileName.isEmpty())
        return CertificateKind::Server;
    if (profile) {
        if (const std::optional<CertificateKind> kind = kindOfValues(*profile))
            return *kind;
    }
    return kindOfName(profileName).value_or(CertificateKind::Unknown);
}

bool hasServerRules(CertificateKind kind)
{
    return kind == CertificateKind::Server || kind == CertificateKind::Unknown;
}

QList<Finding> kindFindings(CertificateKind kind)
{
    const auto note = [](FindingCode code, FindingOutcome outcome = FindingOutcome::Note) {
        return QList<Finding>{makeFinding(code, outcome, QStringLiteral("profile"))};
    };
    switch (kind) {
    case CertificateKind::Server:
        break;
    case CertificateKind::Client:
        return note(FindingCode::KindClient);
    case CertificateKind::Ca: // whoever holds it issues whatever they like
        return note(FindingCode::KindCa, FindingOutcome::Warning);
    case CertificateKind::Mail:
        return note(FindingCode::KindMail);
    case CertificateKind::Code:
        return note(FindingCode::KindCode);
    case CertificateKind::Other:
        return note(FindingCode::KindOther);
    case CertificateKind::Unknown:
        return note(FindingCode::KindUnknown);
    }
    return {};
}

bool saysOtherKind(const QList<Finding> &findings)
{
    const QString unknown = findingKind(FindingCode::KindUnknown).code;
    return std::any_of(findings.cbegin(), findings.cend(), [&unknown](const Finding &finding) {
        return finding.code.startsWith(QLatin1String("kind.")) && finding.code != unknown;
    });
}

} // namespace tegata
