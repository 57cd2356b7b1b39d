// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMargins>

class QFont;
class QWidget;

namespace tegata {

// The lengths of every window, in logical pixels (look.md, Tokens). Nothing outside ui/style writes a distance,
// a radius or the size of an icon as a number of its own. Those that depend on density and letter size are functions.

// Room between and around things.
namespace space {
inline constexpr int None = 0;
inline constexpr int Tight = 4;   // label → field, icon → word in a pill
inline constexpr int Message = 6; // field → its message
inline constexpr int Small = 8;   // button → button
inline constexpr int Medium = 12;
inline constexpr int Large = 16; // card → card
inline constexpr int Page = 20;  // around a page
inline constexpr int Wide = 24;
inline constexpr int Widest = 32;

inline constexpr QMargins Nothing{None, None, None, None};
inline constexpr QMargins OfPage{Page, Page, Page, Page};
inline constexpr QMargins OfCard{Large, 14, Large, 14};
inline constexpr QMargins OfStrip{Medium, Small, Medium, Small}; // a bar, a banner, a toolbar of the page
} // namespace space

namespace radius {
inline constexpr int Check = 3;
inline constexpr int Control = 4; // button, field, chip, pill
inline constexpr int Notice = 6;  // verdict, banner, toast, menu
inline constexpr int Card = 8;    // card, dialog
} // namespace radius

namespace line {
inline constexpr int Thin = 1; // border, divider
inline constexpr int Ring = 2; // focus ring, field with an error
inline constexpr int Bar = 3;  // selected row, tab's underline
inline constexpr int Edge = 4; // left edge of verdict and banner
} // namespace line

// Sizes of icons for the body's standard size; iconSize() scales them with the letters.
namespace icon {
inline constexpr int Pill = 12;
inline constexpr int Row = 14;
inline constexpr int Button = 16;
inline constexpr int Card = 18;
inline constexpr int Rail = 22;
inline constexpr int Empty = 28;
inline constexpr int Mark = 48; // the program's own
} // namespace icon

namespace extent {
inline constexpr int Rail = 88;
inline constexpr int RailNarrow = 56; // in a narrow window
inline constexpr int RailItem = 58;
inline constexpr int TopBar = 36;
inline constexpr int Header = 56;
inline constexpr int SelectionBar = 48;
inline constexpr int Form = 760; // a form is never wider
inline constexpr int Scroll = 8;
inline constexpr int Progress = 6;
inline constexpr int Target = 24;        // the least that a pointer has to hit
inline constexpr int DetailNarrow = 392; // the details beside a list, below NarrowWindow
inline constexpr int Detail = 428;
inline constexpr int DetailWide = 476;    // from WideWindow on
inline constexpr int NarrowWindow = 1280; // below: rail without words, fewer columns
inline constexpr int WideWindow = 1440;
} // namespace extent

enum class Density
{
    Standard,
    Compact
};

// What follows the density that is set and the letters of widget. Of the application where there is no TegataStyle: the
// standard density.
Density densityOf(const QWidget *widget);
int rowHeight(const QWidget *widget);          // of tables and lists: 34, compact 26
int headerHeight(const QWidget *widget);       // of a table's header: 32, compact 26
int controlHeight(const QWidget *widget);      // buttons and fields: 32, compact 28
int smallControlHeight(const QWidget *widget); // in rows, chips: 26
// What a width of so many characters is counted in: a digit of the widget's letters. QFontMetrics' average takes a
// Japanese font's kanji for it, twice as wide.
int characterWidth(const QWidget *widget);
// token: of namespace icon.
int iconSize(const QWidget *widget, int token);
int iconSize(const QFont &font, int token);

} // namespace tegata
