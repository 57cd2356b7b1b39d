// SPDX-License-Identifier: Apache-2.0
// The key methods are deprecated in OpenSSL 3 without a successor below a whole provider; they are there in every 3.x.
#undef OPENSSL_NO_DEPRECATED
#define OPENSSL_SUPPRESS_DEPRECATED

#include "core/pki/tokenkey.h"

#include "core/pki/opensslsupport.h"

#include <openssl/ec.h>
#include <openssl/rsa.h>

#include <cstring>

namespace tegata::ossl {

namespace {

using RsaKey = std::unique_ptr<RSA, Deleter<RSA_free>>;
using EcKey = std::unique_ptr<EC_KEY, Deleter<EC_KEY_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG_free>>;

// The key's part of ours; OpenSSL frees and copies it with the key.
void freeToken(void *, void *token, CRYPTO_EX_DATA *, int, long, void *)
{
    delete static_cast<TokenKey *>(token);
}

int copyToken(CRYPTO_EX_DATA *, const CRYPTO_EX_DATA *, void **token, int, long, void *)
{
    if (*token)
        *token = new TokenKey(*static_cast<TokenKey *>(*token));
    return 1;
}

int rsaIndex()
{
    static const int index = CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_RSA, 0, nullptr, nullptr, copyToken, freeToken);
    return index;
}

int ecIndex()
{
    static const int index = CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_EC_KEY, 0, nullptr, nullptr, copyToken, freeToken);
    return index;
}

int signRsa(int size, const unsigned char *from, unsigned char *to, RSA *rsa, int padding)
{
    const auto *token = static_cast<const TokenKey *>(RSA_get_ex_data(rsa, rsaIndex()));
    const bool isKnown = padding == RSA_PKCS1_PADDING || padding == RSA_NO_PADDING;
    if (!token || !isKnown)
        return -1;
    const Result<QByteArray> signature =
        token->session->sign(token->object, padding == RSA_PKCS1_PADDING ? CKM_RSA_PKCS : CKM_RSA_X_509,
                             QByteArray(reinterpret_cast<const char *>(from), size));
    if (!signature || signature->size() != RSA_size(rsa))
        return -1;
    std::memcpy(to, signature->constData(), static_cast<std::size_t>(signature->size()));
    return static_cast<int>(signature->size());
}

int decryptRsa(int, const unsigned char *, unsigned char *, RSA *, int)
{
    return -1; // an operator's key signs
}

ECDSA_SIG *signEc(const unsigned char *digest, int size, const BIGNUM *, const BIGNUM *, EC_KEY *key)
{
    const auto *token = static_cast<const TokenKey *>(EC_KEY_get_ex_data(key, ecIndex()));
    if (!token)
        return nullptr;
    const Result<QByteArray> signature =
        token->session->sign(token->object, CKM_ECDSA, QByteArray(reinterpret_cast<const char *>(digest), size));
    if (!signature || signature->isEmpty() || signature->size() % 2 != 0)
        return nullptr;
    const int half = static_cast<int>(signature->size() / 2);
    const auto *bytes = reinterpret_cast<const unsigned char *>(signature->constData());
    BigNum r(BN_bin2bn(bytes, half, nullptr));
    BigNum s(BN_bin2bn(bytes + half, half, nullptr));
    Signature made(ECDSA_SIG_new());
    if (!r || !s || !made || ECDSA_SIG_set0(made.get(), r.get(), s.get()) != 1)
        return nullptr;
    (void)r.release();
    (void)s.release();
    return made.release();
}

const RSA_METHOD *rsaMethod()
{
    static RSA_METHOD *method = [] {
        RSA_METHOD *made = RSA_meth_dup(RSA_PKCS1_OpenSSL());
        RSA_meth_set1_name(made, "tegata token");
        RSA_meth_set_flags(made, RSA_FLAG_EXT_PKEY | RSA_METHOD_FLAG_NO_CHECK);
        RSA_meth_set_priv_enc(made, signRsa);
        RSA_meth_set_priv_dec(made, decryptRsa);
        return made;
    }();
    return method;
}

