// SPDX-License-Identifier: Apache-2.0
#include "core/vault/vaultfile.h"

#include "core/pki/keyderivation.h"

#include <algorithm>

#include <QDir>
#include <QJsonObject>
#include <QUuid>

namespace tegata {

namespace {

constexpr int FormatVersion = 1;

QJsonObject toJson(const VaultInfo &info)
{
    QJsonObject json{{QStringLiteral("keyId"), QString::fromLatin1(info.keyId.toHex())}};
    if (info.protection == VaultProtection::Keychain) {
        json.insert(QStringLiteral("protection"), QStringLiteral("keychain"));
        json.insert(QStringLiteral("entry"), info.keychainEntry);
    } else {
        json.insert(QStringLiteral("protection"), QStringLiteral("passphrase"));
        json.insert(QStringLiteral("wrappedKey"), QString::fromLatin1(info.wrappedKey.toBase64()));
    }
    return json;
}

Result<VaultInfo> fromJson(const QJsonObject &json)
{
    VaultInfo info;
    info.keyId = QByteArray::fromHex(json.value(QLatin1String("keyId")).toString().toLatin1());
    const QString protection = json.value(QLatin1String("protection")).toString();
    if (protection == QLatin1String("keychain")) {
        info.keychainEntry = json.value(QLatin1String("entry")).toString();
        // Nothing else of the keychain is read on this file's word.
        if (!info.keychainEntry.startsWith(QLatin1String("drafts/")))
            return failure(ErrorCode::StoreCorrupt, QStringLiteral("foreign entry"));
    } else if (protection == QLatin1String("passphrase")) {
        info.protection = VaultProtection::Passphrase;
        info.wrappedKey = QByteArray::fromBase64(json.value(QLatin1String("wrappedKey")).toString().toLatin1());
    } else {
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("unknown protection"));
    }
    return info;
}

} // namespace

VaultFile::VaultFile(const QString &directory)
    : m_file(directory, QStringLiteral("vault"), QStringLiteral("tegata-vault"), FormatVersion), m_directory(directory)
{}

Result<std::optional<VaultInfo>> VaultFile::read() const
{
    VaultInfo info;
    const Result<bool> found = m_file.read([&info](const QJsonObject &json) {
        return fromJson(json).map([&info](const VaultInfo &read) { info = read; });
    });
    if (!found)
        return failure(found.error());
    if (*found)
        return std::optional(info);
    if (hasDrafts())
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("drafts without a vault"), m_file.fileName());
    return std::optional<VaultInfo>();
}

Result<void> VaultFile::create(const VaultInfo &info) const
{
    return m_file.create(toJson(info), [this] {
        return read().map([](const std::optional<VaultInfo> &existing) { return existing.has_value(); });
    });
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
