// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queueview.h"

#include <QVariant>

namespace tegata {

// What a column of the queue shows of a record. No state.
namespace QueueCell {

// In the interface's language; now: what the end of a certificate is measured from.
QString text(const QueueRow &row, QueueColumn column, const QDateTime &now);
// The value as such: QDateTime, int (the enum's number), QString; invalid where the record has none.
QVariant raw(const QueueRow &row, QueueColumn column);
// Beside the text, never instead of it.
QVariant icon(const QueueRow &row, QueueColumn column, const QDateTime &now);

} // namespace QueueCell

} // namespace tegata
