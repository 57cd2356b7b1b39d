// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>

class QWidget;

namespace tegata {

// The type scale, in proportion to the body's letters (look.md, Type): 13 px at the standard size.
enum class TextRole
{
    Number,      // 32: the one figure of a card
    Page,        // 20 bold: a page's title
    Name,        // 18 bold: what a detail is about
    Group,       // 15 bold: a card's title
    Body,        // 13
    Strong,      // 13 bold
    Small,       // 12: table header, label, help
    SmallStrong, // 12 bold
    Tiny,        // 11: rail, key caps
    Mono         // 12: hashes, serials, PEM; one design for all of them
};

// What a text is to the reader; the colours are Roles'.
enum class Tone
{
    Normal,
    Secondary,
    Hint,
    Success,
    Warning,
    Danger,
    Info,
    Link
};

// The font of a role for a body: of a delegate its option.font, else the application's.
QFont textFont(TextRole role, const QFont &body);
QFont textFont(TextRole role);

// Gives a widget (a label, a text field) the font and the colour, and keeps both right when letter size or scheme
// change. A later call replaces an earlier one.
void setTextRole(QWidget *widget, TextRole role, Tone tone = Tone::Normal);
void setTone(QWidget *widget, Tone tone);

// The families for both scripts and for hashes: the first of look.md's that is installed, else the system's.
QString bodyFamily();
QString monoFamily();

} // namespace tegata
