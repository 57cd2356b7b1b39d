// SPDX-License-Identifier: Apache-2.0
#include "ui/style/ground.h"

#include "ui/style/roles.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>
#include <QWidget>

namespace tegata {

namespace {

// The roles that are set and no others: what is left to inheritance still follows the application, and its change is
// what tells the widget that the scheme is another.
QPalette onlyWindow(const QColor &color)
{
    QPalette palette;
    palette.setResolveMask(0);
    palette.setColor(QPalette::Window, color);
    return palette;
}

QPalette allButShadow(const QPalette &from)
{
    QPalette palette;
    palette.setResolveMask(0);
    for (int role = 0; role < QPalette::NColorRoles; ++role) {
        const auto each = static_cast<QPalette::ColorRole>(role);
        if (each == QPalette::Shadow || each == QPalette::NoRole)
            continue;
        for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled})
            palette.setColor(group, each, from.color(group, each));
    }
    return palette;
}

QPalette paletteFor(Ground ground, Scheme scheme)
{
    const Roles &roles = Roles::of(scheme);
    switch (ground) {
    case Ground::Window:
        break;
    case Ground::Surface:
        return onlyWindow(roles.surface);
    case Ground::Sunken:
        return onlyWindow(roles.sunken);
    case Ground::Raised:
        return onlyWindow(roles.raised);
    case Ground::Rail:
        return allButShadow(railPaletteOf(scheme));
    case Ground::Toast:
        return allButShadow(toastPaletteOf(scheme));
    case Ground::Success:
        return onlyWindow(roles.success.surface);
    case Ground::Warning:
        return onlyWindow(roles.warning.surface);
    case Ground::Danger:
        return onlyWindow(roles.danger.surface);
    case Ground::Info:
        return onlyWindow(roles.info.surface);
    case Ground::Neutral:
        return onlyWindow(roles.neutral.surface);
    }
    return onlyWindow(roles.window);
}

// Belongs to the widget whose ground it keeps.
class GroundKeeper : public QObject
{
public:
    explicit GroundKeeper(QWidget *widget) : QObject(widget), m_widget(*widget) { widget->installEventFilter(this); }

    static GroundKeeper &of(QWidget *widget)
    {
        for (QObject *child : widget->children()) {
            if (auto *keeper = dynamic_cast<GroundKeeper *>(child))
                return *keeper;
        }
        return *new GroundKeeper(widget);
    }

    void set(Ground ground)
    {
        m_ground = ground;
        apply();
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::PaletteChange && watched == &m_widget &&
            schemeOf(QApplication::palette()) != m_scheme)
            apply();
        return false;
    }

private:
    void apply()
    {
        m_scheme = schemeOf(QApplication::palette());
        m_widget.setPalette(paletteFor(m_ground, m_scheme));
    }

    QWidget &m_widget;
    Ground m_ground = Ground::Window;
    Scheme m_scheme = Scheme::Light;
};

} // namespace

void setGround(QWidget *widget, Ground ground, Fill fill)
{
    GroundKeeper::of(widget).set(ground);
    widget->setAutoFillBackground(fill == Fill::Plain);
}

Ground groundOf(Meaning meaning)
{
    switch (meaning) {
    case Meaning::Success:
        return Ground::Success;
    case Meaning::Warning:
        return Ground::Warning;
    case Meaning::Danger:
        return Ground::Danger;
    case Meaning::Info:
        return Ground::Info;
    case Meaning::Neutral:
        break;
    }
    return Ground::Neutral;
}

} // namespace tegata
