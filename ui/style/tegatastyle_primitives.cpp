// SPDX-License-Identifier: Apache-2.0
#include "ui/style/controls.h"
#include "ui/style/paint.h"
#include "ui/style/roles.h"
#include "ui/style/stylepaint.h"
#include "ui/style/tegatastyle.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QStyleOption>
#include <QTableView>

#include <algorithm>
#include <cmath>

namespace tegata {

namespace {

constexpr int RingRoom = line::Ring + 1; // the ring, and a gap that parts it from the button

void paintButton(QPainter *painter, const QStyleOption &option, const QWidget *widget, bool isDefault)
{
    const ButtonColors colors = buttonColors(option, widget, isDefault);
    QRectF panel = option.rect;
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        paintFocusRing(painter, panel, Roles::of(option.palette).focus, radius::Control + 2);
        panel.adjust(RingRoom, RingRoom, -RingRoom, -RingRoom);
    }
    paintPanel(painter, panel, colors.fill, colors.border, radius::Control, colors.borderWidth);
}

void paintToolButton(QPainter *painter, const QStyleOption &option, const QWidget *widget)
{
    if (buttonKind(widget) != ButtonKind::Standard) {
        paintButton(painter, option, widget, false);
        return;
    }
    const Roles &roles = Roles::of(option.palette);
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    const bool isOn = option.state.testFlag(QStyle::State_On);
    QColor fill = isOn ? roles.selected : QColor();
    if (isEnabled && option.state.testFlag(QStyle::State_Sunken))
        fill = roles.sunken;
    else if (isEnabled && !isOn && option.state.testFlag(QStyle::State_MouseOver))
        fill = roles.hover;
    const bool isSeen = fill.isValid();
    paintPanel(painter, option.rect, fill,
               isOn     ? roles.accent
               : isSeen ? roles.line
                        : QColor(),
               radius::Control, line::Thin);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect, roles.focus, radius::Control);
}

struct IndicatorColors
{
    QColor fill;
    QColor border;
    QColor mark;
};

IndicatorColors indicatorColors(const QStyleOption &option, bool isSet)
{
    const Roles &roles = Roles::of(option.palette);
    if (!option.state.testFlag(QStyle::State_Enabled))
        return {QColor(), roles.disabled, roles.disabled};
    const bool isSunken = option.state.testFlag(QStyle::State_Sunken);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    if (isSet) {
        const QColor fill = isSunken ? roles.accentPressed : isHovered ? roles.accentHover : roles.accent;
        return {fill, fill, roles.onAccent};
    }
    return {isSunken ? roles.sunken : isHovered ? roles.hover : roles.surface, roles.edge, roles.text};
}

void paintCheck(QPainter *painter, const QStyleOption &option)
{
    const bool isOn = option.state.testFlag(QStyle::State_On);
    const bool isPart = option.state.testFlag(QStyle::State_NoChange);
    const IndicatorColors colors = indicatorColors(option, isOn || isPart);
    const QRectF box = QRectF(option.rect);
    paintPanel(painter, box, colors.fill, colors.border, radius::Check, line::Thin);
    if (isPart)
        painter->fillRect(QRectF(box.left() + 4, box.center().y() - 1, box.width() - 8, 2), colors.mark);
    else if (isOn)
        paintTick(painter, box, colors.mark);
}

void paintRadio(QPainter *painter, const QStyleOption &option)
{
    const bool isOn = option.state.testFlag(QStyle::State_On);
    const IndicatorColors colors = indicatorColors(option, isOn);
    const QRectF box = QRectF(option.rect);
    paintPanel(painter, box, colors.fill, colors.border, box.height() / 2, line::Thin);
    if (!isOn)
        return;
    const qreal inset = box.height() * 0.31;
    const QRectF dot = box.adjusted(inset, inset, -inset, -inset);
    paintPanel(painter, dot, colors.mark, QColor(), dot.height() / 2);
}

QColor rowTint(const QStyleOption &option)
{
    const Roles &roles = Roles::of(option.palette);
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    if (option.state.testFlag(QStyle::State_Selected))
        return isEnabled && option.state.testFlag(QStyle::State_Active) ? roles.selected : roles.selectedInactive;
    return isEnabled && option.state.testFlag(QStyle::State_MouseOver) ? roles.hover : QColor();
}

void paintItem(QPainter *painter, const QStyleOptionViewItem &option, const QWidget *widget)
{
    const Roles &roles = Roles::of(option.palette);
    if (option.backgroundBrush.style() != Qt::NoBrush)
        painter->fillRect(option.rect, option.backgroundBrush);
    if (const QColor tint = rowTint(option); tint.isValid())
        painter->fillRect(option.rect, tint);
    const auto *table = qobject_cast<const QTableView *>(widget);
    const QStyleOptionViewItem::ViewItemPosition place = option.viewItemPosition; // a table does not tell it
    const bool isFirst = table ? table->horizontalHeader()->logicalIndexAt(0) == option.index.column()
                               : place != QStyleOptionViewItem::Middle && place != QStyleOptionViewItem::End;
    if (option.state.testFlag(QStyle::State_Selected) && isFirst) {
        const bool isLit = option.state.testFlag(QStyle::State_Active) && option.state.testFlag(QStyle::State_Enabled);
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), line::Bar, option.rect.height()),
                          isLit ? roles.accent : roles.edge);
    }
    if (table && !table->showGrid()) {
        const qreal width = 1 / painter->device()->devicePixelRatioF();
        const qreal thick = width * std::max(1.0, std::round(1 / width));
        paintRule(painter, option.rect.left(), option.rect.right() + 1, option.rect.bottom() + 1 - thick, roles.line);
    }
}

