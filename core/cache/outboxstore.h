// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/cachedatabase.h"
#include "core/cache/outboxentry.h"

#include <QList>

namespace tegata {

// The file of unanswered actions: synchronous, on the cache's thread only. Every change is durable. A damaged file is
// an error (StoreCorrupt) and stays where it is: it may hold actions.
class OutboxStore
{
public:
    Result<void> open(const QString &path) { return m_database.open(path, QStringLiteral("outbox"), true); }
    void close() { m_database.close(); }

    Result<qint64> add(const OutboxEntry &entry);
    Result<QList<OutboxEntry>> entries(); // in the order given
    Result<void> remove(qint64 id);

private:
    CacheDatabase m_database;
};

} // namespace tegata
