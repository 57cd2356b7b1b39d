// SPDX-License-Identifier: Apache-2.0
#include "ui/style/roles.h"

#include <QPalette>

namespace tegata {

namespace {

constexpr QColor rgb(unsigned value)
{
    return QColor(static_cast<int>(value >> 16), static_cast<int>(value >> 8 & 0xff), static_cast<int>(value & 0xff));
}

constexpr MeaningColors meaning(unsigned surface, unsigned text, unsigned border)
{
    return {rgb(surface), rgb(text), rgb(border)};
}

constexpr Roles LightRoles = {
    .window = rgb(0xf3f4f7),
    .surface = rgb(0xffffff),
    .sunken = rgb(0xe9ecf1),
    .raised = rgb(0xffffff),
    .line = rgb(0xd6dae2),
    .edge = rgb(0x747d8c),
    .text = rgb(0x1a2130),
    .text2 = rgb(0x434c5c),
    .hint = rgb(0x596273),
    .disabled = rgb(0x7a8290),
    .accent = rgb(0x1f4f99),
    .accentHover = rgb(0x183f7c),
    .accentPressed = rgb(0x123161),
    .onAccent = rgb(0xffffff),
    .link = rgb(0x1f4f99),
    .selected = rgb(0xd9e6f8),
    .selectedInactive = rgb(0xe3e6ec),
    .hover = rgb(0xeef3fa),
    .focus = rgb(0x1f4f99),
    .seal = rgb(0xb5323a),
    .rail = rgb(0x16233b),
    .railText = rgb(0xc3cee0),
    .railSelected = rgb(0x2b4068),
    .onRail = rgb(0xffffff),
    .badge = rgb(0xc53a31),
    .onBadge = rgb(0xffffff),
    .toast = rgb(0x1a2130),
    .onToast = rgb(0xffffff),
    .success = meaning(0xddf3ee, 0x0b5a4d, 0x1b8270),
    .warning = meaning(0xfff1d2, 0x714400, 0xa86b00),
    .danger = meaning(0xfde7e4, 0x951b1b, 0xc4362e),
    .info = meaning(0xe2edfb, 0x17488a, 0x3573bd),
    .neutral = meaning(0xe9ecf1, 0x434c5c, 0x747d8c),
};

constexpr Roles DarkRoles = {
    .window = rgb(0x12161d),
    .surface = rgb(0x1a2029),
    .sunken = rgb(0x10141a),
    .raised = rgb(0x252d39),
    .line = rgb(0x323b48),
    .edge = rgb(0x7d8998),
    .text = rgb(0xe8ecf2),
    .text2 = rgb(0xb9c2cf),
    .hint = rgb(0x9ca7b6),
    .disabled = rgb(0x737e8d),
    .accent = rgb(0x8ab4f8),
    .accentHover = rgb(0xa9c8fa),
    .accentPressed = rgb(0x6e9eea),
    .onAccent = rgb(0x0d1a2e),
    .link = rgb(0x8ab4f8),
    .selected = rgb(0x23395a),
    .selectedInactive = rgb(0x2a323e),
    .hover = rgb(0x202936),
    .focus = rgb(0x8ab4f8),
    .seal = rgb(0xe0666c),
    .rail = rgb(0x0c1119),
    .railText = rgb(0xb4c0d2),
    .railSelected = rgb(0x22324f),
    .onRail = rgb(0xffffff),
    .badge = rgb(0xe5675e),
    .onBadge = rgb(0x1c0705),
    .toast = rgb(0xe8ecf2),
    .onToast = rgb(0x12161d),
    .success = meaning(0x0f302a, 0x7fdcc9, 0x2fa58f),
    .warning = meaning(0x36290b, 0xf2c766, 0xb98a2e),
    .danger = meaning(0x3c1a1a, 0xffb0a7, 0xd9635a),
    .info = meaning(0x172b46, 0xa8ccfb, 0x4f8bd6),
    .neutral = meaning(0x2a323e, 0xb9c2cf, 0x7d8998),
};

void setText(QPalette &palette, const QColor &color, const QColor &hint)
{
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(role, color);
    palette.setColor(QPalette::PlaceholderText, hint);
}

void setDisabled(QPalette &palette, const QColor &color)
{
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                                           QPalette::PlaceholderText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, color);
}

} // namespace

