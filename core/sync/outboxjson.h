// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queuecache.h"
#include "core/sync/outboxitem.h"

namespace tegata {

// The stored form of an action, and back. Errors: StoreCorrupt for a payload that is not one of ours.
OutboxEntry toOutboxEntry(const OutboxAction &action, const QDateTime &now);
Result<OutboxAction> fromOutboxEntry(const OutboxEntry &entry);

} // namespace tegata
