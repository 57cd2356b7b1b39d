// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QString>
#include <QVector>

struct sqlite3;
struct sqlite3_stmt;

namespace tegata {

using StatementPool = QHash<QString, sqlite3_stmt *>;

// A prepared statement of SQLite's C API, lent by CacheDatabase::statement() and given back, reset, when it goes out of
// scope; the database outlives it. For the queue's million rows, where QSqlQuery costs more than SQLite itself (see
// README); all else takes QSqlQuery. Parameters are bound in their order, columns read by number.
class Statement
{
public:
    Statement(sqlite3 *database, sqlite3_stmt *statement, QString sql, StatementPool *pool);
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;
    Statement &operator=(Statement &&) = delete;

    Statement &bind(qint64 value);
    Statement &bind(int value) { return bind(qint64(value)); }
    Statement &bind(const QString &value); // null as empty: the tables have no NULL text
    Statement &bind(const QByteArray &value);
    Statement &bind(const QDateTime &time); // milliseconds since 1970; invalid is NULL
    Statement &bindNull();

    // The next row; false at the end. Errors as CacheDatabase's, Cancelled when a stopped ticket interrupted it.
    Result<bool> step();
    // The first column of all rows to come, for lists of a million: a row costs little more than SQLite's own step.
    Result<QVector<qint64>> numbers();
    // For statements without rows; ready to be bound again afterwards.
    Result<void> run();
    void reset();

    bool isNull(int column) const;
    bool isText(int column) const;
    qint64 number(int column) const;
    QString text(int column) const;
    QByteArray bytes(int column) const;
    QDateTime time(int column) const;

private:
    sqlite3 *m_database;
    sqlite3_stmt *m_statement; // null when the SQL is wrong: step() tells
    QString m_sql;
    StatementPool *m_pool;
    int m_bound = 0;
};

} // namespace tegata
