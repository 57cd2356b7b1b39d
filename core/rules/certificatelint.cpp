// SPDX-License-Identifier: Apache-2.0
#include "core/rules/certificatelint.h"

#include "core/pki/keyweakness.h"
#include "core/rules/charactertext.h"
#include "core/rules/checkparts.h"
#include "core/rules/domainname.h"
#include "core/rules/findingcatalogue.h"
#include "core/rules/ipaddress.h"
#include "core/rules/policyrules.h"
#include "core/rules/subjectbounds.h"

#include <QRegularExpression>

#include <algorithm>

namespace tegata {

namespace {

constexpr qint64 SecondsPerDay = 86400; // V1
constexpr qint64 BackdatingHours = 48;  // V1
constexpr qsizetype SerialOctets = 8;   // 64 bits
const QString ServerAuth = QStringLiteral("1.3.6.1.5.5.7.3.1");

// Extension object identifiers that V21's profile has, and whether they are critical.
struct ProfileExtension
{
    const char *oid;
    const char *name;
    bool isCritical;
};
constexpr ProfileExtension Extensions[] = {
    {"2.5.29.19", "basicConstraints", true},
    {"2.5.29.15", "keyUsage", true},
    {"2.5.29.37", "extKeyUsage", false},
    {"2.5.29.17", "subjectAltName", false},
    {"2.5.29.32", "certificatePolicies", false},
    {"2.5.29.31", "cRLDistributionPoints", false},
    {"1.3.6.1.5.5.7.1.1", "authorityInfoAccess", false},
    {"2.5.29.14", "subjectKeyIdentifier", false},
    {"2.5.29.35", "authorityKeyIdentifier", false},
    {"1.3.6.1.4.1.11129.2.4.2", "signedCertificateTimestampList", false}, // of a public CA
};

class Lint
{
public:
    Lint(const Certificate &certificate, const Certificate &issuer, Product product, const Policy &policy)
        : m_certificate(certificate), m_issuer(issuer), m_product(product), m_policy(policy)
    {}

    QList<Finding> run(const QDateTime &now)
    {
        checkSerial();
        checkValidity(now);
        checkSubject();
        checkNames();
        checkKey();
        checkUsages();
        checkExtensions();
        return m_findings;
    }

private:
    void report(FindingCode code, const QString &field, const QMap<QString, QString> &args = {})
    {
        m_findings.append(makeFinding(code, FindingOutcome::Error, field, args));
    }

    void require(bool isRight, const char *name)
    {
        const QString text = QString::fromLatin1(name);
        if (!isRight)
            report(FindingCode::LintExtensionMissing, QStringLiteral("extensions.") + text,
                   {{QStringLiteral("name"), text}});
    }

    void checkSerial()
    {
        const QString serial = m_certificate.serial();
        const QByteArray octets = QByteArray::fromHex(serial.toLatin1());
        if (serial.startsWith(QLatin1Char('-')) || octets.size() < SerialOctets || octets.size() > 20)
            report(FindingCode::LintSerial, QStringLiteral("serial"), {{QStringLiteral("value"), serial}});
    }

    void checkValidity(const QDateTime &now)
    {
        const QDateTime notBefore = m_certificate.notBefore();
        // notAfter is the last valid second, and one second more counts as a further day.
        const qint64 seconds = notBefore.secsTo(m_certificate.notAfter()) + 1;
        const qint64 days = (seconds + SecondsPerDay - 1) / SecondsPerDay;
        const int limit = std::min(m_policy.maximumValidityDays(now.toUTC().date()),
                                   m_policy.maximumValidityDays(notBefore.toUTC().date()));
        const bool isNear = qAbs(notBefore.secsTo(now)) <= BackdatingHours * 3600;
        if (seconds <= 0 || days > limit || !isNear || m_certificate.notAfter() > m_issuer.notAfter())
            report(
                FindingCode::LintValidity, QStringLiteral("notAfter"),
                {{QStringLiteral("value"), QString::number(days)}, {QStringLiteral("limit"), QString::number(limit)}});
    }

