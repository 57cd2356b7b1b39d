// SPDX-License-Identifier: Apache-2.0
#include "ui/records/counttabbar.h"

#include "ui/style/paint.h"
#include "ui/style/roles.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStringList>
#include <QStyleOptionTab>
#include <QStylePainter>

#include <algorithm>

namespace tegata {

namespace {

constexpr int TabRoom = space::Medium; // beside the words of a tab

int badgeWidth(const QFont &font, const QString &number)
{
    return number.isEmpty() ? 0
                            : QFontMetrics(textFont(TextRole::Small, font)).horizontalAdvance(number) + space::Medium;
}

} // namespace

CountTabBar::CountTabBar(QWidget *parent) : QTabBar(parent)
{
    setExpanding(false);
    setDrawBase(false);
    setElideMode(Qt::ElideNone);
    setUsesScrollButtons(true);
}

void CountTabBar::setTab(int tab, const QString &text, const QString &word, const QString &number)
{
    if (tabText(tab) == text && tabData(tab).toStringList() == QStringList{word, number})
        return;
    setTabData(tab, QStringList{word, number});
    setTabText(tab, text); // lays them out again
}

QSize CountTabBar::tabSizeHint(int index) const
{
    const QStringList parts = tabData(index).toStringList();
    // As wide as its bold form: the tabs do not move when another one is shown.
    const QFontMetrics metrics(textFont(TextRole::Strong, font()));
    const int badge = badgeWidth(font(), parts.value(1));
    const int width = metrics.horizontalAdvance(parts.value(0)) + 2 * TabRoom + (badge > 0 ? badge + space::Small : 0);
    return {width, std::max(static_cast<int>(extent::Header), metrics.height() + space::Widest)};
}

void CountTabBar::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    const Roles &roles = Roles::of(palette());
    for (int tab = 0; tab < count(); ++tab) {
        if (!isTabVisible(tab))
            continue;
        QStyleOptionTab option;
        initStyleOption(&option, tab);
        painter.drawControl(QStyle::CE_TabBarTabShape, option);
        const bool isShown = tab == currentIndex();
        const QStringList parts = tabData(tab).toStringList();
        const QRect inside = option.rect.adjusted(TabRoom, 0, -TabRoom, 0);
        const QFont letters = textFont(isShown ? TextRole::Strong : TextRole::Body, font());
        painter.setFont(letters);
        painter.setPen(isShown ? roles.text : roles.text2);
        painter.drawText(inside, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine),
                         parts.value(0));
        if (const int width = badgeWidth(font(), parts.value(1)); width > 0) {
            const QFont small = textFont(TextRole::Small, font());
            const int height = QFontMetrics(small).height() + 2;
            const QRect badge(inside.right() - width + 1, inside.center().y() - height / 2, width, height);
            paintPanel(&painter, badge, roles.sunken, {}, radius::Control);
            painter.setFont(small);
            painter.setPen(roles.text2);
            painter.drawText(badge, static_cast<int>(Qt::AlignCenter | Qt::TextSingleLine), parts.value(1));
        }
        if (isShown && hasFocus())
            paintFocusRing(&painter, option.rect.adjusted(2, 2, -2, -2), roles.focus, radius::Control);
    }
}

} // namespace tegata
