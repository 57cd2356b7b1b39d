// SPDX-License-Identifier: Apache-2.0
#include "ui/common/keycap.h"

#include "ui/style/paint.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace tegata {

QSize keyCapSize(const QFont &font, const QString &key)
{
    if (key.isEmpty())
        return {};
    const QFontMetrics metrics(textFont(TextRole::Tiny, font));
    const int height = metrics.height() + 2;
    return {std::max(height, metrics.horizontalAdvance(key) + space::Small), height};
}

void paintKeyCap(QPainter &painter, const QRect &rect, const QFont &font, const QString &key, const QColor &color)
{
    if (key.isEmpty())
        return;
    painter.save();
    paintPanel(&painter, rect, {}, color, radius::Check, line::Thin);
    painter.setFont(textFont(TextRole::Tiny, font));
    painter.setPen(color);
    painter.drawText(rect, static_cast<int>(Qt::AlignCenter | Qt::TextSingleLine), key);
    painter.restore();
}

} // namespace tegata
