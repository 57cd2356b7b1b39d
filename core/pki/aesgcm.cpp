// SPDX-License-Identifier: Apache-2.0
#include "core/pki/aesgcm.h"

#include "core/pki/opensslsupport.h"

#include <climits>

namespace tegata {

namespace {

constexpr qsizetype MaximumSize = INT_MAX - AesGcmTagSize;

const unsigned char *octets(const char *data)
{
    return reinterpret_cast<const unsigned char *>(data);
}

unsigned char *octets(char *data)
{
    return reinterpret_cast<unsigned char *>(data);
}

Result<void> checkSizes(const SecretBytes &key, const QByteArray &nonce, qsizetype size)
{
    if (key.size() != AesGcmKeySize || nonce.size() != AesGcmNonceSize || size > MaximumSize)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("AES-GCM: wrong size"));
    return {};
}

} // namespace

Result<QByteArray> sealAesGcm(const SecretBytes &key, const QByteArray &nonce, const QByteArray &associated,
                              const SecretBytes &plain)
{
    const ossl::ErrorScope errors;
    if (const auto sizes = checkSizes(key, nonce, qsizetype(plain.size())); !sizes)
        return failure(sizes.error());
    const ossl::CipherContext context(EVP_CIPHER_CTX_new());
    QByteArray sealed(qsizetype(plain.size()) + AesGcmTagSize, '\0');
    int size = 0;
    int rest = 0;
    const bool done =
        context &&
        EVP_EncryptInit_ex2(context.get(), EVP_aes_256_gcm(), octets(key.data()), octets(nonce.constData()), nullptr) &&
        EVP_EncryptUpdate(context.get(), nullptr, &size, octets(associated.constData()), int(associated.size())) &&
        EVP_EncryptUpdate(context.get(), octets(sealed.data()), &size, octets(plain.data()), int(plain.size())) &&
        EVP_EncryptFinal_ex(context.get(), octets(sealed.data()) + size, &rest) &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, AesGcmTagSize,
                            sealed.data() + sealed.size() - AesGcmTagSize);
    if (!done)
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("AES-GCM"));
    return sealed;
}

Result<SecretBytes> openAesGcm(const SecretBytes &key, const QByteArray &nonce, const QByteArray &associated,
                               const QByteArray &sealed)
{
    const ossl::ErrorScope errors;
    if (const auto sizes = checkSizes(key, nonce, sealed.size()); !sizes)
        return failure(sizes.error());
    if (sealed.size() < AesGcmTagSize)
        return failure(ErrorCode::SignatureInvalid, QStringLiteral("no tag"));
    const qsizetype plainSize = sealed.size() - AesGcmTagSize;
    QByteArray tag = sealed.last(AesGcmTagSize);
    const ossl::CipherContext context(EVP_CIPHER_CTX_new());
    SecretBytes plain(std::size_t(plainSize) + AesGcmTagSize); // never empty: OpenSSL takes a null buffer for more AAD
    int size = 0;
    int rest = 0;
    const bool fed =
        context &&
        EVP_DecryptInit_ex2(context.get(), EVP_aes_256_gcm(), octets(key.data()), octets(nonce.constData()), nullptr) &&
        EVP_DecryptUpdate(context.get(), nullptr, &size, octets(associated.constData()), int(associated.size())) &&
        EVP_DecryptUpdate(context.get(), octets(plain.data()), &size, octets(sealed.constData()), int(plainSize)) &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, AesGcmTagSize, tag.data());
    if (!fed)
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("AES-GCM"));
    if (EVP_DecryptFinal_ex(context.get(), octets(plain.data()) + size, &rest) != 1)
        return failure(ErrorCode::SignatureInvalid, QStringLiteral("the tag does not fit"));
    return SecretBytes(plain.data(), std::size_t(plainSize));
}

} // namespace tegata
