// SPDX-License-Identifier: Apache-2.0
#include "core/sync/syncscheduler.h"

namespace tegata {

namespace {

constexpr int PageSize = 1000;
// Beside the one that is being stored, one may wait: more would only fill the memory.
constexpr int PagesAhead = 2;
constexpr std::chrono::seconds LongPoll{30};
constexpr std::chrono::seconds PollingPause{10};

} // namespace

SyncScheduler::SyncScheduler(CustomerSite &site, QueueCache &cache, const FeedLimits &limits, QObject *parent)
    : QObject(parent), m_site(site), m_cache(cache), m_guard(limits)
{
    m_nextPoll.setSingleShot(true);
    connect(&m_nextPoll, &QTimer::timeout, this, &SyncScheduler::fetch);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &SyncScheduler::resume);
}

void SyncScheduler::start()
{
    stop();
    resume();
}

void SyncScheduler::stop()
{
    ++m_generation;
    m_retry.stop();
    m_nextPoll.stop();
    m_backoff.reset();
    setState(SyncState::Idle);
}

void SyncScheduler::retryNow()
{
    if (!m_retry.isActive())
        return;
    m_retry.stop();
    m_backoff.reset();
    resume();
}

void SyncScheduler::resume()
{
    const quint64 generation = ++m_generation;
    m_storing = 0;
    m_isFetching = false;
    m_guard.beginRun();
    if (m_state != SyncState::UpToDate)
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

void SyncScheduler::fetch()
{
    if (const std::optional<Error> fault = m_guard.mayAsk()) {
        retryLater(*fault);
        return;
    }
    const quint64 generation = m_generation;
    m_isFetching = true;
    const bool isPoll = m_state == SyncState::UpToDate && m_site.capabilities().changeFeed;
    if (isPoll)
        m_guard.pollBegins();
    observe<contract::ChangePage>(m_site.fetchChanges(m_cursor, PageSize, isPoll ? LongPoll : std::chrono::seconds(0)),
                                  this, [this, generation, isPoll](const Result<contract::ChangePage> &page) {
                                      if (generation == m_generation)
                                          receive(page, isPoll);
                                  });
}

void SyncScheduler::receive(const Result<contract::ChangePage> &page, bool isPoll)
{
    m_isFetching = false;
    if (!page) {
        retryLater(page.error());
        return;
    }
    std::optional<Error> fault = m_guard.check(*page, m_cursor, PageSize);
    if (!fault && isPoll)
        fault = m_guard.checkPoll(*page, m_cursor);
    if (fault)
        retryLater(*fault);
    else
        take(*page);
}

void SyncScheduler::take(const contract::ChangePage &page)
{
    const quint64 generation = m_generation;
    // Not what a site sends that gets nowhere: the pauses after its faults go on growing.
    const bool isProgress = !page.reset && (page.more || m_guard.isSound());
    ++m_storing;
    m_hasMore = page.more;
    observe<ChangeSet>(m_cache.apply(page, m_cursor), this,
                       [this, generation, isProgress](const Result<ChangeSet> &stored) {
                           if (generation == m_generation)
                               onStored(stored, isProgress);
                       });
    m_cursor = page.next;
    goOn();
}

void SyncScheduler::onStored(const Result<ChangeSet> &stored, bool isProgress)
{
    if (!stored) {
        retryLater(stored.error());
        return;
    }
    --m_storing;
    if (isProgress)
        m_backoff.reset();
    goOn();
}

void SyncScheduler::goOn()
{
    if (m_isFetching || m_nextPoll.isActive())
        return;
    if (m_hasMore) {
        if (m_storing < PagesAhead)
            fetch();
        return;
    }
    if (m_storing > 0)
        return;
    setState(SyncState::UpToDate);
    const quint64 generation = m_generation;
    Q_EMIT synchronized();
    if (generation != m_generation) // stopped by who was told
        return;
    if (m_site.capabilities().changeFeed)
        m_nextPoll.start(m_guard.pauseBeforePoll());
    else
        m_retry.start(PollingPause);
}

void SyncScheduler::retryLater(const Error &error)
{
    ++m_generation;
    m_nextPoll.stop();
    setState(SyncState::Waiting);
    m_retry.start(m_backoff.next());
    // That another run has moved the cursor is no failure: this one goes on from there.
    if (error.code != ErrorCode::Conflict)
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
