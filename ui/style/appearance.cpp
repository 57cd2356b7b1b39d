// SPDX-License-Identifier: Apache-2.0
#include "ui/style/appearance.h"

#include "ui/style/tegatastyle.h"
#include "ui/style/textrole.h"

#include <QApplication>
#include <QEvent>
#include <QFontInfo>
#include <QPalette>
#include <QToolTip>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

constexpr double LeastPoints = 9.75; // 13 px at 96 dpi

// Qt tells windows of another font or palette when their event loop comes to it, and hidden ones never.
void tellWidgets(QEvent::Type change)
{
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        QEvent event(change);
        QApplication::sendEvent(widget, &event);
    }
}

} // namespace

Appearance::Appearance(QObject *parent)
    : QObject(parent), m_platformScheme(schemeOf(QApplication::palette())), m_platformFont(QApplication::font())
{
    m_style = new TegataStyle;
    QApplication::setStyle(m_style); // which takes it over
    applyFont();
    applyPalettes();
}

void Appearance::apply(const AppearanceChoice &choice)
{
    const AppearanceChoice before = std::exchange(m_choice, choice);
    if (before == choice)
        return;
    if (before.textPercent != choice.textPercent)
        applyFont();
    if (before.scheme != choice.scheme)
        applyPalettes();
    if (m_style)
        m_style->setDensity(choice.density);
    // Row heights and icons follow the letters as well.
    if (before.density != choice.density || before.textPercent != choice.textPercent)
        tellWidgets(QEvent::StyleChange);
    Q_EMIT changed();
}

void Appearance::setSystemScheme(std::optional<Scheme> scheme)
{
    const Scheme before = this->scheme();
    m_systemScheme = scheme;
    if (this->scheme() == before)
        return;
    applyPalettes();
    Q_EMIT changed();
}

Scheme Appearance::scheme() const
{
    switch (m_choice.scheme) {
    case SchemeChoice::Light:
        return Scheme::Light;
    case SchemeChoice::Dark:
        return Scheme::Dark;
    case SchemeChoice::System:
        break;
    }
    return m_systemScheme.value_or(m_platformScheme);
}

void Appearance::applyPalettes()
{
    const Scheme now = scheme();
    QApplication::setPalette(paletteOf(now)); // first: it drops those of classes
    QApplication::setPalette(itemViewPaletteOf(now), "QAbstractItemView");
    QApplication::setPalette(raisedPaletteOf(now), "QMenu");
    QToolTip::setPalette(paletteOf(now)); // the platform may have set one
    tellWidgets(QEvent::ApplicationPaletteChange);
}

void Appearance::applyFont()
{
    QFont font = m_platformFont;
    const double platform = font.pointSizeF() > 0 ? font.pointSizeF() : QFontInfo(font).pointSizeF();
    font.setFamilies({bodyFamily()});
    font.setPointSizeF(std::max(platform, LeastPoints) * m_choice.textPercent / 100);
    QApplication::setFont(font);
    tellWidgets(QEvent::ApplicationFontChange);
}

} // namespace tegata
