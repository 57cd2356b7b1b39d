// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/backoff.h"
#include "core/outbox/outboxfile.h"
#include "core/sync/outboxitem.h"

#include <chrono>
#include <memory>
#include <optional>

namespace tegata {

// An action in the outbox: its stored entry, how it stands, and the promise of whoever gave it in this run.
struct PendingAction
{
    using Time = std::chrono::steady_clock::time_point;

    OutboxEntry stored;
    OutboxItem item;
    // Not sent before this: end of the undo window, or of the pause after a try. Of a clock that nobody sets.
    Time notBefore{};
    Backoff backoff;
    // It was not sent when it was given (no connection, an earlier run): the person no longer looks at the thing, so it
    // is checked before it is sent, and asks where it does not fit any more.
    bool waited = false;
    bool fromEarlierRun = false;
    // It was sent, or an earlier run may have done so. Marked (stored.sent) before, so that no later run believes
    // otherwise.
    bool mayBeThere = false;
    bool isBeingMarked = false;
    QList<LogRowMaker> logRows;          // to be written before it goes
    bool answersConflict = false;        // to its giver, unless it waited
    bool wasLookedAt = false;            // the site has just accepted this operator
    bool settled = false;                // answered or taken back; on its way out of the store
    std::optional<OutboxAnswer> outcome; // settled: how
    std::shared_ptr<Promise<qint64>> id; // until it is stored
    std::shared_ptr<Promise<OutboxAnswer>> answer;
};

} // namespace tegata
