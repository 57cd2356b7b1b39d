// SPDX-License-Identifier: Apache-2.0
#include "core/desk/identitysession.h"

#include "core/desk/tokenwatch.h"

#include <algorithm>

namespace tegata {

IdentitySession::IdentitySession(SiteProfile site, IdentityStore &identities, CacheKeyStore &cacheKeys, QObject *parent)
    : QObject(parent), m_site(std::move(site)), m_identities(identities), m_cacheKeys(cacheKeys)
{}

IdentitySession::~IdentitySession() = default;

Future<QList<IdentityInfo>> IdentitySession::identities()
{
    auto promise = std::make_shared<Promise<QList<IdentityInfo>>>();
    const Future<QList<IdentityInfo>> future = promise->future();
    observe<QList<IdentityInfo>>(m_identities.list(), this, [this, promise](const Result<QList<IdentityInfo>> &list) {
        if (!list) {
            promise->deliver(failure(list.error()));
            return;
        }
        QList<IdentityInfo> ordered = *list;
        std::stable_partition(ordered.begin(), ordered.end(),
                              [this](const IdentityInfo &info) { return info.id == m_site.identity; });
        if (!m_identity && !ordered.isEmpty() && ordered.constFirst().id == m_site.identity) {
            m_identity = ordered.constFirst();
            Q_EMIT identityChanged();
        }
        promise->deliver(ordered);
    });
    return future;
}

Future<IdentityInfo> IdentitySession::importIdentity(const QByteArray &pkcs12, const SharedSecret &passphrase)
{
    return taking(m_identities.importPkcs12(pkcs12, passphrase));
}

Future<IdentityInfo> IdentitySession::addToken(const TokenReference &token, const Certificate &certificate,
                                               const QList<Certificate> &chain)
{
    return taking(m_identities.addToken(token, certificate, chain));
}

Future<IdentityInfo> IdentitySession::taking(const Future<IdentityInfo> &stored)
{
    auto promise = std::make_shared<Promise<IdentityInfo>>();
    const Future<IdentityInfo> future = promise->future();
    observe<IdentityInfo>(stored, this, [this, promise](const Result<IdentityInfo> &identity) {
        if (identity)
            take(*identity);
        promise->deliver(identity);
    });
    return future;
}

void IdentitySession::choose(const IdentityInfo &identity)
{
    if (identity.id != m_site.identity)
        take(identity);
}

void IdentitySession::take(const IdentityInfo &identity)
{
    leave(LockReason::Asked, true);
    m_identity = identity;
    m_site.identity = identity.id;
    Q_EMIT siteChanged(m_site);
    Q_EMIT identityChanged();
}

Future<void> IdentitySession::removeIdentity(const QString &id)
{
    auto promise = std::make_shared<Promise<void>>();
    const Future<void> future = promise->future();
    if (id == m_site.identity)
        lock();
    observe<void>(m_identities.remove(id), this, [this, promise, id](const Result<void> &removed) {
        if (removed && id == m_site.identity) {
            m_identity.reset();
            m_site.identity.clear();
            Q_EMIT siteChanged(m_site);
            Q_EMIT identityChanged();
        }
        promise->deliver(removed);
    });
    return future;
}

Future<TokenInfo> IdentitySession::token()
{
    return m_identities.token(m_site.identity);
}

Future<IdentityInfo> IdentitySession::unlock(const SharedSecret &passphrase)
{
    if (m_site.identity.isEmpty())
        return readyFuture<IdentityInfo>(failure(ErrorCode::NotFound, QStringLiteral("no identity chosen")));
    auto promise = std::make_shared<Promise<IdentityInfo>>();
    const Future<IdentityInfo> future = promise->future();
    const quint64 generation = ++m_generation;
    observe<Identity>(m_identities.unlock(m_site.identity, passphrase), this,
                      [this, promise, generation](const Result<Identity> &identity) {
                          if (generation != m_generation) {
                              promise->deliver(failure(ErrorCode::Cancelled));
                              return;
                          }
                          if (!identity) {
                              promise->deliver(failure(identity.error()));
                              return;
                          }
                          observe<CacheKey>(
                              m_cacheKeys.open(m_site.id, *identity, m_cacheKey), this,
                              [this, promise, generation, opened = *identity](const Result<CacheKey> &key) {
                                  if (generation == m_generation)
                                      enter(opened, key, *promise);
                                  else
                                      promise->deliver(failure(ErrorCode::Cancelled));
                              });
                      });
    return future;
}

void IdentitySession::enter(const Identity &identity, const Result<CacheKey> &key, Promise<IdentityInfo> &promise)
{
    if (const Result<void> connected = connectAs(identity); !connected) {
        promise.deliver(failure(connected.error()));
        return;
    }
    m_identity = identity.info;
    m_open = identity;
    m_unlocked = true;
    takeCacheKey(key);
    attach(m_cacheKeyError ? SharedSecret() : m_cacheKey);
    if (identity.info.token) {
        m_tokenWatch = std::make_unique<TokenWatch>(*identity.info.token);
        connect(m_tokenWatch.get(), &TokenWatch::gone, this, [this] { lock(LockReason::TokenGone); });
    }
    Q_EMIT identityChanged();
    Q_EMIT cacheKeyChanged();
    Q_EMIT lockChanged(true);
    promise.deliver(identity.info);
}

void IdentitySession::lock(LockReason reason)
{
    leave(reason, false);
}

void IdentitySession::leave(LockReason reason, bool handsOver)
{
    ++m_generation;
    if (!handsOver)
        m_cacheKey.reset();
    if (!m_unlocked)
        return;
    m_unlocked = false;
    m_lockReason = reason;
    detach();
    m_cacheKeyError.reset();
    m_open.reset();
    if (m_tokenWatch)
        m_tokenWatch.release()->deleteLater(); // it may be the one that tells
    Q_EMIT lockChanged(false);
}

void IdentitySession::takeCacheKey(const Result<CacheKey> &key)
{
    m_cacheKeyError = key ? std::nullopt : std::optional<Error>(key.error());
    if (key) {
        m_cacheKey = key->key;
        m_cacheKeyKeeping = key->keeping;
    }
}

Future<void> IdentitySession::openCacheKey()
{
    return m_open ? settingCacheKey(m_cacheKeys.open(m_site.id, *m_open))
                  : readyFuture<void>(failure(ErrorCode::IdentityLocked));
}

Future<void> IdentitySession::renewCacheKey()
{
    return m_open ? settingCacheKey(m_cacheKeys.renew(m_site.id, *m_open))
                  : readyFuture<void>(failure(ErrorCode::IdentityLocked));
}

Future<void> IdentitySession::settingCacheKey(const Future<CacheKey> &opened)
{
    auto promise = std::make_shared<Promise<void>>();
    const Future<void> future = promise->future();
    observe<CacheKey>(opened, this, [this, promise, generation = m_generation](const Result<CacheKey> &key) {
        if (generation != m_generation) {
            promise->deliver(failure(ErrorCode::Cancelled));
            return;
        }
        takeCacheKey(key);
        Q_EMIT cacheKeyChanged();
        if (!key) {
            promise->deliver(failure(key.error()));
            return;
        }
        // What is stored was read without the key: the desk begins anew with it.
        const Result<void> connected = connectAs(*m_open);
        if (connected)
            attach(m_cacheKey);
        promise->deliver(connected);
    });
    return future;
}

} // namespace tegata
