// SPDX-License-Identifier: Apache-2.0
#include "core/outbox/outboxstore.h"

#include <QVariant>

#include <limits>
#include <optional>

namespace tegata {

namespace {

QVariant timeValue(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QDateTime timeOf(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC);
}

constexpr char Columns[] =
    "id, actor, kind, target, title, idempotency_key, payload, texts, seen, stored_at, send_at, sent";

OutboxEntry entryOf(const QSqlQuery &query)
{
    OutboxEntry entry;
    entry.id = query.value(0).toLongLong();
    entry.actor = query.value(1).toString();
    entry.kind = query.value(2).toString();
    entry.target = query.value(3).toString();
    entry.title = query.value(4).toString();
    entry.idempotencyKey = query.value(5).toString();
    entry.payload = query.value(6).toByteArray();
    entry.texts = query.value(7).toByteArray();
    entry.seen = query.value(8).toByteArray();
    entry.storedAt = timeOf(query.value(9));
    entry.sendAt = timeOf(query.value(10));
    entry.sent = query.value(11).toBool();
    return entry;
}

// A null QString would be NULL.
QString text(const QString &value)
{
    return value.isNull() ? QLatin1String("") : value;
}

} // namespace

QList<OutboxEntry> OutboxStore::readable()
{
    const auto next = [this](const char *place, qint64 from) -> std::optional<OutboxEntry> {
        QSqlQuery query = m_database.prepare(
            QStringLiteral("SELECT %1 FROM outbox %2").arg(QLatin1String(Columns), QLatin1String(place)));
        query.addBindValue(from);
        if (!CacheDatabase::run(query) || !query.next())
            return std::nullopt;
        return entryOf(query);
    };
    QList<OutboxEntry> entries;
    while (const std::optional<OutboxEntry> entry =
               next("WHERE id > ? ORDER BY id LIMIT 1", entries.isEmpty() ? 0 : entries.constLast().id))
        entries.append(*entry);
    const qsizetype behind = entries.size();
    const qint64 end = entries.isEmpty() ? 0 : entries.constLast().id;
    qint64 before = std::numeric_limits<qint64>::max();
    while (const std::optional<OutboxEntry> entry = next("WHERE id < ? ORDER BY id DESC LIMIT 1", before)) {
        if (entry->id <= end)
            break;
        entries.insert(behind, *entry);
        before = entry->id;
    }
    return entries;
}

qint64 OutboxStore::lastGiven()
{
    QSqlQuery query = m_database.prepare(QStringLiteral("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'"));
    return CacheDatabase::run(query) && query.next() ? query.value(0).toLongLong() : 0;
}

Result<void> OutboxStore::continueAfter(qint64 given)
{
    if (Result<void> cleared = m_database.execute(QStringLiteral("DELETE FROM sqlite_sequence WHERE name = 'outbox'"));
        !cleared)
        return cleared;
    return m_database.execute(
        QStringLiteral("INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', %1)").arg(given));
}

Result<void> OutboxStore::add(QList<OutboxEntry> &entries)
{
    QSqlQuery query =
        m_database.prepare(QStringLiteral("INSERT INTO outbox (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                               .arg(QLatin1String(Columns)));
    for (OutboxEntry &entry : entries) {
        query.addBindValue(entry.id > 0 ? QVariant(entry.id) : QVariant());
        for (const QString &value : {entry.actor, entry.kind, entry.target, entry.title, entry.idempotencyKey})
            query.addBindValue(text(value));
        query.addBindValue(entry.payload);
        query.addBindValue(entry.texts);
        query.addBindValue(entry.seen);
        query.addBindValue(timeValue(entry.storedAt));
        query.addBindValue(timeValue(entry.sendAt));
        query.addBindValue(entry.sent);
        if (Result<void> inserted = CacheDatabase::run(query); !inserted)
            return inserted;
        entry.id = query.lastInsertId().toLongLong();
    }
    return {};
}

Result<QList<OutboxEntry>> OutboxStore::entries()
{
    QSqlQuery query =
        m_database.prepare(QStringLiteral("SELECT %1 FROM outbox ORDER BY id").arg(QLatin1String(Columns)));
    if (Result<void> done = CacheDatabase::run(query); !done)
        return failure(done.error());
    QList<OutboxEntry> entries;
    while (query.next())
        entries.append(entryOf(query));
    return CacheDatabase::atEnd(query).map([&entries] { return entries; });
}

Result<void> OutboxStore::update(const QList<OutboxEntry> &entries)
{
    QSqlQuery query =
        m_database.prepare(QStringLiteral("UPDATE outbox SET idempotency_key = ?, payload = ?, sent = ? WHERE id = ?"));
    for (const OutboxEntry &entry : entries) {
        query.addBindValue(entry.idempotencyKey);
        query.addBindValue(entry.payload);
        query.addBindValue(entry.sent);
        query.addBindValue(entry.id);
        if (Result<void> updated = CacheDatabase::run(query); !updated)
            return updated;
    }
    return {};
}

Result<void> OutboxStore::remove(const QList<qint64> &ids)
{
    QSqlQuery query = m_database.prepare(QStringLiteral("DELETE FROM outbox WHERE id = ?"));
    for (const qint64 id : ids) {
        query.addBindValue(id);
        if (Result<void> removed = CacheDatabase::run(query); !removed)
            return removed;
    }
    return {};
}

} // namespace tegata
