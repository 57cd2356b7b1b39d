// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"

#include <QTest>

#include <optional>

namespace tegata {

// Waits for a future with the event loop running; TimedOut when it does not deliver in time. For tests only.
template <typename T>
Result<T> await(const Future<T> &future, int milliseconds = 10000)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, milliseconds))
        return failure(ErrorCode::TimedOut, QStringLiteral("the test waited %1 ms").arg(milliseconds));
    return future.resultAt(0);
}

// The code of a failure; nothing after success.
template <typename T>
std::optional<ErrorCode> codeOf(const Result<T> &result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

} // namespace tegata
