// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/store/notice.h"
#include "core/service/store/transaction.h"

#include <QList>

namespace tegata {

struct NoticeRow
{
    Notice notice;
    QDateTime createdAt;
};

// Mails that are due. Each comes in with what it tells, in one transaction, so that neither is without the other.
class NoticeStore
{
public:
    // A second one of the same id replaces the first; touches noticeTopic().
    static Result<void> insert(Transaction &transaction, const Notice &notice, const QDateTime &now);
    // The oldest first.
    static Result<QList<NoticeRow>> due(ReadTransaction &transaction, int limit);
    static Result<void> remove(Transaction &transaction, const QString &id);
};

} // namespace tegata
