// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/vettingstore.h"

#include <algorithm>

namespace tegata {

namespace {

// Of `values`, those that a row of the table has in that column and another customer owns.
Result<QStringList> ownedElsewhere(ReadTransaction &transaction, const QString &table, const QString &column,
                                   const QStringList &values, const QString &customerId)
{
    QStringList found;
    for (const QString &value : values) {
        if (value.isEmpty())
            continue;
        auto query = transaction.run(
            QStringLiteral("SELECT 1 FROM %1 WHERE %2 = ? AND customer_id <> ? LIMIT 1").arg(table, column),
            {value, customerId});
        if (!query)
            return failure(query.error());
        if (query->next())
            found.append(value);
    }
    return found;
}

} // namespace

Result<void> VettingStore::append(Transaction &transaction, const QString &receipt, const QString &item, int position,
                                  const VettingRecord &record)
{
    const auto inserted = transaction.run(
        QStringLiteral("INSERT INTO vetting_record (receipt, item, position, outcome, method, evidence, examiner_id, "
                       "examiner_name, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {receipt, item, position, vettingOutcomeName(record.outcome), record.method, record.evidence,
         record.examiner.id, record.examiner.name, timeValue(record.at)});
    return inserted ? Result<void>() : failure(inserted.error());
}

Result<void> VettingStore::fill(ReadTransaction &transaction, const QString &receipt, QList<VettingItem> &items)
{
    auto query =
        transaction.run(QStringLiteral("SELECT item, outcome, method, evidence, examiner_id, examiner_name, at "
                                       "FROM vetting_record WHERE receipt = ? ORDER BY item, position"),
                        {receipt});
    if (!query)
        return failure(query.error());
    while (query->next()) {
        const QString id = query->value(0).toString();
        const auto item =
            std::find_if(items.begin(), items.end(), [&id](const VettingItem &each) { return each.id == id; });
        const auto outcome = vettingOutcomeFromName(query->value(1).toString());
        if (item == items.end() || !outcome)
            return failure(ErrorCode::StoreCorrupt, QStringLiteral("unknown item or outcome"),
                           QStringLiteral("vetting_record"));
        item->records.append({*outcome,
                              query->value(2).toString(),
                              query->value(3).toString(),
                              {query->value(4).toString(), query->value(5).toString()},
                              timeOf(query->value(6)),
                              {}});
    }
    return {};
}

Result<QList<Actor>> VettingStore::approvals(ReadTransaction &transaction, const QString &receipt)
{
    auto query = transaction.run(QStringLiteral("SELECT examiner_id, examiner_name FROM enrollment_approval "
                                                "WHERE receipt = ? ORDER BY at, examiner_id"),
                                 {receipt});
    if (!query)
        return failure(query.error());
    QList<Actor> approvals;
    while (query->next())
        approvals.append({query->value(0).toString(), query->value(1).toString()});
    return approvals;
}

Result<void> VettingStore::approve(Transaction &transaction, const QString &receipt, const Actor &examiner,
                                   const QDateTime &at)
{
    const auto inserted =
        transaction.run(QStringLiteral("INSERT INTO enrollment_approval (receipt, examiner_id, examiner_name, at) "
                                       "VALUES (?, ?, ?, ?)"),
                        {receipt, examiner.id, examiner.name, timeValue(at)});
    return inserted ? Result<void>() : failure(inserted.error());
}

Result<void> VettingStore::dropApprovals(Transaction &transaction, const QString &receipt)
{
    const auto dropped =
        transaction.run(QStringLiteral("DELETE FROM enrollment_approval WHERE receipt = ?"), {receipt});
    return dropped ? Result<void>() : failure(dropped.error());
}

Result<QStringList> VettingStore::registeredElsewhere(ReadTransaction &transaction, const QStringList &domains,
                                                      const QString &customerId)
{
    return ownedElsewhere(transaction, QStringLiteral("registered_domain"), QStringLiteral("name"), domains,
                          customerId);
}

Result<QStringList> VettingStore::knownElsewhere(ReadTransaction &transaction, const QStringList &registrationNumbers,
                                                 const QString &customerId)
{
    return ownedElsewhere(transaction, QStringLiteral("organization"), QStringLiteral("registration_number"),
                          registrationNumbers, customerId);
}

} // namespace tegata
