// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/service/store/transaction.h"

#include <QSet>
#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
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
        auto transaction = begin(false);
        if (!transaction)
            return failure(transaction.error());
        auto result = fn(static_cast<ReadTransaction &>(*transaction.value()));
        rollback(*transaction.value());
        if (transaction.value()->readFailure())
            return failure(*transaction.value()->readFailure());
        return result;
    }

    // fn(Transaction &) → Result<T>: one writer at a time; committed (to the disk) when the function answers a value,
    // rolled back when it answers an error. After the commit, and outside the writer's lock, the listeners are called
    // with the topics touched, on this thread. Must not be nested; a listener may write.
    template <typename Fn>
    auto write(Fn &&fn) -> std::invoke_result_t<Fn, Transaction &>
    {
        std::unique_lock lock(m_writer);
        auto transaction = begin(true);
        if (!transaction)
            return failure(transaction.error());
        auto result = fn(*transaction.value());
        const std::optional<Error> unread = transaction.value()->readFailure();
        if (!result || unread) {
            rollback(*transaction.value());
            if (unread)
                return failure(*unread);
            return result;
        }
        const Result<void> committed = commit(*transaction.value());
        if (!committed)
            return failure(committed.error());
        const QSet<QString> topics = transaction.value()->topics();
        transaction.value().reset();
        lock.unlock();
        notify(topics);
        return result;
    }

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
    Result<Connection> connection();
    Result<std::unique_ptr<Transaction>> begin(bool forWriting);
    Result<void> commit(Transaction &transaction);
    void rollback(Transaction &transaction);
    void notify(const QSet<QString> &topics);

    const QString m_path;
    bool m_readOnly = false;
    const quint64 m_instance;
    std::shared_ptr<const Clock> m_clock = std::make_shared<SystemClock>();
    int m_schemaVersion = 0;
    std::mutex m_writer;
    std::mutex m_state;                                          // m_connections, m_listeners
    std::map<QString, std::unique_ptr<QueryPool>> m_connections; // by name
    std::map<quint64, std::shared_ptr<const Listener>> m_listeners;
    quint64 m_nextListener = 1;
};

} // namespace tegata
