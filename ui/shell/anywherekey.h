// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QAction;
class QWidget;

namespace tegata {

// The keys of an action, wherever the focus is: a modal dialog, a menu and a window beside the main one keep an
// action's keys from it, and a text field takes some for itself (Ctrl+K deletes to the line's end). Lives on the GUI
// thread; the action outlives it.
class AnywhereKey : public QObject
{
    Q_OBJECT

public:
    enum class Reach
    {
        ThisWindow, // not where a dialog or a menu is open
        EveryWindow // whoever leaves the desk must not have to close anything first
    };

    AnywhereKey(QAction &action, Reach reach, QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isInReach() const;

    QAction &m_action;
    const Reach m_reach;
    QWidget *m_window;
};

} // namespace tegata
