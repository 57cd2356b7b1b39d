// SPDX-License-Identifier: Apache-2.0
#include "ui/common/refusedkeys.h"

#include "ui/common/commandregistry.h"

#include <QAction>
#include <QShortcut>
#include <QWidget>

namespace tegata {

RefusedKeys::RefusedKeys(CommandRegistry &commands, const QString &scope, QWidget &within)
    : QObject(&within), m_commands(commands), m_scope(scope), m_within(within)
{
    connect(&m_commands, &CommandRegistry::commandsChanged, this, &RefusedKeys::build);
    connect(&m_commands, &CommandRegistry::keysChanged, this, &RefusedKeys::build);
    build();
}

void RefusedKeys::build()
{
    qDeleteAll(m_shortcuts);
    m_shortcuts.clear();
    for (const CommandEntry &each : m_commands.commands()) {
        if (each.scope() != m_scope)
            continue;
        QAction *action = each.action;
        for (const QKeySequence &key : action->shortcuts()) {
            auto *shortcut = new QShortcut(key, &m_within);
            shortcut->setContext(Qt::WindowShortcut);
            shortcut->setAutoRepeat(false);
            shortcut->setEnabled(!action->isEnabled());
            connect(action, &QAction::changed, shortcut,
                    [shortcut, action] { shortcut->setEnabled(!action->isEnabled()); });
            connect(shortcut, &QShortcut::activated, this, [this, name = each.name] { (void)m_commands.run(name); });
            m_shortcuts.append(shortcut);
        }
    }
}

} // namespace tegata
