// SPDX-License-Identifier: Apache-2.0
#include "ui/style/tegatastyle.h"

#include "ui/style/controls.h"
#include "ui/style/ground.h"
#include "ui/style/roles.h"
#include "ui/style/stylepaint.h"
#include "ui/style/textrole.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFontInfo>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>
#include <QTableView>

#include <algorithm>

namespace tegata {

namespace {

constexpr int ButtonRoom = 14;      // beside a button's words
constexpr int SmallButtonRoom = 10; // and in a small one
constexpr int LeastButton = 72;
constexpr int IndicatorSide = 16;
constexpr int ArrowRoom = 20; // a combo box's
constexpr int MenuRoom = 12;
constexpr int SeparatorHeight = 9;
constexpr int ScrollRoom = 2; // around the slider

QSize buttonSize(const QStyleOptionButton &option, const QSize &content, const QWidget *widget)
{
    const ButtonKind kind = buttonKind(widget);
    const bool isSmall = kind == ButtonKind::Small || kind == ButtonKind::Chip || kind == ButtonKind::Link;
    const bool isDefault = option.features.testFlag(QStyleOptionButton::DefaultButton) ||
                           option.features.testFlag(QStyleOptionButton::AutoDefaultButton);
    int width = content.width();
    if (!option.text.isEmpty() && widget && (isDefault || kind != ButtonKind::Standard)) {
        QFont bold = widget->font(); // it may become so, and must not grow then
        bold.setBold(true);
        width += std::max(0, QFontMetrics(bold).horizontalAdvance(option.text) -
                                 widget->fontMetrics().horizontalAdvance(option.text));
    }
    const int room = kind == ButtonKind::Link ? space::Tight
                     : option.text.isEmpty()  ? space::Small
                     : isSmall                ? SmallButtonRoom
                                              : ButtonRoom;
    width += 2 * room;
    if (!isSmall && kind != ButtonKind::Quiet && !option.text.isEmpty())
        width = std::max(width, LeastButton);
    const int height = isSmall ? smallControlHeight(widget) : controlHeight(widget);
    return {width, std::max(height, content.height() + 2 * space::Tight)};
}

QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &content, const QWidget *widget)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator && option.text.isEmpty())
        return {content.width(), SeparatorHeight};
    const int icon = std::max(option.maxIconWidth, iconSize(widget, icon::Button));
    const int shortcut = option.text.contains(QLatin1Char('\t')) ? space::Wide : 0;
    return {content.width() + 2 * MenuRoom + icon + space::Small + shortcut + space::Large,
            std::max(smallControlHeight(widget) + 2, content.height() + 2 * space::Tight)};
}

int layoutMargin(const QWidget *widget)
{
    return widget && widget->isWindow() ? space::Page : space::Medium;
}

// Some families (VL PGothic) have lines so low that what hangs below them is cut at a label's edge.
void giveRoom(QLabel &label)
{
    const int size = QFontInfo(label.font()).pixelSize();
    const int lacking = size * 5 / 4 - label.fontMetrics().height();
    if (lacking > 0 && label.contentsMargins().isNull())
        label.setContentsMargins(0, lacking / 3, 0, lacking - lacking / 3);
}

bool wantsHover(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget) ||
           qobject_cast<const QScrollBar *>(widget) || qobject_cast<const QTabBar *>(widget) ||
           qobject_cast<const QHeaderView *>(widget);
}

} // namespace

TegataStyle::TegataStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void TegataStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (wantsHover(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (qobject_cast<QAbstractScrollArea *>(widget))
        widget->installEventFilter(this); // its frame shows the focus
    if (auto *label = qobject_cast<QLabel *>(widget))
        giveRoom(*label);
    if (auto *header = qobject_cast<QHeaderView *>(widget)) {
        setTextRole(header, TextRole::Small);
        if (header->orientation() == Qt::Horizontal)
            header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    } else if (auto *view = qobject_cast<QAbstractItemView *>(widget)) {
        view->viewport()->setAttribute(Qt::WA_Hover);
        if (auto *table = qobject_cast<QTableView *>(view))
            table->setShowGrid(false); // rows are parted by a line
    } else if (qobject_cast<QDialog *>(widget) && widget->isWindow())
        setGround(widget, Ground::Raised, Fill::Own);
}

void TegataStyle::unpolish(QWidget *widget)
{
    if (qobject_cast<QAbstractScrollArea *>(widget))
        widget->removeEventFilter(this);
    QProxyStyle::unpolish(widget);
}

bool TegataStyle::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        // Qt does not take a new height of rows by itself.
        auto *table = qobject_cast<QTableView *>(watched);
        QHeaderView *header = table ? table->verticalHeader() : nullptr;
        if (header && header->count() > 0 && header->sectionResizeMode(0) != QHeaderView::ResizeToContents)
            header->setDefaultSectionSize(rowHeight(table));
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        if (auto *area = qobject_cast<QAbstractScrollArea *>(watched))
            area->update();
    }
    return QProxyStyle::eventFilter(watched, event);
}

