// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/dbusnotifier.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace tegata {

namespace {

constexpr int DesktopsOwnTime = -1; // the desktop decides how long it stays

QString service()
{
    return QStringLiteral("org.freedesktop.Notifications");
}

QDBusMessage callTo(const char *method)
{
    return QDBusMessage::createMethodCall(service(), QStringLiteral("/org/freedesktop/Notifications"), service(),
                                          QLatin1String(method));
}

} // namespace

DBusNotifier::DBusNotifier(const QDBusConnection &bus, QObject *parent) : Notifier(parent), m_bus(bus)
{
    m_bus.connect(service(), QString(), service(), QStringLiteral("ActionInvoked"), this,
                  SLOT(onAction(uint, QString)));
    m_bus.connect(service(), QString(), service(), QStringLiteral("NotificationClosed"), this,
                  SLOT(onClosed(uint, uint)));
}

void DBusNotifier::notify(const Notification &notification)
{
    QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("tegata")}};
    if (notification.sound)
        hints.insert(QStringLiteral("sound-name"), QStringLiteral("message-new-instant"));
    else
        hints.insert(QStringLiteral("suppress-sound"), true);
    Shown &shown = m_shown[notification.kind];
    shown.place = notification.place;
    QDBusMessage call = callTo("Notify");
    // Of the two texts only the body may hold markup (Desktop Notifications Specification), and ours holds none.
    // "default": the whole notification is what is chosen, without a button of its own.
    call << QStringLiteral("Tegata") << shown.id << QStringLiteral("tegata") << notification.title
         << notification.text.toHtmlEscaped() << QStringList{QStringLiteral("default"), notification.title} << hints
         << DesktopsOwnTime;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, kind = notification.kind](QDBusPendingCallWatcher *finished) {
                finished->deleteLater();
                const QDBusPendingReply<uint> reply = *finished;
                if (!reply.isError() && m_shown.contains(kind))
                    m_shown[kind].id = reply.value();
            });
}

void DBusNotifier::withdraw(const QString &kind)
{
    const Shown shown = m_shown.take(kind);
    if (shown.id != 0)
        m_bus.asyncCall(callTo("CloseNotification") << shown.id);
}

void DBusNotifier::onAction(uint id, const QString &action)
{
    if (action != QLatin1String("default"))
        return;
    for (const Shown &shown : std::as_const(m_shown)) {
        if (shown.id == id) {
            Q_EMIT activated(QString(shown.place));
            return;
        }
    }
}

void DBusNotifier::onClosed(uint id, uint)
{
    for (auto each = m_shown.begin(); each != m_shown.end(); ++each) {
        if (each->id == id) {
            m_shown.erase(each);
            return;
        }
    }
}

} // namespace tegata
