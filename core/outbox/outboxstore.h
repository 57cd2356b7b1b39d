// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/cachedatabase.h"
#include "core/outbox/outboxentry.h"

#include <QList>

namespace tegata {

// The table of unanswered actions, in the database of DecisionLogStore: synchronous, for its thread. Its writes are
// part of the owner's transaction. Errors: CacheDatabase's.
class OutboxStore
{
public:
    // Outlives this.
    explicit OutboxStore(CacheDatabase &database) : m_database(database) {}

    Result<QList<OutboxEntry>> entries(); // in the order given

    // Fills the ids; one that is there already is kept.
    Result<void> add(QList<OutboxEntry> &entries);
    // Key, payload and `sent` of entries that are there; others are left out.
    Result<void> update(const QList<OutboxEntry> &entries);
    Result<void> remove(const QList<qint64> &ids);

    // From a damaged file: row by row, from both ends, all rows but those on damaged pages.
    QList<OutboxEntry> readable();
    // The last id that was given, and continuing after it: no id is used for two actions, also after a repair.
    qint64 lastGiven(); // 0: cannot be read
    Result<void> continueAfter(qint64 given);

private:
    CacheDatabase &m_database;
};

} // namespace tegata
