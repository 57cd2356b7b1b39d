// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/enrollmentdesk.h"
#include "ui/common/commandset.h"

#include <QAction>
#include <QWidget>

class QStackedWidget;
class QTableView;
class QToolBar;

namespace tegata {

class DraftListModel;
class EmptyState;

// The list of drafts with its commands. Does nothing itself: it shows the drafts and says what the person wants with
// the chosen one.
class DraftList : public QWidget
{
    Q_OBJECT

public:
    enum class Command
    {
        New,
        Renew,
        Open,
        Rename,
        Duplicate,
        Versions,
        Export,
        Import,
        Refresh, // the state at the site
        Remove
    };

    explicit DraftList(QWidget *parent = nullptr);

    void setDrafts(const QList<DraftInfo> &drafts);
    // Whether there is a site that renewals and receipts can come from.
    void setHasSite(bool hasSite);
    void select(const QString &id);
    // Null while none is chosen.
    const DraftInfo *selected() const;
    // In the order of menus and bars.
    QList<QAction *> actions() const;
    void focusTable();

Q_SIGNALS:
    // For New, Renew and Import the id says nothing.
    void triggered(tegata::DraftList::Command command, const QString &id);

protected:
    void changeEvent(QEvent *event) override;

private:
    QAction *action(Command command) const { return m_commands->action(command); }
    void declareCommands();
    void declare(Command id, const std::function<QString()> &reasonAgainst, CommandDeclaration declared);
    void addButtons();
    void retranslate();
    void sizeColumns();

    bool m_hasSite = false;
    CommandSet *m_commands;
    QToolBar *m_toolBar;
    QStackedWidget *m_stack;
    DraftListModel *m_model;
    QTableView *m_table;
    EmptyState *m_empty;
};

} // namespace tegata
