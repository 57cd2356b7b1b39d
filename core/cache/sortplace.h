// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/statement.h"

#include <QByteArray>

#include <variant>

namespace tegata {

// Where a row stands in a list: the ordering column's value, then the key. Compares as SQLite's ORDER BY does: NULL,
// then numbers, then texts by their UTF-8 (collation BINARY). A value.
struct SortPlace
{
    std::variant<std::monostate, qint64, QByteArray> value;
    qint64 key = 0;

    // column: of the statement's row.
    static SortPlace read(const Statement &statement, int column, qint64 key)
    {
        SortPlace place;
        place.key = key;
        if (statement.isText(column))
            place.value = statement.bytes(column);
        else if (!statement.isNull(column))
            place.value = statement.number(column);
        return place;
    }
    // Total: no two rows have the same key.
    bool isBefore(const SortPlace &other, bool descending) const
    {
        const bool less = value == other.value ? key < other.key : value < other.value;
        return descending ? !less && key != other.key : less;
    }
};

} // namespace tegata
