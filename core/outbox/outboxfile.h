// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/filelock.h"
#include "core/base/worker.h"
#include "core/outbox/decisionlogstore.h"
#include "core/outbox/outboxentry.h"
#include "core/outbox/storetrouble.h"

#include <QList>
#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace tegata {

// Makes an entry of the log; called on the file's thread.
using LogRowMaker = std::function<Result<DecisionLogRow>()>;

// How a lost log is told.
StoreTrouble troubleOf(const DecisionLogLoss &loss);

// What is written together, all or none.
struct OutboxChanges
{
    QList<LogRowMaker> log;
    QList<OutboxEntry> added;
    QList<OutboxEntry> updated; // key, payload and `sent` of entries that are there
    QList<qint64> removed;
};

// The decisions of one profile and site, the log and what is not answered (DecisionLogStore), in one file on a thread
// of its own: no search in the queue's copy makes a decision wait, and what becomes of that copy does not touch them.
// Each write is one durable commit, in the order of the calls; the log's head is brought up to date behind the last one
// that waits. Destroying it finishes what was given. Lives on its owner's thread.
class OutboxFile : public QObject
{
    Q_OBJECT

public:
    enum class Access
    {
        Write,
        Read // as it is: what changes it answers storeInUse()
    };
    // path: opened (made when missing, folder 0700, file 0600) by the first call's thread; where that fails, every call
    // answers with the reason: StoreUnavailable, StoreCorrupt, StoreTooNew, DiskFull. now: of an entry that names a
    // loss. While another program has it open for writing, here it is only read: what changes it answers storeInUse().
    // What can be read of a damaged one is used.
    explicit OutboxFile(QString path, const QDateTime &now = QDateTime::currentDateTimeUtc(),
                        Access access = Access::Write, QObject *parent = nullptr);
    ~OutboxFile() override;

    // What was wrong with the outbox, and with the log, when it was opened; nothing where all is well.
    Future<std::optional<StoreTrouble>> trouble();
    Future<std::optional<StoreTrouble>> logTrouble();

    Future<QList<OutboxEntry>> entries();
    // The ids of what was added, in the order given. Errors: also those of the makers.
    Future<QList<qint64>> write(OutboxChanges changes);

    // job: DecisionLogStore & -> Result<T>, on the file's thread.
    template <typename T, typename Job>
    Future<T> whenOpen(Job job)
    {
        return m_worker.run<T>([store = m_store, job = std::move(job)]() mutable -> Result<T> {
            if (!store->opened)
                return failure(store->opened.error());
            return job(store->file);
        });
    }
    template <typename T, typename Job>
    Future<T> whenWritable(Job job)
    {
        return m_worker.run<T>([store = m_store, job = std::move(job)]() mutable -> Result<T> {
            if (store->inUse)
                return failure(*store->inUse);
            if (!store->opened)
                return failure(store->opened.error());
            return job(store->file);
        });
    }

Q_SIGNALS:
    // The log grew: its end is durable. Emitted on the file's thread.
    void headMoved(qint64 sequence, const QByteArray &hash);

private:
    struct Store // lives on the worker's thread
    {
        Result<void> open(const QString &path, const QDateTime &now, Access access);
        Result<void> openToRead(const QString &path);

        DecisionLogStore file;
        std::optional<FileLock> lock;
        std::optional<Error> inUse; // set: it is only read here
        Result<void> opened = failure(ErrorCode::StoreUnavailable);
        std::atomic<int> waiting = 0; // writes that were given and not begun
    };
    Future<std::optional<StoreTrouble>> troubleWith(StoreTrouble::Store part);

    std::shared_ptr<Store> m_store;
    Worker m_worker;
};

} // namespace tegata
