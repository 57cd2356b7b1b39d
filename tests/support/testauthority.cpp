// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testauthority.h"

#include "core/pki/certificatebuilder.h"

namespace tegata {

namespace {

template <typename T>
T require(Result<T> result)
{
    if (!result)
        qFatal("test authority: %s", qPrintable(errorCodeName(result.error().code) + result.error().detail));
    return *std::move(result);
}

DistinguishedName nameOf(const QString &commonName)
{
    return require(DistinguishedName::parse(QStringLiteral("C=JP, O=Test, CN=%1").arg(commonName)));
}

TestIdentity makeRoot(const QString &name, const QDateTime &now)
{
    const PrivateKey key = require(PrivateKey::generate(KeySpec::EcP256));
    CertificateTemplate content;
    content.serial = newSerial();
    content.subject = nameOf(name);
    content.publicKeyDer = key.publicKeyDer();
    content.notBefore = now.addDays(-400);
    content.notAfter = now.addDays(400);
    content.isCa = true;
    content.keyUsage = {QStringLiteral("keyCertSign"), QStringLiteral("cRLSign")};
    return {require(signCertificate(content, std::nullopt, key)), key};
}

TestIdentity makeLeaf(const TestIdentity &root, CertificateTemplate content, KeySpec spec)
{
    const PrivateKey key = require(PrivateKey::generate(spec));
    content.serial = newSerial();
    content.publicKeyDer = key.publicKeyDer();
    content.keyUsage = {QStringLiteral("digitalSignature")};
    return {require(signCertificate(content, root.certificate, root.key)), key};
}

} // namespace

TestAuthority::TestAuthority(const QString &name, const QDateTime &now) : m_now(now), m_root(makeRoot(name, now)) {}

TestIdentity TestAuthority::server(const QString &dnsName) const
{
    CertificateTemplate content;
    content.subject = nameOf(dnsName);
    content.notBefore = m_now.addDays(-1);
    content.notAfter = m_now.addDays(90);
    content.dnsNames = {dnsName};
    content.extendedKeyUsage = {ExtendedKeyUsage::ServerAuth};
    return makeLeaf(m_root, content, KeySpec::EcP256);
}

TestIdentity TestAuthority::client(const QString &commonName, KeySpec spec) const
{
    return client(commonName, spec, m_now.addDays(-1), m_now.addDays(90));
}

TestIdentity TestAuthority::client(const QString &commonName, KeySpec spec, const QDateTime &notBefore,
                                   const QDateTime &notAfter) const
{
    CertificateTemplate content;
    content.subject = nameOf(commonName);
    content.notBefore = notBefore;
    content.notAfter = notAfter;
    content.extendedKeyUsage = {ExtendedKeyUsage::ClientAuth};
    return makeLeaf(m_root, content, spec);
}

} // namespace tegata
