// SPDX-License-Identifier: Apache-2.0
#include "core/desk/operatorsession.h"

#include <algorithm>

namespace tegata {

OperatorSession::OperatorSession(SiteProfile site, IdentityStore &identities, OperatorSiteFactory factory,
                                 OperatorDesk &desk, QObject *parent)
    : QObject(parent), m_site(std::move(site)), m_identities(identities), m_factory(std::move(factory)), m_desk(desk)
{
}

Future<QList<IdentityInfo>> OperatorSession::identities()
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

Future<IdentityInfo> OperatorSession::importIdentity(const QByteArray &pkcs12, const SharedSecret &passphrase)
{
    auto promise = std::make_shared<Promise<IdentityInfo>>();
    const Future<IdentityInfo> future = promise->future();
    observe<IdentityInfo>(m_identities.importPkcs12(pkcs12, passphrase), this,
                          [this, promise](const Result<IdentityInfo> &imported) {
                              if (imported) {
                                  lock();
                                  m_identity = *imported;
                                  m_site.identity = imported->id;
                                  Q_EMIT siteChanged(m_site);
                                  Q_EMIT identityChanged();
                              }
                              promise->deliver(imported);
                          });
    return future;
}

Future<IdentityInfo> OperatorSession::unlock(const SharedSecret &passphrase)
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
                          Result<std::unique_ptr<OperatorSite>> site = m_factory(m_site, *identity);
                          if (!site) {
                              promise->deliver(failure(site.error()));
                              return;
                          }
                          m_identity = identity->info;
                          m_unlocked = true;
                          m_desk.attach(std::move(*site));
                          Q_EMIT identityChanged();
                          Q_EMIT lockChanged(true);
                          promise->deliver(identity->info);
                      });
    return future;
}

void OperatorSession::lock()
{
    ++m_generation;
    if (!m_unlocked)
        return;
    m_unlocked = false;
    m_desk.detach();
    Q_EMIT lockChanged(false);
}

} // namespace tegata
