// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QSqlDatabase>

namespace tegata {

// The store's schema steps: resources :/tegata/service/migrations/NNN.sql (portable SQL) and beside it
// NNN.<driver>.sql for what differs by database (triggers). A statement ends with `;` at the end of a line that is
// followed by an empty line or the end.
int newestSchemaVersion();
// 0: none yet. Errors: the store's.
Result<int> storedSchemaVersion(const QSqlDatabase &connection);

// Runs the steps after the store's version, each in a transaction of its own, up to `upTo` (-1: the newest). Answers
// the version reached. Errors: StoreTooNew (written by a newer program), StoreUnavailable, StoreCorrupt.
Result<int> migrate(QSqlDatabase &connection, int upTo = -1);

} // namespace tegata
