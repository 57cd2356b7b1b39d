// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

namespace tegata {

// A note or comment that a person sends to the service: at most so many characters, no control characters but tabs and
// line breaks, acceptable (acceptabletext.h). Errors: InvalidArgument with that field.
inline constexpr int LongestNote = 1000;
Result<void> checkNoteText(const QString &text, const QString &field);

} // namespace tegata
