// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QAbstractItemModel>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QStringList>
#include <QTabBar>
#include <QTableView>
#include <QTreeView>

namespace tegata {

namespace languagewalk {

inline void addCells(const QAbstractItemModel &model, const QModelIndex &parent, const QString &place,
                     QStringList &words)
{
    constexpr int MaximumRows = 100;
    for (int row = 0; row < qMin(model.rowCount(parent), MaximumRows); ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column) {
            const QModelIndex index = model.index(row, column, parent);
            for (const int role : {static_cast<int>(Qt::DisplayRole), static_cast<int>(Qt::ToolTipRole),
                                   static_cast<int>(Qt::AccessibleTextRole)})
                words.append(QStringLiteral("%1[%2,%3]#%4: %5")
                                 .arg(place)
                                 .arg(row)
                                 .arg(column)
                                 .arg(role)
                                 .arg(index.data(role).toString()));
        }
        addCells(model, model.index(row, 0, parent), place + QStringLiteral("/%1").arg(row), words);
    }
}

inline void addModel(const QAbstractItemModel *model, bool hasHeader, const QString &place, QStringList &words)
{
    if (!model)
        return;
    for (int column = 0; hasHeader && column < model->columnCount(); ++column)
        words.append(QStringLiteral("%1 header %2: %3")
                         .arg(place)
                         .arg(column)
                         .arg(model->headerData(column, Qt::Horizontal).toString()));
    addCells(*model, {}, place, words);
}

} // namespace languagewalk

// Every text that a person reads or hears of the window and what is in it, each with the place where it stands; nothing
// that a person types.
inline QStringList wordsOf(const QWidget &window)
{
    QStringList words;
    QList<const QWidget *> widgets{&window};
    for (const QWidget *each : window.findChildren<QWidget *>())
        widgets.append(each);
    for (const QWidget *widget : std::as_const(widgets)) {
        const QString place = widget->objectName();
        if (place.isEmpty() || place.startsWith(QLatin1String("qt_")) || widget->window() != &window)
            continue;
        const auto add = [&](const char *what, const QString &text) {
            if (!text.isEmpty())
                words.append(QStringLiteral("%1 %2: %3").arg(place, QLatin1String(what), text));
        };
        add("title", widget->isWindow() ? widget->windowTitle() : QString());
        add("name", widget->accessibleName());
        add("description", widget->accessibleDescription());
        add("toolTip", widget->toolTip());
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            add("text", label->text());
        else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            add("text", button->text());
        else if (const auto *box = qobject_cast<const QGroupBox *>(widget))
            add("title", box->title());
        else if (const auto *line = qobject_cast<const QLineEdit *>(widget))
            add("placeholder", line->placeholderText());
        else if (const auto *text = qobject_cast<const QPlainTextEdit *>(widget))
            add("placeholder", text->placeholderText());
        if (const auto *spin = qobject_cast<const QSpinBox *>(widget))
            add("words",
                spin->prefix() + QLatin1Char('|') + spin->suffix() + QLatin1Char('|') + spin->specialValueText());
        if (const auto *choice = qobject_cast<const QComboBox *>(widget))
            languagewalk::addModel(choice->model(), false, place, words);
        else if (const auto *tabs = qobject_cast<const QTabBar *>(widget))
            for (int tab = 0; tab < tabs->count(); ++tab)
                add("tab", tabs->tabText(tab));
        else if (const auto *view = qobject_cast<const QAbstractItemView *>(widget))
            languagewalk::addModel(view->model(), !qobject_cast<const QListView *>(view), place, words);
    }
    words.sort();
    return words;
}

} // namespace tegata
