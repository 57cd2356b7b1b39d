// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QWidget;

namespace tegata {

class CommandRegistry;
class QueueTabs;

// What QueueTabs does, as named commands with keys: filter, columns, saved searches. They work in the whole scope, so
// that "/" leads from the details to the filter. Tabs, registry and scope outlive it.
class FindActions : public QObject
{
    Q_OBJECT

public:
    FindActions(QueueTabs &tabs, CommandRegistry &commands, QWidget &scope, QObject *parent = nullptr);

    void retranslate();
    // What can be done with the tab that is shown now.
    void update();

private:
    QueueTabs &m_tabs;
    QList<QAction *> m_actions;
};

} // namespace tegata
