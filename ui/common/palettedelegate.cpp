// SPDX-License-Identifier: Apache-2.0
#include "ui/common/palettedelegate.h"

#include "ui/common/palettemodel.h"
#include "ui/common/shade.h"

#include <QApplication>
#include <QPainter>

namespace tegata {

namespace {

constexpr int Margin = 6;

QFont small(const QFont &font)
{
    QFont made = font;
    made.setPointSizeF(font.pointSizeF() * 0.88);
    return made;
}

} // namespace

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem plain = option;
    initStyleOption(&plain, index);
    plain.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &plain, painter, option.widget);

    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QColor strong = option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    const QColor back = option.palette.color(isSelected ? QPalette::Highlight : QPalette::Base);
    const QColor weak = mixed(back, strong, 0.72);
    const QRect area = option.rect.adjusted(Margin, Margin / 2, -Margin, -Margin / 2);
    const QFontMetrics metrics(option.font);
    const QString keys = index.data(PaletteModel::KeysRole).toString();
    const int keysWidth = keys.isEmpty() ? 0 : metrics.horizontalAdvance(keys) + 2 * Margin;
    const QRect first(area.left(), area.top(), area.width(), metrics.height());

    painter->save();
    painter->setFont(option.font);
    painter->setPen(index.data(PaletteModel::EnabledRole).toBool() ? strong : weak);
    painter->drawText(first.adjusted(0, 0, -keysWidth, 0), Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(index.data().toString(), Qt::ElideMiddle, first.width() - keysWidth));
    painter->setPen(weak);
    painter->drawText(first, Qt::AlignRight | Qt::AlignVCenter, keys);
    const QFont smallFont = small(option.font);
    const QFontMetrics smallMetrics(smallFont);
    painter->setFont(smallFont);
    painter->drawText(
        QRect(area.left(), first.bottom() + 1, area.width(), smallMetrics.height()), Qt::AlignLeft,
        smallMetrics.elidedText(index.data(PaletteModel::DetailRole).toString(), Qt::ElideRight, area.width()));
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, QFontMetrics(option.font).height() + QFontMetrics(small(option.font)).height() + Margin + 1};
}

} // namespace tegata
