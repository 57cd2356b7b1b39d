// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/cachedatabase.h"
#include "core/cache/keyset.h"
#include "core/cache/queuefilter.h"
#include "core/cache/queueview.h"
#include "core/cache/searchtext.h"
#include "core/cache/sortplace.h"

#include <QVector>

#include <optional>
#include <variant>

namespace tegata {

// One list's question to the cache, on the thread of its connection, within one read transaction of the caller's.
// Texts are found through the search table; how the order is made depends on how many rows it names: few are read and
// sorted, many are ticked off while the order's own index is walked. Rows that the search table does not hold yet are
// read. Errors as CacheDatabase's; Cancelled when the ticket is stopped.
class QueueFinder
{
public:
    QueueFinder(CacheDatabase &database, const QueueQuery &query);

    // The first keys in the list's order; limit < 0: all.
    Result<QVector<qint64>> keys(qsizetype limit);
    Result<qint64> count();
    // Where a row stands in the list's order; nothing when it is not in the list.
    Result<std::optional<SortPlace>> placeOf(qint64 key);

private:
    // Key: the key alone; Place: key and order's value; Texts: what is searched too; Unindexed: the same for a range of
    // keys, where SQLite would else take the view's index and look at all of it.
    enum class Read
    {
        Key,
        Place,
        Texts,
        Unindexed
    };

    bool hasText() const { return !m_words.isEmpty() || !m_columnTexts.isEmpty(); }
    // Whether a hit of the search table fits without a look at the row.
    bool isExact() const { return m_columnTexts.isEmpty() && m_words.areIndexed(); }
    // Of the list's rows, without regard to texts; parameters of `with` and `end` are bound after those of the filter.
    Statement select(Read read, const QString &with, const QString &end);
    QString inOrder() const;
    bool textsFit(const Statement &row) const; // of Read::Texts

    Result<qint64> indexedUpTo();
    // What the search table names, in order of keys; limit < 0: all.
    Result<QVector<qint64>> hits(const QString &matchExpression, qsizetype limit);
    // Rows among which all that fit are, by the rarest parts of the words; nothing when they are many.
    Result<std::optional<QVector<qint64>>> fewCandidates();
    // The candidates that fit and the rows that are not indexed yet, read and sorted. read: Texts when a look at the
    // candidate is needed.
    Result<QVector<qint64>> sorted(const QVector<qint64> &candidates, Read read, qsizetype limit);
    // Along the order's index: rows that fit, where they are ticked (null: any). Looks at no more than `budget` rows
    // (< 0: all).
    Result<QVector<qint64>> walk(const KeySet *ticked, qsizetype limit, qsizetype budget);

    struct ColumnText
    {
        QString column;
        QString folded;
    };
    using Value = std::variant<qint64, QString>;

    CacheDatabase &m_database;
    QueueQuery m_query;
    SearchWords m_words;      // of the quick filter
    SearchWords m_candidates; // these and the columns' texts, for the search table
    QList<ColumnText> m_columnTexts;
    QString m_table;
    QString m_order;       // column
    QString m_where;       // all but the texts
    QList<Value> m_values; // bound in it
};

} // namespace tegata
