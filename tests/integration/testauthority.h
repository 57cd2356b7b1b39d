// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/certificate.h"
#include "core/pki/certificatebuilder.h"
#include "core/pki/privatekey.h"
#include "core/service/tlscontext.h"

#include <QSslCertificate>
#include <QSslKey>

namespace tegata::test {

// A certificate with its key, as a client or a server holds it.
struct Identity
{
    Certificate certificate;
    PrivateKey key;

    QSslCertificate sslCertificate() const;
    QSslKey sslKey() const;
};

// A small authority for TLS tests: P-256 keys, valid from an hour ago for a day unless told otherwise.
// Fails the program (qFatal) where core/pki fails.
class TestAuthority
{
public:
    explicit TestAuthority(const QString &name);

    const Certificate &certificate() const { return m_root.certificate; }
    Identity server() const; // for localhost
    Identity client(const QString &name, QList<ExtendedKeyUsage> usage = {ExtendedKeyUsage::ClientAuth}) const;
    Identity clientBetween(const QString &name, const QDateTime &notBefore, const QDateTime &notAfter,
                           QList<ExtendedKeyUsage> usage = {ExtendedKeyUsage::ClientAuth}) const;
    // organization: instead of the usual one; of any length.
    static Identity selfSigned(const QString &name, const QStringList &organizations = {});
    TlsConfig tlsConfig(bool requireClientCertificate) const;

private:
    Identity m_root;
};

} // namespace tegata::test