void paintFocus(QPainter *painter, const QStyleOption &option, const QWidget *widget)
{
    if (qobject_cast<const QPushButton *>(widget) || qobject_cast<const QComboBox *>(widget))
        return; // with their panel
    const bool isItem = qobject_cast<const QAbstractItemView *>(widget) != nullptr;
    paintFocusRing(painter, option.rect, Roles::of(option.palette).focus, isItem ? 0 : radius::Control);
}

void paintFrame(QPainter *painter, const QStyleOption &option, const QWidget *widget)
{
    if (isTextField(widget)) {
        paintField(painter, option, widget);
        return;
    }
    const Roles &roles = Roles::of(option.palette);
    const bool isArea = qobject_cast<const QAbstractScrollArea *>(widget) != nullptr;
    const bool isFocused = isArea && option.state.testFlag(QStyle::State_HasFocus);
    if (isPage(widget)) { // no border of its own: it is seen only where the keys scroll it
        if (isFocused)
            paintPanel(painter, option.rect, QColor(), roles.focus, 0, line::Ring);
        return;
    }
    const bool isSquare = isArea || !widget || widget->autoFillBackground();
    paintPanel(painter, option.rect, QColor(), isFocused ? roles.focus : roles.line, isSquare ? 0 : radius::Card,
               line::Thin);
}

// Fusion leaves a group box's title above the frame, inside its rectangle.
int titleHeight(const QStyle &style, const QStyleOption &option, const QWidget *widget)
{
    constexpr int Gap = 3;
    const auto *box = qobject_cast<const QGroupBox *>(widget);
    if (!box || (box->title().isEmpty() && !box->isCheckable()))
        return 0;
    return std::max(style.pixelMetric(QStyle::PM_IndicatorHeight, &option, widget), box->fontMetrics().height()) + Gap;
}

Qt::ArrowType arrowOf(QStyle::PrimitiveElement element)
{
    switch (element) {
    case QStyle::PE_IndicatorArrowUp:
    case QStyle::PE_IndicatorSpinUp:
        return Qt::UpArrow;
    case QStyle::PE_IndicatorArrowLeft:
        return Qt::LeftArrow;
    case QStyle::PE_IndicatorArrowRight:
        return Qt::RightArrow;
    default:
        return Qt::DownArrow;
    }
}

QColor arrowColor(const QStyleOption &option)
{
    return option.state.testFlag(QStyle::State_Enabled) ? option.palette.color(QPalette::ButtonText)
                                                        : Roles::of(option.palette).disabled;
}

} // namespace

void TegataStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    const Roles &roles = Roles::of(option->palette);
    switch (element) {
    case PE_PanelButtonCommand: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        paintButton(painter, *option, widget, button && button->features.testFlag(QStyleOptionButton::DefaultButton));
        return;
    }
    case PE_PanelButtonTool:
        paintToolButton(painter, *option, widget);
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            paintField(painter, *option, widget);
        return;
    case PE_FrameLineEdit: // with the panel
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
    case PE_FrameButtonTool:
        return;
    case PE_Frame:
        paintFrame(painter, *option, widget);
        return;
    case PE_FrameFocusRect:
        paintFocus(painter, *option, widget);
        return;
    case PE_FrameGroupBox:
        paintPanel(painter, option->rect.adjusted(0, titleHeight(*this, *option, widget), 0, 0), QColor(), roles.line,
                   radius::Card, line::Thin);
        return;
    case PE_FrameTabWidget:
        paintRule(painter, option->rect.left(), option->rect.right() + 1, option->rect.top(), roles.line);
        return;
    case PE_FrameTabBarBase:
        paintRule(painter, option->rect.left(), option->rect.right() + 1, option->rect.bottom(), roles.line);
        return;
    case PE_PanelMenu:
        painter->fillRect(option->rect, roles.raised);
        return;
    case PE_FrameMenu:
        paintPanel(painter, option->rect, QColor(), roles.edge, 0, line::Thin);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, roles.toast);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintCheck(painter, *option);
        return;
    case PE_IndicatorRadioButton:
        paintRadio(painter, *option);
        return;
    case PE_IndicatorMenuCheckMark:
        paintTick(painter, option->rect, option->palette.color(QPalette::Text));
        return;
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorArrowRight:
    case PE_IndicatorSpinUp:
    case PE_IndicatorSpinDown:
        paintChevron(painter, option->rect, arrowOf(element), arrowColor(*option));
        return;
    case PE_IndicatorHeaderArrow:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
            header && header->sortIndicator != QStyleOptionHeader::None)
            // Qt calls the ascending order "down"; here what is least stands at the arrow's point.
            paintChevron(painter, option->rect,
                         header->sortIndicator == QStyleOptionHeader::SortDown ? Qt::UpArrow : Qt::DownArrow,
                         roles.text);
        return;
    case PE_IndicatorToolBarSeparator: {
        const bool isHorizontal = option->state.testFlag(State_Horizontal);
        const QRect &rect = option->rect;
        if (isHorizontal)
            painter->fillRect(QRect(rect.center().x(), rect.top() + space::Tight, 1, rect.height() - space::Small),
                              roles.line);
        else
            paintRule(painter, rect.left() + space::Tight, rect.right() - space::Tight, rect.center().y(), roles.line);
        return;
    }
    case PE_PanelItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option))
            paintItem(painter, *item, widget);
        return;
    case PE_PanelItemViewRow:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            if (item->features.testFlag(QStyleOptionViewItem::Alternate))
                painter->fillRect(option->rect, roles.sunken);
            if (const QColor tint = rowTint(*option); tint.isValid())
                painter->fillRect(option->rect, tint);
        }
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

} // namespace tegata
