// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

namespace tegata {

// Takes a damaged file out of the way, as evidence, under a name that no file has: "NAME.damaged", ".damaged-2", …
// What SQLite keeps beside it (-wal, -shm) goes along. Answers the new path. Blocks. Errors: FileNotWritable.
Result<QString> setAside(const QString &path);
// The path that setAside() would give it now.
QString asidePathFor(const QString &path);

} // namespace tegata
