// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"
#include "ui/common/factlist.h"

namespace tegata {

// What a history entry says was done; the entry's own name when it is not known.
QString historyAction(const QString &action);

// A history as lines of time and what was done by whom, latest last.
QList<Fact> historyFacts(const QList<HistoryEntry> &history);

// One entry in words: "Rejected · H. Suzuki · wrong name".
QString historyLine(const HistoryEntry &entry);

} // namespace tegata
