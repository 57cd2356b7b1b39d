// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/roles.h"

#include <QDBusConnection>
#include <QDBusVariant>
#include <QObject>

#include <optional>

namespace tegata {

// Tells whether the desktop wants light or dark, as far as it says so on D-Bus (color-scheme of
// org.freedesktop.portal.Settings): once at the start and whenever it changes. Without a bus or a portal it stays
// silent; none: the desktop has no preference. Asynchronous.
class ColorSchemeWatcher : public QObject
{
    Q_OBJECT

public:
    explicit ColorSchemeWatcher(const QDBusConnection &session = QDBusConnection::sessionBus(),
                                QObject *parent = nullptr);

Q_SIGNALS:
    void told(std::optional<tegata::Scheme> scheme);

private Q_SLOTS:
    void onSettingChanged(const QString &area, const QString &key, const QDBusVariant &value);

private:
    void take(const QVariant &value);
};

} // namespace tegata
