// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/sites/accessguard.h"

namespace tegata {

// What operators change of a request without deciding it. POST /v1/requests/{id}/edit: {version, product?, language?,
// notifyMail?, renewalOf?, note} → the request as it is then. POST /v1/requests/{id}/notes: {text} → the request with
// its notes. guard must outlive the router.
void addRequestEditRoutes(Router &router, const AccessGuard &guard);

} // namespace tegata
