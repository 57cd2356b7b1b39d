// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/approvalobstacle.h"
#include "core/domain/checkreport.h"

namespace tegata {

// "Why can't I approve this": the obstacle as a finding of outcome error, the same for the service that refuses and for
// the interface that explains.
Finding approvalFinding(ApprovalObstacle obstacle);

} // namespace tegata
