// SPDX-License-Identifier: Apache-2.0
#include "testauthority.h"

#include "core/base/secretbytes.h"

namespace tegata::test {

namespace {

template <typename T>
T orFail(Result<T> result)
{
    if (!result)
        qFatal("test authority: %s: %s", qPrintable(errorCodeName(result.error().code)),
               qPrintable(result.error().detail));
    return std::move(*result);
}

CertificateTemplate contentFor(const QString &name, const PrivateKey &key)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    CertificateTemplate content;
    content.serial = newSerial();
    content.subject = orFail(DistinguishedName::parse(QStringLiteral("C=JP, O=Test, CN=") + name));
    content.publicKeyDer = key.publicKeyDer();
    content.notBefore = now.addSecs(-3600);
    content.notAfter = now.addDays(1);
    content.keyUsage = {QStringLiteral("digitalSignature")};
    return content;
}

Identity makeRoot(const QString &name)
{
    PrivateKey key = orFail(PrivateKey::generate(KeySpec::EcP256));
    CertificateTemplate content = contentFor(name, key);
    content.isCa = true;
    content.keyUsage = {QStringLiteral("keyCertSign"), QStringLiteral("cRLSign")};
    Certificate certificate = orFail(signCertificate(content, std::nullopt, key));
    return {std::move(certificate), std::move(key)};
}

} // namespace

QSslCertificate Identity::sslCertificate() const
{
    return QSslCertificate(certificate.der(), QSsl::Der);
}

QSslKey Identity::sslKey() const
{
    const QByteArray passphrase("only for this test");
    const SecretBytes secret(passphrase.constData(), static_cast<std::size_t>(passphrase.size()));
    return QSslKey(orFail(key.toEncryptedPem(secret)), QSsl::Ec, QSsl::Pem, QSsl::PrivateKey, passphrase);
}

TestAuthority::TestAuthority(const QString &name) : m_root(makeRoot(name)) {}

Identity TestAuthority::server() const
{
    PrivateKey key = orFail(PrivateKey::generate(KeySpec::EcP256));
    CertificateTemplate content = contentFor(QStringLiteral("localhost"), key);
    content.dnsNames = {QStringLiteral("localhost")};
    content.extendedKeyUsage = {ExtendedKeyUsage::ServerAuth};
    Certificate certificate = orFail(signCertificate(content, m_root.certificate, m_root.key));
    return {std::move(certificate), std::move(key)};
}

Identity TestAuthority::client(const QString &name, QList<ExtendedKeyUsage> usage) const
{
    PrivateKey key = orFail(PrivateKey::generate(KeySpec::EcP256));
    CertificateTemplate content = contentFor(name, key);
    content.extendedKeyUsage = std::move(usage);
    Certificate certificate = orFail(signCertificate(content, m_root.certificate, m_root.key));
    return {std::move(certificate), std::move(key)};
}

Identity TestAuthority::clientBetween(const QString &name, const QDateTime &notBefore, const QDateTime &notAfter,
                                      QList<ExtendedKeyUsage> usage) const
{
    PrivateKey key = orFail(PrivateKey::generate(KeySpec::EcP256));
    CertificateTemplate content = contentFor(name, key);
    content.extendedKeyUsage = std::move(usage);
    content.notBefore = notBefore;
    content.notAfter = notAfter;
    Certificate certificate = orFail(signCertificate(content, m_root.certificate, m_root.key));
    return {std::move(certificate), std::move(key)};
}

Identity TestAuthority::selfSigned(const QString &name, const QStringList &organizations)
{
    PrivateKey key = orFail(PrivateKey::generate(KeySpec::EcP256));
    CertificateTemplate content = contentFor(name, key);
    if (!organizations.isEmpty()) {
        const QString all = organizations.join(QStringLiteral(", O="));
        content.subject = orFail(DistinguishedName::parse(QStringLiteral("C=JP, O=%1, CN=%2").arg(all, name)));
    }
    content.extendedKeyUsage = {ExtendedKeyUsage::ClientAuth};
    Certificate certificate = orFail(signCertificate(content, std::nullopt, key));
    return {std::move(certificate), std::move(key)};
}

TlsConfig TestAuthority::tlsConfig(bool requireClientCertificate) const
{
    const Identity identity = server();
    return {identity.certificate.pem() + m_root.certificate.pem(),
            identity.key,
            {m_root.certificate},
            requireClientCertificate};
}

} // namespace tegata::test
