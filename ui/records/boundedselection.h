// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QItemSelectionModel>

namespace tegata {

// The selected rows of a table, at most MaximumRows: Qt keeps an index for each of them whenever rows move, and a
// million would freeze the window. Nobody decides about more at once. Rows beyond the limit are left out, those nearest
// to the current row stay, and limited() tells.
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
