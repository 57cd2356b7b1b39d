// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/roles.h"

class QWidget;

namespace tegata {

// What a widget's children stand on.
enum class Ground
{
    Window,
    Surface, // a card, the page of a table
    Sunken,
    Raised,
    Rail,
    Toast,
    Success, // a banner, a verdict: the surface of the meaning
    Warning,
    Danger,
    Info,
    Neutral
};

// Gives widget and its children the palette for this ground, paints it behind them (autoFillBackground) unless the
// widget paints itself, and follows the scheme at run time. A later call replaces an earlier one.
enum class Fill
{
    Plain, // the whole rectangle
    Own    // the widget paints its own shape (paint.h)
};
void setGround(QWidget *widget, Ground ground, Fill fill = Fill::Plain);
Ground groundOf(Meaning meaning);

} // namespace tegata
