// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queuecache.h"
#include "core/remote/operatorsite.h"
#include "core/sync/backoff.h"
#include "core/sync/outboxjson.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

namespace tegata {

// Every action is stored before it is sent and leaves the store only with the site's answer: a killed program or a
// lost connection neither loses it nor does it twice (same idempotency key until the answer is known). Sends in the
// order given, one at a time; without an answer it tries again with growing pauses. An action whose answers cannot be
// understood lets the others pass (never those on the same thing). Sends only what its own operator decided. Destroyed
// (lock), it tells who waits IdentityLocked: the action is stored and goes on with the next one. Site and cache outlive it.
class Outbox : public QObject
{
    Q_OBJECT

public:
    Outbox(OperatorSite &site, QueueCache &cache, QObject *parent = nullptr);

    ~Outbox() override;

    // Once, when the site has said who we are, and before any action: sends what that operator left behind.
    void resume(const QString &actor);
    // Delivers the site's answer, however long that takes. Errors: what the store cannot take, and the site's own
    // "no" (NotFound, InvalidArgument, Forbidden, Unsupported).
    Future<DecisionAnswer> decide(const Decision &decision);
    Future<RevocationAnswer> revoke(const Revocation &revocation);
    void retryNow();
    int depth() const { return static_cast<int>(m_entries.size()); }

Q_SIGNALS:
    void depthChanged(int depth);
    // An action left by an earlier run was answered: nobody waits for its future.
    void lateAnswer(const QString &target, bool done);

private:
    // One of decision and revocation with the promise of whoever waits; left over from an earlier run, nobody does.
    struct Entry
    {
        OutboxEntry stored;
        OutboxAction action;
        std::shared_ptr<Promise<DecisionAnswer>> decided;
        std::shared_ptr<Promise<RevocationAnswer>> revoked;
        int failures = 0;

        void fail(const Error &error) const;
    };

    void store(Entry entry);
    void sendNext();
    void onDecisionAnswer(const Result<DecisionAnswer> &answer);
    void onRevocationAnswer(const Result<RevocationAnswer> &answer);
    // Into the cache, out of the store, then deliver: a promise is kept only when all else is done.
    void settle(const QList<CertificateRequest> &requests, const QList<CertificateRecord> &certificates, bool done,
                std::function<void(const Entry &)> deliver);
    bool retryLater(const Error &error);
    void letOthersPass();

    OperatorSite &m_site;
    QueueCache &m_cache;
    QTimer m_retry;
    QString m_actor;
    std::deque<Entry> m_entries;
    QList<std::shared_ptr<Entry>> m_storing; // on their way into the store
    bool m_sending = false;
    Backoff m_backoff;
};

} // namespace tegata
