// SPDX-License-Identifier: Apache-2.0
#include "ui/common/readablepalette.h"

#include "ui/common/shade.h"

#include <QEvent>
#include <QGuiApplication>
#include <QPalette>

#include <algorithm>
#include <cmath>

namespace tegata {

namespace {

constexpr double LeastContrast = 3.0; // WCAG 2.2, for text that only adds to a label
constexpr double HintShare = 0.35;    // of the window in the hint's colour

// The relative luminance of WCAG 2.2.
double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &text, const QColor &ground)
{
    const double a = luminance(mixed(ground, text, text.alphaF()));
    const double b = luminance(ground);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace

ReadablePalette::ReadablePalette(QObject *parent) : QObject(parent)
{
    qApp->installEventFilter(this);
    mend();
}

bool ReadablePalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == qApp && event->type() == QEvent::ApplicationPaletteChange)
        mend();
    return QObject::eventFilter(watched, event);
}

void ReadablePalette::mend()
{
    QPalette palette = QGuiApplication::palette();
    bool isMended = false;
    for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
        const QColor window = palette.color(group, QPalette::Window);
        if (contrast(palette.color(group, QPalette::PlaceholderText), window) >= LeastContrast)
            continue;
        palette.setColor(group, QPalette::PlaceholderText,
                         mixed(palette.color(group, QPalette::WindowText), window, HintShare));
        isMended = true;
    }
    if (isMended)
        QGuiApplication::setPalette(palette);
}

} // namespace tegata
