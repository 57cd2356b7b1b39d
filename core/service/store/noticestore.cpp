// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/noticestore.h"

#include "core/service/store/topics.h"

namespace tegata {

Result<void> NoticeStore::insert(Transaction &transaction, const Notice &notice, const QDateTime &now)
{
    if (const Result<void> removed = remove(transaction, notice.id); !removed)
        return removed;
    const auto inserted =
        transaction.run(QStringLiteral("INSERT INTO notice (id, recipient, reply_to, subject, body, created_at) "
                                       "VALUES (?, ?, ?, ?, ?, ?)"),
                        {notice.id, notice.to, notice.replyTo, notice.subject, notice.text, timeValue(now)});
    if (!inserted)
        return failure(inserted.error());
    transaction.touch(noticeTopic());
    return {};
}

Result<QList<NoticeRow>> NoticeStore::due(ReadTransaction &transaction, int limit)
{
    auto query = transaction.run(QStringLiteral("SELECT id, recipient, reply_to, subject, body, created_at FROM notice "
                                                "ORDER BY created_at, id LIMIT ?"),
                                 {limit});
    if (!query)
        return failure(query.error());
    QList<NoticeRow> rows;
    while (query->next()) {
        const auto text = [&](int column) { return query->value(column).toString(); };
        rows.append({{text(0), text(1), text(2), text(3), text(4)}, timeOf(query->value(5))});
    }
    return rows;
}

Result<void> NoticeStore::remove(Transaction &transaction, const QString &id)
{
    const auto removed = transaction.run(QStringLiteral("DELETE FROM notice WHERE id = ?"), {id});
    return removed ? Result<void>() : failure(removed.error());
}

} // namespace tegata
