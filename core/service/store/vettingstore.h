// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/vetting.h"
#include "core/service/store/transaction.h"

namespace tegata {

// What was found of an enrolment, and who has approved it. Records are only added to. Errors: the store's.
class VettingStore
{
public:
    // As the item's word number `position`, from 1 on. Conflict: somebody was faster.
    static Result<void> append(Transaction &transaction, const QString &receipt, const QString &item, int position,
                               const VettingRecord &record);
    // Fills the records of the items, the latest last.
    static Result<void> fill(ReadTransaction &transaction, const QString &receipt, QList<VettingItem> &items);

    static Result<QList<Actor>> approvals(ReadTransaction &transaction, const QString &receipt);
    static Result<void> approve(Transaction &transaction, const QString &receipt, const Actor &examiner,
                                const QDateTime &at);
    // What was approved is no longer what is there.
    static Result<void> dropApprovals(Transaction &transaction, const QString &receipt);

    // Of the names, those that another customer has registered.
    static Result<QStringList> registeredElsewhere(ReadTransaction &transaction, const QStringList &domains,
                                                   const QString &customerId);
    // Of the registration numbers (会社法人等番号), those of other customers' corporations.
    static Result<QStringList> knownElsewhere(ReadTransaction &transaction, const QStringList &registrationNumbers,
                                              const QString &customerId);
};

} // namespace tegata
