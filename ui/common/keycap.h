// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSize>
#include <QString>

class QColor;
class QFont;
class QPainter;
class QRect;

namespace tegata {

// A key as it is drawn beside what obeys it: small letters in a border of 1 (look.md, Components). Says nothing to
// assistive technology: the action's own shortcut does.
QSize keyCapSize(const QFont &font, const QString &key); // empty for no key
void paintKeyCap(QPainter &painter, const QRect &rect, const QFont &font, const QString &key, const QColor &color);

} // namespace tegata
