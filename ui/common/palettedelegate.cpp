// SPDX-License-Identifier: Apache-2.0
#include "ui/common/palettedelegate.h"

#include "ui/common/palettemodel.h"
#include "ui/style/roles.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QApplication>
#include <QPainter>

namespace tegata {

namespace {

constexpr int Margin = space::Message;

} // namespace

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem plain = option;
    initStyleOption(&plain, index);
    plain.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &plain, painter, option.widget);

    const Roles &roles = Roles::of(option.palette);
    const QRect area = option.rect.adjusted(Margin, Margin / 2, -Margin, -Margin / 2);
    const QFontMetrics metrics(option.font);
    const QString keys = index.data(PaletteModel::KeysRole).toString();
    const int keysWidth = keys.isEmpty() ? 0 : metrics.horizontalAdvance(keys) + 2 * Margin;
    const QRect first(area.left(), area.top(), area.width(), metrics.height());

    painter->save();
    painter->setFont(option.font);
    painter->setPen(index.data(PaletteModel::EnabledRole).toBool() ? roles.text : roles.disabled);
    painter->drawText(first.adjusted(0, 0, -keysWidth, 0), Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(index.data().toString(), Qt::ElideMiddle, first.width() - keysWidth));
    painter->setPen(roles.hint);
    painter->drawText(first, Qt::AlignRight | Qt::AlignVCenter, keys);
    const QFont smallFont = textFont(TextRole::Small, option.font);
    const QFontMetrics smallMetrics(smallFont);
    painter->setFont(smallFont);
    painter->drawText(
        QRect(area.left(), first.bottom() + 1, area.width(), smallMetrics.height()), Qt::AlignLeft,
        smallMetrics.elidedText(index.data(PaletteModel::DetailRole).toString(), Qt::ElideRight, area.width()));
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, QFontMetrics(option.font).height() + QFontMetrics(textFont(TextRole::Small, option.font)).height() +
                   Margin + 1};
}

} // namespace tegata
