// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/roles.h"

#include <QRectF>

class QIcon;
class QPainter;
class QPixmap;
class QSize;
class QString;
class QWidget;

namespace tegata {

// Shapes that delegates and small widgets have in common. All are crisp at every device pixel ratio: a line of 1 is so
// many whole device pixels. Each restores the painter.

// fill, border: invalid for none; the border lies inside rect.
void paintPanel(QPainter *painter, const QRectF &rect, const QColor &fill, const QColor &border, qreal radius,
                qreal width = 1);
// The same with the 4 px left edge of a verdict or a banner, in the meaning's colours.
void paintNotice(QPainter *painter, const QRectF &rect, const MeaningColors &colors);
// Along the inside of rect.
void paintFocusRing(QPainter *painter, const QRectF &rect, const QColor &color, qreal radius);
// A horizontal line of 1 at y within [left, right).
void paintRule(QPainter *painter, qreal left, qreal right, qreal y, const QColor &color);
// The icon's drawing in one colour, at the painter's pixel ratio.
void paintIcon(QPainter *painter, const QRectF &rect, const QIcon &icon, const QColor &color);
// A pill: icon and word on the meaning's surface; answers its size for the font. icon may be null.
QSize pillSize(const QFont &font, const QIcon &icon, const QString &word);
void paintPill(QPainter *painter, const QRectF &rect, const MeaningColors &colors, const QIcon &icon,
               const QString &word);

// The contrast of WCAG 2.2 between two opaque colours: 1 … 21.
double contrast(const QColor &a, const QColor &b);

} // namespace tegata
