// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/sites/accessguard.h"

namespace tegata {

// The readings that the application site and the operator site share, each of the actor's own customer only:
// registration, requests, certificates and the change feed, as far as such a reader may see them.
void addCustomerRoutes(Router &router, const AccessGuard &guard, ActorKind reader);

// The audit trail of the actor's customer, or of all for the CA's staff.
void addAuditRoutes(Router &router, const AccessGuard &guard, bool ofAllCustomers);

// A list page as JSON: {items, next}.
QJsonObject listJson(const QJsonArray &items, const QString &next);

} // namespace tegata
