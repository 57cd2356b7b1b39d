// SPDX-License-Identifier: Apache-2.0
#include "ui/common/commandset.h"

#include "ui/common/paletteicon.h"
#include "ui/common/translateddialog.h"

#include <QAction>
#include <QCoreApplication>

#include <algorithm>

namespace tegata {

CommandSet::CommandSet(const QMetaObject &owner, QObject *parent) : QObject(parent), m_context(owner.className()) {}

void CommandSet::addEntry(int id, CommandDeclaration command)
{
    Q_ASSERT(command.objectName && command.text && command.run && !entryAction(id));
    auto *action = new QAction(command.icon ? PaletteIcon::icon(QLatin1String(command.icon)) : QIcon(), {}, this);
    action->setObjectName(QLatin1String(command.objectName));
    action->setShortcuts(QKeySequence::listFromString(QLatin1String(command.keys)));
    action->setShortcutContext(command.isLocal ? Qt::WidgetWithChildrenShortcut : Qt::WindowShortcut);
    action->setAutoRepeat(command.isRepeated);
    connect(action, &QAction::triggered, this, [run = command.run] { run(); });
    m_entries.append({id, std::move(command), action});
}

QAction *CommandSet::entryAction(int id) const
{
    const auto found =
        std::find_if(m_entries.cbegin(), m_entries.cend(), [id](const Entry &each) { return each.id == id; });
    return found == m_entries.cend() ? nullptr : found->action;
}

QList<QAction *> CommandSet::actions() const
{
    QList<QAction *> all;
    for (const Entry &each : m_entries)
        all.append(each.action);
    return all;
}

QList<QAction *> CommandSet::actionsOf(const QList<CommandCategory> &categories) const
{
    QList<QAction *> found;
    for (const Entry &each : m_entries) {
        if (categories.contains(each.command.category))
            found.append(each.action);
    }
    return found;
}

void CommandSet::addTo(CommandRegistry &registry, const QString &scope)
{
    for (const Entry &each : std::as_const(m_entries)) {
        if (each.command.name)
            registry.add(scope + QLatin1Char('.') + QLatin1String(each.command.name), each.command.category,
                         each.action, QKeySequence::listFromString(QLatin1String(each.command.keys)));
    }
}

void CommandSet::retranslate()
{
    for (const Entry &each : std::as_const(m_entries)) {
        const QString text = QCoreApplication::translate(m_context, each.command.text);
        each.action->setText(each.command.value ? text.arg(each.command.value()) : text);
        // Buttons and tool tips have no letter for Alt; Qt's own form leaves the one behind a Japanese word.
        each.action->setIconText(withoutMnemonic(each.action->text()));
    }
    update();
}

void CommandSet::update()
{
    for (const Entry &each : std::as_const(m_entries)) {
        const CommandState state = each.command.state ? each.command.state() : CommandState();
        each.action->setVisible(state.isOffered);
        each.action->setEnabled(state.reason.isEmpty());
        each.action->setStatusTip(state.reason.isEmpty() ? state.remark : state.reason);
        const QString keys = each.action->shortcut().toString(QKeySequence::NativeText);
        QString tip = each.action->iconText();
        if (!keys.isEmpty())
            tip += QStringLiteral(" (%1)").arg(keys);
        for (const QString &more : {state.reason, state.remark}) {
            if (!more.isEmpty())
                tip += QLatin1Char('\n') + more;
        }
        each.action->setToolTip(tip);
    }
}

} // namespace tegata
