// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>

class QPalette;

namespace tegata {

enum class Scheme
{
    Light,
    Dark
};

// What a state means to the person; always shown as icon, word and colour together.
enum class Meaning
{
    Success,
    Warning,
    Danger,
    Info,
    Neutral
};

struct MeaningColors
{
    QColor surface;
    QColor text;
    QColor border; // and the icon
};

// Every colour of the program by what it is for, once for light and once for dark (look.md, Colour, where each
// pair's contrast is stated). Whatever paints by itself takes its colours here, by the palette it is given, and thus
// follows the scheme at run time and stands right on inverted ground (rail, toast):
//     const Roles &roles = Roles::of(option.palette);
// Constant values: any thread.
struct Roles
{
    QColor window;
    QColor surface; // cards, fields, tables
    QColor sunken;  // beside the surface: counts, key caps, heads of tables
    QColor raised;  // menus, dialogs
    QColor line;    // decorative
    QColor edge;    // borders of controls
    QColor text;
    QColor text2; // of less weight
    QColor hint;
    QColor disabled;
    QColor accent;
    QColor accentHover;
    QColor accentPressed;
    QColor onAccent;
    QColor link;
    QColor selected; // a row
    QColor selectedInactive;
    QColor hover;
    QColor focus;
    QColor seal; // the program's mark only
    QColor rail;
    QColor railText;
    QColor railSelected;
    QColor onRail; // text of what is selected
    QColor badge;
    QColor onBadge;
    QColor toast; // and tool tips
    QColor onToast;
    MeaningColors success;
    MeaningColors warning;
    MeaningColors danger;
    MeaningColors info;
    MeaningColors neutral;

    const MeaningColors &of(Meaning meaning) const;

    static const Roles &of(Scheme scheme);
    // By the lightness of the palette's Window.
    static const Roles &of(const QPalette &palette);
};

Scheme schemeOf(const QPalette &palette);

// The palettes made of them: for the application, and for what stands on other ground. A widget on such ground gets its
// palette by setGround() (ground.h), which follows the scheme.
QPalette paletteOf(Scheme scheme);
QPalette itemViewPaletteOf(Scheme scheme); // Highlight is a tint on which the text's colours stay
QPalette raisedPaletteOf(Scheme scheme);
QPalette railPaletteOf(Scheme scheme);
QPalette toastPaletteOf(Scheme scheme);

} // namespace tegata
