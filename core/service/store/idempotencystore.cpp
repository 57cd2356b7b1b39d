// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/idempotencystore.h"

#include <QCryptographicHash>

namespace tegata {

namespace {

QByteArray hashOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

} // namespace

Result<std::optional<IdempotentAnswer>> IdempotencyStore::find(ReadTransaction &transaction,
                                                               const IdempotentAction &action)
{
    auto query = transaction.run(QStringLiteral("SELECT target_hash, body_hash, status, body FROM idempotency "
                                                "WHERE site = ? AND actor_id = ? AND idempotency_key = ?"),
                                 {action.site, action.actorId, action.key});
    if (!query)
        return failure(query.error());
    if (!query->next())
        return std::optional<IdempotentAnswer>();
    if (query->value(0).toByteArray() != hashOf(action.target) ||
        query->value(1).toByteArray() != hashOf(action.body)) {
        return failure(ErrorCode::InvalidArgument, QStringLiteral("the key was used for another action"),
                       QStringLiteral("idempotencyKey"));
    }
    return std::optional<IdempotentAnswer>({query->value(2).toInt(), query->value(3).toByteArray()});
}

Result<void> IdempotencyStore::insert(Transaction &transaction, const IdempotentAction &action,
                                      const IdempotentAnswer &answer, const QDateTime &now)
{
    const auto inserted = transaction.run(
        QStringLiteral("INSERT INTO idempotency (site, actor_id, idempotency_key, target_hash, body_hash, status, "
                       "body, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
        {action.site, action.actorId, action.key, hashOf(action.target), hashOf(action.body), answer.status,
         answer.body, timeValue(now)});
    if (!inserted)
        return failure(inserted.error());
    return {};
}

Result<void> IdempotencyStore::deleteOlderThan(Transaction &transaction, const QDateTime &time)
{
    const auto deleted =
        transaction.run(QStringLiteral("DELETE FROM idempotency WHERE created_at < ?"), {timeValue(time)});
    if (!deleted)
        return failure(deleted.error());
    return {};
}

} // namespace tegata
