// SPDX-License-Identifier: Apache-2.0
#include "core/service/authority/issuingauthority.h"

#include "core/rules/certificatelint.h"
#include "core/rules/requestrules.h"
#include "core/service/authority/authoritydirectory.h"

#include <algorithm>

namespace tegata {

namespace {

constexpr int BackdatingSeconds = 300; // for clocks that are a little behind
constexpr int SecondsPerDay = 86400;
constexpr int ResponderRenewalDays = 30;
constexpr qsizetype CommonNameMaximum = 64;

NameAttribute printable(const QString &type, const QString &value)
{
    return {type, value, StringEncoding::Printable};
}

NameAttribute utf8(const QString &type, const QString &value)
{
    return {type, value, StringEncoding::Utf8};
}

QDateTime startOf(const QDateTime &now)
{
    return QDateTime::fromSecsSinceEpoch(now.toSecsSinceEpoch() - BackdatingSeconds, Qt::UTC);
}

// V1 counts by the day of signing; notBefore may lie on the day before, so the smaller of the two holds for both
// readings of "issued".
int validityDays(const Policy &policy, const QDateTime &notBefore, const QDateTime &now)
{
    const int maximum =
        std::min(policy.maximumValidityDays(now.toUTC().date()), policy.maximumValidityDays(notBefore.date()));
    return maximum - policy.validityMarginDays;
}

// V4: the CN repeats a SAN value character for character.
QString commonNameFor(const CertificateSigningRequest &csr, const QStringList &dnsNames)
{
    const QString requested = csr.subject().value(QLatin1String("CN"));
    for (const QString &name : dnsNames) {
        if (name.compare(requested, Qt::CaseInsensitive) == 0 && name.size() <= CommonNameMaximum)
            return name;
    }
    for (const QString &name : dnsNames) {
        if (name.size() <= CommonNameMaximum)
            return name;
    }
    return {};
}

QString serverProfile(Product product)
{
    return product == Product::Ev ? QStringLiteral("server-ev") : QStringLiteral("server-ov");
}

CertificateRow rowOf(const IssuedCertificate &issued)
{
    const Certificate &certificate = issued.certificate;
    CertificateRow row;
    row.profile = issued.profile;
    row.der = certificate.der();
    CertificateRecord &record = row.certificate;
    record.serial = certificate.serial();
    record.commonName = certificate.subject().value(QLatin1String("CN"));
    record.subject = certificate.subject().toString();
    record.sans = certificate.dnsNames();
    record.organization = certificate.subject().value(QLatin1String("O"));
    record.issuer = certificate.issuer().toString();
    record.key = keySummary(certificate.key());
    record.issuedAt = issued.issuedAt;
    record.notBefore = certificate.notBefore();
    record.notAfter = certificate.notAfter();
    return row;
}

} // namespace

Result<std::unique_ptr<IssuingAuthority>> IssuingAuthority::open(const AuthorityOptions &options,
                                                                 SecretBytes passphrase, const QDateTime &now)
{
    const auto profiles = CertificateProfiles::load();
    if (!profiles)
        return failure(profiles.error());
    if (passphrase.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("empty"), QStringLiteral("passphrase"));
    const AuthorityDirectory directory(options.directory);
    if (auto made = directory.makeIfMissing(options, *profiles, passphrase, now); !made)
        return failure(made.error());
    auto keys = directory.load(passphrase);
    if (!keys)
        return failure(keys.error());
    return std::unique_ptr<IssuingAuthority>(
        new IssuingAuthority(options, std::move(passphrase), *profiles, keys->root, keys->issuing, keys->issuingKey));
}

IssuingAuthority::IssuingAuthority(AuthorityOptions options, SecretBytes passphrase, CertificateProfiles profiles,
                                   Certificate root, Certificate issuing, PrivateKey issuingKey)
    : m_options(std::move(options)), m_passphrase(std::move(passphrase)), m_profiles(std::move(profiles)),
      m_root(std::move(root)), m_issuing(std::move(issuing)), m_issuingKey(std::move(issuingKey))
{}

Result<IssuedCertificate> IssuingAuthority::issueServer(const ServerOrder &order, const QDateTime &now,
                                                        QList<Finding> *broken) const
{
    if (const Result<void> allowed = maySign(); !allowed)
        return failure(allowed.error());
    const CertificateSigningRequest &csr = order.csr;
    const Product product = order.request.product;
    const auto profile = m_profiles.find(serverProfile(product));
    if (!profile)
        return failure(profile.error());
    const QStringList dnsNames = certificateDnsNames(csr);
    const QStringList addresses = certificateAddresses(csr);
    if (dnsNames.isEmpty() && addresses.isEmpty())
        return failure(ErrorCode::Refused, QStringLiteral("no host name"), QStringLiteral("sans"));
    const QDateTime notBefore = startOf(now);
    const int days = validityDays(order.policy, notBefore, now);
    if (days <= 0)
        return failure(ErrorCode::Refused, QStringLiteral("the policy has no validity for this day"));

    auto content =
        contentFor(*profile, csr.publicKeyDer(), csr.key().algorithm, notBefore, lastSecond(notBefore, days));
    content.serial = order.serial;
    content.subject = certificateSubject(order.organization, commonNameFor(csr, dnsNames), product,
                                         order.request.language, certificateUnits(csr, order.policy));
    content.dnsNames = dnsNames;
    content.ipAddresses = addresses;
    const auto draft = draftCertificate(content, m_issuing);
    if (!draft)
        return failure(draft.error());
    const QList<Finding> findings = lintServerCertificate(*draft, m_issuing, product, order.policy, now);
    if (!findings.isEmpty()) {
        if (broken)
            *broken = findings;
        return failure(ErrorCode::Refused, QStringLiteral("the certificate would break %1").arg(findings.first().rule),
                       findings.first().field);
    }
    return sign(profile->name, content, now);
}

Result<IssuedCertificate> IssuingAuthority::issueClient(const QString &profile, const DistinguishedName &subject,
                                                        const QByteArray &publicKeyDer, const QDateTime &now) const
{
    if (const Result<void> allowed = maySign(); !allowed)
        return failure(allowed.error());
    const auto found = m_profiles.find(profile);
    if (!found)
        return failure(found.error());
    if (!found->extendedKeyUsage.contains(ExtendedKeyUsage::ClientAuth))
        return failure(ErrorCode::WrongPurpose, QStringLiteral("not a profile of clients"), profile);
    const QDateTime notBefore = startOf(now);
    // Client profiles add nothing for RSA keys.
    auto content =
        contentFor(*found, publicKeyDer, KeyAlgorithm::Other, notBefore, lastSecond(notBefore, found->validityDays));
    content.subject = subject;
    return sign(found->name, content, now);
}

Result<ServiceIdentity> IssuingAuthority::issueService(const QStringList &dnsNames, const QStringList &ipAddresses,
                                                       const QDateTime &now) const
{
    if (dnsNames.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("a name is needed"), QStringLiteral("dnsNames"));
    const auto profile = m_profiles.find(QStringLiteral("service-tls"));
    if (!profile)
        return failure(profile.error());
    const auto key = PrivateKey::generate(KeySpec::EcP256);
    if (!key)
        return failure(key.error());
    const QDateTime notBefore = startOf(now);
    auto content = contentFor(*profile, key->publicKeyDer(), KeyAlgorithm::Ec, notBefore,
                              lastSecond(notBefore, profile->validityDays));
    content.subject = DistinguishedName({utf8(QStringLiteral("CN"), dnsNames.first())});
    content.dnsNames = dnsNames;
    content.ipAddresses = ipAddresses;
    auto issued = sign(profile->name, content, now);
    if (!issued)
        return failure(issued.error());
    return ServiceIdentity{*key, std::move(*issued)};
}

Result<CertificateRevocationList> IssuingAuthority::createCrl(quint64 number, const QDateTime &thisUpdate,
                                                              const QDateTime &nextUpdate,
                                                              const QList<RevokedCertificate> &revoked) const
{
    if (const Result<void> allowed = maySign(); !allowed)
        return failure(allowed.error());
    return CertificateRevocationList::create(m_issuing, m_issuingKey, number, thisUpdate, nextUpdate, revoked);
}

Result<CertificateRevocationList> IssuingAuthority::createRootCrl(quint64 number, const QDateTime &thisUpdate,
                                                                  const QDateTime &nextUpdate) const
{
    if (const Result<void> allowed = maySign(); !allowed)
        return failure(allowed.error());
    const auto key = AuthorityDirectory(m_options.directory).loadRootKey(m_passphrase, m_root);
    if (!key)
        return failure(key.error());
    return CertificateRevocationList::create(m_root, *key, number, thisUpdate, nextUpdate, {});
}

Result<std::shared_ptr<const OcspResponder>> IssuingAuthority::ocspResponder(const QDateTime &now,
                                                                             const CertificateRecorder &record)
{
    std::lock_guard lock(m_responderMutex);
    const auto isGood = [&](const Certificate &certificate) {
        return !m_isResponderRetired && certificate.notBefore() <= now &&
               certificate.notAfter() > now.addDays(ResponderRenewalDays);
    };
    if (m_responder && (isGood(*m_responderCertificate) || !maySign()))
        return m_responder;
    const AuthorityDirectory directory(m_options.directory);
    auto responder = directory.loadResponder(m_passphrase, m_issuing);
    const bool isKept = responder && isGood(responder->certificate);
    const Result<void> allowed = isKept ? Result<void>() : maySign();
    if (!allowed && (!responder || responder->certificate.notAfter() < now))
        return failure(allowed.error());
    const bool isNew = !isKept && allowed;
    if (isNew)
        responder = makeResponder(now);
    if (!responder)
        return failure(responder.error());
    const Certificate &certificate = responder->certificate;
    if (auto recorded = record({certificate, QStringLiteral("ocsp"), certificate.notBefore()}); !recorded)
        return failure(recorded.error());
    if (isNew) {
        if (auto stored = directory.storeResponder(*responder, m_passphrase); !stored)
            return failure(stored.error());
        m_isResponderRetired = false;
    }
    m_responderCertificate = certificate;
    m_responder = std::make_shared<const OcspResponder>(m_issuing, certificate, responder->key);
    return m_responder;
}

void IssuingAuthority::retireResponder()
{
    std::lock_guard lock(m_responderMutex);
    m_isResponderRetired = true;
}

Result<void> IssuingAuthority::maySign() const
{
    return m_options.maySign ? m_options.maySign() : Result<void>();
}

Result<ResponderIdentity> IssuingAuthority::makeResponder(const QDateTime &now) const
{
    const auto profile = m_profiles.find(QStringLiteral("ocsp"));
    if (!profile)
        return failure(profile.error());
    const auto key = PrivateKey::generate(KeySpec::EcP256);
    if (!key)
        return failure(key.error());
    const QDateTime notBefore = startOf(now);
    auto content = contentFor(*profile, key->publicKeyDer(), KeyAlgorithm::Ec, notBefore,
                              lastSecond(notBefore, profile->validityDays));
    content.subject = authoritySubject(m_options.organization, QStringLiteral("OCSP Responder"));
    const auto issued = sign(profile->name, content, now);
    if (!issued)
        return failure(issued.error());
    return ResponderIdentity{issued->certificate, *key};
}

DistinguishedName IssuingAuthority::operatorSubject(const QString &customerName, const QString &siteId,
                                                    const QString &commonName)
{
    return DistinguishedName({printable(QStringLiteral("C"), QStringLiteral("JP")),
                              utf8(QStringLiteral("O"), customerName), utf8(QStringLiteral("OU"), siteId),
                              utf8(QStringLiteral("CN"), commonName)});
}

DistinguishedName IssuingAuthority::examinerSubject(const QString &commonName) const
{
    return DistinguishedName({printable(QStringLiteral("C"), QStringLiteral("JP")),
                              utf8(QStringLiteral("O"), m_options.organization),
                              utf8(QStringLiteral("CN"), commonName)});
}

QDateTime IssuingAuthority::lastSecond(const QDateTime &notBefore, int days)
{
    return notBefore.addSecs(qint64(days) * SecondsPerDay - 1);
}

CertificateTemplate IssuingAuthority::contentFor(const CertificateProfile &profile, const QByteArray &publicKeyDer,
                                                 KeyAlgorithm algorithm, const QDateTime &notBefore,
                                                 const QDateTime &notAfter) const
{
    CertificateTemplate content =
        templateFor(profile, publicKeyDer, algorithm, notBefore, std::min(notAfter, m_issuing.notAfter()));
    if (profile.revocationUrls) {
        content.crlUrl = m_options.publicBaseUrl + QStringLiteral("/crl/issuing.crl");
        content.ocspUrl = m_options.publicBaseUrl + QStringLiteral("/ocsp");
    }
    if (profile.caIssuersUrl)
        content.caIssuersUrl = m_options.publicBaseUrl + QStringLiteral("/ca/issuing.crt");
    return content;
}

Result<IssuedCertificate> IssuingAuthority::sign(const QString &profile, const CertificateTemplate &content,
                                                 const QDateTime &now) const
{
    auto certificate = signCertificate(content, m_issuing, m_issuingKey);
    if (!certificate)
        return failure(certificate.error());
    return IssuedCertificate{std::move(*certificate), profile, now};
}

CertificateRow certificateRow(const IssuedCertificate &issued, const RequestRow &request)
{
    CertificateRow row = rowOf(issued);
    row.customerId = request.customerId;
    row.certificate.requestId = request.detail.request.id;
    row.certificate.product = request.detail.request.product;
    row.certificate.renewalOf = request.detail.request.renewalOf;
    return row;
}

CertificateRow certificateRow(const IssuedCertificate &issued, const QString &customerId)
{
    CertificateRow row = rowOf(issued);
    row.customerId = customerId;
    return row;
}

} // namespace tegata
