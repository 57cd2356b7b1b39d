// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secretbytes.h"
#include "core/pki/certificate.h"
#include "core/pki/privatekey.h"

#include <optional>

namespace tegata {

struct InputObject;

// The content of a PKCS#12 file (RFC 7292), or of a PEM file with a key and its certificate. open() reads what there
// is: a bundle without key or certificate is opened, and requireIdentity() says what is missing.
class Pkcs12Bundle
{
public:
    static constexpr qsizetype MaximumSize = 1024 * 1024;

    // DER, base64 or PEM, with keys and certificates also under RC2, RC4 or 3DES (a private OpenSSL library context
    // with the legacy provider: nothing global changes), a MAC by PBMAC1 too (RFC 9579). Passphrases are UTF-8; old
    // files whose writer used another encoding of Japanese are tried as OpenSSL does. Errors: Empty, TooLarge,
    // MalformedEncoding, TrailingData, WrongKind, MacMissing, WrongPassphrase, PassphraseNeeded (an encrypted PEM key),
    // UnsupportedAlgorithm.
    // Key derivation takes up to a second: never on the GUI thread.
    static Result<Pkcs12Bundle> open(const QByteArray &bytes, const SecretBytes &passphrase);
    // PBES2 with AES-256-CBC, PBKDF2-SHA-256 and an HMAC-SHA-256 MAC.
    static Result<QByteArray> create(const PrivateKey &key, const Certificate &certificate,
                                     const QList<Certificate> &others, const QString &friendlyName,
                                     const SecretBytes &passphrase);

    const std::optional<PrivateKey> &key() const { return m_key; }
    const std::optional<Certificate> &certificate() const { return m_certificate; } // the one of the key, if any
    const QList<Certificate> &others() const { return m_others; }

    // Fit to be an operator's identity: key and certificate present and matching, now within its validity, for client
    // authentication. Errors: KeyMissing, CertificateMissing, KeyMismatch, CertificateExpired,
    // CertificateNotYetValid, WrongPurpose.
    Result<void> requireIdentity(const QDateTime &now) const;

private:
    static Result<Pkcs12Bundle> openPkcs12(const QByteArray &der, const SecretBytes &passphrase);
    static Result<Pkcs12Bundle> openPem(const QList<InputObject> &objects, const SecretBytes &passphrase);
    static Pkcs12Bundle of(const std::optional<PrivateKey> &key, const QList<Certificate> &certificates);

    std::optional<PrivateKey> m_key;
    std::optional<Certificate> m_certificate;
    QList<Certificate> m_others;
};

} // namespace tegata
