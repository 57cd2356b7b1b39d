// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/vettingitems.h"
#include "core/service/store/vettingstore.h"
#include "core/service/workflow/vettingworkflow.h"

namespace tegata {

// Passes what has to be passed of an enrolment under review, by an examiner V1, who approves it where two are needed:
// the next approval by another is the last.
inline Result<void> passVetting(Transaction &transaction, const QString &receipt, const QDateTime &now)
{
    SiteActor examiner;
    examiner.kind = ActorKind::Examiner;
    examiner.actor = {QStringLiteral("V1"), QStringLiteral("審査 花子")};
    const auto row = EnrollmentStore::find(transaction, receipt);
    if (!row)
        return failure(row.error());
    const auto vetting = VettingWorkflow::find(transaction, *row);
    if (!vetting)
        return failure(vetting.error());
    for (const VettingItem &item : vetting->items) {
        if (!item.isOpen())
            continue;
        const auto recorded =
            VettingWorkflow::record(transaction, examiner,
                                    {receipt, item.id, static_cast<int>(item.records.size()), VettingOutcome::Passed,
                                     vettingMethodsOf(item.kind).constFirst(), QStringLiteral("確認済み")},
                                    now);
        if (!recorded)
            return failure(recorded.error());
    }
    if (vetting->approvalsNeeded < 2)
        return {};
    const auto approved = VettingWorkflow::approve(transaction, examiner, *row, {}, now);
    return approved ? Result<void>() : failure(approved.error());
}

} // namespace tegata
