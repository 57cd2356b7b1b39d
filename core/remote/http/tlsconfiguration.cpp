// SPDX-License-Identifier: Apache-2.0
#include "core/remote/http/tlsconfiguration.h"

#include "core/base/identityfault.h"

#include <openssl/evp.h>

#include <QSslCertificate>
#include <QSslKey>

namespace tegata {

namespace {

QSslCertificate qtCertificate(const Certificate &certificate)
{
    return QSslCertificate(certificate.der(), QSsl::Der);
}

// QSslKey takes over one reference of the handle.
QSslKey qtKey(const PrivateKey &key)
{
    EVP_PKEY_up_ref(key.handle());
    return QSslKey(reinterpret_cast<Qt::HANDLE>(key.handle()), QSsl::PrivateKey);
}

// What OpenSSL's security level 2, the least that Debian sets, refuses to show (SSL_CTX_set_security_level(3)).
bool isTooWeak(const Certificate &certificate)
{
    static constexpr int LeastRsaBits = 2048;
    static constexpr int LeastEcBits = 224;
    const KeyFacts &key = certificate.key();
    const bool isShort = (key.algorithm == KeyAlgorithm::Rsa && key.bits < LeastRsaBits) ||
                         (key.algorithm == KeyAlgorithm::Ec && key.bits < LeastEcBits);
    const QString signature = certificate.signatureAlgorithm().toLower();
    return isShort || signature.contains(QLatin1String("sha1")) || signature.contains(QLatin1String("md5"));
}

} // namespace

Result<QSslConfiguration> makeTlsConfiguration(const QList<Certificate> &trustAnchors,
                                               const std::optional<TlsIdentity> &identity)
{
    QList<QSslCertificate> anchors;
    for (const Certificate &anchor : trustAnchors)
        anchors.append(qtCertificate(anchor));
    if (anchors.isEmpty() || anchors.contains(QSslCertificate()))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("no usable trust anchor"),
                       QStringLiteral("trustAnchors"));

    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setCaCertificates(anchors); // also turns off loading the system's on demand
    configuration.setLocalCertificateChain({});
    configuration.setPrivateKey({});
    if (!identity)
        return configuration;

    // Qt would only say that the connection failed.
    if (isTooWeak(identity->certificate))
        return failure(ErrorCode::TlsIdentityRefused, QStringLiteral("too weak to be shown"),
                       identityFaultName(IdentityFault::Weak));

    QList<QSslCertificate> chain{qtCertificate(identity->certificate)};
    for (const Certificate &issuer : identity->chain)
        chain.append(qtCertificate(issuer));
    const QSslKey key = qtKey(identity->key);
    if (key.isNull() || chain.contains(QSslCertificate()))
        return failure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("not usable for TLS"),
                       QStringLiteral("identity"));
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    return configuration;
}

} // namespace tegata