const EC_KEY_METHOD *ecMethod()
{
    static EC_KEY_METHOD *method = [] {
        EC_KEY_METHOD *made = EC_KEY_METHOD_new(EC_KEY_OpenSSL());
        int (*sign)(int, const unsigned char *, int, unsigned char *, unsigned int *, const BIGNUM *, const BIGNUM *,
                    EC_KEY *) = nullptr;
        EC_KEY_METHOD_get_sign(made, &sign, nullptr, nullptr);
        EC_KEY_METHOD_set_sign(made, sign, nullptr, signEc);
        return made;
    }();
    return method;
}

Result<Key> wrapRsa(const EVP_PKEY *publicKey, TokenKey token)
{
    const RSA *known = EVP_PKEY_get0_RSA(publicKey);
    RsaKey rsa(RSA_new());
    Key key(EVP_PKEY_new());
    BigNum n(known ? BN_dup(RSA_get0_n(known)) : nullptr);
    BigNum e(known ? BN_dup(RSA_get0_e(known)) : nullptr);
    if (!rsa || !key || !n || !e || RSA_set0_key(rsa.get(), n.get(), e.get(), nullptr) != 1)
        return opensslFailure(ErrorCode::Internal, QStringLiteral("token key"));
    (void)n.release();
    (void)e.release();
    auto owned = std::make_unique<TokenKey>(std::move(token));
    if (RSA_set_method(rsa.get(), rsaMethod()) != 1 || RSA_set_ex_data(rsa.get(), rsaIndex(), owned.get()) != 1)
        return opensslFailure(ErrorCode::Internal, QStringLiteral("token key"));
    (void)owned.release(); // the key's
    if (EVP_PKEY_assign_RSA(key.get(), rsa.get()) != 1)
        return opensslFailure(ErrorCode::Internal, QStringLiteral("token key"));
    (void)rsa.release();
    return key;
}

Result<Key> wrapEc(const EVP_PKEY *publicKey, TokenKey token)
{
    const EC_KEY *known = EVP_PKEY_get0_EC_KEY(publicKey);
    EcKey ec(known ? EC_KEY_dup(known) : nullptr);
    Key key(EVP_PKEY_new());
    if (!ec || !key)
        return opensslFailure(ErrorCode::Internal, QStringLiteral("token key"));
    auto owned = std::make_unique<TokenKey>(std::move(token));
    if (EC_KEY_set_method(ec.get(), ecMethod()) != 1 || EC_KEY_set_ex_data(ec.get(), ecIndex(), owned.get()) != 1)
        return opensslFailure(ErrorCode::Internal, QStringLiteral("token key"));
    (void)owned.release(); // the key's
    if (EVP_PKEY_assign_EC_KEY(key.get(), ec.get()) != 1)
        return opensslFailure(ErrorCode::Internal, QStringLiteral("token key"));
    (void)ec.release();
    return key;
}

} // namespace

Result<Key> makeTokenKey(const QByteArray &publicKeyDer, TokenKey token)
{
    const ErrorScope errors;
    const auto *data = reinterpret_cast<const unsigned char *>(publicKeyDer.constData());
    const Key publicKey(d2i_PUBKEY(nullptr, &data, static_cast<long>(publicKeyDer.size())));
    if (!publicKey)
        return opensslFailure(ErrorCode::MalformedEncoding, QStringLiteral("public key"));
    if (EVP_PKEY_is_a(publicKey.get(), "RSA"))
        return wrapRsa(publicKey.get(), std::move(token));
    if (EVP_PKEY_is_a(publicKey.get(), "EC"))
        return wrapEc(publicKey.get(), std::move(token));
    return failure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("neither an RSA nor an EC key"));
}

} // namespace tegata::ossl
