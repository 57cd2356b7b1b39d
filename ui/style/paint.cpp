// SPDX-License-Identifier: Apache-2.0
#include "ui/style/paint.h"

#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QFontMetrics>
#include <QIcon>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace tegata {

namespace {

constexpr int PillPadding = 7;

// A length of whole device pixels, at least one.
qreal onDevice(const QPainter *painter, qreal length)
{
    const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1;
    return std::max(1.0, std::round(length * ratio)) / ratio;
}

double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

void paintPanel(QPainter *painter, const QRectF &rect, const QColor &fill, const QColor &border, qreal radius,
                qreal width)
{
    if (rect.isEmpty() || (!fill.isValid() && !border.isValid()))
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    if (!border.isValid()) {
        painter->setBrush(fill);
        painter->drawRoundedRect(rect, radius, radius);
    } else {
        const qreal thick = onDevice(painter, width);
        const qreal half = thick / 2;
        painter->setPen(QPen(border, thick));
        painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
        painter->drawRoundedRect(rect.adjusted(half, half, -half, -half), std::max(0.0, radius - half),
                                 std::max(0.0, radius - half));
    }
    painter->restore();
}

void paintNotice(QPainter *painter, const QRectF &rect, const MeaningColors &colors)
{
    paintPanel(painter, rect, colors.surface, colors.border, radius::Notice, line::Thin);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(rect, radius::Notice, radius::Notice);
    QPainterPath edge;
    edge.addRect(QRectF(rect.left(), rect.top(), line::Edge, rect.height()));
    painter->fillPath(outline.intersected(edge), colors.border);
    painter->restore();
}

void paintFocusRing(QPainter *painter, const QRectF &rect, const QColor &color, qreal radius)
{
    paintPanel(painter, rect, QColor(), color, radius, line::Ring);
}

void paintRule(QPainter *painter, qreal left, qreal right, qreal y, const QColor &color)
{
    painter->fillRect(QRectF(left, y, right - left, onDevice(painter, line::Thin)), color);
}

void paintIcon(QPainter *painter, const QRectF &rect, const QIcon &icon, const QColor &color)
{
    if (icon.isNull() || rect.isEmpty())
        return;
    const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1;
    QPixmap drawing = icon.pixmap(rect.size().toSize(), ratio);
    if (color.isValid() && !drawing.isNull()) {
        QPainter tint(&drawing);
        tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
        tint.fillRect(QRectF(QPointF(0, 0), drawing.deviceIndependentSize()), color);
    }
    const QSizeF size = drawing.deviceIndependentSize();
    const QPointF place(rect.left() + (rect.width() - size.width()) / 2,
                        rect.top() + (rect.height() - size.height()) / 2);
    // On whole device pixels, or a drawing of 1.5 px strokes becomes blurred.
    painter->drawPixmap(QPointF(std::round(place.x() * ratio) / ratio, std::round(place.y() * ratio) / ratio), drawing);
}

QSize pillSize(const QFont &font, const QIcon &icon, const QString &word)
{
    const QFont letters = textFont(TextRole::Small, font);
    const QFontMetrics metrics(letters);
    const int picture = icon.isNull() ? 0 : iconSize(font, icon::Pill) + space::Tight;
    return {2 * PillPadding + picture + metrics.horizontalAdvance(word), metrics.height() + space::Tight};
}

void paintPill(QPainter *painter, const QRectF &rect, const MeaningColors &colors, const QIcon &icon,
               const QString &word)
{
    painter->save();
    const QFont body = painter->font();
    paintPanel(painter, rect, colors.surface, colors.border, radius::Control, line::Thin);
    QRectF inside = rect.adjusted(PillPadding, 0, -PillPadding, 0);
    if (!icon.isNull()) {
        const int side = iconSize(body, icon::Pill);
        paintIcon(painter, QRectF(inside.left(), inside.center().y() - side / 2.0, side, side), icon, colors.text);
        inside.setLeft(inside.left() + side + space::Tight);
    }
    painter->setFont(textFont(TextRole::Small, body));
    painter->setPen(colors.text);
    painter->drawText(inside, static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine), word);
    painter->restore();
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace tegata
