// SPDX-License-Identifier: Apache-2.0
#include "ui/style/controls.h"
#include "ui/style/paint.h"
#include "ui/style/roles.h"
#include "ui/style/stylepaint.h"
#include "ui/style/tegatastyle.h"

#include <QPainter>
#include <QPushButton>
#include <QStyleOption>

#include <algorithm>

namespace tegata {

namespace {

constexpr int MenuPadding = 12;
constexpr auto ProgressWidest = "100%";

// Words and icon in the button's colour, in the middle.
void paintButtonLabel(const QStyle &style, QPainter *painter, const QStyleOptionButton &option, const QWidget *widget)
{
    const bool isDefault = option.features.testFlag(QStyleOptionButton::DefaultButton);
    const ButtonColors colors = buttonColors(option, widget, isDefault);
    const ButtonKind kind = buttonKind(widget);
    painter->save();
    QFont font = painter->font();
    font.setBold(font.bold() || colors.isBold);
    font.setUnderline(kind == ButtonKind::Link);
    painter->setFont(font);
    const QFontMetrics metrics(font);
    QRect inside = option.rect;
    if (option.features.testFlag(QStyleOptionButton::HasMenu))
        inside.setRight(inside.right() - style.pixelMetric(QStyle::PM_MenuButtonIndicator, &option, widget));
    const QSize picture = option.icon.isNull() ? QSize(0, 0) : option.iconSize;
    const int gap = option.icon.isNull() || option.text.isEmpty() ? 0 : space::Small;
    const int words = option.text.isEmpty() ? 0 : metrics.size(Qt::TextShowMnemonic, option.text).width();
    const int used = picture.width() + gap + words;
    int left = inside.left() + std::max(0, (inside.width() - used) / 2);
    if (kind == ButtonKind::Link)
        left = inside.left();
    if (!option.icon.isNull()) {
        const QRect place(left, inside.center().y() - picture.height() / 2 + 1, picture.width(), picture.height());
        paintIcon(painter, QStyle::visualRect(option.direction, inside, place), option.icon, colors.text);
    }
    const QRect text(left + picture.width() + gap, inside.top(), inside.right() - left - picture.width() - gap + 1,
                     inside.height());
    painter->setPen(colors.text);
    const int mnemonic =
        style.styleHint(QStyle::SH_UnderlineShortcut, &option, widget) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
    painter->drawText(QStyle::visualRect(option.direction, inside, text),
                      static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | mnemonic, option.text);
    painter->restore();
}

// Check box and radio button: as QCommonStyle does it, but with our rectangles, which leave room for the ring.
void paintChoice(const QStyle &style, QPainter *painter, const QStyleOptionButton &option, const QWidget *widget,
                 bool isCheck)
{
    QStyleOptionButton part = option;
    part.rect =
        style.subElementRect(isCheck ? QStyle::SE_CheckBoxIndicator : QStyle::SE_RadioButtonIndicator, &option, widget);
    style.drawPrimitive(isCheck ? QStyle::PE_IndicatorCheckBox : QStyle::PE_IndicatorRadioButton, &part, painter,
                        widget);
    part.rect =
        style.subElementRect(isCheck ? QStyle::SE_CheckBoxContents : QStyle::SE_RadioButtonContents, &option, widget);
    style.drawControl(isCheck ? QStyle::CE_CheckBoxLabel : QStyle::CE_RadioButtonLabel, &part, painter, widget);
    if (!option.state.testFlag(QStyle::State_HasFocus))
        return;
    QStyleOptionFocusRect ring;
    ring.QStyleOption::operator=(option);
    ring.rect =
        style.subElementRect(isCheck ? QStyle::SE_CheckBoxFocusRect : QStyle::SE_RadioButtonFocusRect, &option, widget);
    style.drawPrimitive(QStyle::PE_FrameFocusRect, &ring, painter, widget);
}

void paintTab(QPainter *painter, const QStyleOptionTab &option)
{
    const Roles &roles = Roles::of(option.palette);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered =
        option.state.testFlag(QStyle::State_MouseOver) && option.state.testFlag(QStyle::State_Enabled);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect, roles.focus, radius::Control);
    if (!isSelected && !isHovered)
        return;
    QRect bar = option.rect;
    switch (option.shape) {
    case QTabBar::RoundedSouth:
    case QTabBar::TriangularSouth:
        bar.setHeight(line::Bar);
        break;
    case QTabBar::RoundedWest:
    case QTabBar::TriangularWest:
        bar.setLeft(bar.right() - line::Bar + 1);
        break;
    case QTabBar::RoundedEast:
    case QTabBar::TriangularEast:
        bar.setWidth(line::Bar);
        break;
    case QTabBar::RoundedNorth:
    case QTabBar::TriangularNorth:
        bar.setTop(bar.bottom() - line::Bar + 1);
        break;
    }
    painter->fillRect(bar, isSelected ? roles.accent : roles.line);
}

void paintHeaderGround(QPainter *painter, const QStyleOption &option)
{
    const Roles &roles = Roles::of(option.palette);
    painter->fillRect(option.rect, roles.window);
    paintRule(painter, option.rect.left(), option.rect.right() + 1, option.rect.bottom(), roles.line);
}

void paintProgress(QPainter *painter, const QStyleOptionProgressBar &option)
{
    const Roles &roles = Roles::of(option.palette);
    QRect bar = option.rect;
    const bool hasText = option.textVisible && !option.text.isEmpty();
    if (hasText) {
        const int width = std::max(option.fontMetrics.horizontalAdvance(option.text),
                                   option.fontMetrics.horizontalAdvance(QLatin1String(ProgressWidest)));
        QRect words = bar;
        words.setLeft(words.right() - width);
        bar.setRight(words.left() - space::Small);
        painter->setPen(option.palette.color(QPalette::WindowText));
        painter->drawText(QStyle::visualRect(option.direction, option.rect, words),
                          static_cast<int>(Qt::AlignRight | Qt::AlignVCenter), option.text);
    }
    bar.setTop(bar.center().y() - extent::Progress / 2 + 1);
    bar.setHeight(extent::Progress);
    if (bar.width() <= 0)
        return;
    paintPanel(painter, QStyle::visualRect(option.direction, option.rect, bar), roles.line, QColor(),
               extent::Progress / 2.0);
    const qint64 range = qint64(option.maximum) - option.minimum;
    QRect done = bar;
    if (range > 0) {
        const qint64 value = std::clamp(option.progress, option.minimum, option.maximum) - qint64(option.minimum);
        done.setWidth(static_cast<int>(bar.width() * value / range));
    } else { // busy: it stands still, the words beside it say what is done
        done.setLeft(bar.left() + bar.width() / 3);
        done.setWidth(bar.width() / 3);
    }
    if (done.width() > 0)
        paintPanel(painter, QStyle::visualRect(option.direction, option.rect, done), roles.accent, QColor(),
                   extent::Progress / 2.0);
}

void paintMenuSeparator(QPainter *painter, const QStyleOptionMenuItem &option)
{
    const Roles &roles = Roles::of(option.palette);
    const QRect &rect = option.rect;
    if (option.text.isEmpty()) {
        paintRule(painter, rect.left() + space::Tight, rect.right() - space::Tight, rect.center().y(), roles.line);
        return;
    }
    painter->setPen(roles.hint);
    painter->drawText(rect.adjusted(MenuPadding, 0, -MenuPadding, 0),
                      static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), option.text);
}

