// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/findingcatalogue.h"

#include <QtGlobal>

#include <array>

namespace tegata {

// The catalogue's rows of what stands between an operator and an approval (S52; rules.md, States).
inline constexpr std::array approvalFindings = std::to_array<FindingKind>({
    {FindingCode::ApprovalState, QLatin1String("S52"), QLatin1String("approval.state"),
     QT_TRANSLATE_NOOP("Finding", "The request is not waiting for approval."),
     QT_TRANSLATE_NOOP("Finding", "Check its status and history. If it is on hold, release it first.")},
    {FindingCode::ApprovalClaimed, QLatin1String("S52"), QLatin1String("approval.claimed"),
     QT_TRANSLATE_NOOP("Finding", "Another operator has claimed the request."),
     QT_TRANSLATE_NOOP("Finding", "Leave it to that operator, or release the claim first.")},
    {FindingCode::ApprovalApprovedAlready, QLatin1String("S52"), QLatin1String("approval.approvedAlready"),
     QT_TRANSLATE_NOOP("Finding", "You have approved this request already."),
     QT_TRANSLATE_NOOP("Finding", "Another operator has to approve it too.")},
    {FindingCode::ApprovalEditedLast, QLatin1String("S52"), QLatin1String("approval.editedLast"),
     QT_TRANSLATE_NOOP("Finding", "You edited this request last, and it needs several approvals."),
     QT_TRANSLATE_NOOP("Finding", "Other operators must approve it.")},
});

} // namespace tegata