    void checkSubject()
    {
        const DistinguishedName &subject = m_certificate.subject();
        QStringList seen;
        for (const NameAttribute &attribute : subject.attributes()) {
            const QString &type = attribute.type;
            const QMap<QString, QString> args = {{QStringLiteral("type"), type}};
            const QString field = QStringLiteral("subject.") + type;
            // A policy that takes OU over takes all of them.
            if (seen.contains(type) && type != QLatin1String("OU"))
                report(FindingCode::SubjectDuplicate, field,
                       {{QStringLiteral("type"), type}, {QStringLiteral("count"), QStringLiteral("2")}});
            seen.append(type);
            if (holdsOnlyMarks(attribute.value))
                report(FindingCode::SubjectEmptyValue, field, args);
            const qsizetype limit = subjectUpperBound(type);
            if (limit > 0 && characterCount(attribute.value) > limit)
                report(FindingCode::SubjectTooLong, field,
                       {{QStringLiteral("type"), type},
                        {QStringLiteral("length"), QString::number(characterCount(attribute.value))},
                        {QStringLiteral("limit"), QString::number(limit)}});
            checkStringType(attribute);
        }
        for (const char *type : {"C", "O"}) {
            if (subject.values(QLatin1String(type)).isEmpty())
                report(FindingCode::SubjectMissing, QStringLiteral("subject.") + QLatin1String(type),
                       {{QStringLiteral("type"), QLatin1String(type)}});
        }
        if (subject.values(QLatin1String("L")).isEmpty() && subject.values(QLatin1String("ST")).isEmpty())
            report(FindingCode::SubjectMissing, QStringLiteral("subject.L"),
                   {{QStringLiteral("type"), QStringLiteral("L")}});
        if (!isInOrder(seen))
            report(FindingCode::SubjectOrder, QStringLiteral("subject"),
                   {{QStringLiteral("value"), seen.join(QStringLiteral(", "))},
                    {QStringLiteral("expected"), subjectOrder().join(QStringLiteral(", "))}});
        const QString commonName = subject.value(QLatin1String("CN"));
        if (!commonName.isEmpty() && !m_certificate.dnsNames().contains(commonName))
            report(FindingCode::LintCommonName, QStringLiteral("subject.CN"), {{QStringLiteral("value"), commonName}});
    }

    static bool isInOrder(const QStringList &types)
    {
        qsizetype last = -1;
        for (const QString &type : types) {
            const qsizetype rank = subjectOrder().indexOf(type);
            if (rank < 0)
                continue; // EV's
            if (rank < last)
                return false;
            last = rank;
        }
        return true;
    }

    void checkStringType(const NameAttribute &attribute)
    {
        const QStringList printable = {QStringLiteral("C"), QStringLiteral("serialNumber"),
                                       QStringLiteral("jurisdictionC")};
        const StringEncoding expected =
            printable.contains(attribute.type) ? StringEncoding::Printable : StringEncoding::Utf8;
        if (attribute.encoding != expected)
            report(FindingCode::LintStringType, QStringLiteral("subject.") + attribute.type,
                   {{QStringLiteral("type"), attribute.type},
                    {QStringLiteral("value"), stringTypeName(attribute.encoding)},
                    {QStringLiteral("expected"), stringTypeName(expected)}});
    }

    void checkNames()
    {
        static const QRegularExpression hostName(QStringLiteral(
            "\\A(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z"));
        const QList<GeneralName> &names = m_certificate.subjectAltNames();
        if (names.isEmpty())
            report(FindingCode::SanNone, QStringLiteral("sans"));
        for (qsizetype i = 0; i < names.size(); ++i) {
            const QString field = QStringLiteral("sans[%1]").arg(i);
            const GeneralName &name = names.at(i);
            const QMap<QString, QString> args = {{QStringLiteral("name"), name.value},
                                                 {QStringLiteral("value"), name.value}};
            if (name.kind == GeneralNameKind::Ip)
                reportAddress(name.value, field, args);
            else if (name.kind != GeneralNameKind::Dns)
                report(FindingCode::SanKind, field, args);
            else if (name.value.size() > 253 || !hostName.match(name.value).hasMatch())
                report(FindingCode::LintName, field, args);
            else if (m_product == Product::Ev && name.value.startsWith(QLatin1Char('*')))
                report(FindingCode::EvWildcard, field, args);
            else
                reportForbidden(name.value, field);
        }
    }

    void reportAddress(const QString &address, const QString &field, const QMap<QString, QString> &args)
    {
        if (!isIpAddress(address))
            report(FindingCode::SanBadAddress, field, args);
        else if (ipAddressKind(address) == IpAddressKind::Public)
            report(FindingCode::SanPublicAddress, field, args);
        else
            report(FindingCode::SanReservedAddress, field, args);
    }

    // Internal names, public suffixes and the like: well formed, and still not for every CA.
    void reportForbidden(const QString &name, const QString &field)
    {
        const DomainName examined = examineDomain(name);
        for (Finding finding : examined.check.findings) {
            if (finding.outcome != FindingOutcome::Error)
                continue;
            finding.field = field;
            m_findings.append(finding);
        }
    }

    // Whether the policy makes an error of what breaks the rule.
    bool isForced(FindingCode code) const
    {
        const auto setting = m_policy.rules.constFind(findingKind(code).code);
        return setting == m_policy.rules.cend() || setting->outcome == RuleOutcome::Error;
    }

