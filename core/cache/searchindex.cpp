// SPDX-License-Identifier: Apache-2.0
#include "core/cache/searchindex.h"

namespace tegata {

Result<qint64> SearchIndex::indexedUpTo(RecordTable table)
{
    Statement statement = m_database.statement(QStringLiteral("SELECT key FROM search_progress WHERE name = ?"));
    statement.bind(tableName(table));
    return statement.step().map([&](bool found) { return found ? statement.number(0) : 0; });
}

Result<bool> SearchIndex::holds(RecordTable table, qint64 key)
{
    return indexedUpTo(table).map([key](qint64 indexed) { return key <= indexed; });
}

Result<void> SearchIndex::add(RecordTable table, qint64 key, const QString &text)
{
    return m_database
        .statement(QStringLiteral("INSERT INTO %1_words (rowid, words) VALUES (?, ?)").arg(tableName(table)))
        .bind(key)
        .bind(text)
        .run();
}

Result<void> SearchIndex::remove(RecordTable table, qint64 key, const QString &text)
{
    // https://sqlite.org/fts5.html, section 6.5: a table without contents must be told what it held.
    return m_database
        .statement(QStringLiteral("INSERT INTO %1_words (%1_words, rowid, words) VALUES ('delete', ?, ?)")
                       .arg(tableName(table)))
        .bind(key)
        .bind(text)
        .run();
}

Result<bool> SearchIndex::step(int rows)
{
    int left = rows;
    for (const RecordTable table : {RecordTable::Request, RecordTable::Certificate}) {
        const Result<int> done = step(table, left);
        if (!done)
            return failure(done.error());
        left -= *done;
    }
    return left < rows;
}

Result<int> SearchIndex::step(RecordTable table, int rows)
{
    if (rows <= 0)
        return 0;
    const Result<qint64> indexed = indexedUpTo(table);
    if (!indexed)
        return failure(indexed.error());
    Statement next = m_database.statement(QStringLiteral("SELECT key, %1 FROM %2 WHERE key > ? ORDER BY key LIMIT ?")
                                              .arg(searchedColumns(), tableName(table)));
    next.bind(*indexed).bind(rows);
    int done = 0;
    qint64 last = *indexed;
    Result<bool> more = next.step();
    for (; more && *more; more = next.step()) {
        last = next.number(0);
        if (Result<void> added = add(table, last, readSearchText(next, 1)); !added)
            return failure(added.error());
        ++done;
    }
    if (!more)
        return failure(more.error());
    if (done > 0) {
        Statement statement = m_database.statement(QStringLiteral("UPDATE search_progress SET key = ? WHERE name = ?"));
        statement.bind(last).bind(tableName(table));
        if (Result<void> told = statement.run(); !told)
            return failure(told.error());
    }
    return done;
}

} // namespace tegata
