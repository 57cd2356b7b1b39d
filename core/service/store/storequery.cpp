// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/storequery.h"

#include <utility>

namespace tegata {

tl::expected<QSqlQuery, QSqlError> QueryPool::take(const QSqlDatabase &connection, const QString &sql)
{
    if (const auto known = m_queries.find(sql); known != m_queries.end()) {
        QSqlQuery query = std::move(known->second);
        m_queries.erase(known);
        return query;
    }
    QSqlQuery query(connection);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return tl::make_unexpected(query.lastError());
    return query;
}

void QueryPool::giveBack(const QString &sql, QSqlQuery query)
{
    query.finish(); // an open one would hold its snapshot
    if (m_queries.size() < Most && sql.size() <= Longest)
        m_queries.emplace(sql, std::move(query));
}

StoreQuery::StoreQuery(QueryPool &pool, QString sql, QSqlQuery query, Failed onFailure)
    : m_pool(&pool), m_sql(std::move(sql)), m_query(std::move(query)), m_onFailure(std::move(onFailure))
{}

StoreQuery::StoreQuery(StoreQuery &&other) noexcept
    : m_pool(std::exchange(other.m_pool, nullptr)), m_sql(std::move(other.m_sql)), m_query(std::move(other.m_query)),
      m_onFailure(std::move(other.m_onFailure))
{}

bool StoreQuery::next()
{
    if (m_query.next())
        return true;
    if (m_query.lastError().isValid()) {
        m_onFailure(m_query.lastError());
        m_pool = nullptr;
    }
    return false;
}

StoreQuery::~StoreQuery()
{
    if (m_pool)
        m_pool->giveBack(m_sql, std::move(m_query));
}

} // namespace tegata
