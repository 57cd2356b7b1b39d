// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/cache/queuefilter.h"

#include <QJsonObject>

namespace tegata {

// A search as it is saved: {view, text, spkiSha256, dueForRenewal, dueBefore, conditions: [{column, contains, values,
// from, until}], order: {column, descending}}; names instead of numbers for views and columns, RFC 3339 times; what is
// empty is left out. Reading ignores unknown members. Errors: InvalidArgument with the member's name in `field` for a
// wrong kind, an unknown name, or more than 100 conditions or values.
QJsonObject toJson(const QueueQuery &query);
Result<QueueQuery> queueQueryFromJson(const QJsonObject &json);

} // namespace tegata
