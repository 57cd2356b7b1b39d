// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/trustedtime.h"

namespace tegata {

Result<std::optional<TrustedTime>> TrustedTimeStore::find(ReadTransaction &transaction)
{
    auto query = transaction.run(QStringLiteral("SELECT at, accepted, renewed FROM trusted_time WHERE id = 1"));
    if (!query)
        return failure(query.error());
    if (!query->next())
        return std::optional<TrustedTime>();
    return std::optional(
        TrustedTime{timeOf(query->value(0)), query->value(1).toLongLong(), query->value(2).toLongLong()});
}

Result<void> TrustedTimeStore::advance(Transaction &transaction, const QDateTime &now)
{
    const auto set = transaction.run(
        QStringLiteral("INSERT INTO trusted_time (id, at, accepted, renewed) VALUES (1, ?, 0, 0) "
                       "ON CONFLICT (id) DO UPDATE SET at = excluded.at WHERE trusted_time.at < excluded.at"),
        {timeValue(now)});
    return set ? Result<void>() : failure(set.error());
}

Result<TrustedTime> TrustedTimeStore::accept(Transaction &transaction, const QDateTime &now)
{
    const auto set = transaction.run(
        QStringLiteral("INSERT INTO trusted_time (id, at, accepted, renewed) VALUES (1, ?, 1, 0) "
                       "ON CONFLICT (id) DO UPDATE SET at = excluded.at, accepted = trusted_time.accepted + 1"),
        {timeValue(now)});
    if (!set)
        return failure(set.error());
    const auto accepted = find(transaction);
    if (!accepted)
        return failure(accepted.error());
    return accepted->value_or(TrustedTime());
}

Result<void> TrustedTimeStore::noteRenewed(Transaction &transaction, qint64 accepted)
{
    const auto set =
        transaction.run(QStringLiteral("UPDATE trusted_time SET renewed = ? WHERE renewed < ?"), {accepted, accepted});
    return set ? Result<void>() : failure(set.error());
}

} // namespace tegata
