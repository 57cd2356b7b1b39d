// SPDX-License-Identifier: Apache-2.0
#include "core/cache/decisionlogstore.h"

#include "core/base/privatefile.h"

#include <QCryptographicHash>
#include <QFile>
#include <QVariant>

namespace tegata {

namespace {

constexpr int HashSize = 32;
constexpr int VerifyPage = 1000;

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

DecisionLogRow rowOf(const QSqlQuery &query)
{
    return {query.value(0).toLongLong(), query.value(1).toString().toUtf8(), query.value(2).toByteArray(),
            query.value(3).toByteArray()};
}

Result<QList<DecisionLogRow>> readAll(QSqlQuery &query)
{
    if (Result<void> done = CacheDatabase::run(query); !done)
        return failure(done.error());
    QList<DecisionLogRow> rows;
    while (query.next())
        rows.append(rowOf(query));
    return CacheDatabase::atEnd(query).map([&rows] { return rows; });
}

} // namespace

QByteArray DecisionLogStore::chained(const QByteArray &before, const QByteArray &content, const QByteArray &sealed)
{
    return sha256((before.isEmpty() ? QByteArray(HashSize, '\0') : before) + sha256(content) + sha256(sealed));
}

Result<void> DecisionLogStore::open(const QString &path)
{
    m_path = path;
    if (Result<void> opened = m_database.open(path, QStringLiteral("decisions"), true); !opened)
        return opened;
    for (const char *what : {"UPDATE", "DELETE"}) {
        const QString trigger = QStringLiteral("CREATE TRIGGER IF NOT EXISTS entry_no_%1 BEFORE %2 ON entry "
                                               "BEGIN SELECT RAISE(ABORT, 'the decision log only grows'); END")
                                    .arg(QString::fromLatin1(what).toLower(), QLatin1String(what));
        if (Result<void> made = m_database.execute(trigger); !made)
            return made;
    }
    return {};
}

Result<DecisionLogRow> DecisionLogStore::last()
{
    QSqlQuery query = m_database.prepare(
        QStringLiteral("SELECT sequence, content, sealed, hash FROM entry ORDER BY sequence DESC LIMIT 1"));
    const Result<QList<DecisionLogRow>> rows = readAll(query);
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? DecisionLogRow() : rows->constFirst();
}

Result<void> DecisionLogStore::append(QList<DecisionLogRow> &rows)
{
    if (Result<void> begun = m_database.begin(); !begun)
        return begun;
    const auto insertAll = [&]() -> Result<void> {
        // Another process may have appended since: the transaction keeps it out from here on.
        const Result<DecisionLogRow> before = last();
        if (!before)
            return failure(before.error());
        DecisionLogRow previous = *before;
        QSqlQuery query = m_database.prepare(
            QStringLiteral("INSERT INTO entry (sequence, content, sealed, hash) VALUES (?, ?, ?, ?)"));
        for (DecisionLogRow &row : rows) {
            row.sequence = previous.sequence + 1;
            row.hash = chained(previous.hash, row.content, row.sealed);
            query.addBindValue(row.sequence);
            query.addBindValue(QString::fromUtf8(row.content));
            query.addBindValue(row.sealed);
            query.addBindValue(row.hash);
            if (Result<void> inserted = CacheDatabase::run(query); !inserted)
                return inserted;
            previous = row;
        }
        return {};
    };
    if (Result<void> inserted = insertAll(); !inserted) {
        m_database.rollback();
        return inserted;
    }
    if (Result<void> committed = m_database.commit(); !committed)
        return committed;
    if (!rows.isEmpty())
        writeHead(rows.constLast());
    return {};
}

Result<qint64> DecisionLogStore::lastSequence()
{
    return last().map([](const DecisionLogRow &row) { return row.sequence; });
}

Result<QList<DecisionLogRow>> DecisionLogStore::rows(qint64 after, int limit)
{
    QSqlQuery query = m_database.prepare(QStringLiteral(
        "SELECT sequence, content, sealed, hash FROM entry WHERE sequence > ? ORDER BY sequence LIMIT ?"));
    query.addBindValue(after);
    query.addBindValue(limit);
    return readAll(query);
}

Result<QStringList> DecisionLogStore::keysWithoutOutcome(qint64 upTo)
{
    QSqlQuery query = m_database.prepare(QStringLiteral(
        "SELECT json_extract(content, '$.idempotencyKey') AS k FROM entry AS action "
        "WHERE sequence <= ? AND json_extract(content, '$.kind') = 'action' AND NOT EXISTS (SELECT 1 FROM entry AS "
        "outcome "
        "WHERE json_extract(outcome.content, '$.idempotencyKey') = json_extract(action.content, '$.idempotencyKey') "
        "AND json_extract(outcome.content, '$.kind') = 'outcome') ORDER BY sequence"));
    query.addBindValue(upTo);
    if (Result<void> done = CacheDatabase::run(query); !done)
        return failure(done.error());
    QStringList keys;
    while (query.next())
        keys.append(query.value(0).toString());
    return CacheDatabase::atEnd(query).map([&keys] { return keys; });
}

Result<LogVerification> DecisionLogStore::verify()
{
    const std::optional<DecisionLogRow> head = readHead();
    LogVerification found;
    const auto broken = [&](LogDamage damage, qint64 sequence) {
        found.damage = damage;
        found.firstBroken = sequence;
        return found;
    };
    while (true) {
        const Result<QList<DecisionLogRow>> page = rows(found.entries, VerifyPage);
        if (!page)
            return failure(page.error());
        for (const DecisionLogRow &row : *page) {
            const qint64 expected = found.entries + 1;
            if (row.sequence != expected)
                return broken(LogDamage::Missing, expected);
            if (row.hash != chained(found.head, row.content, row.sealed))
                return broken(LogDamage::Changed, row.sequence);
            if (head && head->sequence == row.sequence && head->hash != row.hash)
                return broken(LogDamage::Truncated, row.sequence);
            found.entries = row.sequence;
            found.head = row.hash;
        }
        if (page->size() < VerifyPage)
            break;
    }
    if (head && head->sequence > found.entries)
        return broken(LogDamage::Truncated, found.entries + 1);
    return found;
}

void DecisionLogStore::writeHead(const DecisionLogRow &row) const
{
    // Not waited for: a head that is one append behind still shows every truncation further back.
    const QByteArray head = QByteArray::number(row.sequence) + ' ' + row.hash.toHex() + '\n';
    (void)writePrivateFile(m_path + QLatin1String(".head"), head);
}

std::optional<DecisionLogRow> DecisionLogStore::readHead() const
{
    const Result<QByteArray> text = readPrivateFile(m_path + QLatin1String(".head"), 1024);
    if (!text)
        return std::nullopt;
    const QList<QByteArray> parts = text->trimmed().split(' ');
    DecisionLogRow head;
    head.sequence = parts.constFirst().toLongLong();
    head.hash = QByteArray::fromHex(parts.constLast());
    return head.sequence > 0 && head.hash.size() == HashSize ? std::optional(head) : std::nullopt;
}

} // namespace tegata
