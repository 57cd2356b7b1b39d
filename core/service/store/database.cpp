// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/database.h"

#include "core/service/store/identifiers.h"
#include "core/service/store/migrations.h"

#include <QFile>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace tegata {

namespace {

constexpr auto ConnectOptions = "QSQLITE_BUSY_TIMEOUT=15000";

quint64 nextInstance()
{
    static std::atomic<quint64> last = 0;
    return ++last;
}

// Never given out twice, unlike the system's thread ids: a new thread must not find a dead one's connection.
quint64 threadNumber()
{
    static std::atomic<quint64> last = 0;
    thread_local const quint64 number = ++last;
    return number;
}

QString connectionName(quint64 instance)
{
    return QStringLiteral("tegata-store-%1-%2").arg(instance).arg(threadNumber());
}

// Before SQLite opens it, so that the file is never readable by others; -wal and -shm take its mode.
Result<void> createPrivately(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    const int file = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (file < 0)
        return failure(ErrorCode::StoreUnavailable, QString::fromLocal8Bit(std::strerror(errno)), path);
    const bool restricted = ::fchmod(file, S_IRUSR | S_IWUSR) == 0;
    ::close(file);
    if (!restricted)
        return failure(ErrorCode::StoreUnavailable, QStringLiteral("cannot restrict the file to its owner"), path);
    return {};
}

Result<void> execute(const QSqlDatabase &connection, const QString &sql)
{
    QSqlQuery query(connection);
    if (!query.exec(sql))
        return failure(storeError(query.lastError()));
    return {};
}

Result<void> configure(const QSqlDatabase &connection)
{
    static const std::vector<QString> statements{
        QStringLiteral("PRAGMA journal_mode = WAL"),
        QStringLiteral("PRAGMA synchronous = FULL"),
        QStringLiteral("PRAGMA foreign_keys = ON"),
        QStringLiteral("PRAGMA trusted_schema = OFF"),
        // INSERT OR REPLACE deletes a row without firing the audit trail's triggers otherwise.
        QStringLiteral("PRAGMA recursive_triggers = ON"),
    };
    for (const QString &statement : statements) {
        if (Result<void> done = execute(connection, statement); !done)
            return done;
    }
    return {};
}

} // namespace

Database::Database(QString path) : m_path(std::move(path)), m_instance(nextInstance()) {}

Database::~Database()
{
    for (auto &[name, queries] : m_connections) {
        queries.reset();
        QSqlDatabase::removeDatabase(name);
    }
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, int migrateTo)
{
    if (Result<void> created = createPrivately(path); !created)
        return failure(created.error());
    std::unique_ptr<Database> database(new Database(path));
    auto connection = database->connection();
    if (!connection)
        return failure(connection.error());
    const Result<int> version = migrate(connection->database, migrateTo);
    if (!version)
        return failure(version.error());
    database->m_schemaVersion = *version;
    if (*version > 0) {
        if (Result<void> named = database->ensureIdentity(); !named)
            return failure(named.error());
    }
    return database;
}

Result<std::unique_ptr<Database>> Database::openForReading(const QString &path)
{
    if (!QFile::exists(path))
        return failure(ErrorCode::NotFound, QStringLiteral("no such store"), path);
    std::unique_ptr<Database> database(new Database(path));
    database->m_readOnly = true;
    const auto connection = database->connection();
    if (!connection)
        return failure(connection.error());
    const Result<int> version = storedSchemaVersion(connection->database);
    if (!version)
        return failure(version.error());
    if (*version != newestSchemaVersion())
        return failure(ErrorCode::UnsupportedVersion,
                       QStringLiteral("schema version %1, this program's is %2: start this version's service once")
                           .arg(*version)
                           .arg(newestSchemaVersion()),
                       path);
    database->m_schemaVersion = *version;
    return database;
}

Result<void> Database::ensureIdentity()
{
    return write([](Transaction &transaction) -> Result<void> {
        const auto inserted = transaction.run(
            QStringLiteral("INSERT INTO store_identity (id) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM store_identity)"),
            {newId()});
        if (!inserted)
            return failure(inserted.error());
        return {};
    });
}

Result<Database::Connection> Database::connection()
{
    const QString name = connectionName(m_instance);
    {
        std::lock_guard lock(m_state);
        if (const auto known = m_connections.find(name); known != m_connections.end())
            return Connection{QSqlDatabase::database(name, false), known->second.get()};
    }
    Error error;
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        connection.setDatabaseName(m_path);
        connection.setConnectOptions(QLatin1String(ConnectOptions) +
                                     (m_readOnly ? QStringLiteral(";QSQLITE_OPEN_READONLY") : QString()));
        if (!connection.open()) {
            error = storeError(connection.lastError());
        } else if (Result<void> configured = m_readOnly ? Result<void>() : configure(connection); !configured) {
            error = configured.error();
        } else {
            std::lock_guard lock(m_state);
            const auto kept = m_connections.emplace(name, std::make_unique<QueryPool>()).first;
            return Connection{connection, kept->second.get()};
        }
    }
    QSqlDatabase::removeDatabase(name);
    return failure(error);
}

