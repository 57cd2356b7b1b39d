// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAction>
#include <QList>
#include <QObject>

namespace tegata {

class CommandRegistry;

// The workspace's commands beside the actions on requests and certificates: moving, choosing several rows, what was
// given and can be taken back, and the lists of all commands and keys.
class WorkspaceActions : public QObject
{
    Q_OBJECT

public:
    enum class Command
    {
        Undo,
        Outbox,
        Conflicts,
        NextRow,
        PreviousRow,
        MarkRow,
        MarkAll,
        Queue,
        Details,
        Palette,
        KeyHelp,
        ChangeKeys
    };
    static constexpr int CommandCount = 12;

    explicit WorkspaceActions(CommandRegistry &commands, QObject *parent = nullptr);

    QAction *action(Command command) const { return m_actions[static_cast<int>(command)]; }
    const QList<QAction *> &actions() const { return m_actions; }
    // What belongs to the menu of the work; the rest is for the view.
    QList<QAction *> workActions() const { return m_actions.mid(0, 3); }
    QList<QAction *> viewActions() const { return m_actions.mid(3); }
    void retranslate();
    // reason: why it is not possible now; empty: it is.
    void setReason(Command command, const QString &reason);

Q_SIGNALS:
    void triggered(tegata::WorkspaceActions::Command command);

private:
    QList<QAction *> m_actions;
};

} // namespace tegata
