// SPDX-License-Identifier: Apache-2.0
#include "core/vault/sealingfile.h"

#include "core/pki/aesgcm.h"
#include "core/pki/keyderivation.h"

#include <QJsonObject>

namespace tegata {

namespace {

constexpr int FormatVersion = 1;
constexpr qsizetype SaltSize = 16;
const auto EntryName = QLatin1String("entry");
const auto WrappedName = QLatin1String("wrapped");

QByteArray wrapLabel()
{
    return QByteArrayLiteral("tegata cache key wrap 1");
}

QJsonObject toJson(const SealingInfo &info)
{
    QJsonObject json{{QStringLiteral("keyId"), QString::fromLatin1(info.keyId.toHex())}};
    if (!info.keychainEntry.isEmpty())
        json.insert(EntryName, info.keychainEntry);
    QJsonObject wrapped;
    for (auto each = info.wrapped.cbegin(); each != info.wrapped.cend(); ++each)
        wrapped.insert(each.key(), QString::fromLatin1(each.value().toBase64()));
    if (!wrapped.isEmpty())
        json.insert(WrappedName, wrapped);
    return json;
}

Result<SealingInfo> fromJson(const QJsonObject &json)
{
    SealingInfo info;
    info.keyId = QByteArray::fromHex(json.value(QLatin1String("keyId")).toString().toLatin1());
    info.keychainEntry = json.value(EntryName).toString();
    const QJsonObject wrapped = json.value(WrappedName).toObject();
    for (auto each = wrapped.begin(); each != wrapped.end(); ++each)
        info.wrapped.insert(each.key(), QByteArray::fromBase64(each.value().toString().toLatin1()));
    // Nothing else of the keychain is read on this file's word.
    if (!info.keychainEntry.isEmpty() && !info.keychainEntry.startsWith(QLatin1String("cache/")))
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("foreign entry"));
    if (info.keychainEntry.isEmpty() && info.wrapped.isEmpty())
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("no key"));
    return info;
}

} // namespace

SealingFile::SealingFile(const QString &directory)
    : m_file(directory, QStringLiteral("sealing"), QStringLiteral("tegata-sealing"), FormatVersion)
{}

Result<std::optional<SealingInfo>> SealingFile::read() const
{
    SealingInfo info;
    const Result<bool> found = m_file.read([&info](const QJsonObject &json) {
        return fromJson(json).map([&info](const SealingInfo &read) { info = read; });
    });
    return found.map([&info](bool isThere) { return isThere ? std::optional(info) : std::nullopt; });
}

Result<void> SealingFile::create(const SealingInfo &info) const
{
    return m_file.create(toJson(info), [this] {
        return read().map([](const std::optional<SealingInfo> &existing) { return existing.has_value(); });
    });
}

Result<void> SealingFile::replace(const SealingInfo &info) const
{
    return m_file.replace(toJson(info));
}

Result<QByteArray> sealingKeyId(const SecretBytes &key)
{
    const Result<SecretBytes> id = hkdfKey(key, QByteArray(), QByteArrayLiteral("tegata cache key id 1"), 16);
    if (!id)
        return failure(id.error());
    return QByteArray(id->data(), qsizetype(id->size()));
}

QString sealingEntryPrefix(const QString &siteId)
{
    return QStringLiteral("cache/%1/").arg(siteId);
}

Result<QByteArray> wrapSealingKey(const SecretBytes &key, const PrivateKey &under)
{
    const Result<QByteArray> salt = randomBytes(SaltSize);
    const Result<QByteArray> nonce = randomBytes(AesGcmNonceSize);
    if (!salt || !nonce)
        return failure(salt ? nonce.error() : salt.error());
    const Result<SecretBytes> wrapping = under.deriveKey(*salt, wrapLabel(), AesGcmKeySize);
    if (!wrapping)
        return failure(wrapping.error());
    const Result<QByteArray> sealed = sealAesGcm(*wrapping, *nonce, wrapLabel(), key);
    if (!sealed)
        return failure(sealed.error());
    return *salt + *nonce + *sealed;
}

Result<SecretBytes> unwrapSealingKey(const QByteArray &wrapped, const PrivateKey &under)
{
    if (wrapped.size() <= SaltSize + AesGcmNonceSize)
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("too short"), QStringLiteral("sealing.json"));
    const Result<SecretBytes> wrapping = under.deriveKey(wrapped.left(SaltSize), wrapLabel(), AesGcmKeySize);
    if (!wrapping)
        return failure(wrapping.error());
    Result<SecretBytes> key = openAesGcm(*wrapping, wrapped.mid(SaltSize, AesGcmNonceSize), wrapLabel(),
                                         wrapped.mid(SaltSize + AesGcmNonceSize));
    if (!key && key.error().code == ErrorCode::SignatureInvalid)
        return failure(ErrorCode::SealedForAnother, QStringLiteral("wrapped under another key"),
                       QStringLiteral("sealing.json"));
    return key;
}

} // namespace tegata
