// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <functional>
#include <map>

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QVariant>

namespace tegata {

// One connection's statements, prepared once and used again: preparing costs more than most of them take to run. By the
// connection's own thread; must be gone before the connection is removed.
class QueryPool
{
public:
    // No more and no longer ones are kept: texts with a list of any length ("IN (?, ?)") must not fill the memory.
    static constexpr std::size_t Most = 100;
    static constexpr qsizetype Longest = 1200;

    // Prepared, not run; for the connection's caller alone until it is given back. A statement that is out already is
    // prepared another time. Errors: the driver's.
    tl::expected<QSqlQuery, QSqlError> take(const QSqlDatabase &connection, const QString &sql);
    void giveBack(const QString &sql, QSqlQuery query);

private:
    std::map<QString, QSqlQuery> m_queries;
};

// A statement that was run: its rows, until it is gone; then the pool has it back. Within one transaction. A row that
// cannot be read (a damaged page, an I/O error) ends the rows as their end does, and breaks the transaction: whatever
// was made of the rows before it, Database::read and write answer the error.
class StoreQuery
{
public:
    using Failed = std::function<void(const QSqlError &)>;
    StoreQuery(QueryPool &pool, QString sql, QSqlQuery query, Failed onFailure);
    ~StoreQuery();
    StoreQuery(StoreQuery &&other) noexcept;
    StoreQuery(const StoreQuery &) = delete;
    StoreQuery &operator=(const StoreQuery &) = delete;
    StoreQuery &operator=(StoreQuery &&) = delete;

    bool next();
    QVariant value(int column) const { return m_query.value(column); }
    int columnCount() const { return m_query.record().count(); }
    int numRowsAffected() const { return m_query.numRowsAffected(); }
    // For what reads a row's columns.
    operator const QSqlQuery &() const { return m_query; } // NOLINT(google-explicit-constructor)

private:
    QueryPool *m_pool; // null: moved away, or not to be used again
    QString m_sql;
    QSqlQuery m_query;
    Failed m_onFailure;
};

} // namespace tegata
