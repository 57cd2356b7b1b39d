// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

namespace tegata {

// Puts the directory in the place of `to`, which must be missing or empty, in one step that is on the disk when the
// call returns. Errors: FileNotWritable, DiskFull with the path in `field`.
Result<void> moveDirectory(const QString &from, const QString &to);

} // namespace tegata
