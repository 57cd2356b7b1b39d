// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/cache/queuefilter.h"
#include "core/desk/customerrecords.h"
#include "ui/common/commandset.h"

#include <QAction>
#include <QList>
#include <QObject>
#include <QTimer>

namespace tegata {

class CommandRegistry;
class FileFinder;
class LanguageController;
class QueueTabs;

// What somebody does with lists of issued certificates beside looking at one: export, when they end, what is due for
// renewal, finding by a file (chosen, dropped or pasted). Owns these commands and opens their dialogs over the
// workspace. Records, language, worker, tabs and commands outlive it.
class CertificateDesk : public QObject
{
    Q_OBJECT

public:
    enum class Command
    {
        Export,
        Expiries,
        DueForRenewal,
        FindByFile,
        FindCopied,
        CopyName
    };

    // scope: of the commands' names. window: parent of the dialogs, owns this.
    CertificateDesk(CustomerRecords &records, const LanguageController &language, Worker &worker, QueueTabs &tabs,
                    CommandRegistry &commands, const QString &scope, QWidget *window);

    QAction *action(Command command) const { return m_commands->action(command); }
    QList<QAction *> actions() const { return m_commands->actions(); }
    void retranslate() { m_commands->retranslate(); }
    // How many certificates are due for renewal (V19), by the cache; 0 before it is known.
    qint64 dueCount() const { return m_due; }
    FileFinder &finder() { return *m_finder; }

Q_SIGNALS:
    // A list, or a row, is to be shown.
    void queryRequested(const tegata::QueueQuery &query);
    void rowRequested(const tegata::QueueRow &row);
    // For the status bar.
    void announced(const QString &text); // done
    void hinted(const QString &text);    // why nothing, or something else, was done
    void failed(const tegata::Error &error);
    // For the status bar and reminders.
    void dueCountChanged(qint64 count);

protected:
    // What is dropped on the tabs.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void connectFinder();
    void declareLists();
    void declareFinding();
    void findCopied();
    void countDue();
    void openExport();
    void openExpiries();
    void chooseFile();
    void copyName();

    CustomerRecords &m_records;
    const LanguageController &m_language;
    Worker &m_worker;
    QueueTabs &m_tabs;
    QWidget *m_window;
    FileFinder *m_finder;
    CommandSet *m_commands;
    QTimer m_dueTimer; // counts after the feed has calmed down, and when another day may have begun
    qint64 m_due = 0;
};

} // namespace tegata
