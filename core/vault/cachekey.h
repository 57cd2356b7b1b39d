// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/worker.h"
#include "core/vault/identitystore.h"
#include "core/vault/keptkey.h"
#include "core/vault/secretstore.h"

#include <QObject>
#include <QString>

#include <memory>

namespace tegata {

// Where the key of a site's cache is kept between sessions.
enum class CacheKeyKeeping
{
    Keychain,
    Identity, // wrapped under a key derived from the operator's private key
    Session   // nowhere: the identity's key cannot leave its token, and there is no keychain
};

struct CacheKey
{
    SharedSecret key; // 32 bytes
    CacheKeyKeeping keeping = CacheKeyKeeping::Session;
};

// The key that personal data in a site's cache (details, notes, the outbox) is sealed with: 32 random bytes a site,
// given out while an identity is unlocked. Kept in the keychain or, without one, AES-256-GCM under HKDF-SHA-256 of the
// unlocked identity's PKCS#8; PROFILE/cache/SITE/sealing.json (0600, and a copy) says where, and by a check value which
// key is the right one. A token's key cannot be derived from: without a keychain its cache key lasts for the session
// alone, and what was sealed in it opens no more. A keychain that hides, lost or exchanged the key never leads to a new
// one: open() fails until it gives the key again, or a person asks for renew(). Belongs to one thread; files run on the
// worker.
class CacheKeyStore
{
public:
    // All outlive the store.
    CacheKeyStore(QString profileDirectory, SecretStore &secrets, Worker &worker);

    // The site's key; the first call makes one. Errors: KeychainEntryMissing (also a locked keychain's answer),
    // KeychainLocked, KeychainUnavailable; SealedForAnother (wrapped for another identity); StoreCorrupt, StoreTooNew;
    // FileNotReadable, FileNotWritable, DiskFull.
    // known: the key as another identity of the site opened it just before; where it is the right one, it is wrapped
    // for this identity too.
    Future<CacheKey> open(const QString &siteId, const Identity &identity, const SharedSecret &known = {});
    // A new key in the place of one that is lost. What the old one sealed opens no more: only after a person said so.
    Future<CacheKey> renew(const QString &siteId, const Identity &identity);

private:
    struct Opening;
    std::shared_ptr<Opening> begin(const QString &siteId, const Identity &identity) const;
    void look(const std::shared_ptr<Opening> &opening);
    void readKeychain(const std::shared_ptr<Opening> &opening, const QString &entry, const QByteArray &keyId);
    void make(const std::shared_ptr<Opening> &opening);
    void store(const std::shared_ptr<Opening> &opening, const KeptKey &kept);

    QString m_directory;
    SecretStore &m_secrets;
    Worker &m_worker;
    QObject m_receiver; // of the answers; what comes after the store's end is dropped
};

} // namespace tegata
