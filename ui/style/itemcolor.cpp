// SPDX-License-Identifier: Apache-2.0
#include "ui/style/itemcolor.h"

#include <QColor>
#include <QPalette>
#include <QStyleOptionViewItem>

namespace tegata {

void setItemColor(QStyleOptionViewItem &option, const QColor &color)
{
    for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive})
        option.palette.setColor(group, QPalette::Text, color);
}

} // namespace tegata
