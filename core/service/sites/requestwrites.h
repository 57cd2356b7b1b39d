// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/sites/accessguard.h"

namespace tegata {

// POST /v1/requests/{id}/edit of the operator site: {version, product?, language?, notifyMail?, renewalOf?, note} → the
// request as it is then.
HttpResponse editRequest(const AccessGuard &guard, const RouteContext &context);
// POST /v1/requests/{id}/notes: {text} → the request with its notes.
HttpResponse addRequestNote(const AccessGuard &guard, const RouteContext &context);

} // namespace tegata
