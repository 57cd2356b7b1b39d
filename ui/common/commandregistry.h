// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>

class QAction;

namespace tegata {

// Under what a command is listed in the help and in the dialog of the keys.
enum class CommandCategory
{
    Move,        // through rows and tabs
    Decide,      // about requests
    Certificate, // about issued certificates
    Find,
    View,
    Program,
};
inline constexpr int CommandCategoryCount = 6;

// One command of the program. Text, enabling and the reason against it (status tip) are those of the action.
struct CommandEntry
{
    QString name; // "operator.approve": where it works ("program": everywhere), and English words; stays for ever
    CommandCategory category = CommandCategory::Program;
    QAction *action = nullptr;
    QList<QKeySequence> defaultKeys;

    QString scope() const { return name.section(QLatin1Char('.'), 0, 0); }
};

// All commands by name, and the keys that the person gave them: menus, palette, help and the dialog of the keys take
// them from here. Keys other than the default ones are kept in a settings file. Text fields keep single letters for
// themselves (Qt asks them first), so that a one-letter key works in tables and details and is typed in a field.
// Lives on the GUI thread; owns no action.
class CommandRegistry : public QObject
{
    Q_OBJECT

public:
    // settingsFile: an ini file; empty keeps nothing.
    explicit CommandRegistry(QString settingsFile = {}, QObject *parent = nullptr);

    // Gives the action its keys. It leaves when the action is destroyed; a name that is taken already takes the new
    // one.
    void add(const QString &name, CommandCategory category, QAction *action,
             const QList<QKeySequence> &defaultKeys = {});
    const QList<CommandEntry> &commands() const { return m_commands; }
    const CommandEntry *command(const QString &name) const;
    // Those that work now: everywhere, or in the scope that was set.
    QList<CommandEntry> available() const;
    void setScope(const QString &scope) { m_scope = scope; }
    const QString &scope() const { return m_scope; }

    QList<QKeySequence> keys(const QString &name) const;
    // As a person reads them: "A, Ctrl+Return".
    QString keyText(const QString &name) const;
    const QString &settingsFile() const { return m_settingsFile; }
    void setKeys(const QString &name, const QList<QKeySequence> &keys);
    bool hasDefaultKeys(const QString &name) const;
    void reset(const QString &name);
    void resetAll();
    // The names of the other commands that the key would also mean, where the named one works.
    QStringList conflicts(const QString &name, const QKeySequence &key) const;

    // Triggers an enabled command. For a disabled one, returns why it is not possible and emits refused().
    std::optional<QString> run(const QString &name);
    // The names of the commands that were run by name, the last one first; kept with the keys.
    const QStringList &recent() const { return m_recent; }
    // Text without mnemonic and dots: "Reject".
    static QString plainText(const QAction &action);
    // The English words of its name: "add note".
    static QString englishText(const QString &name);
    static QString categoryText(CommandCategory category);

Q_SIGNALS:
    void commandsChanged();
    void keysChanged();
    void refused(const QString &name, const QString &reason);

private:
    void apply(const CommandEntry &command);

    const QString m_settingsFile;
    QString m_scope;
    QStringList m_recent;
    QList<CommandEntry> m_commands; // in the order in which they were added
};

} // namespace tegata
