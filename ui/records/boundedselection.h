// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QItemSelectionModel>

namespace tegata {

// The rows chosen in a table, at most MaximumRows of them: Qt keeps an index for each chosen row whenever rows move,
// and with a million of them the window would stand still. Nobody decides about more at once. What goes beyond is left
// out, nearest to the current row first in, and limited() says so.
class BoundedSelection : public QItemSelectionModel
{
    Q_OBJECT

public:
    static constexpr int MaximumRows = 10'000;

    using QItemSelectionModel::QItemSelectionModel;
    using QItemSelectionModel::select;

    void select(const QItemSelection &selection, QItemSelectionModel::SelectionFlags command) override;

Q_SIGNALS:
    void limited();

private:
    static qint64 rowsIn(const QItemSelection &selection);
};

} // namespace tegata
