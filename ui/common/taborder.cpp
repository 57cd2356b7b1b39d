// SPDX-License-Identifier: Apache-2.0
#include "ui/common/taborder.h"

#include <QLayout>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QWidget>

namespace tegata {

namespace {

// In the order of what holds them; an item view or an editor is one stop, whatever it is made of.
QList<QWidget *> partsAsRead(QWidget *whole)
{
    QList<QWidget *> parts;
    if (const auto *tabs = qobject_cast<const QTabWidget *>(whole)) {
        parts.append(tabs->tabBar());
        for (int page = 0; page < tabs->count(); ++page)
            parts.append(tabs->widget(page));
    } else if (const auto *stack = qobject_cast<const QStackedWidget *>(whole)) {
        for (int page = 0; page < stack->count(); ++page)
            parts.append(stack->widget(page));
    } else if (const auto *splitter = qobject_cast<const QSplitter *>(whole)) {
        for (int side = 0; side < splitter->count(); ++side)
            parts.append(splitter->widget(side));
    } else if (const auto *area = qobject_cast<const QScrollArea *>(whole)) {
        if (area->widget())
            parts.append(area->widget());
    }
    return parts;
}

void collectStops(QWidget *whole, QList<QWidget *> &stops);

void collectStops(const QLayout &layout, QList<QWidget *> &stops)
{
    for (int place = 0; place < layout.count(); ++place) {
        QLayoutItem *item = layout.itemAt(place);
        if (QWidget *widget = item->widget())
            collectStops(widget, stops);
        else if (const QLayout *inner = item->layout())
            collectStops(*inner, stops);
    }
}

void collectStops(QWidget *whole, QList<QWidget *> &stops)
{
    if ((whole->focusPolicy() & Qt::TabFocus) && !whole->focusProxy())
        stops.append(whole);
    const QList<QWidget *> parts = partsAsRead(whole);
    for (QWidget *part : parts)
        collectStops(part, stops);
    if (parts.isEmpty() && whole->layout())
        collectStops(*whole->layout(), stops);
}

} // namespace

QList<QWidget *> stopsAsRead(QWidget *part)
{
    QList<QWidget *> stops;
    collectStops(part, stops);
    return stops;
}

void setTabOrderOf(const QList<QWidget *> &stops)
{
    for (qsizetype each = 1; each < stops.size(); ++each)
        QWidget::setTabOrder(stops.at(each - 1), stops.at(each));
}

} // namespace tegata
