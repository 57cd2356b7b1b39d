// SPDX-License-Identifier: Apache-2.0
#include "core/pki/keyderivation.h"

#include "core/pki/opensslsupport.h"

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>

namespace tegata {

namespace {

constexpr quint64 MaximumMemory = quint64(1) << 31;

unsigned char *octets(char *data)
{
    return reinterpret_cast<unsigned char *>(data);
}

OSSL_PARAM octetParameter(const char *name, const void *data, std::size_t size)
{
    // OpenSSL only reads it.
    return OSSL_PARAM_construct_octet_string(name, const_cast<void *>(data), size);
}

} // namespace

bool isAcceptable(const ScryptCost &cost)
{
    return cost.logN >= 10 && cost.logN <= 20 && cost.r >= 1 && cost.r <= 32 && cost.p >= 1 && cost.p <= 16 &&
           (quint64(128) << cost.logN) * quint64(cost.r) <= MaximumMemory;
}

Result<QByteArray> randomBytes(qsizetype size)
{
    QByteArray bytes(size, '\0');
    if (RAND_bytes(octets(bytes.data()), int(size)) != 1)
        return failure(ErrorCode::Internal, QStringLiteral("no randomness"));
    return bytes;
}

Result<SecretBytes> randomKey(std::size_t size)
{
    SecretBytes key(size);
    if (RAND_priv_bytes(octets(key.data()), int(size)) != 1)
        return failure(ErrorCode::Internal, QStringLiteral("no randomness"));
    return key;
}

Result<SecretBytes> scryptKey(const SecretBytes &passphrase, const QByteArray &salt, const ScryptCost &cost,
                              std::size_t size)
{
    const ossl::ErrorScope errors;
    if (!isAcceptable(cost))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("out of range"), QStringLiteral("cost"));
    SecretBytes key(size);
    const int done =
        EVP_PBE_scrypt(passphrase.data(), passphrase.size(), reinterpret_cast<const unsigned char *>(salt.constData()),
                       size_t(salt.size()), quint64(1) << cost.logN, quint64(cost.r), quint64(cost.p),
                       MaximumMemory + (MaximumMemory >> 1), octets(key.data()), key.size());
    if (done != 1)
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("scrypt"));
    return key;
}

Result<SecretBytes> hkdfKey(const SecretBytes &key, const QByteArray &salt, const QByteArray &info, std::size_t size)
{
    const ossl::ErrorScope errors;
    const ossl::Derivation derivation(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    const ossl::DerivationContext context(EVP_KDF_CTX_new(derivation.get()));
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        octetParameter(OSSL_KDF_PARAM_KEY, key.data(), key.size()),
        octetParameter(OSSL_KDF_PARAM_SALT, salt.constData(), size_t(salt.size())),
        octetParameter(OSSL_KDF_PARAM_INFO, info.constData(), size_t(info.size())),
        OSSL_PARAM_construct_end(),
    };
    SecretBytes derived(size);
    if (!context || EVP_KDF_derive(context.get(), octets(derived.data()), derived.size(), parameters) != 1)
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("HKDF"));
    return derived;
}

} // namespace tegata
