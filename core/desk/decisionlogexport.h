// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/decisionlogentry.h"

namespace tegata {

// Writes the log for auditors, page by page; see DecisionLog::exportTo. Blocks: on a worker. Errors: the store's,
// FileNotWritable, DiskFull.
Result<void> exportJsonLines(DecisionLogStore &log, const RecordSealer &sealer, const QString &path);
Result<void> exportCsv(DecisionLogStore &log, const RecordSealer &sealer, const QString &path);

} // namespace tegata
