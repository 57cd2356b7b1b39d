// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDBusConnection>
#include <QObject>

namespace tegata {

// Tells when the screen is locked or the computer goes to sleep, as far as the desktop says so on D-Bus
// (org.freedesktop.ScreenSaver, org.freedesktop.login1). Without a bus it stays silent.
class ScreenLockWatcher : public QObject
{
    Q_OBJECT

public:
    explicit ScreenLockWatcher(QDBusConnection session = QDBusConnection::sessionBus(),
                               QDBusConnection system = QDBusConnection::systemBus(), QObject *parent = nullptr);

Q_SIGNALS:
    void locked();

private Q_SLOTS:
    void onActive(bool active);
};

} // namespace tegata
