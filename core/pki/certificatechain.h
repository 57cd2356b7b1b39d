// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/certificate.h"

#include <QList>

namespace tegata {

// An end-entity certificate and the certificates that lead to a root, in order: leaf first. A value.
class CertificateChain
{
public:
    CertificateChain() = default;
    // Orders the pool behind the leaf by issuer and signature; certificates that do not belong are left out.
    static CertificateChain build(const Certificate &leaf, const QList<Certificate> &pool);

    const QList<Certificate> &certificates() const { return m_certificates; }
    bool isEmpty() const { return m_certificates.isEmpty(); }
    QByteArray pem() const;
    Result<QByteArray> pkcs7() const; // DER, certificates only (.p7b)
    // The certificates of a PKCS#7 SignedData (DER), in its order, at most 100; whether it is signed does not matter.
    // Errors: TooLarge, MalformedEncoding, CertificateMissing, those of Certificate::parse.
    static Result<QList<Certificate>> readPkcs7(const QByteArray &der);

    // RFC 5280 path validation by OpenSSL at the given time, for the usage. Errors: ChainIncomplete, ChainUntrusted,
    // CertificateExpired, CertificateNotYetValid, WrongPurpose, SignatureInvalid.
    Result<void> verify(const QList<Certificate> &trustAnchors, ExtendedKeyUsage usage, const QDateTime &at) const;

private:
    QList<Certificate> m_certificates;
};

} // namespace tegata
