// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/contract.h"

#include <QElapsedTimer>
#include <QSet>

#include <chrono>
#include <optional>

namespace tegata {

// What one site may send by its change feed. Far above what any site has to tell.
struct FeedLimits
{
    qint64 changes = 2'000'000; // at once, and as many again in a day
    qint64 bytes = qint64(2) * 1024 * 1024 * 1024;
    int resets = 2;                              // passes begun anew, one after the other
    int emptyPolls = 5;                          // long polls that end at once without news, one after the other
    std::chrono::milliseconds shortestPoll{200}; // from the begin of one long poll to that of the next
    std::chrono::milliseconds emptyPoll{1000};   // a long poll without news that ends sooner did not wait
};

// Keeps a site from filling disk or network with its feed: checks each page before it is stored. Faults are errors
// whose field names the limit ("changes.page", "changes.cursor", "changes.reset", "changes.total", "changes.poll"). A
// value; one thread.
class FeedGuard
{
public:
    explicit FeedGuard(FeedLimits limits = {});

    // Before a page is asked for.
    std::optional<Error> mayAsk();
    // asked: the size that was asked for.
    std::optional<Error> check(const contract::ChangePage &page, const QString &cursor, int asked);
    // Checks the answer to a long poll that pollBegins() began; and how long to wait before the next one.
    void pollBegins() { m_poll.start(); }
    std::optional<Error> checkPoll(const contract::ChangePage &page, const QString &cursor);
    std::chrono::milliseconds pauseBeforePoll() const;
    // The last pages were in order: earlier failures no longer count.
    bool isSound() const { return m_resets < 2 && m_emptyPolls == 0; }
    // After a pause, a run may begin anew once more.
    void beginRun();

private:
    void refill();

    FeedLimits m_limits;
    double m_changesLeft;
    double m_bytesLeft;
    QElapsedTimer m_refilled;
    QElapsedTimer m_poll;
    QSet<size_t> m_cursors; // hashes of those that this pass has seen
    bool m_passBeganAnew = false;
    int m_resets = 0; // passes begun anew, one after the other
    int m_emptyPolls = 0;
    bool m_wasEmpty = false; // the latest long poll
};

} // namespace tegata
