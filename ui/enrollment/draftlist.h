// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/enrollmentdesk.h"
#include "ui/common/commandset.h"

#include <QAction>
#include <QWidget>

#include <functional>

class QStackedWidget;
class QTableView;
class QToolBar;

namespace tegata {

class DraftListModel;
class EmptyState;

// The list of drafts with its commands. Does nothing itself: it shows the drafts and hands the chosen one to whoever
// does it.
class DraftList : public QWidget
{
    Q_OBJECT

public:
    // What the commands do, with the draft that is chosen where they are about one.
    struct Handlers
    {
        std::function<void()> create;
        std::function<void()> renew;
        std::function<void()> importFile;
        std::function<void(const DraftInfo &)> open;
        std::function<void(const DraftInfo &)> rename;
        std::function<void(const DraftInfo &)> duplicate;
        std::function<void(const DraftInfo &)> showVersions;
        std::function<void(const DraftInfo &)> exportFile;
        std::function<void(const DraftInfo &)> refresh;
        std::function<void(const DraftInfo &)> remove;
    };

    explicit DraftList(const Handlers &handlers, QWidget *parent = nullptr);

    void setDrafts(const QList<DraftInfo> &drafts);
    // Whether there is a site that renewals and receipts can come from.
    void setHasSite(bool hasSite);
    void select(const QString &id);
    // Null while none is chosen.
    const DraftInfo *selected() const;
    // In the order of menus and bars.
    QList<QAction *> actions() const;
    void focusTable();

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
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

    QAction *action(Command command) const { return m_commands->action(command); }
    void declareStarts(const Handlers &handlers);
    void declareChanges(const Handlers &handlers);
    void declareRecords(const Handlers &handlers);
    // reason: of the functions below; null: it is always possible.
    using Reason = QString (DraftList::*)() const;
    void declare(Command id, Reason reason, CommandDeclaration declared);
    void declareFor(Command id, Reason reason, const std::function<void(const DraftInfo &)> &work,
                    CommandDeclaration declared);
    // Why a command cannot be used now; empty: it can.
    QString reasonWithoutDraft() const;
    QString reasonAgainstReading() const;
    QString reasonWithoutSite() const;
    QString reasonAgainstRefreshing() const;
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
