// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/screenlockwatcher.h"

namespace tegata {

ScreenLockWatcher::ScreenLockWatcher(QDBusConnection session, QDBusConnection system, QObject *parent) : QObject(parent)
{
    session.connect({}, {}, QStringLiteral("org.freedesktop.ScreenSaver"), QStringLiteral("ActiveChanged"), this,
                    SLOT(onActive(bool)));
    session.connect({}, {}, QStringLiteral("org.gnome.ScreenSaver"), QStringLiteral("ActiveChanged"), this,
                    SLOT(onActive(bool)));
    system.connect(QStringLiteral("org.freedesktop.login1"), {}, QStringLiteral("org.freedesktop.login1.Session"),
                   QStringLiteral("Lock"), this, SIGNAL(locked()));
    system.connect(QStringLiteral("org.freedesktop.login1"), {}, QStringLiteral("org.freedesktop.login1.Manager"),
                   QStringLiteral("PrepareForSleep"), this, SLOT(onActive(bool)));
}

void ScreenLockWatcher::onActive(bool active)
{
    if (active)
        Q_EMIT locked();
}

} // namespace tegata
