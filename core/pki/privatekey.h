// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"
#include "core/pki/keyfacts.h"

#include <memory>

struct evp_pkey_st; // EVP_PKEY

namespace tegata {

enum class KeySpec
{
    Rsa2048,
    Rsa3072,
    Rsa4096,
    EcP256,
    EcP384,
    EcP521
};

// An RSA or EC private key. Shares the OpenSSL key by reference count: copies are cheap, and the last one wipes it.
// Thread-safe to read. RSA 1024 and other weak sizes can be read (tests and diagnosis need them), never generated.
class PrivateKey
{
public:
    // Takes 0.05 s (EC) to seconds (RSA 4096): never on the GUI thread.
    static Result<PrivateKey> generate(KeySpec spec);
    // PEM ("PRIVATE KEY", "ENCRYPTED PRIVATE KEY", traditional RSA/EC, also encrypted) or DER PKCS#8. Errors:
    // PassphraseNeeded, WrongPassphrase, NotPem, MalformedEncoding, TooLarge (64 KiB), UnsupportedAlgorithm.
    static Result<PrivateKey> parse(const QByteArray &bytes, const SecretBytes &passphrase = {});
    // Takes over one reference.
    static PrivateKey adopt(evp_pkey_st *key);
    // The same, for a key that signs on its token and cannot leave it.
    static PrivateKey adoptTokenKey(evp_pkey_st *key);

    // PKCS#8, PBES2 with scrypt (RFC 7914, N=2^14, r=8, p=5: as costly as N=2^17, p=1, within the 32 MB that OpenSSL
    // 3 allows a reader) and AES-256-CBC, as PEM. A passphrase of 0 bytes is InvalidArgument: there is no unencrypted
    // export. About 0.2 s. Errors: also Unsupported (a token's key).
    Result<QByteArray> toEncryptedPem(const SecretBytes &passphrase) const;

    // HKDF-SHA-256 over the key's PKCS#8. Errors: Unsupported (the key cannot leave its token), Internal.
    Result<SecretBytes> deriveKey(const QByteArray &salt, const QByteArray &info, std::size_t size) const;

    KeyFacts facts() const;
    QByteArray publicKeyDer() const; // SubjectPublicKeyInfo, canonical
    evp_pkey_st *handle() const { return m_key.get(); }
    bool isOnToken() const { return m_isOnToken; }

private:
    PrivateKey(std::shared_ptr<evp_pkey_st> key, bool isOnToken) : m_key(std::move(key)), m_isOnToken(isOnToken) {}
    std::shared_ptr<evp_pkey_st> m_key;
    bool m_isOnToken = false;
};

} // namespace tegata
