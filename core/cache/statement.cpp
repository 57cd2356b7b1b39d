// SPDX-License-Identifier: Apache-2.0
#include "core/cache/statement.h"

#include "core/cache/cachedatabase.h"

#include <sqlite3.h>

#include <utility>

namespace tegata {

Statement::Statement(sqlite3 *database, sqlite3_stmt *statement, QString sql, StatementPool *pool)
    : m_database(database), m_statement(statement), m_sql(std::move(sql)), m_pool(pool)
{}

Statement::Statement(Statement &&other) noexcept
    : m_database(other.m_database), m_statement(std::exchange(other.m_statement, nullptr)),
      m_sql(std::move(other.m_sql)), m_pool(other.m_pool), m_bound(other.m_bound)
{}

Statement::~Statement()
{
    if (!m_statement)
        return;
    reset();
    if (m_pool->contains(m_sql))
        sqlite3_finalize(m_statement);
    else
        m_pool->insert(m_sql, m_statement);
}

Statement &Statement::bind(qint64 value)
{
    sqlite3_bind_int64(m_statement, ++m_bound, value);
    return *this;
}

Statement &Statement::bind(const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    sqlite3_bind_text(m_statement, ++m_bound, utf8.constData(), int(utf8.size()), SQLITE_TRANSIENT);
    return *this;
}

Statement &Statement::bind(const QByteArray &value)
{
    // An empty array has data (""), so that it is an empty blob and not NULL.
    sqlite3_bind_blob(m_statement, ++m_bound, value.constData(), int(value.size()), SQLITE_TRANSIENT);
    return *this;
}

Statement &Statement::bind(const QDateTime &time)
{
    return time.isValid() ? bind(time.toMSecsSinceEpoch()) : bindNull();
}

Statement &Statement::bindNull()
{
    sqlite3_bind_null(m_statement, ++m_bound);
    return *this;
}

Result<bool> Statement::step()
{
    if (!m_database)
        return failure(ErrorCode::StoreUnavailable, QStringLiteral("the store is not open"));
    const int code = m_statement ? sqlite3_step(m_statement) : sqlite3_errcode(m_database);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return failure(storeError(code, QString::fromUtf8(sqlite3_errmsg(m_database))));
}

Result<QVector<qint64>> Statement::numbers()
{
    QVector<qint64> numbers;
    const Result<bool> more = step();
    if (more && *more) {
        int code = SQLITE_ROW;
        for (; code == SQLITE_ROW; code = sqlite3_step(m_statement))
            numbers.append(sqlite3_column_int64(m_statement, 0));
        if (code != SQLITE_DONE)
            return failure(storeError(code, QString::fromUtf8(sqlite3_errmsg(m_database))));
    }
    return more ? Result<QVector<qint64>>(std::move(numbers)) : failure(more.error());
}

Result<void> Statement::run()
{
    const Result<bool> done = step();
    reset();
    if (!done)
        return failure(done.error());
    return {};
}

void Statement::reset()
{
    if (!m_statement)
        return;
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
    m_bound = 0;
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

bool Statement::isText(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_TEXT;
}

qint64 Statement::number(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QString Statement::text(int column) const
{
    const auto *utf8 = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(utf8, sqlite3_column_bytes(m_statement, column));
}

QByteArray Statement::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return QByteArray(data, sqlite3_column_bytes(m_statement, column));
}

QDateTime Statement::time(int column) const
{
    return isNull(column) ? QDateTime() : QDateTime::fromMSecsSinceEpoch(number(column), Qt::UTC);
}

} // namespace tegata
