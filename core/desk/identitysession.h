// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/remote/siteprofile.h"
#include "core/vault/cachekey.h"
#include "core/vault/identitystore.h"

#include <QObject>

#include <memory>
#include <optional>

namespace tegata {

class TokenWatch;

// Why nobody is signed in.
enum class LockReason
{
    Asked, // by the person, or not unlocked yet
    Idle,
    Screen, // the desktop was locked, or the computer went to sleep
    TokenGone
};

// Signing in and out of one site by a certificate: which identity, unlocked or not. unlock() attaches the desk behind
// it (OperatorSession's, an examiner's) and gives the cache the key of what is sealed in it, lock() detaches it and
// drops key and connections. What the person did last counts: an unlock() that is overtaken by lock(), an import or a
// newer unlock() attaches nothing. A token that is taken out locks. References outlive the session.
class IdentitySession : public QObject
{
    Q_OBJECT

public:
    IdentitySession(SiteProfile site, IdentityStore &identities, CacheKeyStore &cacheKeys, QObject *parent = nullptr);
    ~IdentitySession() override;

    const SiteProfile &site() const { return m_site; }
    bool isUnlocked() const { return m_unlocked; }
    LockReason lockReason() const { return m_lockReason; }
    const std::optional<IdentityInfo> &identity() const { return m_identity; }

    // The identities of the profile; the site's own first.
    Future<QList<IdentityInfo>> identities();
    // Stores the PKCS#12 and makes it this site's identity (siteChanged tells the owner to save the profile).
    Future<IdentityInfo> importIdentity(const QByteArray &pkcs12, const SharedSecret &passphrase);
    // The same, for a certificate whose key stays on its token.
    Future<IdentityInfo> addToken(const TokenReference &token, const Certificate &certificate,
                                  const QList<Certificate> &chain);
    // Another of the profile's identities, for this site; locks.
    void choose(const IdentityInfo &identity);
    // Out of the profile. The site's own is locked first, and the site has none then.
    Future<void> removeIdentity(const QString &id);
    // The token of the site's identity. Errors: those of IdentityStore::token.
    Future<TokenInfo> token();

    // Errors: IdentityStore::unlock's; PassphraseNeeded and PinNeeded ask the person. Cancelled: overtaken.
    Future<IdentityInfo> unlock(const SharedSecret &passphrase = {});
    void lock(LockReason reason = LockReason::Asked);

    // Why sealed data in the cache cannot be opened although somebody is signed in; nothing when it can.
    const std::optional<Error> &cacheKeyError() const { return m_cacheKeyError; }
    // Of the open key.
    CacheKeyKeeping cacheKeyKeeping() const { return m_cacheKeyKeeping; }
    // Once more, or with a new key, which gives up all that the old one sealed: only after a person said so. Errors:
    // IdentityLocked, those of CacheKeyStore.
    Future<void> openCacheKey();
    Future<void> renewCacheKey();

Q_SIGNALS:
    void identityChanged();
    void lockChanged(bool unlocked);
    void cacheKeyChanged();
    void siteChanged(const tegata::SiteProfile &site);

protected:
    // Makes the site's connection as this identity, for attach(). Errors reach the caller of unlock().
    virtual Result<void> connectAs(const Identity &identity) = 0;
    // Gives the desk the connection that connectAs() made. sealingKey: of the site's cache; null: its sealed data stays
    // unreadable.
    virtual void attach(const SharedSecret &sealingKey) = 0;
    virtual void detach() = 0;

private:
    // handsOver: the cache's key stays for the identity that comes.
    void leave(LockReason reason, bool handsOver);
    void take(const IdentityInfo &identity);
    Future<IdentityInfo> taking(const Future<IdentityInfo> &stored);
    void enter(const Identity &identity, const Result<CacheKey> &key, Promise<IdentityInfo> &promise);
    Future<void> settingCacheKey(const Future<CacheKey> &opened);
    void takeCacheKey(const Result<CacheKey> &key);

    SiteProfile m_site;
    IdentityStore &m_identities;
    CacheKeyStore &m_cacheKeys;
    std::unique_ptr<TokenWatch> m_tokenWatch; // of an unlocked token
    std::optional<IdentityInfo> m_identity;
    std::optional<Identity> m_open; // while it is unlocked
    SharedSecret m_cacheKey;        // while it is unlocked, and until the next identity is
    CacheKeyKeeping m_cacheKeyKeeping = CacheKeyKeeping::Session;
    std::optional<Error> m_cacheKeyError;
    LockReason m_lockReason = LockReason::Asked;
    bool m_unlocked = false;
    quint64 m_generation = 0; // of the unlock() that may still attach
};

} // namespace tegata
