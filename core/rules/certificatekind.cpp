// SPDX-License-Identifier: Apache-2.0
#include "core/rules/certificatekind.h"

#include "core/rules/findingcatalogue.h"

#include <QSet>

#include <algorithm>
#include <initializer_list>

namespace tegata {

namespace {

// Extended key usages (RFC 5280, 4.2.1.12), in dots and as the content of their DER.
struct Usage
{
    QLatin1String oid;
    QByteArray der;
};
const Usage &serverAuth()
{
    static const Usage usage{QLatin1String("1.3.6.1.5.5.7.3.1"), QByteArray::fromHex("2b06010505070301")};
    return usage;
}
const Usage &clientAuth()
{
    static const Usage usage{QLatin1String("1.3.6.1.5.5.7.3.2"), QByteArray::fromHex("2b06010505070302")};
    return usage;
}
const Usage &codeSigning()
{
    static const Usage usage{QLatin1String("1.3.6.1.5.5.7.3.3"), QByteArray::fromHex("2b06010505070303")};
    return usage;
}
const Usage &emailProtection()
{
    static const Usage usage{QLatin1String("1.3.6.1.5.5.7.3.4"), QByteArray::fromHex("2b06010505070304")};
    return usage;
}

// The OIDs inside ExtKeyUsageSyntax, SEQUENCE OF OBJECT IDENTIFIER; none of a value that is not well-formed. All
// lengths are short: more than 127 bytes of usages are nobody's request.
QSet<QByteArray> requestedUsages(const CertificateSigningRequest &csr)
{
    QSet<QByteArray> usages;
    for (const RequestedExtension &extension : csr.requestedExtensions()) {
        if (extension.oid != QLatin1String("2.5.29.37"))
            continue;
        const QByteArray &der = extension.value;
        if (der.size() < 2 || der.at(0) != 0x30 || der.at(1) != der.size() - 2)
            return {};
        for (qsizetype at = 2; at + 2 <= der.size();) {
            const qsizetype length = static_cast<unsigned char>(der.at(at + 1));
            if (der.at(at) != 0x06 || length > der.size() - at - 2)
                return {};
            usages.insert(der.mid(at + 2, length));
            at += 2 + length;
        }
    }
    return usages;
}

template <typename Has>
std::optional<CertificateKind> kindOfUsages(const Has &has)
{
    if (has(serverAuth()))
        return CertificateKind::Server;
    if (has(codeSigning()))
        return CertificateKind::Code;
    if (has(clientAuth())) // a person's certificate often does mail as well
        return CertificateKind::Client;
    if (has(emailProtection()))
        return CertificateKind::Mail;
    return std::nullopt;
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
    if (oids.isEmpty())
        return std::nullopt;
    return kindOfUsages([&oids](const Usage &usage) { return oids.contains(usage.oid); })
        .value_or(CertificateKind::Other);
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

CertificateKind certificateKindOf(const CertificateSigningRequest &csr, const QString &profileName,
                                  const EnrollmentProfile *profile)
{
    if (profileName.isEmpty())
        return CertificateKind::Server;
    if (profile) {
        if (const std::optional<CertificateKind> kind = kindOfValues(*profile))
            return *kind;
    }
    if (const std::optional<CertificateKind> kind = kindOfName(profileName))
        return *kind;
    const QSet<QByteArray> usages = requestedUsages(csr);
    return kindOfUsages([&usages](const Usage &usage) { return usages.contains(usage.der); })
        .value_or(CertificateKind::Server);
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
    }
    return {};
}

bool saysOtherKind(const QList<Finding> &findings)
{
    return std::any_of(findings.cbegin(), findings.cend(),
                       [](const Finding &finding) { return finding.code.startsWith(QLatin1String("kind.")); });
}

} // namespace tegata
