// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/accessibilitywalk.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QScrollArea>
#include <QScrollBar>
#include <QStringList>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QWidget>

namespace tegata {

// What every window has to keep, whatever it shows (look.md, Tests). Each answers what is wrong, one line each, with
// the widget's name; nothing where all is well.
namespace windowwalk {

// The window itself and the dialogs above it.
inline QList<QWidget *> openWindows(QWidget &window)
{
    QList<QWidget *> windows{&window};
    const QWidgetList tops = QApplication::topLevelWidgets();
    for (QWidget *top : tops) {
        if (top != &window && top->isVisible() && top->parentWidget() && top->parentWidget()->window() == &window)
            windows.append(top);
    }
    return windows;
}

inline QList<QWidget *> shownWidgets(const QWidget &window)
{
    QList<QWidget *> shown;
    const QList<QWidget *> all = window.findChildren<QWidget *>();
    for (QWidget *each : all) {
        if (each->window() == &window && each->isVisible())
            shown.append(each);
    }
    return shown;
}

inline QString called(const QWidget *widget)
{
    QString name = widget->objectName();
    for (const QWidget *each = widget->parentWidget(); name.isEmpty() && each; each = each->parentWidget())
        name = each->objectName();
    return QStringLiteral("%1 “%2”").arg(QString::fromLatin1(widget->metaObject()->className()), name);
}

// Cut, and yet to be had: host names and other values that people chose.
inline bool isInToolTip(const QString &text, const QString &toolTip)
{
    return !toolTip.isEmpty() && toolTip.contains(text);
}

inline QStringList cutCells(const QTableView &table)
{
    constexpr int MaximumRows = 40;
    QStringList cut;
    const QAbstractItemModel *model = table.model();
    const QFontMetrics line(table.font());
    for (int row = 0; model && row < qMin(model->rowCount(), MaximumRows); ++row) {
        if (table.rowHeight(row) > line.height() * 5 / 2)
            continue; // it has more than one line
        for (int column = 0; column < model->columnCount(); ++column) {
            if (table.isColumnHidden(column))
                continue;
            const QModelIndex index = model->index(row, column);
            const QString text = index.data().toString();
            const QVariant font = index.data(Qt::FontRole);
            const QFontMetrics metrics(font.isValid() ? font.value<QFont>() : table.font());
            if (metrics.horizontalAdvance(text) > table.columnWidth(column) &&
                !isInToolTip(text, index.data(Qt::ToolTipRole).toString()))
                cut.append(QStringLiteral("%1: “%2” in a column of %3")
                               .arg(called(&table), text)
                               .arg(table.columnWidth(column)));
        }
    }
    return cut;
}

inline QStringList cutTabs(const QTabBar &tabs)
{
    QStringList cut;
    const QList<QToolButton *> arrows = tabs.findChildren<QToolButton *>(QString(), Qt::FindDirectChildrenOnly);
    for (const QToolButton *arrow : arrows) {
        if (arrow->isVisible() && arrow->arrowType() != Qt::NoArrow)
            return {QStringLiteral("%1: the tabs do not fit").arg(called(&tabs))};
    }
    for (int tab = 0; tab < tabs.count(); ++tab) {
        if (tabs.isTabVisible(tab) &&
            tabs.tabRect(tab).width() < tabs.fontMetrics().horizontalAdvance(tabs.tabText(tab)))
            cut.append(QStringLiteral("%1: tab “%2”").arg(called(&tabs), tabs.tabText(tab)));
    }
    return cut;
}

inline QStringList cutHeader(const QHeaderView &header)
{
    QStringList cut;
    for (int section = 0; header.orientation() == Qt::Horizontal && section < header.count(); ++section) {
        const QString text = header.model()->headerData(section, Qt::Horizontal).toString();
        if (header.isSectionHidden(section) || text.isEmpty())
            continue;
        if (header.sectionSize(section) < header.fontMetrics().horizontalAdvance(text))
            cut.append(QStringLiteral("%1: header “%2”").arg(called(&header), text));
    }
    return cut;
}

// Words for which there is too little room.
inline QStringList cutTexts(const QWidget &window)
{
    QStringList cut;
    const QList<QWidget *> shown = shownWidgets(window);
    for (const QWidget *widget : shown) {
        const auto add = [&](const QString &text) {
            cut.append(QStringLiteral("%1: “%2”, %3 wide, wants %4")
                           .arg(called(widget), text)
                           .arg(widget->width())
                           .arg(widget->sizeHint().width()));
        };
        if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
            cut += cutTabs(*tabs);
        } else if (const auto *header = qobject_cast<const QHeaderView *>(widget)) {
            cut += cutHeader(*header);
        } else if (const auto *table = qobject_cast<const QTableView *>(widget)) {
            cut += cutCells(*table);
        } else if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            const bool isCut = label->wordWrap() ? label->height() < label->heightForWidth(label->width())
                                                 : label->width() < label->sizeHint().width();
            if (isCut && !label->text().isEmpty() && !isInToolTip(label->text(), label->toolTip()))
                add(label->text());
        } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
            if (QString::fromLatin1(button->metaObject()->className()) == QLatin1String("QToolBarExtension"))
                cut.append(QStringLiteral("%1: the tool bar's buttons do not fit").arg(called(widget)));
            else if (!button->text().isEmpty() && button->width() < button->sizeHint().width())
                add(button->text());
        } else if (const auto *line = qobject_cast<const QLineEdit *>(widget)) {
            if (line->text().isEmpty() &&
                line->width() < line->fontMetrics().horizontalAdvance(line->placeholderText()))
                add(line->placeholderText());
        } else if (const auto *choice = qobject_cast<const QComboBox *>(widget)) {
            if (choice->width() < choice->fontMetrics().horizontalAdvance(choice->currentText()))
                add(choice->currentText());
        }
    }
    return cut;
}

