// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/pki/distinguishedname.h"
#include "core/pki/generalname.h"
#include "core/pki/keyfacts.h"

#include <QByteArray>
#include <QDateTime>
#include <QStringList>

struct x509_st; // X509

namespace tegata {

enum class ExtendedKeyUsage
{
    ServerAuth,
    ClientAuth,
    OcspSigning
};

struct CertificateExtension
{
    QString oid; // dotted
    bool isCritical = false;

    friend bool operator==(const CertificateExtension &, const CertificateExtension &) = default;
};

// An X.509 certificate (RFC 5280), read once into plain values. Immutable, cheap to copy.
class Certificate
{
public:
    static constexpr qsizetype MaximumSize = 64 * 1024;

    // The first one of a file or text, in whatever form (inputreader.h). Errors as CertificateSigningRequest::parse,
    // but SeveralFound.
    static Result<Certificate> parse(const QByteArray &bytes);
    // Every one of a file, also those of a PKCS#7 in it (at most 100), at least one.
    static Result<QList<Certificate>> parseAll(const QByteArray &bytes);

    const QByteArray &der() const { return m_der; }
    QByteArray pem() const;
    QString text() const; // OpenSSL's full text form, for reading; empty if it cannot be made
    const DistinguishedName &subject() const { return m_subject; }
    const DistinguishedName &issuer() const { return m_issuer; }
    QString serial() const
    {
        return m_serial;
    } // upper-case hex, even number of digits, no separators: the one form
      // of a serial in contract, database and screen
    const QDateTime &notBefore() const { return m_notBefore; } // UTC
    const QDateTime &notAfter() const { return m_notAfter; }   // UTC, the last valid second
    const QList<GeneralName> &subjectAltNames() const { return m_subjectAltNames; }
    QStringList dnsNames() const;
    const KeyFacts &key() const { return m_key; }
    // SubjectPublicKeyInfo in its canonical form, as that of a request.
    const QByteArray &publicKeyDer() const { return m_publicKeyDer; }
    QString signatureAlgorithm() const { return m_signatureAlgorithm; }
    bool isCa() const { return m_isCa; }
    // May stand at the end of a path: a CA, or a root from before certificates said so (X.509 v1).
    bool canBeTrustAnchor() const { return m_isCa || (!m_saysWhetherCa && isSelfIssued()); }
    // No EKU extension allows every purpose (RFC 5280, 4.2.1.12).
    bool allows(ExtendedKeyUsage usage) const;
    QByteArray subjectKeyId() const { return m_subjectKeyId; }
    QByteArray authorityKeyId() const { return m_authorityKeyId; }
    QStringList crlUrls() const { return m_crlUrls; }
    QStringList ocspUrls() const { return m_ocspUrls; }
    QStringList caIssuersUrls() const { return m_caIssuersUrls; }
    const QList<CertificateExtension> &extensions() const { return m_extensions; } // in the order of the encoding
    QStringList keyUsage() const { return m_keyUsage; } // RFC 5280's names, in the order of the bits
    QStringList extendedKeyUsageOids() const { return m_extendedKeyUsageOids; } // dotted
    QStringList policyOids() const { return m_policyOids; }
    QByteArray sha256() const; // fingerprint of the DER
    bool isSelfIssued() const { return m_subject == m_issuer; }
    // Signed by the issuer's key.
    bool isSignedBy(const Certificate &issuer) const;

    friend bool operator==(const Certificate &a, const Certificate &b) { return a.m_der == b.m_der; }

private:
    Certificate() = default;
    Result<void> readBasics(const x509_st *x509);
    Result<void> readExtensions(const x509_st *x509);
    Result<void> readUsages(const x509_st *x509);

    QByteArray m_der;
    DistinguishedName m_subject;
    DistinguishedName m_issuer;
    QString m_serial;
    QDateTime m_notBefore;
    QDateTime m_notAfter;
    QList<GeneralName> m_subjectAltNames;
    KeyFacts m_key;
    QByteArray m_publicKeyDer;
    QString m_signatureAlgorithm;
    bool m_isCa = false;
    bool m_saysWhetherCa = false;
    bool m_hasExtendedKeyUsage = false;
    QList<ExtendedKeyUsage> m_extendedKeyUsage;
    bool m_anyExtendedKeyUsage = false;
    QByteArray m_subjectKeyId;
    QByteArray m_authorityKeyId;
    QStringList m_crlUrls;
    QStringList m_ocspUrls;
    QStringList m_caIssuersUrls;
    QList<CertificateExtension> m_extensions;
    QStringList m_keyUsage;
    QStringList m_extendedKeyUsageOids;
    QStringList m_policyOids;
};

// "4A:0F:…": how people compare fingerprints and serials.
QString colonHex(const QByteArray &bytes);

} // namespace tegata