QSize TegataStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                    const QWidget *widget) const
{
    const QSize usual = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            return buttonSize(*button, size, widget);
        break;
    case CT_LineEdit:
        return {usual.width() + 2 * space::Message, std::max(usual.height(), controlHeight(widget))};
    case CT_SpinBox:
        return {usual.width() + space::Small, std::max(size.height(), controlHeight(widget))};
    case CT_ComboBox:
        return {size.width() + 2 * SmallButtonRoom + ArrowRoom, std::max(size.height() + 8, controlHeight(widget))};
    case CT_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        const int arrow = button && hasMenuArrow(*button) ? ArrowRoom : 0;
        return {usual.width() + space::Small + arrow, std::max(usual.height(), smallControlHeight(widget))};
    }
    case CT_CheckBox:
    case CT_RadioButton:
        return {usual.width() + 2 * space::Tight, std::max(usual.height(), extent::Target)};
    case CT_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
            header && header->orientation == Qt::Horizontal)
            return {usual.width(), std::max(usual.height(), headerHeight(widget))};
        break;
    case CT_ItemViewItem:
        return {usual.width(), std::max(usual.height(), rowHeight(widget))};
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return menuItemSize(*item, size, widget);
        break;
    case CT_MenuBarItem:
        return {size.width() + 2 * space::Small, std::max(size.height() + space::Small, extent::TopBar - space::Small)};
    case CT_ProgressBar:
        return {usual.width(), std::max(size.height(), static_cast<int>(extent::Progress))};
    default:
        break;
    }
    return usual;
}

int TegataStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return layoutMargin(widget);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return space::Small;
    case PM_DefaultFrameWidth:
        return isTextField(widget) || isPage(widget) ? line::Ring : line::Thin;
    case PM_ButtonMargin:
        return space::Small;
    case PM_ButtonDefaultIndicator:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarItemSpacing:
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_TabBarIconSize:
        return iconSize(widget, icon::Button);
    case PM_ListViewIconSize:
        return iconSize(widget, icon::Row);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return iconSize(widget, IndicatorSide);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
    case PM_HeaderMargin: {
        // That of rows must not make them higher than rowHeight().
        const auto *header = qobject_cast<const QHeaderView *>(widget);
        return header && header->orientation() == Qt::Vertical ? space::None : space::Small;
    }
    case PM_FocusFrameHMargin: // the room beside a cell's text, less one
        return space::Small - 1;
    case PM_HeaderDefaultSectionSizeVertical:
        return rowHeight(widget);
    case PM_ScrollBarExtent:
        return extent::Scroll + 2 * ScrollRoom;
    case PM_ScrollBarSliderMin:
        return space::Widest;
    case PM_MenuPanelWidth:
        return line::Thin;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return space::Tight;
    case PM_MenuBarHMargin:
        return space::Small;
    case PM_MenuBarVMargin:
        return space::Tight;
    case PM_TabBarTabHSpace:
        return space::Wide;
    case PM_TabBarTabVSpace:
        return space::Large;
    case PM_ToolBarItemSpacing:
        return space::Tight;
    case PM_ToolBarItemMargin:
        return space::Tight;
    case PM_ToolTipLabelFrameWidth:
        return space::Message;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int TegataStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_DialogButtonLayout:
        return QDialogButtonBox::GnomeLayout; // the verb at the far right
    case SH_Widget_Animation_Duration:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ScrollBar_Transient:
    case SH_Menu_Mask:
    case SH_ToolTip_Mask:
    case SH_ComboBox_Popup:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_Table_GridLineColor:
        return option ? static_cast<int>(Roles::of(option->palette).line.rgb())
                      : QProxyStyle::styleHint(hint, option, widget, data);
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QRect TegataStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect usual = QProxyStyle::subElementRect(element, option, widget);
    const int shift = option->direction == Qt::RightToLeft ? -space::Tight : space::Tight;
    switch (element) {
    case SE_LineEditContents:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            return usual.adjusted(space::Message, 0, -space::Message, 0);
        break;
    case SE_CheckBoxIndicator:
    case SE_CheckBoxContents:
    case SE_RadioButtonIndicator:
    case SE_RadioButtonContents: // room for the ring
        return usual.translated(shift, 0);
    case SE_CheckBoxFocusRect:
    case SE_RadioButtonFocusRect: {
        const bool isCheck = element == SE_CheckBoxFocusRect;
        QRect used = subElementRect(isCheck ? SE_CheckBoxIndicator : SE_RadioButtonIndicator, option, widget);
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button && !button->text.isEmpty()) {
            const QRect words = subElementRect(isCheck ? SE_CheckBoxContents : SE_RadioButtonContents, option, widget);
            used |= itemTextRect(option->fontMetrics, words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic,
                                 true, button->text);
        }
        return used.adjusted(-space::Tight, -space::Tight, space::Tight, space::Tight) & option->rect;
    }
    case SE_HeaderArrow:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
            header && header->orientation == Qt::Horizontal && !header->textAlignment.testFlag(Qt::AlignRight)) {
            // Beside the title, and in its column where that is narrow
            const int end = option->rect.left() + pixelMetric(PM_HeaderMargin, option, widget) +
                            header->fontMetrics.horizontalAdvance(header->text) + space::Tight;
            const QRect beside(std::min(end, option->rect.right() - usual.width()),
                               option->rect.center().y() - usual.height() / 2, usual.width(), usual.height());
            return visualRect(option->direction, option->rect, beside);
        }
        return QRect(usual.left(), option->rect.center().y() - usual.height() / 2, usual.width(), usual.height());
    default:
        break;
    }
    return usual;
}

} // namespace tegata
