// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/common/notifier.h"

#include <QDBusConnection>
#include <QHash>

namespace tegata {

// Notifications through the desktop (org.freedesktop.Notifications on the session's bus). A newer one of a kind takes
// the place of the older. Calls wait for nothing; without a bus or a desktop that shows them, nothing happens.
class DBusNotifier final : public Notifier
{
    Q_OBJECT

public:
    explicit DBusNotifier(const QDBusConnection &bus = QDBusConnection::sessionBus(), QObject *parent = nullptr);

    void notify(const Notification &notification) override;
    void withdraw(const QString &kind) override;

private Q_SLOTS:
    void onAction(uint id, const QString &action);
    void onClosed(uint id, uint reason);

private:
    struct Shown
    {
        uint id = 0; // 0: the desktop has not answered yet
        QString place;
    };

    QDBusConnection m_bus;
    QHash<QString, Shown> m_shown; // by kind
};

} // namespace tegata
