// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/store/transaction.h"

#include <QSqlQuery>
#include <QStringList>

#include <cstddef>

namespace tegata {

// Columns by name: an enum beside the names that a SELECT lists, so that a value is read by what it is and a new column
// moves no other one. For the stores.
template <typename Column>
struct ColumnName
{
    Column column;
    const char *name;
};

// Whether each stands where its enumerator says; the last enumerator is End. For a static_assert beside the names.
template <typename Column, std::size_t Count>
constexpr bool namesEach(const ColumnName<Column> (&names)[Count])
{
    for (std::size_t i = 0; i < Count; ++i) {
        if (static_cast<std::size_t>(names[i].column) != i)
            return false;
    }
    return Count == static_cast<std::size_t>(Column::End);
}

// "id, version, state"
template <typename Column, std::size_t Count>
QString columnList(const ColumnName<Column> (&names)[Count])
{
    QStringList list;
    list.reserve(static_cast<qsizetype>(Count));
    for (const ColumnName<Column> &each : names)
        list.append(QLatin1String(each.name));
    return list.join(QLatin1String(", "));
}

// The row that a query stands at, where the enum's columns begin with `first`. Refers to the query.
template <typename Column>
class ColumnReader
{
public:
    explicit ColumnReader(const QSqlQuery &query, int first = 0) : m_query(query), m_first(first) {}

    QVariant value(Column column) const { return m_query.value(m_first + static_cast<int>(column)); }
    QString text(Column column) const { return value(column).toString(); }
    int number(Column column) const { return value(column).toInt(); }
    QDateTime time(Column column) const { return timeOf(value(column)); }

private:
    const QSqlQuery &m_query;
    const int m_first;
};

// Where the columns listed after these begin.
template <typename Column>
constexpr int columnsOf()
{
    return static_cast<int>(Column::End);
}

} // namespace tegata
