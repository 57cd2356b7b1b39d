// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

namespace tegata {

// One SQLite file with one connection, for the thread that opened it: WAL, numbered migrations
// (":/migrations/cache/NAME-NNN.sql"), files 0600. Closes when destroyed, which must happen on that thread.
class CacheDatabase
{
public:
    CacheDatabase() = default;
    ~CacheDatabase();
    CacheDatabase(const CacheDatabase &) = delete;
    CacheDatabase &operator=(const CacheDatabase &) = delete;

    // Errors: StoreUnavailable, StoreCorrupt, StoreTooNew, DiskFull. durable: each commit reaches the disk (outbox); else
    // the last ones may be missing after a power cut (the site has them).
    Result<void> open(const QString &path, const QString &migrations, bool durable);
    void close();
    // Closes and moves the file to PATH.damaged, replacing an earlier one.
    void setAside();

    // Prepared and forward-only; bind with addBindValue, then run().
    QSqlQuery prepare(const QString &sql) const;
    static Result<void> run(QSqlQuery &query);
    Result<void> execute(const QString &sql) const;

    Result<void> begin() const { return execute(QStringLiteral("BEGIN IMMEDIATE")); }
    Result<void> commit() const;
    void rollback() const;

private:
    Result<void> migrate(const QString &migrations) const;

    QString m_path;
    QString m_connection;
    QSqlDatabase m_database;
};

} // namespace tegata
