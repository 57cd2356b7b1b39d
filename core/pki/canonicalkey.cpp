// SPDX-License-Identifier: Apache-2.0
#include "core/pki/canonicalkey.h"

#include "core/pki/opensslsupport.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/objects.h>
#include <openssl/param_build.h>

namespace tegata::ossl {

namespace {

using PublicKeyInfo = std::unique_ptr<X509_PUBKEY, Deleter<X509_PUBKEY_free>>;
using Group = std::unique_ptr<EC_GROUP, Deleter<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Deleter<EC_POINT_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Deleter<OSSL_PARAM_free>>;
using ParametersBuilder = std::unique_ptr<OSSL_PARAM_BLD, Deleter<OSSL_PARAM_BLD_free>>;

PublicKeyInfo publicKeyInfo(const QByteArray &spki)
{
    const auto *data = reinterpret_cast<const unsigned char *>(spki.constData());
    return PublicKeyInfo(d2i_X509_PUBKEY(nullptr, &data, static_cast<long>(spki.size())));
}

QByteArray encoded(const X509_PUBKEY *info)
{
    return derBytes([info](unsigned char **out) { return i2d_X509_PUBKEY(info, out); });
}

QByteArray encoded(const EVP_PKEY *key)
{
    return derBytes([key](unsigned char **out) { return i2d_PUBKEY(key, out); });
}

// NID_undef for a curve without a name.
int curveOf(const EVP_PKEY *key)
{
    char name[80] = {};
    std::size_t length = 0;
    if (EVP_PKEY_get_group_name(key, name, sizeof name, &length) != 1)
        return NID_undef;
    const int nid = OBJ_sn2nid(name);
    return nid == NID_undef ? EC_curve_nist2nid(name) : nid;
}

QByteArray canonicalEc(const QByteArray &spki, const EVP_PKEY *key)
{
    const int curve = curveOf(key);
    const Group group(curve == NID_undef ? nullptr : EC_GROUP_new_by_curve_name(curve));
    const PublicKeyInfo given = publicKeyInfo(spki);
    const unsigned char *octets = nullptr;
    int size = 0;
    if (!group || !given || X509_PUBKEY_get0_param(nullptr, &octets, &size, nullptr, given.get()) != 1)
        return encoded(key);
    const Point point(EC_POINT_new(group.get()));
    if (!point || EC_POINT_oct2point(group.get(), point.get(), octets, static_cast<std::size_t>(size), nullptr) != 1)
        return encoded(key);
    unsigned char *whole = nullptr;
    const std::size_t length =
        EC_POINT_point2buf(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, &whole, nullptr);
    const PublicKeyInfo result(X509_PUBKEY_new());
    if (length == 0 || !result ||
        X509_PUBKEY_set0_param(result.get(), OBJ_nid2obj(NID_X9_62_id_ecPublicKey), V_ASN1_OBJECT, OBJ_nid2obj(curve),
                               whole, static_cast<int>(length)) != 1) {
        OPENSSL_free(whole);
        return {};
    }
    return encoded(result.get());
}

// The rsaEncryption key of an RSASSA-PSS key's numbers; null when it cannot be made.
Key plainRsa(const EVP_PKEY *key)
{
    const auto number = [key](const char *name) {
        BIGNUM *value = nullptr;
        return BigNum(EVP_PKEY_get_bn_param(key, name, &value) == 1 ? value : nullptr);
    };
    const BigNum modulus = number(OSSL_PKEY_PARAM_RSA_N);
    const BigNum exponent = number(OSSL_PKEY_PARAM_RSA_E);
    const ParametersBuilder builder(OSSL_PARAM_BLD_new());
    if (!modulus || !exponent || !builder ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1)
        return nullptr;
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    EVP_PKEY *made = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
        return nullptr;
    return Key(made);
}

} // namespace

QByteArray canonicalPublicKey(const QByteArray &spki, const EVP_PKEY *key)
{
    // OpenSSL writes RSA keys with NULL and minimal integers, but EC keys as they came.
    return EVP_PKEY_is_a(key, "EC") ? canonicalEc(spki, key) : encoded(key);
}

QByteArray canonicalPublicKey(const QByteArray &spki)
{
    const ErrorScope errors;
    const auto *data = reinterpret_cast<const unsigned char *>(spki.constData());
    const Key key(d2i_PUBKEY(nullptr, &data, static_cast<long>(spki.size())));
    return key ? canonicalPublicKey(spki, key.get()) : QByteArray();
}

QByteArray keyHash(const QByteArray &canonical, const EVP_PKEY *key)
{
    const Key plain = EVP_PKEY_is_a(key, "RSA-PSS") ? plainRsa(key) : nullptr;
    const QByteArray bytes = plain ? encoded(plain.get()) : canonical;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (bytes.isEmpty() || EVP_Digest(bytes.constData(), static_cast<std::size_t>(bytes.size()), digest, &size,
                                      EVP_sha256(), nullptr) != 1)
        return {};
    return QByteArray(reinterpret_cast<const char *>(digest), static_cast<qsizetype>(size));
}

} // namespace tegata::ossl
