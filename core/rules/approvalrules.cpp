// SPDX-License-Identifier: Apache-2.0
#include "core/rules/approvalrules.h"

#include "core/rules/findingcatalogue.h"

namespace tegata {

Finding approvalFinding(ApprovalObstacle obstacle)
{
    const auto error = [](FindingCode code, const char *field) {
        return makeFinding(code, FindingOutcome::Error, QString::fromLatin1(field));
    };
    switch (obstacle) {
    case ApprovalObstacle::State:
        return error(FindingCode::ApprovalState, "state");
    case ApprovalObstacle::Claimed:
        return error(FindingCode::ApprovalClaimed, "claimedBy");
    case ApprovalObstacle::ApprovedAlready:
        return error(FindingCode::ApprovalApprovedAlready, "approvedBy");
    case ApprovalObstacle::EditedLast:
        return error(FindingCode::ApprovalEditedLast, "lastEditedBy");
    }
    return {};
}

} // namespace tegata
