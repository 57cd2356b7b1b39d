// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/certificate.h"
#include "core/pki/privatekey.h"

#include <QDateTime>

namespace tegata {

struct TestIdentity
{
    Certificate certificate;
    PrivateKey key;
};

// A private CA for one test: a root with an EC P-256 key, and leaves under it, valid around `now`: of the test's clock;
// today's only where OpenSSL's own handshake looks at them. Aborts when signing fails: without it no test means
// anything.
class TestAuthority
{
public:
    explicit TestAuthority(const QString &name = QStringLiteral("Test Root"),
                           const QDateTime &now = QDateTime::currentDateTimeUtc());

    const Certificate &root() const { return m_root.certificate; }
    TestIdentity server(const QString &dnsName = QStringLiteral("localhost")) const;
    TestIdentity client(const QString &commonName = QStringLiteral("TARO YAMADA"),
                        KeySpec spec = KeySpec::EcP256) const;
    TestIdentity client(const QString &commonName, KeySpec spec, const QDateTime &notBefore,
                        const QDateTime &notAfter) const;

private:
    QDateTime m_now;
    TestIdentity m_root;
};

} // namespace tegata
