// SPDX-License-Identifier: Apache-2.0
#include "core/domain/approvalobstacle.h"

namespace tegata {

QString approvalObstacleName(ApprovalObstacle obstacle)
{
    switch (obstacle) {
    case ApprovalObstacle::State:
        return QStringLiteral("state");
    case ApprovalObstacle::Claimed:
        return QStringLiteral("claimed");
    case ApprovalObstacle::ApprovedAlready:
        return QStringLiteral("approvedAlready");
    case ApprovalObstacle::EditedLast:
        return QStringLiteral("editedLast");
    }
    return {};
}

std::optional<ApprovalObstacle> approvalObstacle(const CertificateRequest &request, const QString &operatorId)
{
    if (!stateAfter(request.state, RequestAction::Approve))
        return ApprovalObstacle::State;
    if (!request.claimedBy.isEmpty() && request.claimedBy != operatorId)
        return ApprovalObstacle::Claimed;
    if (request.approvedBy.contains(operatorId) && request.state != RequestState::Failed)
        return ApprovalObstacle::ApprovedAlready;
    if (request.approvalsNeeded > 1 && request.lastEditedBy == operatorId)
        return ApprovalObstacle::EditedLast;
    return std::nullopt;
}

} // namespace tegata
