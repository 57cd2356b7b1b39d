// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"

#include <optional>

namespace tegata {

// Why an operator may not approve a request, whatever its contents (rules.md, States; four eyes). Used by the service
// to refuse and by the interface to say so, so that both give the same reason.
enum class ApprovalObstacle
{
    State,           // it waits for no decision
    Claimed,         // by another operator
    ApprovedAlready, // by this operator: another one has to
    EditedLast,      // by this operator, where more than one approval is needed
};
QString approvalObstacleName(ApprovalObstacle obstacle); // "state", "claimed", "approvedAlready", "editedLast"

std::optional<ApprovalObstacle> approvalObstacle(const CertificateRequest &request, const QString &operatorId);

} // namespace tegata
