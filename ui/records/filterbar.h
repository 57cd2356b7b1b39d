// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queuefilter.h"

#include <QList>
#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace tegata {

class FilterEdit;

// What a list is narrowed to, above its table: the quick filter, a public key and the conditions on columns as chips
// that can be taken away, and how much was found. Holds one QueueFilter, its text as it was typed; due for renewal has
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

public Q_SLOTS:
    // Asks in a dialog.
    void editCondition(tegata::QueueColumn column);
    void clear();

Q_SIGNALS:
    void filterChanged();
    // Focus moves to the table.
    void left();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void rebuildChips();
    void addChip(const QString &name, const QString &text, const std::function<void()> &remove);
    void fillMenu();

    const QueueView m_view;
    QueueFilter m_filter;
    qint64 m_hits = 0;
    bool m_isWhole = true;
    QHBoxLayout *m_line;
    FilterEdit *m_text;
    QLabel *m_count;
    QToolButton *m_columns;
    QMenu *m_menu;
    QWidget *m_chips;
    QList<QToolButton *> m_chipButtons;
};

} // namespace tegata
