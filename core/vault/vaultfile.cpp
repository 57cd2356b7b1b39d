// SPDX-License-Identifier: Apache-2.0
#include "core/vault/vaultfile.h"

#include "core/base/filelock.h"
#include "core/base/privatefile.h"
#include "core/pki/keyderivation.h"

#include <algorithm>

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace tegata {

namespace {

constexpr qint64 MaximumSize = 64 * 1024;
constexpr int FormatVersion = 1;
const auto Format = QLatin1String("tegata-vault");
const auto FileName = QLatin1String("vault.json");
const auto CopyName = QLatin1String("vault-copy.json");
const auto LockName = QLatin1String("/vault.lock");
const auto SumName = QLatin1String("sha256");

// Over the other members, so that a damaged file is told from a wrong passphrase.
QString sumOf(QJsonObject json)
{
    json.remove(SumName);
    const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

QByteArray toBytes(const VaultInfo &info)
{
    QJsonObject json{{QStringLiteral("format"), Format},
                     {QStringLiteral("version"), FormatVersion},
                     {QStringLiteral("keyId"), QString::fromLatin1(info.keyId.toHex())}};
    if (info.protection == VaultProtection::Keychain) {
        json.insert(QStringLiteral("protection"), QStringLiteral("keychain"));
        json.insert(QStringLiteral("entry"), info.keychainEntry);
    } else {
        json.insert(QStringLiteral("protection"), QStringLiteral("passphrase"));
        json.insert(QStringLiteral("wrappedKey"), QString::fromLatin1(info.wrappedKey.toBase64()));
    }
    json.insert(SumName, sumOf(json));
    return QJsonDocument(json).toJson();
}

Result<VaultInfo> fromBytes(const QByteArray &bytes, const QString &name)
{
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    if (json.value(QLatin1String("format")).toString() != Format)
        return failure(ErrorCode::StoreCorrupt, {}, name);
    if (json.value(QLatin1String("version")).toInt() > FormatVersion)
        return failure(ErrorCode::StoreTooNew, {}, name);
    if (json.value(SumName).toString() != sumOf(json))
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("checksum"), name);
    VaultInfo info;
    info.keyId = QByteArray::fromHex(json.value(QLatin1String("keyId")).toString().toLatin1());
    const QString protection = json.value(QLatin1String("protection")).toString();
    if (protection == QLatin1String("keychain")) {
        info.keychainEntry = json.value(QLatin1String("entry")).toString();
        // Nothing else of the keychain is read on this file's word.
        if (!info.keychainEntry.startsWith(QLatin1String("drafts/")))
            return failure(ErrorCode::StoreCorrupt, QStringLiteral("foreign entry"), name);
    } else if (protection == QLatin1String("passphrase")) {
        info.protection = VaultProtection::Passphrase;
        info.wrappedKey = QByteArray::fromBase64(json.value(QLatin1String("wrappedKey")).toString().toLatin1());
    } else {
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("unknown protection"), name);
    }
    return info;
}

} // namespace

Result<std::optional<VaultInfo>> VaultFile::read() const
{
    const Result<VaultInfo> first = readOne(FileName);
    if (first)
        return *first;
    const Result<VaultInfo> copy = readOne(CopyName);
    if (copy)
        return *copy;
    const bool isAbsent = first.error().code == ErrorCode::NotFound && copy.error().code == ErrorCode::NotFound;
    if (isAbsent && !hasDrafts())
        return std::optional<VaultInfo>();
    if (isAbsent)
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("drafts without a vault"), FileName);
    return failure(first.error().code == ErrorCode::NotFound ? copy.error() : first.error());
}

Result<void> VaultFile::create(const VaultInfo &info) const
{
    if (const auto made = makePrivateDirectory(m_directory); !made)
        return made;
    const Result<FileLock> lock = FileLock::acquire(m_directory + LockName);
    if (!lock)
        return failure(lock.error());
    const Result<std::optional<VaultInfo>> existing = read();
    if (!existing)
        return failure(existing.error());
    if (*existing)
        return failure(ErrorCode::Conflict, QStringLiteral("there is a vault already"), FileName);
    // The copy first: a vault exists when its own file does.
    const QByteArray bytes = toBytes(info);
    if (const auto written = writePrivateFile(m_directory + QLatin1Char('/') + CopyName, bytes); !written)
        return written;
    return writePrivateFile(m_directory + QLatin1Char('/') + FileName, bytes);
}

Result<VaultInfo> VaultFile::readOne(const QString &name) const
{
    const Result<QByteArray> bytes = readPrivateFile(m_directory + QLatin1Char('/') + name, MaximumSize);
    if (!bytes && bytes.error().code == ErrorCode::TooLarge)
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("too large"), name);
    if (!bytes)
        return failure(bytes.error());
    return fromBytes(*bytes, name);
}

bool VaultFile::hasDrafts() const
{
    const QStringList folders = QDir(m_directory).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return std::any_of(folders.cbegin(), folders.cend(),
                       [](const QString &folder) { return !QUuid::fromString(folder).isNull(); });
}

Result<QByteArray> vaultKeyId(const SecretBytes &key)
{
    const Result<SecretBytes> id = hkdfKey(key, QByteArray(), QByteArrayLiteral("tegata vault key id 1"), 16);
    if (!id)
        return failure(id.error());
    return QByteArray(id->data(), qsizetype(id->size()));
}

} // namespace tegata
