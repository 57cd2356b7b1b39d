// SPDX-License-Identifier: Apache-2.0
#include "core/vault/sealingfile.h"

#include "core/base/filelock.h"
#include "core/base/privatefile.h"
#include "core/pki/aesgcm.h"
#include "core/pki/keyderivation.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace tegata {

namespace {

constexpr qint64 MaximumSize = 64 * 1024;
constexpr int FormatVersion = 1;
constexpr qsizetype SaltSize = 16;
const auto Format = QLatin1String("tegata-sealing");
const auto FileName = QLatin1String("sealing.json");
const auto CopyName = QLatin1String("sealing-copy.json");
const auto LockName = QLatin1String("/sealing.lock");
const auto SumName = QLatin1String("sha256");
const auto EntryName = QLatin1String("entry");
const auto WrappedName = QLatin1String("wrapped");

QByteArray wrapLabel()
{
    return QByteArrayLiteral("tegata cache key wrap 1");
}

QString sumOf(QJsonObject json)
{
    json.remove(SumName);
    const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

QByteArray toBytes(const SealingInfo &info)
{
    QJsonObject json{{QStringLiteral("format"), Format},
                     {QStringLiteral("version"), FormatVersion},
                     {QStringLiteral("keyId"), QString::fromLatin1(info.keyId.toHex())}};
    if (!info.keychainEntry.isEmpty())
        json.insert(EntryName, info.keychainEntry);
    QJsonObject wrapped;
    for (auto each = info.wrapped.cbegin(); each != info.wrapped.cend(); ++each)
        wrapped.insert(each.key(), QString::fromLatin1(each.value().toBase64()));
    if (!wrapped.isEmpty())
        json.insert(WrappedName, wrapped);
    json.insert(SumName, sumOf(json));
    return QJsonDocument(json).toJson();
}

Result<SealingInfo> fromBytes(const QByteArray &bytes, const QString &name)
{
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    if (json.value(QLatin1String("format")).toString() != Format)
        return failure(ErrorCode::StoreCorrupt, {}, name);
    if (json.value(QLatin1String("version")).toInt() > FormatVersion)
        return failure(ErrorCode::StoreTooNew, {}, name);
    if (json.value(SumName).toString() != sumOf(json))
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("checksum"), name);
    SealingInfo info;
    info.keyId = QByteArray::fromHex(json.value(QLatin1String("keyId")).toString().toLatin1());
    info.keychainEntry = json.value(EntryName).toString();
    const QJsonObject wrapped = json.value(WrappedName).toObject();
    for (auto each = wrapped.begin(); each != wrapped.end(); ++each)
        info.wrapped.insert(each.key(), QByteArray::fromBase64(each.value().toString().toLatin1()));
    // Nothing else of the keychain is read on this file's word.
    if (!info.keychainEntry.isEmpty() && !info.keychainEntry.startsWith(QLatin1String("cache/")))
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("foreign entry"), name);
    if (info.keychainEntry.isEmpty() && info.wrapped.isEmpty())
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("no key"), name);
    return info;
}

} // namespace

Result<std::optional<SealingInfo>> SealingFile::read() const
{
    const Result<SealingInfo> first = readOne(FileName);
    if (first)
        return *first;
    const Result<SealingInfo> copy = readOne(CopyName);
    if (copy)
        return *copy;
    if (first.error().code == ErrorCode::NotFound && copy.error().code == ErrorCode::NotFound)
        return std::optional<SealingInfo>();
    return failure(first.error().code == ErrorCode::NotFound ? copy.error() : first.error());
}

Result<void> SealingFile::create(const SealingInfo &info) const
{
    if (const auto made = makePrivateDirectory(m_directory); !made)
        return made;
    const Result<FileLock> lock = FileLock::acquire(m_directory + LockName);
    if (!lock)
        return failure(lock.error());
    const Result<std::optional<SealingInfo>> existing = read();
    if (!existing)
        return failure(existing.error());
    if (*existing)
        return failure(ErrorCode::Conflict, QStringLiteral("there is a key already"), FileName);
    return write(info);
}

Result<void> SealingFile::replace(const SealingInfo &info) const
{
    if (const auto made = makePrivateDirectory(m_directory); !made)
        return made;
    const Result<FileLock> lock = FileLock::acquire(m_directory + LockName);
    return lock ? write(info) : failure(lock.error());
}

Result<void> SealingFile::write(const SealingInfo &info) const
{
    // The copy first: a key exists when its own file does.
    const QByteArray bytes = toBytes(info);
    if (const auto written = writePrivateFile(m_directory + QLatin1Char('/') + CopyName, bytes); !written)
        return written;
    return writePrivateFile(m_directory + QLatin1Char('/') + FileName, bytes);
}

Result<SealingInfo> SealingFile::readOne(const QString &name) const
{
    const Result<QByteArray> bytes = readPrivateFile(m_directory + QLatin1Char('/') + name, MaximumSize);
    if (!bytes && bytes.error().code == ErrorCode::TooLarge)
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("too large"), name);
    if (!bytes)
        return failure(bytes.error());
    return fromBytes(*bytes, name);
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
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("too short"), FileName);
    const Result<SecretBytes> wrapping = under.deriveKey(wrapped.left(SaltSize), wrapLabel(), AesGcmKeySize);
    if (!wrapping)
        return failure(wrapping.error());
    Result<SecretBytes> key = openAesGcm(*wrapping, wrapped.mid(SaltSize, AesGcmNonceSize), wrapLabel(),
                                         wrapped.mid(SaltSize + AesGcmNonceSize));
    if (!key && key.error().code == ErrorCode::SignatureInvalid)
        return failure(ErrorCode::SealedForAnother, QStringLiteral("wrapped under another key"), FileName);
    return key;
}

} // namespace tegata
