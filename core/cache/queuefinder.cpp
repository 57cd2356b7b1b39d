// SPDX-License-Identifier: Apache-2.0
#include "core/cache/queuefinder.h"

#include "core/cache/queuecache.h"
#include "core/cache/rareparts.h"
#include "core/cache/rowmapping.h"
#include "core/pki/serialnumber.h"

#include <algorithm>

namespace tegata {

namespace {

// So many rows are read and sorted in 10 ms.
constexpr qsizetype FewHits = 2000;
// So many rows are read, looked at and sorted in 20 ms.
constexpr qsizetype FewCandidates = 1000;
// How often a longer part of the words is tried before the whole words.
constexpr int PartsTried = 3;
// A first page is tried without knowing all hits for so many rows along the order.
constexpr qsizetype FirstWalk = 3000;

// Shorter numbers are parts of receipts, names and dates more often.
constexpr qsizetype FewestSerialDigits = 8;

// Columns of the SELECTs below.
constexpr int KeyAt = 0;
constexpr int OrderAt = 1;
constexpr int SearchedAt = 2;
constexpr int SearchedCount = 7;

QString numbers(const QList<int> &values)
{
    QStringList texts;
    for (const int value : values)
        texts.append(QString::number(value));
    return texts.join(QLatin1Char(','));
}

bool isText(QueueColumn column)
{
    return column == QueueColumn::CommonName || column == QueueColumn::Organization || column == QueueColumn::Key ||
           column == QueueColumn::Serial || column == QueueColumn::ClaimedBy;
}

bool isChoice(QueueColumn column)
{
    return column == QueueColumn::Product || column == QueueColumn::Check || column == QueueColumn::State ||
           column == QueueColumn::Reason || column == QueueColumn::Approvals;
}

// Digits alone can be a serial number in decimal: where a certificate has it, and none has it as hexadecimal, it is.
QueueQuery withSerial(CacheDatabase &database, QueueQuery query)
{
    const SerialReading reading = readSerial(query.filter.text);
    if (reading.decimal.isEmpty() || query.filter.text.size() < FewestSerialDigits)
        return query;
    for (const QString &serial : reading.candidates()) {
        Statement row = database.statement(QStringLiteral("SELECT 1 FROM certificate WHERE serial = ?"));
        if (row.bind(serial).step().value_or(false)) {
            query.filter.text = serial;
            break;
        }
    }
    return query;
}

} // namespace

QueueFinder::QueueFinder(CacheDatabase &database, const QueueQuery &query)
    : m_database(database), m_query(withSerial(database, query)), m_words(m_query.filter.text),
      m_candidates(m_query.filter.text), m_table(tableName(tableOf(query.view))),
      m_order(columnName(query.view, query.order.column))
{
    const QueueFilter &filter = query.filter;
    m_where = QStringLiteral("view = %1").arg(static_cast<int>(query.view));
    if (!filter.spkiSha256.isEmpty()) {
        // The expression as the index has it; the plus sign as in QueueReader::certificatesOfKey().
        m_where += QLatin1String(" AND substr(key_sha256, 1, 12) = ? AND +key_sha256 = ?");
        m_values += {filter.spkiSha256.left(12), filter.spkiSha256};
    }
    if (filter.dueForRenewal) {
        if (tableOf(query.view) == RecordTable::Certificate) {
            m_where +=
                QStringLiteral(" AND state = %1 AND not_after < ? AND NOT EXISTS (SELECT 1 FROM certificate AS next "
                               "WHERE next.renewal_of = certificate.serial AND next.renewal_of <> '' "
                               "AND next.state <> %2)")
                    .arg(static_cast<int>(CertificateState::Valid))
                    .arg(static_cast<int>(CertificateState::Revoked));
            m_values.append(filter.dueBefore.toMSecsSinceEpoch());
        } else {
            m_where += QLatin1String(" AND 0");
        }
    }
    for (const ColumnCondition &condition : filter.conditions) {
        const QString column = columnName(query.view, condition.column);
        if (isText(condition.column)) {
            if (const QString folded = foldedForSearch(condition.contains); !folded.isEmpty()) {
                m_columnTexts.append({column, folded});
                m_candidates.addPhrase(condition.contains);
            }
        } else if (isChoice(condition.column)) {
            if (!condition.values.isEmpty())
                m_where += QStringLiteral(" AND %1 IN (%2)").arg(column, numbers(condition.values));
        } else {
            if (condition.from.isValid()) {
                m_where += QStringLiteral(" AND %1 >= ?").arg(column);
                m_values.append(condition.from.toMSecsSinceEpoch());
            }
            if (condition.until.isValid()) {
                m_where += QStringLiteral(" AND %1 < ?").arg(column);
                m_values.append(condition.until.toMSecsSinceEpoch());
            }
        }
    }
}

Statement QueueFinder::select(Read read, const QString &with, const QString &end)
{
    QString columns = QStringLiteral("key");
    if (read != Read::Key)
        columns += QLatin1String(", ") + m_order;
    if (read == Read::Texts || read == Read::Unindexed) {
        columns += QLatin1String(", ") + searchedColumns();
        for (const ColumnText &text : std::as_const(m_columnTexts))
            columns += QLatin1String(", ") + text.column;
    }
    Statement statement = m_database.statement(
        QStringLiteral("SELECT %1 FROM %2 WHERE %3%4%5")
            .arg(columns, read == Read::Unindexed ? m_table + QLatin1String(" NOT INDEXED") : m_table, m_where, with,
                 end));
    for (const Value &value : std::as_const(m_values))
        std::visit([&](const auto &each) { statement.bind(each); }, value);
    return statement;
}

QString QueueFinder::inOrder() const
{
    const QString direction = m_query.order.descending ? QStringLiteral("DESC") : QStringLiteral("ASC");
    return QStringLiteral(" ORDER BY %1 %2, key %2").arg(m_order, direction);
}

bool QueueFinder::textsFit(const Statement &row) const
{
    for (qsizetype i = 0; i < m_columnTexts.size(); ++i) {
        if (!foldedForSearch(row.text(SearchedAt + SearchedCount + int(i))).contains(m_columnTexts.at(i).folded))
            return false;
    }
    return m_words.isEmpty() || m_words.areIn(readSearchText(row, SearchedAt));
}

Result<QVector<qint64>> QueueFinder::keys(qsizetype limit)
{
    if (!hasText()) {
        Statement rows = select(Read::Key, {}, inOrder() + QLatin1String(" LIMIT ?"));
        return rows.bind(qint64(limit)).numbers();
    }
    if (m_candidates.matchExpression().isEmpty()) {
        const qsizetype most = QueueCache::SingleCharacterLimit;
        return walk(nullptr, limit < 0 ? most : qMin(limit, most), -1);
    }
    const Result<std::optional<QVector<qint64>>> candidates = fewCandidates();
    if (!candidates)
        return failure(candidates.error());
    if (*candidates)
        return sorted(**candidates, Read::Texts, limit);
    const Result<QVector<qint64>> few = hits(m_candidates.matchExpression(), FewHits + 1);
    if (!few)
        return few;
    if (few->size() <= FewHits)
        return sorted(*few, isExact() ? Read::Place : Read::Texts, limit);
    // How many of the rows along the order are likely to be hits, by how dense the first ones lie.
    const qint64 span = few->last() - few->first() + 1;
    if (limit >= 0 && FirstWalk * few->size() / span > limit) {
        const Result<QVector<qint64>> first = walk(nullptr, limit, FirstWalk);
        if (!first || first->size() >= limit)
            return first;
    }
    const Result<QVector<qint64>> all = hits(m_candidates.matchExpression(), -1);
    if (!all)
        return all;
    KeySet ticked;
    for (const qint64 key : *all)
        ticked.insert(key);
    return walk(&ticked, limit, -1);
}

Result<qint64> QueueFinder::count()
{
    if (hasText())
        return keys(-1).map([](const QVector<qint64> &keys) { return qint64(keys.size()); });
    Statement rows = m_database.statement(QStringLiteral("SELECT count(*) FROM %1 WHERE %2").arg(m_table, m_where));
    for (const Value &value : std::as_const(m_values))
        std::visit([&](const auto &each) { rows.bind(each); }, value);
    return rows.step().map([&](bool) { return rows.number(0); });
}

Result<std::optional<SortPlace>> QueueFinder::placeOf(qint64 key)
{
    Statement row = select(hasText() ? Read::Texts : Read::Place, QStringLiteral(" AND key = ?"), {});
    row.bind(key);
    const Result<bool> found = row.step();
    if (!found)
        return failure(found.error());
    if (!*found || (hasText() && !textsFit(row)))
        return std::optional<SortPlace>();
    return std::optional(SortPlace::read(row, OrderAt, key));
}

Result<qint64> QueueFinder::indexedUpTo()
{
    Statement indexed = m_database.statement(QStringLiteral("SELECT key FROM search_progress WHERE name = ?"));
    indexed.bind(m_table);
    return indexed.step().map([&](bool found) { return found ? indexed.number(0) : 0; });
}

Result<std::optional<QVector<qint64>>> QueueFinder::fewCandidates()
{
    Result<RareParts> parts = RareParts::of(m_database, m_table, m_candidates.indexed());
    if (!parts)
        return failure(parts.error());
    for (int tried = 0; tried < PartsTried && !parts->areWhole(); ++tried, parts->grow()) {
        Result<QVector<qint64>> found = hits(parts->matchExpression(), FewCandidates + 1);
        if (!found)
            return failure(found.error());
        if (found->size() <= FewCandidates)
            return std::optional(*std::move(found));
    }
    return std::optional<QVector<qint64>>();
}

Result<QVector<qint64>> QueueFinder::hits(const QString &matchExpression, qsizetype limit)
{
    Statement rows =
        m_database.statement(QStringLiteral("SELECT rowid FROM %1_words WHERE %1_words MATCH ? LIMIT ?").arg(m_table));
    return rows.bind(matchExpression).bind(qint64(limit)).numbers();
}

Result<QVector<qint64>> QueueFinder::sorted(const QVector<qint64> &candidates, Read read, qsizetype limit)
{
    const Result<qint64> indexed = indexedUpTo();
    if (!indexed)
        return failure(indexed.error());
    QVector<SortPlace> places;
    for (const qint64 key : candidates) {
        Statement row = select(read, QStringLiteral(" AND key = ?"), {});
        row.bind(key);
        const Result<bool> found = row.step();
        if (!found)
            return failure(found.error());
        if (*found && (read == Read::Place || textsFit(row)))
            places.append(SortPlace::read(row, OrderAt, key));
    }
    Statement rest = select(Read::Unindexed, QStringLiteral(" AND key > ?"), {});
    rest.bind(*indexed);
    Result<bool> more = rest.step();
    for (; more && *more; more = rest.step()) {
        if (textsFit(rest))
            places.append(SortPlace::read(rest, OrderAt, rest.number(KeyAt)));
    }
    if (!more)
        return failure(more.error());
    std::sort(places.begin(), places.end(), [&](const SortPlace &left, const SortPlace &right) {
        return left.isBefore(right, m_query.order.descending);
    });
    QVector<qint64> keys;
    for (const SortPlace &place : std::as_const(places)) {
        if (limit < 0 || keys.size() < limit)
            keys.append(place.key);
    }
    return keys;
}

Result<QVector<qint64>> QueueFinder::walk(const KeySet *ticked, qsizetype limit, qsizetype budget)
{
    const Result<qint64> indexed = indexedUpTo();
    if (!indexed)
        return failure(indexed.error());
    // What the search table has told for sure need not be read: the order's index holds all that is wanted.
    const bool readsAll = !ticked || !isExact();
    QVector<qint64> keys;
    Statement rows = select(readsAll ? Read::Texts : Read::Key, {}, inOrder());
    while (keys.size() != limit && budget-- != 0) {
        const Result<bool> more = rows.step();
        if (!more)
            return failure(more.error());
        if (!*more)
            break;
        const qint64 key = rows.number(KeyAt);
        const bool isKnown = ticked && key <= *indexed;
        if (isKnown && !ticked->contains(key))
            continue;
        bool fits = true;
        if (readsAll) {
            fits = textsFit(rows);
        } else if (!isKnown) {
            const Result<std::optional<SortPlace>> place = placeOf(key);
            if (!place)
                return failure(place.error());
            fits = place->has_value();
        }
        if (fits)
            keys.append(key);
    }
    return keys;
}

} // namespace tegata