void paintMenuItem(QPainter *painter, const QStyleOptionMenuItem &option, const QWidget *widget)
{
    painter->save();
    painter->setFont(option.font);
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        paintMenuSeparator(painter, option);
        painter->restore();
        return;
    }
    const Roles &roles = Roles::of(option.palette);
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected)
        paintPanel(painter, option.rect, isEnabled ? roles.accent : roles.hover, QColor(), radius::Control);
    const QColor text = !isEnabled ? roles.disabled : isSelected ? roles.onAccent : roles.text;
    const QColor weak = !isEnabled ? roles.disabled : isSelected ? roles.onAccent : roles.hint;
    const int side = std::max(option.maxIconWidth, iconSize(widget, icon::Button));
    QRect rest = option.rect.adjusted(MenuPadding, 0, -MenuPadding, 0);
    const QRect picture(rest.left(), rest.center().y() - side / 2 + 1, side, side);
    const QRect seen = QStyle::visualRect(option.direction, option.rect, picture);
    if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked)
        paintTick(painter, seen, text);
    else if (!option.icon.isNull())
        paintIcon(painter, seen, option.icon, text);
    rest.setLeft(picture.right() + 1 + space::Small);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect arrow(rest.right() - space::Medium, rest.top(), space::Medium, rest.height());
        const bool isMirrored = option.direction == Qt::RightToLeft;
        paintChevron(painter, QStyle::visualRect(option.direction, option.rect, arrow),
                     isMirrored ? Qt::LeftArrow : Qt::RightArrow, text);
        rest.setRight(arrow.left());
    }
    const QRect words = QStyle::visualRect(option.direction, option.rect, rest);
    const auto tab = option.text.indexOf(QLatin1Char('\t'));
    constexpr int Line = Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextShowMnemonic | Qt::TextDontClip;
    painter->setPen(text);
    painter->drawText(words, Line | static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft)),
                      tab < 0 ? option.text : option.text.left(tab));
    if (tab >= 0) {
        painter->setPen(weak);
        painter->drawText(words,
                          static_cast<int>(Qt::AlignVCenter | Qt::TextSingleLine |
                                           QStyle::visualAlignment(option.direction, Qt::AlignRight)),
                          option.text.mid(tab + 1));
    }
    painter->restore();
}

