// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/cache/searchline.h"
#include "core/cache/statement.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

#include <array>

namespace tegata {

// One SQLite file with one connection, for the thread that opened it: WAL, numbered migrations
// (":/migrations/cache/NAME-NNN.sql"), files 0600; FTS5 has the tokenizer "bigram". Closes when destroyed, which must
// happen on that thread.
class CacheDatabase
{
public:
    CacheDatabase() = default;
    ~CacheDatabase();
    CacheDatabase(const CacheDatabase &) = delete;
    CacheDatabase &operator=(const CacheDatabase &) = delete;

    // Errors: StoreUnavailable, StoreCorrupt, StoreTooNew, DiskFull. durable: each commit reaches the disk (outbox);
    // else the last ones may be missing after a power cut (the site has them).
    Result<void> open(const QString &path, const QString &migrations, bool durable);
    // A second connection beside one that is open, for reading; `cache` in KiB of memory.
    Result<void> openToRead(const QString &path, int cache);
    // Whether SQLite finds the structures of a table and its indexes whole. Reads all of them. Errors: StoreCorrupt
    // when not.
    Result<void> check(const QString &table) const;
    void close();
    bool isOpen() const { return m_handle != nullptr; }
    // Closes and moves the file out of the way (setaside.h). Only the newest of what is set aside like that is kept: it
    // is a copy of what the site has.
    void setAside();

    // Prepared and forward-only; bind with addBindValue, then run().
    QSqlQuery prepare(const QString &sql) const;
    static Result<void> run(QSqlQuery &query);
    // After the last row: whether it was the end, and not a row that cannot be read.
    static Result<void> atEnd(const QSqlQuery &query);
    Result<void> execute(const QString &sql) const;

    // The same through SQLite's C API, prepared once and kept. Without an open file its step() answers
    // StoreUnavailable.
    Statement statement(const QString &sql);
    qint64 lastKey() const; // of the latest INSERT
    // From now on statements answer Cancelled soon after one of the tickets is stopped.
    using Tickets = std::array<SearchTicket, 2>;
    void setTickets(const Tickets &tickets) { m_tickets = tickets; }

    Result<void> begin() const { return execute(QStringLiteral("BEGIN IMMEDIATE")); }
    Result<void> commit() const;
    void rollback() const;

private:
    Result<void> connect(const QString &path, const QStringList &settings);
    Result<void> migrate(const QString &migrations) const;

    QString m_path;
    QString m_connection;
    QSqlDatabase m_database;
    sqlite3 *m_handle = nullptr; // of m_database
    StatementPool m_statements;
    Tickets m_tickets;
};

// code: one of SQLite's result codes. Errors: StoreCorrupt, DiskFull, Cancelled (interrupted), else StoreUnavailable.
Error storeError(int code, const QString &detail);

} // namespace tegata
