// SPDX-License-Identifier: Apache-2.0
#include "core/pki/privatekey.h"

#include "core/pki/canonicalkey.h"
#include "core/pki/inputreader.h"
#include "core/pki/keyderivation.h"
#include "core/pki/opensslsupport.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <cstring>

namespace tegata {

namespace {

constexpr qsizetype MaximumSize = 64 * 1024;
// scrypt as privatekey.h says
constexpr uint64_t ScryptWork = 1 << 14;
constexpr uint64_t ScryptBlockSize = 8;
constexpr uint64_t ScryptParallel = 5;

Result<PrivateKey> accepted(ossl::Key key)
{
    if (!EVP_PKEY_is_a(key.get(), "RSA") && !EVP_PKEY_is_a(key.get(), "EC"))
        return failure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("neither an RSA nor an EC key"));
    if (EVP_PKEY_get_bits(key.get()) <= 0)
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("the key has no numbers"));
    return PrivateKey::adopt(key.release());
}

Result<PrivateKey> readPlain(const QByteArray &der)
{
    const auto *data = reinterpret_cast<const unsigned char *>(der.constData());
    ossl::Key key(d2i_AutoPrivateKey(nullptr, &data, static_cast<long>(der.size())));
    if (!key) {
        const Error error = ossl::opensslFailure(ErrorCode::MalformedEncoding, QStringLiteral("private key")).value();
        if (ossl::ErrorScope::isUnsupported())
            return failure(ErrorCode::UnsupportedAlgorithm, error.detail);
        return failure(error);
    }
    return accepted(std::move(key));
}

Result<PrivateKey> readEncrypted(const QByteArray &der, const SecretBytes &passphrase)
{
    const auto *data = reinterpret_cast<const unsigned char *>(der.constData());
    const ossl::EncryptedKey encrypted(d2i_X509_SIG(nullptr, &data, static_cast<long>(der.size())));
    if (!encrypted)
        return ossl::opensslFailure(ErrorCode::MalformedEncoding, QStringLiteral("encrypted private key"));
    if (passphrase.isEmpty())
        return failure(ErrorCode::PassphraseNeeded);
    const X509_ALGOR *algorithm = nullptr;
    const ASN1_OCTET_STRING *sealed = nullptr;
    X509_SIG_get0(encrypted.get(), &algorithm, &sealed);
    if (!ossl::isDerivationBounded(algorithm))
        return failure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("the key derivation would take too long"));
    const ossl::Pkcs8Info info(PKCS8_decrypt(encrypted.get(), passphrase.data(), static_cast<int>(passphrase.size())));
    if (!info) {
        const QString reason = ossl::ErrorScope::reason();
        return failure(ossl::ErrorScope::isUnsupported() ? ErrorCode::UnsupportedAlgorithm : ErrorCode::WrongPassphrase,
                       reason);
    }
    ossl::Key key(EVP_PKCS82PKEY(info.get()));
    if (!key)
        return ossl::opensslFailure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("private key"));
    return accepted(std::move(key));
}

int givePassphrase(char *buffer, int size, int, void *userData)
{
    const auto *passphrase = static_cast<const SecretBytes *>(userData);
    if (passphrase->size() > static_cast<std::size_t>(size))
        return -1;
    std::memcpy(buffer, passphrase->data(), passphrase->size());
    return static_cast<int>(passphrase->size());
}

// RFC 1421: the encryption is in the PEM headers, which only OpenSSL's PEM reader knows.
Result<PrivateKey> readTraditionalEncrypted(const QByteArray &block, const SecretBytes &passphrase)
{
    if (passphrase.isEmpty())
        return failure(ErrorCode::PassphraseNeeded);
    const ossl::Bio bio(BIO_new_mem_buf(block.constData(), static_cast<int>(block.size())));
    ossl::Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, givePassphrase, const_cast<SecretBytes *>(&passphrase)));
    if (!key) {
        const QString reason = ossl::ErrorScope::reason();
        return failure(ossl::ErrorScope::isUnsupported() ? ErrorCode::UnsupportedAlgorithm : ErrorCode::WrongPassphrase,
                       reason);
    }
    return accepted(std::move(key));
}

// EncryptedPrivateKeyInfo starts with a SEQUENCE, PrivateKeyInfo and the traditional forms with an INTEGER.
bool looksEncrypted(const QByteArray &der)
{
    const int lengthOctet = der.size() > 1 ? static_cast<unsigned char>(der.at(1)) : 0;
    const int header = 2 + (lengthOctet > 0x80 ? lengthOctet & 0x7f : 0);
    return der.size() > header && der.at(header) == 0x30;
}

} // namespace