void Database::closeThreadConnection()
{
    const QString name = connectionName(m_instance);
    {
        std::lock_guard lock(m_state);
        if (m_connections.erase(name) == 0)
            return;
    }
    QSqlDatabase::removeDatabase(name);
}

Result<std::unique_ptr<Transaction>> Database::begin()
{
    auto database = connection();
    if (!database)
        return failure(database.error());
    auto transaction = std::make_unique<Transaction>(database->database, *database->queries, m_clock->now());
    if (const auto begun = transaction->run(QStringLiteral("BEGIN")); !begun)
        return failure(begun.error());
    return transaction;
}

void Database::rollback(Transaction &transaction)
{
    // Fails only where SQLite has rolled back by itself already (disk full), which is what is wanted.
    static_cast<void>(transaction.run(QStringLiteral("ROLLBACK")));
}

Result<void> Database::commitTogether(PendingWrite &own)
{
    std::unique_lock lock(m_writers);
    m_waiting.push_back(&own);
    own.wake.wait(lock, [&] { return own.isDone || (!m_isWriting && m_waiting.front() == &own); });
    if (!own.isDone) {
        m_isWriting = true;
        std::vector<PendingWrite *> group;
        lock.unlock();
        const Result<void> committed = writeAll([&]() -> PendingWrite * {
            const std::lock_guard queue(m_writers);
            if (m_waiting.empty() || group.size() == MostTogether)
                return nullptr;
            group.push_back(m_waiting.front());
            m_waiting.pop_front();
            return group.back();
        });
        lock.lock();
        m_isWriting = false;
        if (committed) {
            ++m_commits;
            m_writes += group.size();
        }
        for (PendingWrite *each : group) {
            if (!committed) // also those that answered an error: it may rest on what the others had written
                each->failed = committed.error();
            each->isDone = true;
            each->wake.notify_one();
        }
        if (!m_waiting.empty())
            m_waiting.front()->wake.notify_one();
    }
    lock.unlock();
    if (own.thrown)
        std::rethrow_exception(own.thrown);
    if (own.failed)
        return failure(*own.failed);
    notify(own.topics);
    return {};
}

Result<void> Database::writeAll(const std::function<PendingWrite *()> &next)
{
    PendingWrite *write = next();
    const auto database = connection();
    if (!database)
        return failure(database.error());
    // Of the whole; the writes have transactions of their own, which fail alone.
    Transaction whole(database->database, *database->queries, m_clock->now());
    // IMMEDIATE takes the write lock now: a transaction that reads first and writes later could not be retried.
    if (const auto begun = whole.run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return failure(begun.error());
    std::optional<Transaction::AuditHead> auditHead;
    for (; write; write = next()) {
        if (const Result<void> written = writeOne(*database, *write, auditHead); !written) {
            rollback(whole);
            return written;
        }
    }
    const auto committed = whole.run(QStringLiteral("COMMIT"));
    if (committed)
        return {};
    rollback(whole);
    return failure(committed.error());
}

Result<void> Database::writeOne(const Connection &connection, PendingWrite &write,
                                std::optional<Transaction::AuditHead> &auditHead)
{
    Transaction savepoint(connection.database, *connection.queries, m_clock->now());
    if (const auto begun = savepoint.run(QStringLiteral("SAVEPOINT one")); !begun)
        return failure(begun.error());
    Transaction transaction(connection.database, *connection.queries, savepoint.now());
    transaction.auditHead = auditHead;
    transaction.stopAtFailure();
    bool isKept = false;
    try {
        isKept = write.run(transaction);
    } catch (...) { // its own caller's matter, not that of the one whose thread this is
        write.thrown = std::current_exception();
    }
    if (transaction.readFailure()) {
        write.failed = transaction.readFailure();
        isKept = false;
    }
    // Where SQLite has rolled everything back by itself (disk full), the savepoint is gone, and this fails.
    if (!isKept) {
        if (const auto undone = savepoint.run(QStringLiteral("ROLLBACK TO one")); !undone)
            return failure(transaction.failedStatement().value_or(undone.error()));
    }
    if (const auto released = savepoint.run(QStringLiteral("RELEASE one")); !released)
        return failure(transaction.failedStatement().value_or(released.error()));
    if (isKept) {
        auditHead = transaction.auditHead;
        write.topics = transaction.topics();
    }
    return {};
}

Database::WriterCounts Database::writerCounts() const
{
    const std::lock_guard lock(m_writers);
    return {m_commits, m_writes, m_waiting.size()};
}

quint64 Database::onCommitted(Listener listener)
{
    std::lock_guard lock(m_state);
    const quint64 id = m_nextListener++;
    m_listeners.emplace(id, std::make_shared<const Listener>(std::move(listener)));
    return id;
}

void Database::removeListener(quint64 id)
{
    std::lock_guard lock(m_state);
    m_listeners.erase(id);
}

void Database::notify(const QSet<QString> &topics)
{
    if (topics.isEmpty())
        return;
    std::vector<std::shared_ptr<const Listener>> listeners;
    {
        std::lock_guard lock(m_state);
        listeners.reserve(m_listeners.size());
        for (const auto &[id, listener] : m_listeners)
            listeners.push_back(listener);
    }
    for (const auto &listener : listeners)
        (*listener)(topics);
}

} // namespace tegata
