// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/changefeed.h"

#include "core/service/store/rowcolumns.h"

namespace tegata {

namespace {

// A cursor belongs to one customer of one store: with another operator's certificate a client begins anew.
QString cursorPrefix(const QString &store, const QString &customerId)
{
    return store + QLatin1Char('.') + customerId + QLatin1Char('.');
}

// The sequence that the cursor stands for, or -1 where it was not given to this customer by this store.
qint64 sequenceOf(const QString &cursor, const ChangeFeed::Position &position, const QString &customerId)
{
    const QString prefix = cursorPrefix(position.store, customerId);
    if (!cursor.startsWith(prefix))
        return -1;
    bool isNumber = false;
    const qint64 sequence = cursor.mid(prefix.size()).toLongLong(&isNumber);
    return isNumber && sequence >= 0 && sequence <= position.newest ? sequence : -1;
}

template <typename T, typename Reader>
Result<QList<T>> changed(ReadTransaction &transaction, const QString &sql, const QString &customerId,
                         const ChangeFeed::Range &range, Reader reader)
{
    auto query = transaction.run(sql, {customerId, range.after, range.last});
    if (!query)
        return failure(query.error());
    QList<T> items;
    while (query->next()) {
        auto item = reader(*query, transaction.now());
        if (!item)
            return failure(item.error());
        items.append(std::move(*item));
    }
    return items;
}

} // namespace

Result<ChangeFeed::Position> ChangeFeed::position(ReadTransaction &transaction)
{
    auto query = transaction.run(
        QStringLiteral("SELECT store_identity.id, change_counter.value FROM store_identity, change_counter"));
    if (!query)
        return failure(query.error());
    if (!query->next())
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("the store's identity is missing"));
    return Position{query->value(0).toString(), query->value(1).toLongLong()};
}

Result<ChangeFeed::Range> ChangeFeed::range(ReadTransaction &transaction, const Position &position,
                                            const QString &customerId, const QString &cursor, int limit)
{
    const qint64 known = sequenceOf(cursor, position, customerId);
    Range range;
    range.reset = known < 0;
    range.after = range.last = qMax<qint64>(known, 0);
    auto query =
        transaction.run(QStringLiteral("SELECT change_sequence, 1 FROM certificate_request "
                                       "WHERE customer_id = ? AND change_sequence > ? "
                                       "UNION ALL SELECT change_sequence, 0 FROM certificate "
                                       "WHERE customer_id = ? AND change_sequence > ? AND request_id IS NOT NULL "
                                       "ORDER BY 1 LIMIT ?"),
                        {customerId, range.after, customerId, range.after, limit + 1});
    if (!query)
        return failure(query.error());
    for (int rows = 0; query->next(); ++rows) {
        if (rows == limit) {
            range.more = true;
            break;
        }
        range.last = query->value(0).toLongLong();
        (query->value(1).toInt() == 1 ? range.requests : range.certificates).append(range.last);
    }
    range.next = cursorPrefix(position.store, customerId) + QString::number(range.last);
    return range;
}

Result<contract::ChangePage> ChangeFeed::page(ReadTransaction &transaction, const QString &customerId,
                                              const QString &cursor, int limit)
{
    const auto position = ChangeFeed::position(transaction);
    if (!position)
        return failure(position.error());
    const auto range = ChangeFeed::range(transaction, *position, customerId, cursor, limit);
    if (!range)
        return failure(range.error());
    const auto requests = changed<CertificateRequest>(
        transaction,
        QStringLiteral("SELECT %1 FROM certificate_request WHERE customer_id = ? AND change_sequence > ? "
                       "AND change_sequence <= ? ORDER BY change_sequence")
            .arg(requestColumns()),
        customerId, *range, requestOf);
    if (!requests)
        return failure(requests.error());
    const auto certificates = changed<CertificateRecord>(
        transaction,
        QStringLiteral("SELECT %1 FROM certificate WHERE customer_id = ? AND change_sequence > ? "
                       "AND change_sequence <= ? AND request_id IS NOT NULL ORDER BY change_sequence")
            .arg(certificateColumns()),
        customerId, *range, certificateOf);
    if (!certificates)
        return failure(certificates.error());

    contract::ChangePage page;
    page.requests = *requests;
    page.certificates = *certificates;
    page.next = range->next;
    page.more = range->more;
    page.reset = range->reset;
    return page;
}

} // namespace tegata
