// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"
#include "core/vault/doubledfile.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace tegata {

enum class VaultProtection
{
    Keychain,
    Passphrase
};

// How the drafts' key is kept; holds no secret.
struct VaultInfo
{
    VaultProtection protection = VaultProtection::Keychain;
    QString keychainEntry; // Keychain: under which the key lies
    QByteArray wrappedKey; // Passphrase: the key in a sealed container
    QByteArray keyId;      // vaultKeyId() of the right key

    friend bool operator==(const VaultInfo &, const VaultInfo &) = default;
};

// PROFILE/drafts/vault.json and its copy vault-copy.json: without them no draft opens, so one that is damaged is
// replaced by the other. Blocks.
class VaultFile
{
public:
    // directory: PROFILE/drafts
    explicit VaultFile(const QString &directory);

    // Nothing where there is no vault yet. Drafts without a vault are StoreCorrupt. Errors: also StoreTooNew,
    // FileNotReadable.
    Result<std::optional<VaultInfo>> read() const;
    // Only where there is none. Errors: Conflict (another process made one meanwhile), FileNotWritable, DiskFull.
    Result<void> create(const VaultInfo &info) const;

private:
    bool hasDrafts() const;

    DoubledFile m_file;
    QString m_directory;
};

// Tells the right key from another without giving anything of it away. Errors: Internal.
Result<QByteArray> vaultKeyId(const SecretBytes &key);

} // namespace tegata
