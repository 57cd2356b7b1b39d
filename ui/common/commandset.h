// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/common/commandregistry.h"

#include <QList>
#include <QObject>
#include <QString>

#include <functional>

class QAction;

namespace tegata {

// Whether a command can be used on what is chosen now. A value.
struct CommandState
{
    QString reason = {};   // why not, in words; empty: it can
    bool isOffered = true; // false: not shown at all, there is no such thing here
    QString remark = {};   // what else is to be said of it

    // reason: why not, where it cannot.
    static CommandState possibleIf(bool can, const QString &reason) { return {can ? QString() : reason, true, {}}; }
};

// All of one command, in one place.
struct CommandDeclaration
{
    const char *name = nullptr; // CommandEntry::name without its scope; null: it is in no registry
    const char *objectName = nullptr;
    CommandCategory category = CommandCategory::Program;
    const char *icon = nullptr;               // of PaletteIcon; null: none
    const char *keys = "";                    // the default ones, "; " between them
    const char *text = nullptr;               // QT_TR_NOOP in a member function of the set's owner
    std::function<QString()> value = {};      // for the text's %1
    std::function<CommandState()> state = {}; // its precondition; none: it is always possible
    std::function<void()> run = {};           // what it does
    bool isRepeated = true;                   // while its key is held down
    bool isLocal = false;                     // its keys count in its widget alone, not in the whole window
};

// The commands of one part of a desk and their actions, in the order in which they were declared: the order of menus
// and bars. Ids are those of the owner's enum, one enum a set. Owns the actions; what the functions of a declaration
// use outlives it. Lives on the GUI thread.
class CommandSet : public QObject
{
    Q_OBJECT

public:
    // owner: of the class that declares them, the context of their texts.
    explicit CommandSet(const QMetaObject &owner, QObject *parent = nullptr);

    template <typename Id>
    void add(Id id, CommandDeclaration command)
    {
        addEntry(static_cast<int>(id), std::move(command));
    }
    template <typename Id>
    QAction *action(Id id) const
    {
        return entryAction(static_cast<int>(id));
    }
    QList<QAction *> actions() const;
    // Only those of these categories.
    QList<QAction *> actionsOf(const QList<CommandCategory> &categories) const;
    // Gives those with a name to the registry, which gives them their keys. Without this the default keys count.
    // scope: of the desk that they work in ("operator").
    void addTo(CommandRegistry &registry, const QString &scope);
    // Texts anew, then update().
    void retranslate();
    // What can be used now.
    void update();

private:
    struct Entry
    {
        int id;
        CommandDeclaration command;
        QAction *action;
    };

    void addEntry(int id, CommandDeclaration command);
    QAction *entryAction(int id) const;

    const char *const m_context;
    QList<Entry> m_entries;
};

} // namespace tegata
