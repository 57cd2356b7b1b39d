// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/cachedatabase.h"
#include "core/cache/rowmapping.h"

namespace tegata {

// The tables of the text search, on the writer's thread. New rows come into them in steps, after the rows (a search
// reads those that are not in yet); a row that is in is taken out with the text that it had, and put in again with the
// new one, in the transaction that changes it. search_progress says up to which key the rows are in.
class SearchIndex
{
public:
    explicit SearchIndex(CacheDatabase &database) : m_database(database) {}

    // The next `rows` rows, in a transaction of the caller's; false when there were none.
    Result<bool> step(int rows);

    Result<bool> holds(RecordTable table, qint64 key);
    // Only for keys that it holds. text: as readSearchText() gives it.
    Result<void> add(RecordTable table, qint64 key, const QString &text);
    Result<void> remove(RecordTable table, qint64 key, const QString &text);

private:
    Result<qint64> indexedUpTo(RecordTable table);
    Result<int> step(RecordTable table, int rows);

    CacheDatabase &m_database;
};

} // namespace tegata
