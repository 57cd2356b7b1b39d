// SPDX-License-Identifier: Apache-2.0
#include "core/pki/pbmac1.h"

#include "core/pki/derelement.h"
#include "core/pki/opensslsupport.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/objects.h>

namespace tegata::ossl {

namespace {

constexpr int64_t LongestKey = 64;

using Pbe2 = std::unique_ptr<PBE2PARAM, Deleter<PBE2PARAM_free>>;
using Pbkdf2 = std::unique_ptr<PBKDF2PARAM, Deleter<PBKDF2PARAM_free>>;

const X509_ALGOR *macAlgorithm(const PKCS12 *file)
{
    const X509_ALGOR *algorithm = nullptr;
    PKCS12_get0_mac(nullptr, &algorithm, nullptr, nullptr, file);
    return algorithm;
}

const EVP_MD *hmacDigest(const X509_ALGOR *algorithm)
{
    const ASN1_OBJECT *object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
    int digest = NID_undef;
    if (EVP_PBE_find(EVP_PBE_TYPE_PRF, OBJ_obj2nid(object), nullptr, &digest, nullptr) != 1)
        return nullptr;
    return EVP_get_digestbynid(digest);
}

template <typename T, typename Read>
T parametersOf(const X509_ALGOR *algorithm, int nid, Read d2i)
{
    const ASN1_OBJECT *object = nullptr;
    int type = 0;
    const void *value = nullptr;
    X509_ALGOR_get0(&object, &type, &value, algorithm);
    if (OBJ_obj2nid(object) != nid || type != V_ASN1_SEQUENCE)
        return nullptr;
    const auto *sequence = static_cast<const ASN1_STRING *>(value);
    const unsigned char *data = ASN1_STRING_get0_data(sequence);
    return T(d2i(nullptr, &data, ASN1_STRING_length(sequence)));
}

// The octets that the MAC is over: PFX { version, ContentInfo { data, [0] { OCTET STRING } }, … }.
QByteArray authenticatedOctets(const QByteArray &der)
{
    qsizetype at = 0;
    qsizetype end = der.size();
    const auto enter = [&](int child) {
        const std::optional<DerElement> parent = readDerElement(der, at, end);
        if (!parent)
            return false;
        at = parent->content;
        end = parent->end;
        for (; child > 0; --child) {
            const std::optional<DerElement> element = readDerElement(der, at, end);
            if (!element)
                return false;
            at = element->end;
        }
        return true;
    };
    if (!enter(1) || !enter(1) || !enter(0)) // the second of PFX, the second of ContentInfo, what is in [0]
        return {};
    const std::optional<DerElement> content = readDerElement(der, at, end);
    return content && content->tag == 0x04 ? der.mid(content->content, content->end - content->content) : QByteArray();
}

} // namespace

bool usesPbmac1(const PKCS12 *file)
{
    const X509_ALGOR *algorithm = macAlgorithm(file);
    const ASN1_OBJECT *object = nullptr;
    if (algorithm)
        X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
    return object && OBJ_obj2nid(object) == NID_pbmac1;
}

Result<bool> pbmac1Matches(const PKCS12 *file, const QByteArray &der, const SecretBytes &passphrase)
{
    // PBMAC1-params is built as PBES2-params is: a derivation, and what is done with the key.
    const auto scheme = parametersOf<Pbe2>(macAlgorithm(file), NID_pbmac1, d2i_PBE2PARAM);
    const auto derivation = scheme ? parametersOf<Pbkdf2>(scheme->keyfunc, NID_id_pbkdf2, d2i_PBKDF2PARAM) : Pbkdf2();
    if (!derivation || !derivation->keylength || derivation->salt->type != V_ASN1_OCTET_STRING)
        return failure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("PBMAC1 without PBKDF2 or key length"));
    const EVP_MD *prf = derivation->prf ? hmacDigest(derivation->prf) : EVP_sha1();
    const EVP_MD *digest = hmacDigest(scheme->encryption);
    int64_t iterations = 0;
    int64_t size = 0;
    if (!prf || !digest || ASN1_INTEGER_get_int64(&iterations, derivation->iter) != 1 ||
        ASN1_INTEGER_get_int64(&size, derivation->keylength) != 1 || size <= 0 || size > LongestKey)
        return failure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("PBMAC1"));
    const QByteArray content = authenticatedOctets(der);
    const ASN1_OCTET_STRING *expected = nullptr;
    PKCS12_get0_mac(&expected, nullptr, nullptr, nullptr, file);
    if (content.isEmpty() || !expected)
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("PKCS#12"));

    const ASN1_OCTET_STRING *salt = derivation->salt->value.octet_string;
    SecretBytes key(static_cast<std::size_t>(size));
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned int macSize = 0;
    if (PKCS5_PBKDF2_HMAC(passphrase.data(), static_cast<int>(passphrase.size()), ASN1_STRING_get0_data(salt),
                          ASN1_STRING_length(salt), static_cast<int>(iterations), prf, static_cast<int>(size),
                          reinterpret_cast<unsigned char *>(key.data())) != 1 ||
        !HMAC(digest, key.data(), static_cast<int>(size), reinterpret_cast<const unsigned char *>(content.constData()),
              static_cast<std::size_t>(content.size()), mac, &macSize))
        return opensslFailure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("PBMAC1"));
    return static_cast<int>(macSize) == ASN1_STRING_length(expected) &&
           CRYPTO_memcmp(mac, ASN1_STRING_get0_data(expected), macSize) == 0;
}

} // namespace tegata::ossl
