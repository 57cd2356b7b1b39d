// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/colorschemewatcher.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace tegata {

namespace {

constexpr auto Service = "org.freedesktop.portal.Desktop";
constexpr auto Path = "/org/freedesktop/portal/desktop";
constexpr auto Interface = "org.freedesktop.portal.Settings";
constexpr auto Area = "org.freedesktop.appearance";
constexpr auto Key = "color-scheme";

// The portal's values; 0 is no preference.
constexpr uint PrefersDark = 1;
constexpr uint PrefersLight = 2;

} // namespace

ColorSchemeWatcher::ColorSchemeWatcher(const QDBusConnection &session, QObject *parent) : QObject(parent)
{
    QDBusConnection bus = session;
    if (!bus.isConnected())
        return;
    bus.connect(QLatin1String(Service), QLatin1String(Path), QLatin1String(Interface), QStringLiteral("SettingChanged"),
                this, SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage call = QDBusMessage::createMethodCall(QLatin1String(Service), QLatin1String(Path),
                                                       QLatin1String(Interface), QStringLiteral("Read"));
    call << QString::fromLatin1(Area) << QString::fromLatin1(Key);
    call.setAutoStartService(false); // a desktop that has one runs it
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *finished) {
        const QDBusPendingReply<QDBusVariant> reply = *finished;
        if (!reply.isError())
            take(reply.value().variant());
        finished->deleteLater();
    });
}

void ColorSchemeWatcher::onSettingChanged(const QString &area, const QString &key, const QDBusVariant &value)
{
    if (area == QLatin1String(Area) && key == QLatin1String(Key))
        take(value.variant());
}

void ColorSchemeWatcher::take(const QVariant &value)
{
    QVariant plain = value;
    while (plain.canConvert<QDBusVariant>()) // Read() wraps it twice
        plain = plain.value<QDBusVariant>().variant();
    const uint number = plain.toUInt();
    Q_EMIT told(number == PrefersDark    ? std::optional(Scheme::Dark)
                : number == PrefersLight ? std::optional(Scheme::Light)
                                         : std::nullopt);
}

} // namespace tegata
