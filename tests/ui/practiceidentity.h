// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secretbytes.h"
#include "core/pki/certificatebuilder.h"
#include "core/pki/pkcs12bundle.h"

#include <QByteArray>
#include <QDateTime>

namespace tegata {

// PKCS#12 files as operators hold them, made for a test.
class PracticeIdentity
{
public:
    PracticeIdentity() : m_key(*PrivateKey::generate(KeySpec::EcP256)) {}

    static SecretBytes passphrase() { return SecretBytes::fromText(QStringLiteral("合言葉 Test 1")); }

    QByteArray pkcs12(const QDateTime &notAfter, ExtendedKeyUsage usage) const
    {
        return *Pkcs12Bundle::create(m_key, certificate(notAfter, usage), {}, QStringLiteral("operator"), passphrase());
    }

    Certificate certificate(const QDateTime &notAfter, ExtendedKeyUsage usage) const
    {
        CertificateTemplate content;
        content.serial = newSerial();
        content.subject = *DistinguishedName::parse(QStringLiteral("C=JP, O=株式会社例示, CN=T.YAMADA"));
        content.publicKeyDer = m_key.publicKeyDer();
        content.notBefore = notAfter.addYears(-1);
        content.notAfter = notAfter;
        content.keyUsage = {QStringLiteral("digitalSignature")};
        content.extendedKeyUsage = {usage};
        return *signCertificate(content, std::nullopt, m_key);
    }

private:
    PrivateKey m_key;
};

} // namespace tegata
