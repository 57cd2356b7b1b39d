// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/cachedatabase.h"
#include "core/cache/outboxentry.h"

#include <QList>

namespace tegata {

// The file of unanswered actions: synchronous, for one thread. Every change is one durable transaction, whole or not at
// all. A damaged file is an error (StoreCorrupt) and stays where it is: it may hold actions.
class OutboxStore
{
public:
    Result<void> open(const QString &path) { return m_database.open(path, QStringLiteral("outbox"), true); }
    void close() { m_database.close(); }

    // The ids, in the order given.
    Result<QList<qint64>> add(const QList<OutboxEntry> &entries);
    Result<QList<OutboxEntry>> entries(); // in the order given
    // Key, payload and `sent` of entries that are there; others are left out.
    Result<void> update(const QList<OutboxEntry> &entries);
    Result<void> remove(const QList<qint64> &ids);

private:
    template <typename Job>
    Result<void> inTransaction(Job job);

    CacheDatabase m_database;
};

} // namespace tegata
