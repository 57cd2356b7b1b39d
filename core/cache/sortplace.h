// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/statement.h"

#include <QByteArray>

#include <tuple>

namespace tegata {

// Where a row stands in a list: the ordering column's value, then the key. Compares as SQLite's ORDER BY does: NULL,
// then numbers, then texts by their UTF-8 (collation BINARY). A value.
struct SortPlace
{
    enum class Kind
    {
        Null,
        Number,
        Text
    };

    Kind kind = Kind::Null;
    qint64 number = 0;
    QByteArray text;
    qint64 key = 0;

    // column: of the statement's row.
    static SortPlace read(const Statement &statement, int column, qint64 key)
    {
        SortPlace place;
        place.key = key;
        if (statement.isText(column)) {
            place.kind = Kind::Text;
            place.text = statement.bytes(column);
        } else if (!statement.isNull(column)) {
            place.kind = Kind::Number;
            place.number = statement.number(column);
        }
        return place;
    }
    // Total: no two rows have the same key.
    bool isBefore(const SortPlace &other, bool descending) const
    {
        const auto mine = std::tie(kind, number, text, key);
        const auto others = std::tie(other.kind, other.number, other.text, other.key);
        return descending ? others < mine : mine < others;
    }
};

} // namespace tegata
