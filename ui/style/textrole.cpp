// SPDX-License-Identifier: Apache-2.0
#include "ui/style/textrole.h"

#include "ui/style/keeper.h"
#include "ui/style/roles.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>
#include <QWidget>

#include <array>

namespace tegata {

namespace {

constexpr double BodySize = 13;

struct TypeStep
{
    double size; // beside a body of 13
    bool isBold;
};

constexpr TypeStep stepOf(TextRole role)
{
    switch (role) {
    case TextRole::Number:
        return {32, false};
    case TextRole::Page:
        return {20, true};
    case TextRole::Name:
        return {18, true};
    case TextRole::Group:
        return {15, true};
    case TextRole::Strong:
        return {13, true};
    case TextRole::Small:
    case TextRole::Mono:
        return {12, false};
    case TextRole::SmallStrong:
        return {12, true};
    case TextRole::Tiny:
        return {11, false};
    case TextRole::Body:
        break;
    }
    return {BodySize, false};
}

template <std::size_t Count>
QString firstInstalled(const std::array<QLatin1String, Count> &families)
{
    for (const QLatin1String family : families) {
        if (QFontDatabase::hasFamily(family))
            return family;
    }
    return {};
}

double pointsOf(const QFont &font)
{
    return font.pointSizeF() > 0 ? font.pointSizeF() : QFontInfo(font).pointSizeF();
}

// Only what makes the difference to the body is set: the rest keeps following it.
QFont differenceOf(TextRole role, const QFont &body)
{
    const TypeStep step = stepOf(role);
    QFont font;
    font.setResolveMask(0);
    if (step.size != BodySize)
        font.setPointSizeF(pointsOf(body) * step.size / BodySize);
    if (step.isBold)
        font.setBold(true);
    if (role == TextRole::Mono) {
        font.setFamilies({monoFamily(), bodyFamily()});
        font.setStyleHint(QFont::Monospace);
        font.setFixedPitch(true);
    }
    return font;
}

QColor colorOf(Tone tone, const QWidget &widget)
{
    const Roles &roles = Roles::of(widget.palette());
    switch (tone) {
    case Tone::Normal:
        break;
    case Tone::Secondary:
        return roles.text2;
    case Tone::Hint:
        return roles.hint;
    case Tone::Success:
        return roles.success.text;
    case Tone::Warning:
        return roles.warning.text;
    case Tone::Danger:
        return roles.danger.text;
    case Tone::Info:
        return roles.info.text;
    case Tone::Link:
        return roles.link;
    }
    const QWidget *parent = widget.isWindow() ? nullptr : widget.parentWidget();
    return (parent ? parent->palette() : QApplication::palette()).color(QPalette::Active, QPalette::WindowText);
}

// Belongs to the widget whose text it keeps.
class TextKeeper : public QObject
{
public:
    explicit TextKeeper(QWidget *widget) : QObject(widget), m_widget(*widget)
    {
        widget->installEventFilter(this);
        connect(&FontWatch::ofApplication(), &FontWatch::changed, this, [this] { applyFont(); });
    }

    static TextKeeper &of(QWidget *widget)
    {
        for (QObject *child : widget->children()) {
            if (auto *keeper = dynamic_cast<TextKeeper *>(child))
                return *keeper;
        }
        return *new TextKeeper(widget);
    }

    void setRole(TextRole role)
    {
        m_role = role;
        m_hasRole = true;
        applyFont();
    }

    void setTone(Tone tone)
    {
        const bool isPlain = tone == Tone::Normal && !m_hasTone;
        m_tone = tone;
        m_hasTone = !isPlain;
        if (m_hasTone)
            applyColor();
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::PaletteChange && watched == &m_widget && m_hasTone)
            applyColor();
        return false;
    }

private:
    void applyFont()
    {
        if (m_hasRole)
            m_widget.setFont(differenceOf(m_role, QApplication::font()));
    }

    void applyColor()
    {
        const QColor color = colorOf(m_tone, m_widget);
        QPalette palette = m_widget.palette();
        if (palette.color(QPalette::Active, QPalette::WindowText) == color &&
            palette.color(QPalette::Active, QPalette::Text) == color)
            return;
        for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
            palette.setColor(group, QPalette::WindowText, color);
            palette.setColor(group, QPalette::Text, color);
        }
        m_widget.setPalette(palette);
    }

    QWidget &m_widget;
    TextRole m_role = TextRole::Body;
    bool m_hasRole = false;
    Tone m_tone = Tone::Normal;
    bool m_hasTone = false;
};

} // namespace

QFont textFont(TextRole role, const QFont &body)
{
    return differenceOf(role, body).resolve(body);
}

QFont textFont(TextRole role)
{
    return textFont(role, QApplication::font());
}

void setTextRole(QWidget *widget, TextRole role, Tone tone)
{
    TextKeeper &keeper = TextKeeper::of(widget);
    keeper.setRole(role);
    keeper.setTone(tone);
}

void setTone(QWidget *widget, Tone tone)
{
    TextKeeper::of(widget).setTone(tone);
}

QString bodyFamily()
{
    // Never VL Gothic: its digits are half as wide as those of the Latin letters around them.
    static constexpr std::array families = {QLatin1String("Noto Sans CJK JP"), QLatin1String("VL PGothic")};
    static const QString family = firstInstalled(families); // each look goes through all that are installed
    return family.isEmpty() ? QApplication::font().family() : family;
}

QString monoFamily()
{
    static constexpr std::array families = {QLatin1String("DejaVu Sans Mono"), QLatin1String("Noto Sans Mono CJK JP")};
    static const QString family = firstInstalled(families);
    return family.isEmpty() ? QFontDatabase::systemFont(QFontDatabase::FixedFont).family() : family;
}

} // namespace tegata