Result<PrivateKey> PrivateKey::generate(KeySpec spec)
{
    const ossl::ErrorScope errors;
    EVP_PKEY *key = nullptr;
    switch (spec) {
    case KeySpec::Rsa2048:
        key = EVP_RSA_gen(2048U);
        break;
    case KeySpec::Rsa3072:
        key = EVP_RSA_gen(3072U);
        break;
    case KeySpec::Rsa4096:
        key = EVP_RSA_gen(4096U);
        break;
    case KeySpec::EcP256:
        key = EVP_EC_gen("P-256");
        break;
    case KeySpec::EcP384:
        key = EVP_EC_gen("P-384");
        break;
    case KeySpec::EcP521:
        key = EVP_EC_gen("P-521");
        break;
    }
    if (!key)
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("key generation"));
    return adopt(key);
}

Result<PrivateKey> PrivateKey::parse(const QByteArray &bytes, const SecretBytes &passphrase)
{
    const ossl::ErrorScope errors;
    Result<InputObject> input = readFirst(bytes, InputKind::PrivateKey, MaximumSize);
    if (!input)
        return failure(input.error());
    Result<PrivateKey> key = failure(ErrorCode::Internal);
    if (input->isEncrypted)
        key = readTraditionalEncrypted(input->block, passphrase);
    else if (looksEncrypted(input->der))
        key = readEncrypted(input->der, passphrase);
    else
        key = readPlain(input->der);
    // The plain key's bytes, unless the caller's array is shared.
    const SecretBytes wiped = SecretBytes::take(input->der);
    const SecretBytes wipedBlock = SecretBytes::take(input->block);
    return key;
}

PrivateKey PrivateKey::adopt(evp_pkey_st *key)
{
    return {std::shared_ptr<evp_pkey_st>(key, EVP_PKEY_free), false};
}

PrivateKey PrivateKey::adoptTokenKey(evp_pkey_st *key)
{
    return {std::shared_ptr<evp_pkey_st>(key, EVP_PKEY_free), true};
}

Result<QByteArray> PrivateKey::toEncryptedPem(const SecretBytes &passphrase) const
{
    const ossl::ErrorScope errors;
    if (m_isOnToken)
        return failure(ErrorCode::Unsupported, QStringLiteral("the key cannot leave its token"));
    if (passphrase.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("a key is never written without passphrase"),
                       QStringLiteral("passphrase"));
    const ossl::Pkcs8Info info(EVP_PKEY2PKCS8(m_key.get()));
    X509_ALGOR *algorithm =
        PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), nullptr, 0, nullptr, ScryptWork, ScryptBlockSize, ScryptParallel);
    if (!info || !algorithm) {
        X509_ALGOR_free(algorithm);
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("PKCS#8"));
    }
    const ossl::EncryptedKey encrypted(
        PKCS8_set0_pbe(passphrase.data(), static_cast<int>(passphrase.size()), info.get(), algorithm));
    if (!encrypted) {
        X509_ALGOR_free(algorithm);
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("PKCS#8"));
    }
    const QByteArray der =
        ossl::derBytes([&encrypted](unsigned char **out) { return i2d_X509_SIG(encrypted.get(), out); });
    return ossl::pemText("ENCRYPTED PRIVATE KEY", der);
}

Result<SecretBytes> PrivateKey::deriveKey(const QByteArray &salt, const QByteArray &info, std::size_t size) const
{
    const ossl::ErrorScope errors;
    if (m_isOnToken)
        return failure(ErrorCode::Unsupported, QStringLiteral("the key cannot leave its token"));
    const ossl::Pkcs8Info whole(EVP_PKEY2PKCS8(m_key.get()));
    if (!whole)
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("PKCS#8"));
    QByteArray der =
        ossl::derBytes([&whole](unsigned char **out) { return i2d_PKCS8_PRIV_KEY_INFO(whole.get(), out); });
    const SecretBytes secret = SecretBytes::take(der);
    return secret.isEmpty() ? failure(ErrorCode::Internal, QStringLiteral("PKCS#8"))
                            : hkdfKey(secret, salt, info, size);
}

KeyFacts PrivateKey::facts() const
{
    const ossl::ErrorScope errors;
    return ossl::keyFacts(m_key.get(), publicKeyDer());
}

QByteArray PrivateKey::publicKeyDer() const
{
    const ossl::ErrorScope errors;
    const QByteArray spki = ossl::derBytes([this](unsigned char **out) { return i2d_PUBKEY(m_key.get(), out); });
    return ossl::canonicalPublicKey(spki);
}

} // namespace tegata
