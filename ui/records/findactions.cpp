// SPDX-License-Identifier: Apache-2.0
#include "ui/records/findactions.h"

#include "ui/common/commandset.h"
#include "ui/records/queuetabs.h"

#include <QAction>
#include <QWidget>

namespace tegata {

namespace {

enum class FindCommand
{
    Filter,
    ClearFilter,
    Columns,
    Renewals,
    Save,
    Rename,
    Remove,
    MoveLeft,
    MoveRight
};

} // namespace

FindActions::FindActions(QueueTabs &tabs, CommandRegistry &commands, const QString &scope, QWidget &desk,
                         QObject *parent)
    : QObject(parent), m_tabs(tabs), m_commands(new CommandSet(staticMetaObject, this))
{
    declareFiltering();
    declareSearches();
    m_commands->addTo(commands, scope);
    desk.addActions(m_commands->actions());
    connect(&tabs, &QueueTabs::tabChanged, this, &FindActions::update);
    retranslate();
}

void FindActions::declareFiltering()
{
    m_commands->add(FindCommand::Filter, {.name = "filter",
                                          .objectName = "filterCommand",
                                          .category = CommandCategory::Find,
                                          .keys = "/; Ctrl+F",
                                          .text = QT_TR_NOOP("Filter the list"),
                                          .run = [this] { m_tabs.focusFilter(); }});
    m_commands->add(FindCommand::ClearFilter, {.name = "removeFilters",
                                               .objectName = "clearFilterCommand",
                                               .category = CommandCategory::Find,
                                               .keys = "Backspace",
                                               .text = QT_TR_NOOP("Remove all filters"),
                                               .run = [this] { m_tabs.clearFilter(); }});
    m_commands->add(FindCommand::Columns, {.name = "chooseColumns",
                                           .objectName = "columnsCommand",
                                           .category = CommandCategory::View,
                                           .text = QT_TR_NOOP("Columns…"),
                                           .run = [this] { m_tabs.chooseColumns(); }});
    m_commands->add(FindCommand::Renewals, {.name = "showRenewals",
                                            .objectName = "renewalsCommand",
                                            .category = CommandCategory::Find,
                                            .text = QT_TR_NOOP("Due for renewal"),
                                            .run = [this] { m_tabs.showRenewals(); }});
}

void FindActions::declareSearches()
{
    const auto add = [this](FindCommand id, CommandDeclaration declared) {
        declared.category = CommandCategory::Find;
        m_commands->add(id, std::move(declared));
    };
    const auto ofSearch = [this] {
        return CommandState::possibleIf(m_tabs.isSavedSearch(), tr("This tab is not a saved search."));
    };
    add(FindCommand::Save, {.name = "saveSearch",
                            .objectName = "saveSearchCommand",
                            .text = QT_TR_NOOP("Save filter and order as a tab…"),
                            .run = [this] { m_tabs.saveSearch(); }});
    add(FindCommand::Rename, {.name = "renameSearch",
                              .objectName = "renameSearchCommand",
                              .text = QT_TR_NOOP("Rename the saved tab…"),
                              .state = ofSearch,
                              .run = [this] { m_tabs.renameSearch(); }});
    add(FindCommand::Remove, {.name = "removeSearch",
                              .objectName = "removeSearchCommand",
                              .text = QT_TR_NOOP("Remove the saved tab"),
                              .state = ofSearch,
                              .run = [this] { m_tabs.removeSearch(); }});
    add(FindCommand::MoveLeft, {.name = "moveSearchLeft",
                                .objectName = "moveSearchLeftCommand",
                                .text = QT_TR_NOOP("Move the saved tab to the left"),
                                .state = ofSearch,
                                .run = [this] { m_tabs.moveSearch(-1); }});
    add(FindCommand::MoveRight, {.name = "moveSearchRight",
                                 .objectName = "moveSearchRightCommand",
                                 .text = QT_TR_NOOP("Move the saved tab to the right"),
                                 .state = ofSearch,
                                 .run = [this] { m_tabs.moveSearch(1); }});
}

QAction *FindActions::clearAction() const
{
    return m_commands->action(FindCommand::ClearFilter);
}

void FindActions::retranslate()
{
    m_commands->retranslate();
}

void FindActions::update()
{
    m_commands->update();
}

} // namespace tegata
