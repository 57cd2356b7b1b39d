// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

class QTextLayout;

namespace tegata {

// Draws a cell of the comparison: the value with its runs marked by background and underline (a wave where the eye
// would not see it), what is missing struck out, invisible characters written as their code point; the remark below.
class MarkedTextDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    // In the column's present width.
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    static qreal layOut(QTextLayout &layout, const QStyleOptionViewItem &option, const QModelIndex &index, qreal width);
};

} // namespace tegata
