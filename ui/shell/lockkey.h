// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QAction;

namespace tegata {

// The keys of the lock action, wherever the focus is: a modal dialog, a menu and a window beside the main one keep an
// action's keys from it, and whoever leaves the desk must not have to close anything first. Lives on the GUI thread;
// the action outlives it.
class LockKey : public QObject
{
    Q_OBJECT

public:
    LockKey(QAction &lock, QObject *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QAction &m_lock;
};

} // namespace tegata
