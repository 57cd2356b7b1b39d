// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/cache/queuelist.h"
#include "core/cache/sortplace.h"

#include <functional>
#include <optional>

namespace tegata {

// Carries a sorted list of keys over a set of touched ones: takes them out, and puts those that are (still) in the list
// where they stand now, by bisection. placeOf tells where a row stands, nothing when it is not in the list; it is asked
// for the touched keys and for some twenty untouched ones each. Answers isWhole, without a list, when an untouched row
// is not in the list: then touched did not tell all. `list.revision` is left to the caller.
Result<QueueListChange> updatedList(const QVector<qint64> &before, const QVector<qint64> &touched, bool descending,
                                    const std::function<Result<std::optional<SortPlace>>(qint64)> &placeOf);

} // namespace tegata
