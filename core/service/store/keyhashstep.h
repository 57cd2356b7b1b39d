// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QSqlDatabase>

namespace tegata {

// The part of schema step 7 that SQL cannot do: the key hash of every request and certificate is made again from the
// stored CSR and certificate (KeyFacts::spkiSha256 of the canonical form), and requests learn the hash of their names.
// A row whose hash changes takes the next change sequence, so that readers of the change feed learn it. What does not
// parse keeps its hash. Runs within the step's transaction; 100,000 rows take some seconds.
Result<void> makeKeyHashesAgain(const QSqlDatabase &connection);

} // namespace tegata
