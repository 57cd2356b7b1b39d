// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/http/router.h"
#include "core/service/sites/accessguard.h"

namespace tegata {

// POST /v1/decision-log: an operator's desk says where its own log of decisions ends. It goes into the audit trail,
// where it stands whatever becomes of the log; the desk compares (tegata-cli log compare). guard outlives the router.
void addDecisionLogRoutes(Router &router, const AccessGuard &guard);

} // namespace tegata
