// SPDX-License-Identifier: Apache-2.0
#include "core/cache/outboxstore.h"

#include <QVariant>

namespace tegata {

Result<qint64> OutboxStore::add(const OutboxEntry &entry)
{
    QSqlQuery query = m_database.prepare(QStringLiteral(
        "INSERT INTO outbox (actor, kind, target, idempotency_key, payload, stored_at) VALUES (?, ?, ?, ?, ?, ?)"));
    query.addBindValue(entry.actor.isNull() ? QLatin1String("") : entry.actor);
    query.addBindValue(entry.kind);
    query.addBindValue(entry.target);
    query.addBindValue(entry.idempotencyKey);
    query.addBindValue(entry.payload);
    query.addBindValue(entry.storedAt.toMSecsSinceEpoch());
    if (Result<void> done = CacheDatabase::run(query); !done)
        return failure(done.error());
    return query.lastInsertId().toLongLong();
}

Result<QList<OutboxEntry>> OutboxStore::entries()
{
    QSqlQuery query = m_database.prepare(
        QStringLiteral("SELECT id, actor, kind, target, idempotency_key, payload, stored_at FROM outbox ORDER BY id"));
    if (Result<void> done = CacheDatabase::run(query); !done)
        return failure(done.error());
    QList<OutboxEntry> entries;
    while (query.next()) {
        entries.append({query.value(0).toLongLong(), query.value(1).toString(), query.value(2).toString(),
                        query.value(3).toString(), query.value(4).toString(), query.value(5).toByteArray(),
                        QDateTime::fromMSecsSinceEpoch(query.value(6).toLongLong(), Qt::UTC)});
    }
    return entries;
}

Result<void> OutboxStore::remove(qint64 id)
{
    QSqlQuery query = m_database.prepare(QStringLiteral("DELETE FROM outbox WHERE id = ?"));
    query.addBindValue(id);
    return CacheDatabase::run(query);
}

} // namespace tegata
