// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queuefilter.h"

#include <QList>
#include <QWidget>

class QMenu;

namespace tegata {

class Chip;

// What a list is narrowed to most, a chip each in one line: all, errors, warnings, passed, EV, mine; each on or off,
// with the number of what it finds in all of the list. Chips for which there is no room are left out, those that are on
// never, and stand in a menu instead (look.md, Components). Shows a filter and asks for another; holds none of its own.
class QuickChips : public QWidget
{
    Q_OBJECT

public:
    explicit QuickChips(QueueView view, QWidget *parent = nullptr);

    // Who "mine" is; without one there is no such chip.
    void setMe(const QString &id);
    // What the chips stand for, in their order, and how much each finds; place -1: the whole list.
    QList<ColumnCondition> conditions() const;
    void setCount(int place, qint64 count);
    // The chips that are on by it.
    void showFilter(const QueueFilter &filter, bool isNarrowed);
    // Whether they already show all that it asks for.
    bool covers(const ColumnCondition &condition) const;
    // Leaves out what this width has no room for.
    void fit(int width);
    // Those that are left out, to be switched there.
    void addLeftOut(QMenu &menu);
    void retranslate();
    // It never asks for room.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    // In place of what is asked of its column; an empty one asks nothing.
    void conditionWanted(const tegata::ColumnCondition &condition);
    void allWanted();

private:
    // A chip that stands for one value of a column, or for one word in it.
    struct Quick
    {
        Chip *chip;
        QueueColumn column;
        int value;       // of columns with values
        QString content; // of columns with texts
        bool isOffered = true;
    };
    void add(const char *name, const QString &picture, QueueColumn column, int value);
    void toggle(const Quick &quick, bool isOn);
    bool isOn(const Quick &quick) const;
    QString wordOf(const Quick &quick) const;

    QList<ColumnCondition> m_asked; // of the filter that is shown
    QList<Quick> m_quick;
    Chip *m_all;
};

} // namespace tegata
