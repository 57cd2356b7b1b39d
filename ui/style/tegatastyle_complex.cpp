// SPDX-License-Identifier: Apache-2.0
#include "ui/style/paint.h"
#include "ui/style/roles.h"
#include "ui/style/stylepaint.h"
#include "ui/style/tegatastyle.h"

#include <QAbstractScrollArea>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace tegata {

namespace {

constexpr int ChevronRoom = 20;

// Of what the bar stands beside; scroll bars paint every pixel.
QColor scrollGround(const QStyleOption &option, const QWidget *widget)
{
    const QWidget *holder = widget ? widget->parentWidget() : nullptr;
    const auto *area = qobject_cast<const QAbstractScrollArea *>(holder ? holder->parentWidget() : nullptr);
    if (!area || !area->viewport())
        return option.palette.color(QPalette::Window);
    return area->viewport()->palette().color(area->viewport()->backgroundRole());
}

void paintScrollBar(const QStyle &style, QPainter *painter, const QStyleOptionSlider &option, const QWidget *widget)
{
    const Roles &roles = Roles::of(option.palette);
    painter->fillRect(option.rect, scrollGround(option, widget));
    if (option.minimum == option.maximum || !option.state.testFlag(QStyle::State_Enabled))
        return;
    const QRect slider = style.subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, widget);
    const bool isHeld = option.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider) &&
                        (option.state.testFlag(QStyle::State_Sunken) || option.state.testFlag(QStyle::State_MouseOver));
    const bool isFlat = option.orientation == Qt::Horizontal;
    const qreal across = isFlat ? slider.height() : slider.width();
    const qreal inset = std::max(0.0, (across - extent::Scroll) / 2);
    const QRectF bar =
        isFlat ? QRectF(slider).adjusted(0, inset, 0, -inset) : QRectF(slider).adjusted(inset, 0, -inset, 0);
    paintPanel(painter, bar, isHeld ? roles.text2 : roles.edge, QColor(), extent::Scroll / 2.0);
}

QRect scrollPart(const QStyle &style, const QStyleOptionSlider &option, QStyle::SubControl part, const QWidget *widget)
{
    const bool isFlat = option.orientation == Qt::Horizontal;
    const int length = isFlat ? option.rect.width() : option.rect.height();
    const qint64 range = qint64(option.maximum) - option.minimum;
    int size = length;
    if (range > 0) {
        const int least = style.pixelMetric(QStyle::PM_ScrollBarSliderMin, &option, widget);
        size = static_cast<int>(qint64(option.pageStep) * length / (range + option.pageStep));
        size = std::clamp(size, std::min(least, length), length);
    }
    const int start = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition,
                                                      length - size, option.upsideDown);
    const auto along = [&](int from, int count) {
        const QRect rect = isFlat ? QRect(option.rect.left() + from, option.rect.top(), count, option.rect.height())
                                  : QRect(option.rect.left(), option.rect.top() + from, option.rect.width(), count);
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return option.rect;
    case QStyle::SC_ScrollBarSlider:
        return along(start, size);
    case QStyle::SC_ScrollBarSubPage:
        return along(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return along(start + size, length - start - size);
    default:
        return {}; // no arrows
    }
}

void paintComboBox(QPainter *painter, const QStyleOptionComboBox &option, const QWidget *widget)
{
    if (option.frame || !option.editable)
        paintField(painter, option, widget);
    const Roles &roles = Roles::of(option.palette);
    QRect arrow = option.rect;
    arrow.setLeft(arrow.right() - ChevronRoom - space::Tight);
    arrow.setWidth(ChevronRoom);
    paintChevron(painter, QStyle::visualRect(option.direction, option.rect, arrow), Qt::DownArrow,
                 option.state.testFlag(QStyle::State_Enabled) ? roles.text2 : roles.disabled);
}

void paintSpinBox(const QStyle &style, QPainter *painter, const QStyleOptionSpinBox &option, const QWidget *widget)
{
    if (option.frame)
        paintField(painter, option, widget);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const Roles &roles = Roles::of(option.palette);
    const auto step = [&](QStyle::SubControl part, QAbstractSpinBox::StepEnabledFlag flag, Qt::ArrowType arrow) {
        const QRectF rect =
            QRectF(style.subControlRect(QStyle::CC_SpinBox, &option, part, widget)).adjusted(1, 1, -1, -1);
        const bool isEnabled = option.state.testFlag(QStyle::State_Enabled) && option.stepEnabled.testFlag(flag);
        if (isEnabled && option.activeSubControls.testFlag(part) && option.state.testFlag(QStyle::State_MouseOver))
            paintPanel(painter, rect.adjusted(0, 1, -1, 0), roles.hover, QColor(), radius::Check);
        paintChevron(painter, rect, arrow, isEnabled ? roles.text2 : roles.disabled);
    };
    step(QStyle::SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, Qt::UpArrow);
    step(QStyle::SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, Qt::DownArrow);
}

// A menu's arrow beside the words; an icon by itself says enough.
void paintMenuButton(const QStyle &style, QPainter *painter, const QStyleOptionToolButton &option,
                     const QWidget *widget)
{
    QStyleOptionToolButton part = option;
    part.features &= ~QStyleOptionToolButton::HasMenu;
    if (!hasMenuArrow(option)) {
        style.drawComplexControl(QStyle::CC_ToolButton, &part, painter, widget);
        return;
    }
    part.text.clear();
    part.icon = QIcon();
    style.drawComplexControl(QStyle::CC_ToolButton, &part, painter, widget);
    part.text = option.text;
    part.icon = option.icon;
    part.rect.setRight(option.rect.right() - ChevronRoom);
    const QRect words = QStyle::visualRect(option.direction, option.rect, part.rect);
    part.rect = words;
    style.drawControl(QStyle::CE_ToolButtonLabel, &part, painter, widget);
    const QRect arrow(option.rect.right() - ChevronRoom - space::Tight, option.rect.top(), ChevronRoom,
                      option.rect.height());
    paintChevron(painter, QStyle::visualRect(option.direction, option.rect, arrow), Qt::DownArrow,
                 option.state.testFlag(QStyle::State_Enabled) ? Roles::of(option.palette).text2
                                                              : Roles::of(option.palette).disabled);
}

} // namespace

void TegataStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                     const QWidget *widget) const
{
    switch (control) {
    case CC_ScrollBar:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option))
            paintScrollBar(*this, painter, *slider, widget);
        return;
    case CC_ComboBox:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            paintComboBox(painter, *combo, widget);
        return;
    case CC_SpinBox:
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option))
            paintSpinBox(*this, painter, *spin, widget);
        return;
    case CC_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
            button && button->features.testFlag(QStyleOptionToolButton::HasMenu) &&
            !button->features.testFlag(QStyleOptionToolButton::MenuButtonPopup)) {
            paintMenuButton(*this, painter, *button, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect TegataStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                                  const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return scrollPart(*this, *slider, subControl, widget);
    }
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField) {
        const QRect field = option->rect.adjusted(space::Small, 2, -ChevronRoom - space::Tight, -2);
        return visualRect(option->direction, option->rect, field);
    }
    const QRect usual = QProxyStyle::subControlRect(control, option, subControl, widget);
    if (control == CC_SpinBox && subControl == SC_SpinBoxEditField)
        return usual.adjusted(space::Message, 0, 0, 0);
    return usual;
}

} // namespace tegata
