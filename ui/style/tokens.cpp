// SPDX-License-Identifier: Apache-2.0
#include "ui/style/tokens.h"

#include "ui/style/tegatastyle.h"

#include <QApplication>
#include <QFontInfo>
#include <QFontMetrics>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace tegata {

namespace {

constexpr double BodyPixels = 13; // at the standard size

// In proportion to the letters, and never lower than they are.
int withLetters(const QWidget *widget, int standard, int compact)
{
    const QFont font = widget ? widget->font() : QApplication::font();
    const double share = std::max(1.0, QFontInfo(font).pixelSize() / BodyPixels);
    const int height = densityOf(widget) == Density::Compact ? compact : standard;
    return std::max(static_cast<int>(std::lround(height * share)), QFontMetrics(font).height() + 2);
}

} // namespace

Density densityOf(const QWidget *widget)
{
    const auto *style = qobject_cast<const TegataStyle *>(widget ? widget->style() : QApplication::style());
    return style ? style->density() : Density::Standard;
}

int characterWidth(const QWidget *widget)
{
    return widget->fontMetrics().horizontalAdvance(QLatin1Char('0'));
}

int rowHeight(const QWidget *widget)
{
    return withLetters(widget, 34, 26);
}

int headerHeight(const QWidget *widget)
{
    return withLetters(widget, 32, 26);
}

int controlHeight(const QWidget *widget)
{
    return withLetters(widget, 32, 28);
}

int smallControlHeight(const QWidget *widget)
{
    return withLetters(widget, 26, extent::Target);
}

int iconSize(const QWidget *widget, int token)
{
    return iconSize(widget ? widget->font() : QApplication::font(), token);
}

int iconSize(const QFont &font, int token)
{
    const double share = QFontInfo(font).pixelSize() / BodyPixels;
    return std::max(token, static_cast<int>(std::lround(token * share)));
}

} // namespace tegata
