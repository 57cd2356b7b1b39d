// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace tegata {

// Every operation that can fail answers a Result; no exception crosses a layer.
template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(ErrorCode code, QString detail = {}, QString field = {}, qint64 offset = -1)
{
    return tl::unexpected<Error>(Error{code, std::move(detail), std::move(field), offset});
}

inline tl::unexpected<Error> failure(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace tegata
