// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QAction;
class QWidget;

namespace tegata {

class CommandRegistry;
class CommandSet;
class QueueTabs;

// What QueueTabs does, as named commands with keys: filter, columns, saved searches. They work in the whole desk, so
// that "/" leads from the details to the filter. Tabs, registry and desk outlive it.
class FindActions : public QObject
{
    Q_OBJECT

public:
    FindActions(QueueTabs &tabs, CommandRegistry &commands, const QString &scope, QWidget &desk,
                QObject *parent = nullptr);

    // Takes all filters of the tab away that is shown.
    QAction *clearAction() const;
    void retranslate();
    // What can be done with the tab that is shown now.
    void update();

private:
    void declareFiltering();
    void declareSearches();

    QueueTabs &m_tabs;
    CommandSet *m_commands;
};

} // namespace tegata
