// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/backoff.h"
#include "core/cache/queuecache.h"
#include "core/remote/customersite.h"
#include "core/sync/feedguard.h"

#include <QObject>
#include <QTimer>

namespace tegata {

enum class SyncState
{
    Idle,
    Syncing,
    UpToDate,
    Waiting
};

// Keeps the cache following one site: page after page, then a long poll (or polling where the site has no change
// feed), with growing pauses after failures (1 s doubling to 60 s, with jitter) and at once on retryNow(). What the
// site may send is bounded (FeedGuard): a fault of it is a failure like any other. One request at a time; while a page
// is being stored, the next one is on its way. Every page goes into the cache with the cursor that it was asked with,
// so that pages of a run that was replaced change nothing. Owns nothing; site and cache outlive it; lives on the
// owner's thread.
class SyncScheduler : public QObject
{
    Q_OBJECT

public:
    SyncScheduler(CustomerSite &site, QueueCache &cache, const FeedLimits &limits = {}, QObject *parent = nullptr);

    void start();
    void stop();
    void retryNow();
    SyncState state() const { return m_state; }

Q_SIGNALS:
    void stateChanged(tegata::SyncState state);
    // The cache agrees with the site: after each pass, with or without news.
    void synchronized();
    // A pass failed: the banner's text. Cleared by the next stateChanged(UpToDate).
    void failed(const tegata::Error &error);

private:
    // From the cursor that the cache holds, behind all that is still being stored.
    void resume();
    void fetch();
    void receive(const Result<contract::ChangePage> &page, bool isPoll);
    void take(const contract::ChangePage &page);
    void onStored(const Result<ChangeSet> &stored, bool isProgress);
    void goOn();
    void retryLater(const Error &error);
    void setState(SyncState state);

    CustomerSite &m_site;
    QueueCache &m_cache;
    QTimer m_retry;
    QTimer m_nextPoll;
    QString m_cursor; // to ask with next
    SyncState m_state = SyncState::Idle;
    Backoff m_backoff;
    FeedGuard m_guard;
    quint64 m_generation = 0; // answers of a stopped run are dropped
    int m_storing = 0;        // pages on their way into the cache
    bool m_isFetching = false;
    bool m_hasMore = false; // by the latest page
};

} // namespace tegata