// What can be scrolled to the side. PEM and logs are not wrapped: their lines are no sentences.
inline QStringList sidewaysScrolled(const QWidget &window)
{
    QStringList found;
    const QList<QWidget *> shown = shownWidgets(window);
    for (QWidget *widget : shown) {
        const auto *area = qobject_cast<const QAbstractScrollArea *>(widget);
        const auto *text = qobject_cast<const QPlainTextEdit *>(widget);
        if (!area || (text && text->isReadOnly() && text->lineWrapMode() == QPlainTextEdit::NoWrap))
            continue;
        if (qobject_cast<const QHeaderView *>(widget))
            continue; // its table tells
        if (area->horizontalScrollBar()->maximum() > area->horizontalScrollBar()->minimum())
            found.append(QStringLiteral("%1: %2 too wide for its %3")
                             .arg(called(widget))
                             .arg(area->horizontalScrollBar()->maximum())
                             .arg(area->viewport()->width()));
    }
    return found;
}

// In the order of the Tab key, from the window's first.
inline QList<QWidget *> tabStops(QWidget &window)
{
    if (QWidget *focused = window.focusWidget()) // what was made late gets its place when the key is pressed
        QTest::keyClick(focused, Qt::Key_Tab);
    QList<QWidget *> stops;
    for (QWidget *each = window.nextInFocusChain(); each && each != &window; each = each->nextInFocusChain()) {
        if ((each->focusPolicy() & Qt::TabFocus) && each->isVisible() && each->isEnabled() && !each->focusProxy() &&
            (&window == each->window() || window.isAncestorOf(each)) && !isInnerPart(each))
            stops.append(each);
    }
    return stops;
}

// Where widget stands beside other: what scrolls without the other counts as one whole.
inline QRect placeBeside(const QWidget &widget, const QWidget &other)
{
    const QWidget *whole = &widget;
    for (const QWidget *each = widget.parentWidget(); each && !each->isWindow(); each = each->parentWidget()) {
        if (each->isAncestorOf(&other))
            break;
        if (qobject_cast<const QAbstractScrollArea *>(each))
            whole = each;
    }
    return {whole->mapTo(whole->window(), QPoint()), whole->size()};
}

// Steps of the Tab key against the way one reads: to the left in a line, or up without going to the next column.
inline QStringList againstReading(QWidget &window)
{
    QStringList found;
    const QList<QWidget *> stops = tabStops(window);
    for (int i = 1; i < stops.size(); ++i) {
        const QWidget &from = *stops.at(i - 1);
        const QWidget &to = *stops.at(i);
        const QRect a = placeBeside(from, to);
        const QRect b = placeBeside(to, from);
        const int shared = qMin(a.bottom(), b.bottom()) - qMax(a.top(), b.top()) + 1;
        const bool isOneLine = 2 * shared > qMin(a.height(), b.height());
        if (isOneLine ? b.left() < a.left() : b.top() < a.top() && b.left() <= a.right())
            found.append(QStringLiteral("%1 → %2").arg(called(&from), called(&to)));
    }
    return found;
}

// Widgets that look with the keys as they do without them.
inline QStringList unseenFocus(QWidget &window)
{
    constexpr int Ring = 6; // it lies outside
    QStringList found;
    window.setAttribute(Qt::WA_KeyboardFocusChange); // as after a Tab
    QList<QPointer<QWidget>> stops;
    for (QWidget *each : tabStops(window))
        stops.append(each);
    for (const QPointer<QWidget> &stop : std::as_const(stops)) {
        if (!stop)
            continue; // it went away with what had the keys
        for (QWidget *each = stop->parentWidget(); each; each = each->parentWidget()) {
            if (auto *area = qobject_cast<QScrollArea *>(each))
                area->ensureWidgetVisible(stop);
        }
        const auto picture = [&] {
            const QRect place(stop->mapTo(&window, QPoint()), stop->size());
            return window.grab(place.adjusted(-Ring, -Ring, Ring, Ring)).toImage();
        };
        if (QWidget *before = QApplication::focusWidget())
            before->clearFocus();
        const QImage rest = picture();
        stop->setFocus(Qt::TabFocusReason);
        if (!stop->hasFocus())
            continue; // what had the keys does not let it have them now
        if (picture() == rest)
            found.append(called(stop));
    }
    return found;
}

} // namespace windowwalk

} // namespace tegata
