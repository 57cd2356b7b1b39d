// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/workspaceactions.h"

#include "ui/common/commandregistry.h"

#include <array>

namespace tegata {

namespace {

struct Face
{
    const char *name; // object name
    const char *command;
    CommandCategory category;
    const char *keys;
};

constexpr std::array<Face, WorkspaceActions::CommandCount> Faces = {{
    {"undoAction", "operator.takeBack", CommandCategory::Decide, "Ctrl+Z"},
    {"outboxAction", "operator.showWaitingDecisions", CommandCategory::Decide, "O"},
    {"conflictsAction", "operator.decideConflicts", CommandCategory::Decide, "W"},
    {"nextRowAction", "operator.nextRow", CommandCategory::Move, "J"},
    {"previousRowAction", "operator.previousRow", CommandCategory::Move, "K"},
    {"markRowAction", "operator.markRow", CommandCategory::Move, "M"},
    {"markAllAction", "operator.markAllRows", CommandCategory::Move, "Ctrl+A"},
    {"queueAction", "operator.goToQueue", CommandCategory::Move, "Q"},
    {"detailsAction", "operator.goToDetails", CommandCategory::Move, "D"},
    {"paletteAction", "operator.allCommands", CommandCategory::Find, "Ctrl+K"},
    {"keyHelpAction", "operator.showKeys", CommandCategory::View, "?; F1"},
    {"changeKeysAction", "operator.changeKeys", CommandCategory::View, ""},
}};

} // namespace

WorkspaceActions::WorkspaceActions(CommandRegistry &commands, QObject *parent) : QObject(parent)
{
    for (int i = 0; i < CommandCount; ++i) {
        const Face &face = Faces[static_cast<std::size_t>(i)];
        auto *action = new QAction(this);
        action->setObjectName(QLatin1String(face.name));
        action->setShortcutContext(Qt::WindowShortcut); // while the desk is shown, wherever the focus is
        commands.add(QLatin1String(face.command), face.category, action,
                     QKeySequence::listFromString(QLatin1String(face.keys)));
        connect(action, &QAction::triggered, this, [this, i] { Q_EMIT triggered(static_cast<Command>(i)); });
        m_actions.append(action);
    }
    action(Command::Undo)->setAutoRepeat(false);
    retranslate();
}

void WorkspaceActions::retranslate()
{
    const std::array<QString, CommandCount> texts = {
        tr("Ta&ke back the last decision"),
        tr("&Waiting decisions…"),
        tr("&Decide what changed meanwhile…"),
        tr("Next row"),
        tr("Previous row"),
        tr("&Mark row"),
        tr("Mark &all rows"),
        tr("Go to the &queue"),
        tr("Go to the &details"),
        tr("All &commands…"),
        tr("All &keys…"),
        tr("C&hange keys…"),
    };
    for (int i = 0; i < CommandCount; ++i)
        m_actions[i]->setText(texts[static_cast<std::size_t>(i)]);
}

void WorkspaceActions::setReason(Command command, const QString &reason)
{
    action(command)->setEnabled(reason.isEmpty());
    action(command)->setStatusTip(reason);
}

} // namespace tegata