void paintMenuBarItem(QPainter *painter, const QStyleOptionMenuItem &option)
{
    const Roles &roles = Roles::of(option.palette);
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    painter->fillRect(option.rect, roles.surface);
    if (isEnabled && option.state.testFlag(QStyle::State_Selected)) {
        const bool isOpen = option.state.testFlag(QStyle::State_Sunken);
        paintPanel(painter, option.rect, isOpen ? roles.selected : roles.hover, isOpen ? roles.accent : roles.line,
                   radius::Control, line::Thin);
    }
    painter->setPen(isEnabled ? roles.text : roles.disabled);
    painter->drawText(option.rect, static_cast<int>(Qt::AlignCenter | Qt::TextSingleLine | Qt::TextShowMnemonic),
                      option.text);
}

QStyleOptionHeaderV2 wholeHeader(const QStyleOptionHeader &option)
{
    if (const auto *whole = qstyleoption_cast<const QStyleOptionHeaderV2 *>(&option))
        return *whole;
    QStyleOptionHeaderV2 header;
    static_cast<QStyleOptionHeader &>(header) = option;
    return header;
}

void paintBar(QPainter *painter, const QStyleOption &option, const QColor &ground)
{
    painter->fillRect(option.rect, ground);
    paintRule(painter, option.rect.left(), option.rect.right() + 1, option.rect.bottom(),
              Roles::of(option.palette).line);
}

} // namespace

void TegataStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    const Roles &roles = Roles::of(option->palette);
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            paintButtonLabel(*this, painter, *button, widget);
        return;
    case CE_CheckBox:
    case CE_RadioButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            paintChoice(*this, painter, *button, widget, element == CE_CheckBox);
        return;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            paintTab(painter, *tab);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            QStyleOptionTab quiet = *tab;
            if (!tab->state.testFlag(State_Selected) && tab->state.testFlag(State_Enabled))
                quiet.palette.setColor(QPalette::WindowText, roles.text2);
            QProxyStyle::drawControl(element, &quiet, painter, widget);
        }
        return;
    case CE_Header: // Qt's own asks the base style where the arrow is
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            painter->save();
            painter->setClipRect(option->rect);
            drawControl(CE_HeaderSection, option, painter, widget);
            QStyleOptionHeaderV2 part = wholeHeader(*header);
            part.rect = subElementRect(SE_HeaderLabel, option, widget);
            drawControl(CE_HeaderLabel, &part, painter, widget);
            part.rect = subElementRect(SE_HeaderArrow, option, widget);
            drawPrimitive(PE_IndicatorHeaderArrow, &part, painter, widget);
            painter->restore();
        }
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        paintHeaderGround(painter, *option);
        return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeaderV2 quiet = wholeHeader(*header);
            quiet.state.setFlag(State_On, false); // never bold because a row is selected
            quiet.palette.setColor(QPalette::ButtonText, roles.text2);
            QProxyStyle::drawControl(element, &quiet, painter, widget);
        }
        return;
    case CE_ProgressBar:
        if (const auto *progress = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
            progress && progress->state.testFlag(State_Horizontal)) {
            paintProgress(painter, *progress);
            return;
        }
        break;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            paintMenuItem(painter, *item, widget);
        return;
    case CE_MenuEmptyArea:
        painter->fillRect(option->rect, roles.raised);
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            paintMenuBarItem(painter, *item);
        return;
    case CE_MenuBarEmptyArea: // the top bar that holds it has the line
        painter->fillRect(option->rect, roles.surface);
        return;
    case CE_ToolBar:
        paintBar(painter, *option, option->palette.color(QPalette::Window));
        return;
    case CE_Splitter: {
        const QRect &rect = option->rect;
        const QColor color = option->state.testFlag(State_MouseOver) ? roles.accent : roles.line;
        if (option->state.testFlag(State_Horizontal))
            painter->fillRect(QRect(rect.center().x(), rect.top(), 1, rect.height()), color);
        else
            painter->fillRect(QRect(rect.left(), rect.center().y(), rect.width(), 1), color);
        return;
    }
    case CE_ItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            QStyleOptionViewItem tinted = *item;
            // Selection tints the ground; the letters keep the colour that they have.
            for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive})
                tinted.palette.setColor(group, QPalette::HighlightedText, item->palette.color(group, QPalette::Text));
            QProxyStyle::drawControl(element, &tinted, painter, widget);
        }
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

} // namespace tegata
