// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/roles.h"

#include <QRectF>
#include <Qt>

class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionToolButton;
class QWidget;

namespace tegata {

// What the parts of TegataStyle have in common.

struct ButtonColors
{
    QColor fill;
    QColor border;
    QColor text;
    bool isBold = false;
    int borderWidth = 1;
};
ButtonColors buttonColors(const QStyleOption &option, const QWidget *widget, bool isDefault);

void paintChevron(QPainter *painter, const QRectF &rect, Qt::ArrowType direction, const QColor &color);
void paintTick(QPainter *painter, const QRectF &rect, const QColor &color);
// A field's ground and border, by focus, fault and whether it is enabled.
void paintField(QPainter *painter, const QStyleOption &option, const QWidget *widget);
// Whether a button of a toolbar shows that it opens a menu: where it has words.
bool hasMenuArrow(const QStyleOptionToolButton &option);
// Whether it is a page that scrolls: it has no border, but its frame shows where the keys are.
bool isPage(const QWidget *widget);
// Whether a text is typed into it: its frame is a control's border, not a decorative line.
bool isTextField(const QWidget *widget);

} // namespace tegata
