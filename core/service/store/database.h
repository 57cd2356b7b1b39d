// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/service/store/transaction.h"

#include <QSet>
#include <QString>

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>

namespace tegata {

// The service's store. SQLite today: everything that is SQLite's own (WAL, BEGIN IMMEDIATE, file modes) stands in
// database.cpp, so that PostgreSQL can follow. Thread-safe: each thread gets a connection of its own at its first use
// and gives it back with closeThreadConnection() before it ends. Must outlive every thread that uses it.
// Errors: StoreUnavailable (file, lock or driver), StoreCorrupt, StoreTooNew, and whatever the functions answer.
class Database
{
public:
    using Listener = std::function<void(const QSet<QString> &topics)>;

    // Makes the file (0600) and brings the schema to the newest version. migrateTo: stop at an earlier schema version
    // (tests of migrations); -1: the newest.
    static Result<std::unique_ptr<Database>> open(const QString &path, int migrateTo = -1);
    // Of a store that is there, perhaps in another's hands: nothing is written, and its schema stays. Errors beside
    // those above: NotFound, UnsupportedVersion (of another version's schema).
    static Result<std::unique_ptr<Database>> openForReading(const QString &path);
    ~Database();

    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    // fn(ReadTransaction &) → Result<T>: one snapshot. Does not wait for writers. Must not be nested.
    template <typename Fn>
    auto read(Fn &&fn) -> std::invoke_result_t<Fn, ReadTransaction &>
    {
        auto transaction = begin();
        if (!transaction)
            return failure(transaction.error());
        auto result = fn(static_cast<ReadTransaction &>(*transaction.value()));
        rollback(*transaction.value());
        if (transaction.value()->readFailure())
            return failure(*transaction.value()->readFailure());
        return result;
    }

    // fn(Transaction &) → Result<T>: one writer at a time. What several threads want written at once is committed
    // together: each in a savepoint of its own, kept when the function answers a value and undone when it answers an
    // error, then one commit (to the disk) for all, and only then the answers. Where the commit fails, every one of
    // them answers its error. The function may run on another writer's thread while its own waits here, so it may use
    // nothing that belongs to a thread. After the commit the listeners are called with the topics touched, on the
    // caller's thread. Must not be nested; a listener may write.
    template <typename Fn>
    auto write(Fn &&fn) -> std::invoke_result_t<Fn, Transaction &>
    {
        std::optional<std::invoke_result_t<Fn, Transaction &>> answer;
        PendingWrite pending;
        pending.run = [&](Transaction &transaction) {
            answer.emplace(fn(transaction));
            return answer->has_value();
        };
        if (const Result<void> committed = commitTogether(pending); !committed)
            return failure(committed.error());
        return *std::move(answer);
    }

    // Of the writers, for metrics: commits that were made, writes that they held, and who waits for the next one.
    struct WriterCounts
    {
        quint64 commits = 0;
        quint64 writes = 0;
        std::size_t waiting = 0;
    };
    WriterCounts writerCounts() const;

    // Listeners may be added and removed from any thread; one being called may still be running when removeListener
    // returns on another thread.
    quint64 onCommitted(Listener listener);
    void removeListener(quint64 id);

    // By which a transaction knows what is over (ReadTransaction::now()); the system's without this. Before other
    // threads use the store.
    void useClock(std::shared_ptr<const Clock> clock) { m_clock = std::move(clock); }

    void closeThreadConnection();
    int schemaVersion() const { return m_schemaVersion; }

private:
    explicit Database(QString path);
    // A random name of this store, so that a reader notices a cursor of another (changefeed.h).
    Result<void> ensureIdentity();
    struct Connection
    {
        QSqlDatabase database;
        QueryPool *queries;
    };
    // One call of write(), on its caller's stack.
    struct PendingWrite
    {
        std::function<bool(Transaction &)> run; // false: to be undone
        std::exception_ptr thrown;              // by run; goes on in the caller's thread
        std::optional<Error> failed;            // in place of what run answered
        QSet<QString> topics;
        bool isDone = false;          // this and what follows: m_writers
        std::condition_variable wake; // done, or first in the queue
    };
    static constexpr std::size_t MostTogether = 64;

    Result<Connection> connection();
    Result<std::unique_ptr<Transaction>> begin();
    static void rollback(Transaction &transaction);
    Result<void> commitTogether(PendingWrite &own);
    // The queue's first writer writes for all who wait: next gives the one after the other, its own first.
    Result<void> writeAll(const std::function<PendingWrite *()> &next);
    // In a savepoint. An error: the whole transaction is lost.
    Result<void> writeOne(const Connection &connection, PendingWrite &write,
                          std::optional<Transaction::AuditHead> &auditHead);
    void notify(const QSet<QString> &topics);

    const QString m_path;
    bool m_readOnly = false;
    const quint64 m_instance;
    std::shared_ptr<const Clock> m_clock = std::make_shared<SystemClock>();
    int m_schemaVersion = 0;
    mutable std::mutex m_writers; // the next four
    std::deque<PendingWrite *> m_waiting;
    bool m_isWriting = false;
    quint64 m_commits = 0;
    quint64 m_writes = 0;
    std::mutex m_state;                                          // m_connections, m_listeners
    std::map<QString, std::unique_ptr<QueryPool>> m_connections; // by name
    std::map<quint64, std::shared_ptr<const Listener>> m_listeners;
    quint64 m_nextListener = 1;
};

} // namespace tegata
