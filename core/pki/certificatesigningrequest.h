// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/pki/distinguishedname.h"
#include "core/pki/generalname.h"
#include "core/pki/keyfacts.h"
#include "core/pki/privatekey.h"

#include <QByteArray>
#include <QStringList>

namespace tegata {

struct RequestedExtension
{
    QString oid;  // dotted
    QString name; // OpenSSL's short name where it has one
    bool critical = false;
    QByteArray value; // DER inside the OCTET STRING

    friend bool operator==(const RequestedExtension &, const RequestedExtension &) = default;
};

// A PKCS#10 request (RFC 2986), read once into plain values. Immutable, cheap to copy.
class CertificateSigningRequest
{
public:
    static constexpr qsizetype MaximumSize = 64 * 1024;

    static constexpr int MaximumCount = 20;

    // A file or text that holds one, in whatever form (inputreader.h). Errors: those of readInput, SeveralFound,
    // InvalidSubject, InvalidExtension, UnsupportedAlgorithm (a key that cannot be read). A bad self-signature is not
    // an error here: see signatureValid(), so that the rest can still be shown.
    static Result<CertificateSigningRequest> parse(const QByteArray &bytes);
    // All of a file, in its order, at least one: none is dropped. Errors: the same, but SeveralFound.
    static Result<QList<CertificateSigningRequest>> parseAll(const QByteArray &bytes);
    // Signed with SHA-256 (RSA, P-256), SHA-384 (P-384), SHA-512 (P-521); dNSName SANs in an extensionRequest.
    static Result<CertificateSigningRequest> create(const PrivateKey &key, const DistinguishedName &subject,
                                                    const QStringList &dnsNames);

    const QByteArray &der() const { return m_der; }
    QByteArray pem() const;
    const DistinguishedName &subject() const { return m_subject; }
    const QList<GeneralName> &subjectAltNames() const { return m_subjectAltNames; }
    // The dNSName values, in order.
    QStringList dnsNames() const;
    const QList<RequestedExtension> &requestedExtensions() const { return m_requestedExtensions; }
    // OIDs of extensions that are asked for twice, in different ways: by the extension requests of PKCS#9 and of
    // Microsoft. All of them are in the lists.
    const QStringList &contradictoryExtensions() const { return m_contradictoryExtensions; }
    const QStringList &requestedKeyUsage() const { return m_requestedKeyUsage; } // "digitalSignature", …
    // OpenSSL's short names ("serverAuth", "anyExtendedKeyUsage"), else dotted.
    const QStringList &requestedExtendedKeyUsage() const { return m_requestedExtendedKeyUsage; }
    const KeyFacts &key() const { return m_key; }
    // SubjectPublicKeyInfo in its canonical form, whatever the request has (core/pki/canonicalkey.h).
    const QByteArray &publicKeyDer() const { return m_publicKeyDer; }
    QString signatureAlgorithm() const
    {
        return m_signatureAlgorithm;
    }                                                             // "ecdsa-with-SHA256", "sha256WithRSAEncryption"
    QString signatureDigest() const { return m_signatureDigest; } // "SHA256"; empty when unknown
    bool signatureValid() const { return m_signatureValid; }

private:
    CertificateSigningRequest() = default;
    static Result<CertificateSigningRequest> read(const QByteArray &der);

    QByteArray m_der;
    DistinguishedName m_subject;
    QList<GeneralName> m_subjectAltNames;
    QList<RequestedExtension> m_requestedExtensions;
    QStringList m_contradictoryExtensions;
    QStringList m_requestedKeyUsage;
    QStringList m_requestedExtendedKeyUsage;
    KeyFacts m_key;
    QByteArray m_publicKeyDer;
    QString m_signatureAlgorithm;
    QString m_signatureDigest;
    bool m_signatureValid = false;
};

} // namespace tegata
