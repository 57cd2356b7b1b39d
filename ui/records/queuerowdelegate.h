// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

class QFont;
class QPalette;

namespace tegata {

struct WaitingState;

// Draws the cells of a queue: the outcome of the check in its own colour and weight, names in the text's, what stands
// beside them quieter, serial numbers in short. The row has one ring and one bar, which the table draws; its cells have
// none. A row whose decision waits has a strip over its right end that says so. No state of its own.
class QueueRowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    // What waits, over the row: how far it is, and the button that takes it back where that is possible.
    static void paintWaiting(QPainter &painter, const QRect &row, const QFont &font, const QPalette &palette,
                             const WaitingState &waiting, bool isButtonHovered);
    // Where that button stands.
    static QRect takeBackRect(const QRect &row, const QFont &font);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace tegata
