// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/outbox/outboxentry.h"
#include "core/outbox/storetrouble.h"

#include <QList>

#include <memory>
#include <optional>

namespace tegata {

// The unanswered actions of one profile and site, in a file of their own on a thread of their own: no search in the
// queue's copy makes a decision wait, and what becomes of that copy does not touch them. Each call is one durable
// transaction, in the order of the calls. Destroying it finishes what was given.
class OutboxFile
{
public:
    // path: opened (made when missing, folder 0700, file 0600) by the first call's thread; where that fails, every call
    // answers with the reason: StoreUnavailable, StoreCorrupt, StoreTooNew, DiskFull.
    // While another program has it open for writing, here it is only read: what changes it answers storeInUse(). What
    // can be read of a damaged one is used (OutboxStore::open).
    explicit OutboxFile(QString path);
    ~OutboxFile();

    // What was wrong when it was opened; nothing where all is well.
    Future<std::optional<StoreTrouble>> trouble();

    // Ids in the order given.
    Future<QList<qint64>> add(QList<OutboxEntry> entries);
    Future<QList<OutboxEntry>> entries();
    // Key, payload and `sent` of entries that are there.
    Future<void> update(QList<OutboxEntry> entries);
    Future<void> remove(QList<qint64> ids);

private:
    template <typename T, typename Job>
    Future<T> whenOpen(Job job);
    template <typename T, typename Job>
    Future<T> whenWritable(Job job);

    struct Store; // lives on the worker's thread
    std::shared_ptr<Store> m_store;
    Worker m_worker;
};

} // namespace tegata
