// SPDX-License-Identifier: Apache-2.0
#include "ui/records/findactions.h"

#include "ui/common/commandregistry.h"
#include "ui/records/queuetabs.h"

#include <QAction>
#include <QWidget>

#include <array>

namespace tegata {

namespace {

enum Command
{
    Filter,
    ClearFilter,
    Columns,
    Renewals,
    Save,
    Rename,
    Remove,
    MoveLeft,
    MoveRight,
    CommandCount
};

struct Face
{
    const char *name; // object name
    const char *command;
    CommandCategory category;
    const char *keys;
};

constexpr std::array<Face, CommandCount> Faces = {{
    {"filterCommand", "operator.filter", CommandCategory::Find, "/; Ctrl+F"},
    {"clearFilterCommand", "operator.removeFilters", CommandCategory::Find, ""},
    {"columnsCommand", "operator.chooseColumns", CommandCategory::View, ""},
    {"renewalsCommand", "operator.showRenewals", CommandCategory::Find, ""},
    {"saveSearchCommand", "operator.saveSearch", CommandCategory::Find, ""},
    {"renameSearchCommand", "operator.renameSearch", CommandCategory::Find, ""},
    {"removeSearchCommand", "operator.removeSearch", CommandCategory::Find, ""},
    {"moveSearchLeftCommand", "operator.moveSearchLeft", CommandCategory::Find, ""},
    {"moveSearchRightCommand", "operator.moveSearchRight", CommandCategory::Find, ""},
}};

} // namespace

FindActions::FindActions(QueueTabs &tabs, CommandRegistry &commands, QWidget &scope, QObject *parent)
    : QObject(parent), m_tabs(tabs)
{
    for (const Face &face : Faces) {
        auto *action = new QAction(this);
        action->setObjectName(QLatin1String(face.name));
        action->setShortcutContext(Qt::WindowShortcut); // while the desk is shown, wherever the focus is
        commands.add(QLatin1String(face.command), face.category, action,
                     QKeySequence::listFromString(QLatin1String(face.keys)));
        m_actions.append(action);
    }
    scope.addActions(m_actions);
    connect(m_actions[Filter], &QAction::triggered, &tabs, &QueueTabs::focusFilter);
    connect(m_actions[ClearFilter], &QAction::triggered, &tabs, &QueueTabs::clearFilter);
    connect(m_actions[Columns], &QAction::triggered, &tabs, &QueueTabs::chooseColumns);
    connect(m_actions[Renewals], &QAction::triggered, &tabs, &QueueTabs::showRenewals);
    connect(m_actions[Save], &QAction::triggered, &tabs, &QueueTabs::saveSearch);
    connect(m_actions[Rename], &QAction::triggered, &tabs, &QueueTabs::renameSearch);
    connect(m_actions[Remove], &QAction::triggered, &tabs, &QueueTabs::removeSearch);
    connect(m_actions[MoveLeft], &QAction::triggered, &tabs, [&tabs] { tabs.moveSearch(-1); });
    connect(m_actions[MoveRight], &QAction::triggered, &tabs, [&tabs] { tabs.moveSearch(1); });
    connect(&tabs, &QueueTabs::tabChanged, this, &FindActions::update);
    retranslate();
    update();
}

void FindActions::retranslate()
{
    const std::array<QString, CommandCount> texts = {
        tr("Filter the list"),
        tr("Remove all filters"),
        tr("Columns…"),
        tr("Due for renewal"),
        tr("Save filter and order as a tab…"),
        tr("Rename the saved tab…"),
        tr("Remove the saved tab"),
        tr("Move the saved tab to the left"),
        tr("Move the saved tab to the right"),
    };
    for (int i = 0; i < CommandCount; ++i)
        m_actions[i]->setText(texts[static_cast<std::size_t>(i)]);
}

void FindActions::update()
{
    const bool isSaved = m_tabs.isSavedSearch();
    for (const Command command : {Rename, Remove, MoveLeft, MoveRight}) {
        m_actions[command]->setEnabled(isSaved);
        m_actions[command]->setStatusTip(isSaved ? QString() : tr("This tab is not a saved search."));
    }
}

} // namespace tegata
