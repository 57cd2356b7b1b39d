// SPDX-License-Identifier: Apache-2.0
#include "ui/common/commandregistry.h"

#include "ui/common/settingsfile.h"

#include <QAction>
#include <QRegularExpression>
#include <QSettings>

#include <algorithm>

namespace tegata {

namespace {

constexpr auto Everywhere = "program";
constexpr auto RecentKey = "palette/recent";
constexpr int RecentLimit = 12;

QString settingsKey(const QString &name)
{
    return QStringLiteral("keys/") + name;
}

bool meetsScope(const QString &one, const QString &other)
{
    return one == other || one == QLatin1String(Everywhere) || other == QLatin1String(Everywhere);
}

} // namespace

CommandRegistry::CommandRegistry(QString settingsFile, QObject *parent)
    : QObject(parent), m_settingsFile(std::move(settingsFile))
{
    if (!m_settingsFile.isEmpty())
        m_recent = QSettings(m_settingsFile, QSettings::IniFormat).value(QLatin1String(RecentKey)).toStringList();
}

void CommandRegistry::add(const QString &name, CommandCategory category, QAction *action,
                          const QList<QKeySequence> &defaultKeys)
{
    m_commands.removeIf([&name](const CommandEntry &each) { return each.name == name; });
    m_commands.append({name, category, action, defaultKeys});
    apply(m_commands.constLast());
    connect(action, &QObject::destroyed, this, [this](const QObject *gone) {
        m_commands.removeIf([gone](const CommandEntry &each) { return each.action == gone; });
        Q_EMIT commandsChanged();
    });
    Q_EMIT commandsChanged();
}

const CommandEntry *CommandRegistry::command(const QString &name) const
{
    const auto found = std::find_if(m_commands.cbegin(), m_commands.cend(),
                                    [&name](const CommandEntry &each) { return each.name == name; });
    return found == m_commands.cend() ? nullptr : &*found;
}

QList<CommandEntry> CommandRegistry::available() const
{
    QList<CommandEntry> found;
    std::copy_if(m_commands.cbegin(), m_commands.cend(), std::back_inserter(found),
                 [this](const CommandEntry &each) { return m_scope.isEmpty() || meetsScope(each.scope(), m_scope); });
    return found;
}

QList<QKeySequence> CommandRegistry::keys(const QString &name) const
{
    const CommandEntry *found = command(name);
    return found ? found->action->shortcuts() : QList<QKeySequence>();
}

QString CommandRegistry::keyText(const QString &name) const
{
    return QKeySequence::listToString(keys(name), QKeySequence::NativeText);
}

void CommandRegistry::setKeys(const QString &name, const QList<QKeySequence> &keys)
{
    const CommandEntry *changed = command(name);
    if (!changed)
        return;
    if (!m_settingsFile.isEmpty()) {
        QSettings settings(m_settingsFile, QSettings::IniFormat);
        if (keys == changed->defaultKeys)
            settings.remove(settingsKey(name));
        else
            settings.setValue(settingsKey(name), QKeySequence::listToString(keys, QKeySequence::PortableText));
        keep(settings);
    }
    changed->action->setShortcuts(keys);
    Q_EMIT keysChanged();
}

bool CommandRegistry::hasDefaultKeys(const QString &name) const
{
    const CommandEntry *found = command(name);
    return !found || found->action->shortcuts() == found->defaultKeys;
}

void CommandRegistry::reset(const QString &name)
{
    if (const CommandEntry *found = command(name))
        setKeys(name, QList(found->defaultKeys));
}

void CommandRegistry::resetAll()
{
    for (const CommandEntry &each : std::as_const(m_commands)) {
        if (each.action->shortcuts() != each.defaultKeys)
            reset(each.name);
    }
}

QStringList CommandRegistry::conflicts(const QString &name, const QKeySequence &key) const
{
    QStringList found;
    const QString scope = name.section(QLatin1Char('.'), 0, 0);
    for (const CommandEntry &each : m_commands) {
        if (each.name != name && meetsScope(each.scope(), scope) && each.action->shortcuts().contains(key))
            found.append(each.name);
    }
    return found;
}

std::optional<QString> CommandRegistry::run(const QString &name)
{
    const CommandEntry *found = command(name);
    if (!found)
        return QString();
    QAction *action = found->action;
    if (!action->isEnabled()) {
        const QString reason = action->statusTip();
        Q_EMIT refused(name, reason);
        return reason;
    }
    m_recent.removeAll(name);
    m_recent.prepend(name);
    m_recent = m_recent.mid(0, RecentLimit);
    if (!m_settingsFile.isEmpty()) {
        QSettings settings(m_settingsFile, QSettings::IniFormat);
        settings.setValue(QLatin1String(RecentKey), m_recent);
        keep(settings);
    }
    action->trigger();
    return std::nullopt;
}

QString CommandRegistry::plainText(const QAction &action)
{
    // Japanese puts the mnemonic behind the word: "承認(&A)…".
    static const QRegularExpression behind(QStringLiteral("\\(&\\w\\)"));
    QString text = action.text().remove(behind).remove(QLatin1Char('&'));
    while (text.endsWith(QChar(0x2026)))
        text.chop(1);
    return text;
}

QString CommandRegistry::englishText(const QString &name)
{
    static const QRegularExpression hump(QStringLiteral("([a-z])([A-Z])"));
    return name.section(QLatin1Char('.'), 1)
        .replace(hump, QStringLiteral("\\1 \\2"))
        .replace(QLatin1Char('.'), QLatin1Char(' '))
        .toLower();
}

QString CommandRegistry::categoryText(CommandCategory category)
{
    switch (category) {
    case CommandCategory::Move:
        return tr("Move");
    case CommandCategory::Decide:
        return tr("Decide");
    case CommandCategory::Certificate:
        return tr("Certificates");
    case CommandCategory::Find:
        return tr("Find");
    case CommandCategory::View:
        return tr("View");
    case CommandCategory::Program:
        return tr("Program");
    }
    return {};
}

void CommandRegistry::apply(const CommandEntry &command)
{
    const QSettings settings(m_settingsFile, QSettings::IniFormat);
    const QString key = settingsKey(command.name);
    const bool isChanged = !m_settingsFile.isEmpty() && settings.contains(key);
    command.action->setShortcuts(
        isChanged ? QKeySequence::listFromString(settings.value(key).toString(), QKeySequence::PortableText)
                  : command.defaultKeys);
}

} // namespace tegata
