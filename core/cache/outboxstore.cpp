// SPDX-License-Identifier: Apache-2.0
#include "core/cache/outboxstore.h"

#include <QVariant>

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

// A null QString would be NULL.
QString text(const QString &value)
{
    return value.isNull() ? QLatin1String("") : value;
}

} // namespace

template <typename Job>
Result<void> OutboxStore::inTransaction(Job job)
{
    if (Result<void> begun = m_database.begin(); !begun)
        return begun;
    if (Result<void> done = job(); !done) {
        m_database.rollback();
        return done;
    }
    return m_database.commit();
}

Result<QList<qint64>> OutboxStore::add(const QList<OutboxEntry> &entries)
{
    QList<qint64> ids;
    const Result<void> done = inTransaction([&]() -> Result<void> {
        QSqlQuery query = m_database.prepare(
            QStringLiteral("INSERT INTO outbox (actor, kind, target, title, idempotency_key, payload, texts, seen, "
                           "stored_at, send_at, sent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
        for (const OutboxEntry &entry : entries) {
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
            ids.append(query.lastInsertId().toLongLong());
        }
        return {};
    });
    if (!done)
        return failure(done.error());
    return ids;
}

Result<QList<OutboxEntry>> OutboxStore::entries()
{
    QSqlQuery query = m_database.prepare(
        QStringLiteral("SELECT id, actor, kind, target, title, idempotency_key, payload, texts, seen, stored_at, "
                       "send_at, sent FROM outbox ORDER BY id"));
    if (Result<void> done = CacheDatabase::run(query); !done)
        return failure(done.error());
    QList<OutboxEntry> entries;
    while (query.next()) {
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
        entries.append(entry);
    }
    return CacheDatabase::atEnd(query).map([&entries] { return entries; });
}

Result<void> OutboxStore::update(const QList<OutboxEntry> &entries)
{
    return inTransaction([&]() -> Result<void> {
        QSqlQuery query = m_database.prepare(
            QStringLiteral("UPDATE outbox SET idempotency_key = ?, payload = ?, sent = ? WHERE id = ?"));
        for (const OutboxEntry &entry : entries) {
            query.addBindValue(entry.idempotencyKey);
            query.addBindValue(entry.payload);
            query.addBindValue(entry.sent);
            query.addBindValue(entry.id);
            if (Result<void> updated = CacheDatabase::run(query); !updated)
                return updated;
        }
        return {};
    });
}

Result<void> OutboxStore::remove(const QList<qint64> &ids)
{
    return inTransaction([&]() -> Result<void> {
        QSqlQuery query = m_database.prepare(QStringLiteral("DELETE FROM outbox WHERE id = ?"));
        for (const qint64 id : ids) {
            query.addBindValue(id);
            if (Result<void> removed = CacheDatabase::run(query); !removed)
                return removed;
        }
        return {};
    });
}

} // namespace tegata
