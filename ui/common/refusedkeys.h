// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>

class QShortcut;
class QWidget;

namespace tegata {

class CommandRegistry;

// Catches the keys of commands that are not possible now, so that a key that does nothing says why
// (CommandRegistry::refused). Qt gives a disabled action no key; a shortcut takes its place.
class RefusedKeys : public QObject
{
    Q_OBJECT

public:
    // For the commands of one scope, within the widget. Both outlive it.
    RefusedKeys(CommandRegistry &commands, const QString &scope, QWidget &within);

private:
    void build();

    CommandRegistry &m_commands;
    const QString m_scope;
    QWidget &m_within;
    QList<QShortcut *> m_shortcuts;
};

} // namespace tegata