    void checkKey()
    {
        const KeyFacts &key = m_certificate.key();
        const QString algorithm = key.algorithm == KeyAlgorithm::Rsa  ? QStringLiteral("RSA")
                                  : key.algorithm == KeyAlgorithm::Ec ? QStringLiteral("EC")
                                                                      : key.algorithmName;
        bool isRight =
            m_policy.keyAlgorithms.contains(algorithm, Qt::CaseInsensitive) || !isForced(FindingCode::KeyAlgorithm);
        if (key.algorithm == KeyAlgorithm::Ec)
            isRight = isRight && (m_policy.curves.contains(key.curve) || !isForced(FindingCode::KeyCurve));
        if (!key.modulus.isEmpty()) // RSA, for any signature or for RSASSA-PSS alone
            isRight = isRight && key.bits >= m_policy.minimumRsaBits &&
                      (key.bits % 8 == 0 || !isForced(FindingCode::KeyRsaSize)) && !hasRocaFingerprint(key) &&
                      !smallFactor(key);
        // Whatever else the certificate is encoded as: the key stands in it in its canonical form.
        if (!isRight || !m_certificate.der().contains(m_certificate.publicKeyDer()))
            report(FindingCode::LintKey, QStringLiteral("publicKey"), {{QStringLiteral("value"), keyLabel(key)}});
    }

    void checkUsage(const char *name, const QStringList &found, const QStringList &expected)
    {
        if (found == expected)
            return;
        const QString text = QString::fromLatin1(name);
        report(FindingCode::LintUsage, QStringLiteral("extensions.") + text,
               {{QStringLiteral("name"), text},
                {QStringLiteral("value"), found.isEmpty() ? QStringLiteral("–") : found.join(QStringLiteral(", "))},
                {QStringLiteral("expected"), expected.join(QStringLiteral(", "))}});
    }

    void checkUsages()
    {
        QStringList expected = {QStringLiteral("digitalSignature")};
        if (m_certificate.key().algorithm == KeyAlgorithm::Rsa)
            expected.append(QStringLiteral("keyEncipherment"));
        checkUsage("keyUsage", m_certificate.keyUsage(), expected);
        checkUsage("extKeyUsage", m_certificate.extendedKeyUsageOids(), {ServerAuth});
        checkUsage("certificatePolicies", m_certificate.policyOids(),
                   {m_product == Product::Ev ? QStringLiteral("2.23.140.1.1") : QStringLiteral("2.23.140.1.2.2")});
    }

    void checkExtensions()
    {
        const QList<CertificateExtension> &extensions = m_certificate.extensions();
        for (const CertificateExtension &extension : extensions) {
            const auto known = std::find_if(std::begin(Extensions), std::end(Extensions),
                                            [&](const auto &each) { return extension.oid == QLatin1String(each.oid); });
            if (known == std::end(Extensions))
                report(FindingCode::LintExtension, QStringLiteral("extensions.") + extension.oid,
                       {{QStringLiteral("name"), extension.oid}});
            else
                require(extension.isCritical == known->isCritical, known->name);
        }
        const auto has = [&](const char *oid) {
            return std::any_of(extensions.cbegin(), extensions.cend(),
                               [oid](const CertificateExtension &each) { return each.oid == QLatin1String(oid); });
        };
        require(has("2.5.29.19") && !m_certificate.isCa(), "basicConstraints");
        require(!m_certificate.caIssuersUrls().isEmpty(), "authorityInfoAccess");
        if (m_certificate.ocspUrls().isEmpty())
            require(!m_certificate.crlUrls().isEmpty(), "cRLDistributionPoints");
        require(!m_certificate.subjectKeyId().isEmpty(), "subjectKeyIdentifier");
        require(!m_certificate.authorityKeyId().isEmpty() && m_certificate.authorityKeyId() == m_issuer.subjectKeyId(),
                "authorityKeyIdentifier");
    }

    const Certificate &m_certificate;
    const Certificate &m_issuer;
    const Product m_product;
    const Policy &m_policy;
    QList<Finding> m_findings;
};

} // namespace

QList<Finding> lintServerCertificate(const Certificate &certificate, const Certificate &issuer, Product product,
                                     const Policy &policy, const QDateTime &now)
{
    QList<Finding> broken;
    const QList<Finding> findings = Lint(certificate, issuer, product, policy).run(now);
    for (const Finding &finding : findings) {
        const auto setting = policy.rules.constFind(ruleKeyOf(finding));
        // The order is ours to make, so it is right or the rule is off; what is a note in a request is one here.
        const bool isOrder = finding.code == findingKind(FindingCode::SubjectOrder).code;
        const bool isAllowed = setting != policy.rules.cend() && (setting->outcome == RuleOutcome::Off ||
                                                                  (setting->outcome != RuleOutcome::Error && !isOrder));
        if (!isAllowed)
            broken.append(finding);
    }
    return broken;
}

} // namespace tegata
