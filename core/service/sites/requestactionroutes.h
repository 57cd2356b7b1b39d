// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/sites/accessguard.h"

namespace tegata {

// POST /v1/requests/{id}/ACTION of either site: {version, note?} → the request as it is then. An approval is checked
// and signed before its transaction, which reads the state again (approvalsigner.h). An issue is told to the request's
// 発行通知 E-mail after the commit, a hold or rejection to the contact. guard must outlive the router.
void addRequestActionRoutes(Router &router, const AccessGuard &guard, const QList<RequestAction> &actions);

} // namespace tegata