const MeaningColors &Roles::of(Meaning meaning) const
{
    switch (meaning) {
    case Meaning::Success:
        return success;
    case Meaning::Warning:
        return warning;
    case Meaning::Danger:
        return danger;
    case Meaning::Info:
        return info;
    case Meaning::Neutral:
        break;
    }
    return neutral;
}

const Roles &Roles::of(Scheme scheme)
{
    return scheme == Scheme::Dark ? DarkRoles : LightRoles;
}

const Roles &Roles::of(const QPalette &palette)
{
    return of(schemeOf(palette));
}

Scheme schemeOf(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? Scheme::Dark : Scheme::Light;
}

QPalette paletteOf(Scheme scheme)
{
    const Roles &roles = Roles::of(scheme);
    QPalette palette;
    palette.setColor(QPalette::Window, roles.window);
    palette.setColor(QPalette::Base, roles.surface);
    palette.setColor(QPalette::AlternateBase, roles.sunken);
    palette.setColor(QPalette::Button, roles.surface);
    palette.setColor(QPalette::Light, roles.surface);
    palette.setColor(QPalette::Midlight, roles.sunken);
    palette.setColor(QPalette::Mid, roles.line);
    palette.setColor(QPalette::Dark, roles.edge);
    palette.setColor(QPalette::Shadow, roles.edge);
    setText(palette, roles.text, roles.hint);
    palette.setColor(QPalette::BrightText, roles.onAccent);
    palette.setColor(QPalette::Highlight, roles.accent);
    palette.setColor(QPalette::HighlightedText, roles.onAccent);
    palette.setColor(QPalette::Link, roles.link);
    palette.setColor(QPalette::LinkVisited, roles.link);
    palette.setColor(QPalette::ToolTipBase, roles.toast);
    palette.setColor(QPalette::ToolTipText, roles.onToast);
    setDisabled(palette, roles.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, roles.line);
    return palette;
}

QPalette itemViewPaletteOf(Scheme scheme)
{
    const Roles &roles = Roles::of(scheme);
    QPalette palette = paletteOf(scheme);
    palette.setColor(QPalette::Highlight, roles.selected);
    palette.setColor(QPalette::Inactive, QPalette::Highlight, roles.selectedInactive);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, roles.selectedInactive);
    palette.setColor(QPalette::Active, QPalette::HighlightedText, roles.text);
    palette.setColor(QPalette::Inactive, QPalette::HighlightedText, roles.text);
    return palette;
}

QPalette raisedPaletteOf(Scheme scheme)
{
    QPalette palette = paletteOf(scheme);
    palette.setColor(QPalette::Window, Roles::of(scheme).raised);
    return palette;
}

QPalette railPaletteOf(Scheme scheme)
{
    const Roles &roles = Roles::of(scheme);
    QPalette palette = paletteOf(Scheme::Dark); // dark ground in both
    palette.setColor(QPalette::Window, roles.rail);
    palette.setColor(QPalette::Base, roles.rail);
    palette.setColor(QPalette::Button, roles.rail);
    setText(palette, roles.railText, roles.railText);
    palette.setColor(QPalette::Highlight, roles.railSelected);
    palette.setColor(QPalette::HighlightedText, roles.onRail);
    setDisabled(palette, Roles::of(Scheme::Dark).disabled);
    return palette;
}

QPalette toastPaletteOf(Scheme scheme)
{
    const Roles &roles = Roles::of(scheme);
    QPalette palette = paletteOf(scheme == Scheme::Dark ? Scheme::Light : Scheme::Dark);
    palette.setColor(QPalette::Window, roles.toast);
    palette.setColor(QPalette::Base, roles.toast);
    palette.setColor(QPalette::Button, roles.toast);
    setText(palette, roles.onToast, roles.onToast);
    palette.setColor(QPalette::Link, roles.onToast);
    return palette;
}

} // namespace tegata
