// SPDX-License-Identifier: Apache-2.0
#include "core/sync/syncscheduler.h"

namespace tegata {

namespace {

constexpr int PageSize = 1000;
constexpr std::chrono::seconds LongPoll{30};
constexpr std::chrono::seconds PollingPause{10};

} // namespace

SyncScheduler::SyncScheduler(OperatorSite &site, QueueCache &cache, QObject *parent)
    : QObject(parent), m_site(site), m_cache(cache)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &SyncScheduler::fetch);
}

void SyncScheduler::start()
{
    stop();
    const quint64 generation = m_generation;
    setState(SyncState::Syncing);
    observe<QString>(m_cache.cursor(), this, [this, generation](const Result<QString> &cursor) {
        if (generation != m_generation)
            return;
        if (!cursor) {
            retryLater(cursor.error());
            return;
        }
        m_cursor = *cursor;
        fetch();
    });
}

void SyncScheduler::stop()
{
    ++m_generation;
    m_retry.stop();
    m_backoff.reset();
    setState(SyncState::Idle);
}

void SyncScheduler::retryNow()
{
    if (!m_retry.isActive())
        return;
    m_retry.stop();
    m_backoff.reset();
    fetch();
}

void SyncScheduler::fetch()
{
    const quint64 generation = m_generation;
    const bool isFollowing = m_state == SyncState::UpToDate && m_site.capabilities().changeFeed;
    if (m_state != SyncState::UpToDate)
        setState(SyncState::Syncing);
    const std::chrono::seconds wait = isFollowing ? LongPoll : std::chrono::seconds(0);
    observe<contract::ChangePage>(m_site.fetchChanges(m_cursor, PageSize, wait), this,
                                  [this, generation](const Result<contract::ChangePage> &page) {
                                      if (generation != m_generation)
                                          return;
                                      if (page)
                                          applyPage(*page);
                                      else
                                          retryLater(page.error());
                                  });
}

void SyncScheduler::applyPage(const contract::ChangePage &page)
{
    const quint64 generation = m_generation;
    const QString next = page.next;
    const bool more = page.more;
    observe<ChangeSet>(m_cache.apply(page), this, [this, generation, next, more](const Result<ChangeSet> &applied) {
        if (generation != m_generation)
            return;
        if (!applied) {
            // A cache that was set aside begins with an empty cursor: the cursor in memory no longer counts.
            if (applied.error().code == ErrorCode::StoreCorrupt)
                m_cursor.clear();
            retryLater(applied.error());
            return;
        }
        m_cursor = next;
        m_backoff.reset();
        if (more) {
            fetch();
            return;
        }
        setState(SyncState::UpToDate);
        Q_EMIT synchronized();
        if (m_site.capabilities().changeFeed)
            fetch();
        else
            m_retry.start(PollingPause);
    });
}

void SyncScheduler::retryLater(const Error &error)
{
    setState(SyncState::Waiting);
    m_retry.start(m_backoff.next());
    Q_EMIT failed(error);
}

void SyncScheduler::setState(SyncState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace tegata
