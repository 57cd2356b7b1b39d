// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/pendingaction.h"

#include <QHash>
#include <QList>

#include <map>
#include <memory>
#include <optional>
#include <set>

namespace tegata {

// The order in which actions may go: those on one thing one after the other as they were given, those on different
// things side by side, the oldest first. Pure bookkeeping, O(log n) a step; no timers, one thread.
class OutboxQueue
{
public:
    using Time = PendingAction::Time;
    using Pending = std::shared_ptr<PendingAction>;

    void insert(Pending action); // by its stored.id
    void remove(qint64 id);
    Pending find(qint64 id) const;
    // Changes its state, and from when on it may go.
    void schedule(const Pending &action, OutboxState state, Time notBefore);
    // It was answered or taken back: it is not sent any more, and what follows it waits until it is removed.
    void settle(const Pending &action);
    // The oldest action that may go now; it is Sending then.
    Pending takeReady(Time now);
    // The oldest of those that may go now and were not taken.
    QList<Pending> ready(qsizetype limit) const;
    // When the next action that waits for a time may go; nothing: none waits for one.
    std::optional<Time> nextTime() const;
    bool has(const QString &target) const { return m_byTarget.contains(target); }
    // Behind it, on the same thing.
    QList<Pending> behind(const PendingAction &action) const;
    QList<Pending> all() const; // oldest first
    qsizetype size() const { return qsizetype(m_actions.size()); }

private:
    void consider(const QString &target);
    void forget(const PendingAction &action);

    std::map<qint64, Pending> m_actions;
    QHash<QString, std::set<qint64>> m_byTarget;
    // The first action of each thing, where it waits for nothing but time: by time, and when that has come, by age.
    std::set<std::pair<Time, qint64>> m_timed;
    std::set<qint64> m_ready;
};

} // namespace tegata
