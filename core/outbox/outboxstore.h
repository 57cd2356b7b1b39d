// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/cachedatabase.h"
#include "core/outbox/outboxentry.h"
#include "core/outbox/storetrouble.h"

#include <QList>

#include <optional>

namespace tegata {

// The file of unanswered actions: synchronous, for one thread. Every change is one durable transaction, whole or not at
// all.
class OutboxStore
{
public:
    // A damaged file is set aside as evidence; what can be read of it goes into a new one, and trouble() says so.
    Result<void> open(const QString &path);
    // The file as it is, for who must not write it. Errors: also NotFound.
    Result<void> openToRead(const QString &path);
    const std::optional<StoreTrouble> &trouble() const { return m_trouble; }
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
    Result<void> insert(const QList<OutboxEntry> &entries, QList<qint64> &ids);
    // Row by row, from both ends: all but what stands on the damaged pages.
    QList<OutboxEntry> readable();
    // The last id that was ever given, and going on behind it: no id stands for two actions, also after mending.
    qint64 lastGiven(); // 0: cannot be read
    Result<void> continueAfter(qint64 given);
    Result<void> mend(const QString &path);

    CacheDatabase m_database;
    std::optional<StoreTrouble> m_trouble;
};

} // namespace tegata
