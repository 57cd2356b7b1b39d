// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/certificate.h"
#include "core/pki/privatekey.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace tegata {

// What goes into a certificate; the profile (data) decides it, this type only writes it down (RFC 5280, 4).
struct CertificateTemplate
{
    QString serial;            // see newSerial()
    DistinguishedName subject; // written in this order, with each attribute's encoding
    QByteArray publicKeyDer;   // SubjectPublicKeyInfo; written in its canonical form
    QDateTime notBefore;
    QDateTime notAfter;
    QStringList dnsNames;
    QStringList ipAddresses; // iPAddress SANs behind the dNSNames, in their usual writing
    bool isCa = false;
    std::optional<int> pathLength;
    QStringList keyUsage; // OpenSSL's names: "digitalSignature", "keyEncipherment", "keyCertSign", "cRLSign"; critical
    QList<ExtendedKeyUsage> extendedKeyUsage;
    QStringList policyOids;
    QString crlUrl;  // empty: no CRL distribution point
    QString ocspUrl; // empty: none
    QString caIssuersUrl;
    bool ocspNoCheck = false;
};

// 20 octets at most, 127 bits from the CSPRNG, positive (BR 7.1: at least 64 bits).
QString newSerial();

// SKI (SHA-1 of the key, RFC 5280 4.2.1.2 method 1) and AKI are always written. Signs with SHA-256 (RSA, P-256),
// SHA-384 or SHA-512 by the issuer key's size. issuer empty: self-signed root.
Result<Certificate> signCertificate(const CertificateTemplate &content, const std::optional<Certificate> &issuer,
                                    const PrivateKey &issuerKey);

// The same certificate, but signed by a key that is made for it and thrown away: to look at before it is signed.
Result<Certificate> draftCertificate(const CertificateTemplate &content, const Certificate &issuer);

} // namespace tegata
