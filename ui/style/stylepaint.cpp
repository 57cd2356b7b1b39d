// SPDX-License-Identifier: Apache-2.0
#include "ui/style/stylepaint.h"

#include "ui/style/controls.h"
#include "ui/style/paint.h"
#include "ui/style/tokens.h"

#include <QPainter>
#include <QPlainTextEdit>
#include <QPolygonF>
#include <QScrollArea>
#include <QStyleOption>

#include <algorithm>

namespace tegata {

namespace {

constexpr qreal Stroke = 1.5;

void strokeLine(QPainter *painter, const QPolygonF &points, const QColor &color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, Stroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    painter->drawPolyline(points);
    painter->restore();
}

// The fill of what is neither accent nor coloured.
QColor plainFill(const Roles &roles, QStyle::State state, const QColor &rest)
{
    if (state.testFlag(QStyle::State_Sunken))
        return roles.sunken;
    if (state.testFlag(QStyle::State_MouseOver))
        return roles.hover;
    return rest;
}

} // namespace

ButtonColors buttonColors(const QStyleOption &option, const QWidget *widget, bool isDefault)
{
    const Roles &roles = Roles::of(option.palette);
    const QColor text = option.palette.color(QPalette::ButtonText);
    ButtonKind kind = buttonKind(widget);
    if (isDefault && (kind == ButtonKind::Standard || kind == ButtonKind::Small))
        kind = ButtonKind::Primary;
    const bool isOn = option.state.testFlag(QStyle::State_On);
    const bool isQuiet = kind == ButtonKind::Quiet || kind == ButtonKind::Link;
    if (!option.state.testFlag(QStyle::State_Enabled)) {
        return {isOn ? roles.selectedInactive : QColor(), isQuiet ? QColor() : roles.line, roles.disabled,
                kind == ButtonKind::Primary};
    }
    const bool isSunken = option.state.testFlag(QStyle::State_Sunken);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    switch (kind) {
    case ButtonKind::Primary:
        return {isSunken    ? roles.accentPressed
                : isHovered ? roles.accentHover
                            : roles.accent,
                QColor(), roles.onAccent, true};
    case ButtonKind::Danger:
        return {isSunken || isHovered ? roles.danger.surface : roles.surface, roles.edge, roles.danger.text};
    case ButtonKind::DangerTinted:
        return {roles.danger.surface, roles.danger.border, roles.danger.text, true, isSunken || isHovered ? 2 : 1};
    case ButtonKind::Quiet:
        return {isOn ? roles.selected : plainFill(roles, option.state, QColor()), QColor(), text};
    case ButtonKind::Link:
        return {QColor(), QColor(), option.palette.color(QPalette::Link)};
    case ButtonKind::Standard:
    case ButtonKind::Chip:
    case ButtonKind::Small:
        break;
    }
    if (isOn)
        return {roles.selected, roles.accent, roles.text, kind == ButtonKind::Chip, 2};
    return {plainFill(roles, option.state, roles.surface), roles.edge, text};
}

void paintChevron(QPainter *painter, const QRectF &rect, Qt::ArrowType direction, const QColor &color)
{
    const qreal wide = std::min({rect.width(), rect.height(), qreal(8)}) / 2;
    const qreal high = wide / 2;
    const QPointF at = rect.center();
    QPolygonF points;
    switch (direction) {
    case Qt::UpArrow:
        points << QPointF(-wide, high) << QPointF(0, -high) << QPointF(wide, high);
        break;
    case Qt::LeftArrow:
        points << QPointF(high, -wide) << QPointF(-high, 0) << QPointF(high, wide);
        break;
    case Qt::RightArrow:
        points << QPointF(-high, -wide) << QPointF(high, 0) << QPointF(-high, wide);
        break;
    case Qt::DownArrow:
    case Qt::NoArrow:
        points << QPointF(-wide, -high) << QPointF(0, high) << QPointF(wide, -high);
        break;
    }
    points.translate(at);
    strokeLine(painter, points, color);
}

void paintTick(QPainter *painter, const QRectF &rect, const QColor &color)
{
    const qreal side = std::min(rect.width(), rect.height());
    QPolygonF points;
    points << QPointF(-0.27, 0.02) << QPointF(-0.08, 0.21) << QPointF(0.28, -0.2);
    for (QPointF &point : points)
        point *= side;
    points.translate(rect.center());
    strokeLine(painter, points, color);
}

void paintField(QPainter *painter, const QStyleOption &option, const QWidget *widget)
{
    const Roles &roles = Roles::of(option.palette);
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    const bool isFocused = isEnabled && option.state.testFlag(QStyle::State_HasFocus);
    const bool faulty = isEnabled && isFaulty(widget);
    const QColor border = faulty ? roles.danger.border : isFocused ? roles.focus : isEnabled ? roles.edge : roles.line;
    paintPanel(painter, option.rect, isEnabled ? option.palette.color(QPalette::Base) : QColor(), border,
               radius::Control, faulty || isFocused ? line::Ring : line::Thin);
    if (faulty && isFocused) // both are seen: the fault outside, the focus inside
        paintPanel(painter, QRectF(option.rect).adjusted(2, 2, -2, -2), QColor(), roles.focus, radius::Control - 2,
                   line::Ring);
}

bool hasMenuArrow(const QStyleOptionToolButton &option)
{
    return option.features.testFlag(QStyleOptionToolButton::HasMenu) &&
           !option.features.testFlag(QStyleOptionToolButton::MenuButtonPopup) &&
           option.toolButtonStyle != Qt::ToolButtonIconOnly && !option.text.isEmpty();
}

bool isPage(const QWidget *widget)
{
    return qobject_cast<const QScrollArea *>(widget);
}

bool isTextField(const QWidget *widget)
{
    return qobject_cast<const QPlainTextEdit *>(widget);
}

} // namespace tegata
