// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queuefilter.h"

#include <QList>
#include <QWidget>

#include <functional>

class QAction;
class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace tegata {

class ActionButton;
class FilterEdit;
class QuickChips;

// What a list is narrowed to, above its table: the quick filter; chips for what is looked for most (QuickChips); a
// public key and the other conditions on columns as chips below that can be taken away; how much was found, and the
// button with the key that takes everything away. Holds one QueueFilter, its text as it was typed; due for renewal has
// no field here and stays as it was set. More tools can be put at its end (addTool).
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(QueueView view, QWidget *parent = nullptr);

    const QueueFilter &filter() const { return m_filter; }
    // Without a signal.
    void setFilter(const QueueFilter &filter);
    // As if it was typed.
    void setText(const QString &text);
    // In place of the condition on the same column; an empty one removes it. Emits filterChanged().
    void setCondition(const ColumnCondition &condition);
    // isWhole: false while there may be more. Shown only while something is filtered.
    void setHits(qint64 hits, bool isWhole);
    void addTool(QWidget *tool);
    void focusText();
    // Whether a person narrowed the list.
    bool isNarrowed() const;
    // Who "mine" is; without one there is no such chip.
    void setMe(const QString &id);
    // What the chips stand for, in their order, and how much each finds; place -1: the whole list.
    QList<ColumnCondition> quickConditions() const;
    void setQuickCount(int place, qint64 count);
    // Takes all filters away, with its key. Outlives the bar.
    void setClearAction(QAction *action);

public Q_SLOTS:
    // Asks in a dialog.
    void editCondition(tegata::QueueColumn column);
    void clear();

Q_SIGNALS:
    void filterChanged();
    // Focus moves to the table.
    void left();

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void arrange(); // the quick chips get the room that the text leaves
    void rebuildChips();
    void addChip(const QString &name, const QString &text, const std::function<void()> &remove);
    void fillMenu();

    void showQuick();

    const QueueView m_view;
    QueueFilter m_filter;
    qint64 m_hits = 0;
    bool m_isWhole = true;
    QHBoxLayout *m_line;
    FilterEdit *m_text;
    QLabel *m_count;
    QToolButton *m_columns;
    QMenu *m_menu;
    QuickChips *m_quick;
    QWidget *m_chips; // below: the other conditions
    QList<QToolButton *> m_chipButtons;
    ActionButton *m_clear;
};

} // namespace tegata
