// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"
#include "core/pki/privatekey.h"
#include "core/vault/doubledfile.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <optional>

namespace tegata {

// Where the key of a site's cache lies; holds no secret.
struct SealingInfo
{
    QString keychainEntry;             // empty: it is wrapped
    QMap<QString, QByteArray> wrapped; // by identity id: salt, nonce, the key under the identity's private key
    QByteArray keyId;                  // sealingKeyId() of the right key

    friend bool operator==(const SealingInfo &, const SealingInfo &) = default;
};

// PROFILE/cache/SITE/sealing.json and its copy sealing-copy.json (0600): without them nothing sealed opens, so one that
// is damaged is replaced by the other. Blocks.
class SealingFile
{
public:
    // directory: PROFILE/cache/SITE
    explicit SealingFile(const QString &directory);

    // Nothing where no key was made yet. Errors: StoreCorrupt, StoreTooNew, FileNotReadable.
    Result<std::optional<SealingInfo>> read() const;
    // Only where there is none. Errors: Conflict (another process made one meanwhile), FileNotWritable, DiskFull.
    Result<void> create(const SealingInfo &info) const;
    // In the place of the one that there is.
    Result<void> replace(const SealingInfo &info) const;

private:
    DoubledFile m_file;
};

// Tells the right key from another without giving anything of it away. Errors: Internal.
Result<QByteArray> sealingKeyId(const SecretBytes &key);
// The prefix of the keychain entries of a site's cache.
QString sealingEntryPrefix(const QString &siteId);

// The cache's key under one that HKDF-SHA-256 makes of the operator's private key. Errors: Unsupported (the private key
// cannot leave its token), Internal.
Result<QByteArray> wrapSealingKey(const SecretBytes &key, const PrivateKey &under);
// Errors: also SealedForAnother.
Result<SecretBytes> unwrapSealingKey(const QByteArray &wrapped, const PrivateKey &under);

} // namespace tegata
