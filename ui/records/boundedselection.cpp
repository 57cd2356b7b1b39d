// SPDX-License-Identifier: Apache-2.0
#include "ui/records/boundedselection.h"

#include <algorithm>

namespace tegata {

void BoundedSelection::select(const QItemSelection &selection, QItemSelectionModel::SelectionFlags command)
{
    const bool isAdding = command.testFlag(Select) || command.testFlag(Toggle);
    const bool isAnew = command.testFlag(Clear) || command.testFlag(Current);
    const qint64 asked = isAdding ? rowsIn(selection) : 0;
    if (asked + (isAnew ? 0 : rowsIn(this->selection())) <= MaximumRows) {
        QItemSelectionModel::select(selection, command);
        return;
    }
    Q_EMIT limited();
    if (!isAnew)
        return;
    QItemSelection kept;
    int room = MaximumRows;
    for (const QItemSelectionRange &range : selection) {
        const int rows = std::min(range.height(), room);
        if (rows == 0)
            break;
        const int first = std::clamp(currentIndex().row() - rows / 2, range.top(), range.bottom() - rows + 1);
        kept.select(model()->index(first, range.left()), model()->index(first + rows - 1, range.right()));
        room -= rows;
    }
    QItemSelectionModel::select(kept, command);
}

qint64 BoundedSelection::rowsIn(const QItemSelection &selection)
{
    qint64 rows = 0;
    for (const QItemSelectionRange &range : selection)
        rows += range.height();
    return rows;
}

} // namespace tegata
