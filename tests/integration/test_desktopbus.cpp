// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/colorschemewatcher.h"
#include "app/desktop/dbusnotifier.h"
#include "app/desktop/screenlockwatcher.h"
#include "tests/support/testmain.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>
#include <QVariantMap>

namespace tegata {

// The desktop's side of org.freedesktop.Notifications.
class FakeDesktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Call
    {
        uint replaces;
        QString title;
        QString text;
        QVariantMap hints;
    };

    QList<Call> calls;
    QList<uint> closed;

public Q_SLOTS:
    uint Notify(const QString &, uint replaces, const QString &, const QString &title, const QString &text,
                const QStringList &, const QVariantMap &hints, int)
    {
        calls.append({replaces, title, text, hints});
        return replaces != 0 ? replaces : ++m_last;
    }
    void CloseNotification(uint id) { closed.append(id); }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);

private:
    uint m_last = 40;
};

// The desktop's side of org.freedesktop.portal.Settings.
class FakePortal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 1; // dark

public Q_SLOTS:
    QDBusVariant Read(const QString &area, const QString &key) const
    {
        const bool isKnown =
            area == QLatin1String("org.freedesktop.appearance") && key == QLatin1String("color-scheme");
        return QDBusVariant(QVariant::fromValue(QDBusVariant(isKnown ? scheme : 99)));
    }

Q_SIGNALS:
    void SettingChanged(const QString &area, const QString &key, const QDBusVariant &value);
};

// On a bus of its own (dbus-run-session).
class TestDesktopBus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutADesktopNothingHappens()
    {
        const Notification notification{QStringLiteral("new"), QStringLiteral("t"), QStringLiteral("x"),
                                        QStringLiteral("p")};
        const QDBusConnection noBus(QStringLiteral("no such bus"));
        QVERIFY(!noBus.isConnected());
        DBusNotifier none(noBus);
        QSignalSpy activated(&none, &Notifier::activated);
        none.notify(notification);
        none.withdraw(QStringLiteral("new"));
        DBusNotifier notifier(m_program);
        notifier.notify(notification);
        notifier.withdraw(QStringLiteral("new"));
        notifier.notify(notification);
        // Asked on the same connection: what was sent before has been refused.
        QVERIFY(!m_program.interface()->isServiceRegistered(QStringLiteral("org.freedesktop.Notifications")));

        // A desktop that comes later is told of what is new then, and of nothing that another one would have to know.
        FakeDesktop desktop;
        QVERIFY(m_desktop.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop,
                                         QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(m_desktop.registerService(QStringLiteral("org.freedesktop.Notifications")));
        const auto leave = qScopeGuard([this] {
            m_desktop.unregisterService(QStringLiteral("org.freedesktop.Notifications"));
            m_desktop.unregisterObject(QStringLiteral("/org/freedesktop/Notifications"));
        });
        notifier.notify(notification);
        QTRY_COMPARE(desktop.calls.size(), 1);
        QCOMPARE(desktop.calls.constFirst().replaces, 0U);
        QVERIFY(desktop.closed.isEmpty());
        QVERIFY(activated.isEmpty());
    }

    void showsReplacesAndLeads()
    {
        FakeDesktop desktop;
        QVERIFY(m_desktop.registerService(QStringLiteral("org.freedesktop.Notifications")));
        QVERIFY(m_desktop.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop,
                                         QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        DBusNotifier notifier(m_program);
        QSignalSpy activated(&notifier, &Notifier::activated);
        notifier.notify({QStringLiteral("new"), QStringLiteral("Tegata"), QStringLiteral("3 <b>new</b>"),
                         QStringLiteral("operator/pending")});
        QTRY_COMPARE(desktop.calls.size(), 1);
        QCOMPARE(desktop.calls.constFirst().replaces, 0U);
        QCOMPARE(desktop.calls.constFirst().text, QStringLiteral("3 &lt;b&gt;new&lt;/b&gt;")); // no markup of ours
        QCOMPARE(desktop.calls.constFirst().hints.value(QStringLiteral("suppress-sound")).toBool(), true);
        QVERIFY(!desktop.calls.constFirst().hints.contains(QStringLiteral("sound-name")));

        // The desktop's answer arrives before the person can choose anything.
        QTRY_VERIFY([&] {
            Q_EMIT desktop.ActionInvoked(41, QStringLiteral("default"));
            return QTest::qWaitFor([&] { return activated.count() > 0; }, 200);
        }());
        QCOMPARE(activated.constFirst().constFirst().toString(), QStringLiteral("operator/pending"));

        notifier.notify({QStringLiteral("new"), QStringLiteral("Tegata"), QStringLiteral("5 new"),
                         QStringLiteral("operator/pending"), true});
        QTRY_COMPARE(desktop.calls.size(), 2);
        QCOMPARE(desktop.calls.constLast().replaces, 41U);
        QVERIFY(desktop.calls.constLast().hints.contains(QStringLiteral("sound-name")));
        notifier.notify({QStringLiteral("sent"), QStringLiteral("Tegata"), QStringLiteral("1 sent"), QString()});
        QTRY_COMPARE(desktop.calls.size(), 3);
        QCOMPARE(desktop.calls.constLast().replaces, 0U);

        notifier.withdraw(QStringLiteral("new"));
        QTRY_COMPARE(desktop.closed, QList<uint>{41});
        // One that is gone leads nowhere, and its number is not used again.
        activated.clear();
        Q_EMIT desktop.ActionInvoked(41, QStringLiteral("default"));
        notifier.notify({QStringLiteral("new"), QStringLiteral("Tegata"), QStringLiteral("6 new"), QString()});
        QTRY_COMPARE(desktop.calls.size(), 4);
        QCOMPARE(desktop.calls.constLast().replaces, 0U);
        QCOMPARE(activated.count(), 0);
    }

    void tellsOfTheScreensLock_data()
    {
        QTest::addColumn<QString>("interface");
        QTest::addColumn<QString>("member");
        QTest::addColumn<bool>("isSystem");
        const auto screenSaver = QStringLiteral("ActiveChanged");
        QTest::newRow("freedesktop") << QStringLiteral("org.freedesktop.ScreenSaver") << screenSaver << false;
        QTest::newRow("GNOME") << QStringLiteral("org.gnome.ScreenSaver") << screenSaver << false;
        QTest::newRow("sleep") << QStringLiteral("org.freedesktop.login1.Manager") << QStringLiteral("PrepareForSleep")
                               << true;
    }

    void tellsOfTheScreensLock()
    {
        QFETCH(const QString, interface);
        QFETCH(const QString, member);
        QFETCH(const bool, isSystem);
        if (isSystem)
            QVERIFY(m_desktop.registerService(QStringLiteral("org.freedesktop.login1")));
        ScreenLockWatcher watcher(m_program, m_program);
        QSignalSpy locked(&watcher, &ScreenLockWatcher::locked);
        const auto tell = [&](bool active) {
            QDBusMessage signal = QDBusMessage::createSignal(QStringLiteral("/test"), interface, member);
            signal << active;
            return m_desktop.send(signal);
        };
        QVERIFY(tell(false));
        QVERIFY(tell(true));
        QTRY_COMPARE(locked.count(), 1);
        QVERIFY(tell(false)); // woken up: nothing to lock
        QVERIFY(tell(true));
        QTRY_COMPARE(locked.count(), 2);
    }

    void tellsTheColourScheme()
    {
        const QDBusConnection noBus(QStringLiteral("no such bus"));
        const ColorSchemeWatcher silent(noBus);

        FakePortal portal;
        QVERIFY(m_desktop.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
        QVERIFY(m_desktop.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &portal,
                                         QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        ColorSchemeWatcher watcher(m_program);
        QList<std::optional<Scheme>> told;
        connect(&watcher, &ColorSchemeWatcher::told, &watcher,
                [&told](std::optional<Scheme> scheme) { told.append(scheme); });
        QTRY_COMPARE(told.size(), 1);
        QVERIFY(told.constLast() == Scheme::Dark);

        const auto area = QStringLiteral("org.freedesktop.appearance");
        const auto key = QStringLiteral("color-scheme");
        Q_EMIT portal.SettingChanged(area, QStringLiteral("contrast"), QDBusVariant(1U)); // another setting
        Q_EMIT portal.SettingChanged(area, key, QDBusVariant(2U));
        QTRY_COMPARE(told.size(), 2);
        QVERIFY(told.constLast() == Scheme::Light);
        Q_EMIT portal.SettingChanged(area, key, QDBusVariant(QStringLiteral("blue"))); // says nothing
        QTRY_COMPARE(told.size(), 3);
        QVERIFY(told.constLast() == std::nullopt);
    }

private:
    // Two programs on one bus.
    QDBusConnection m_program = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("program"));
    QDBusConnection m_desktop = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("desktop"));
};

} // namespace tegata

TEGATA_TEST(tegata::TestDesktopBus)
#include "test_desktopbus.moc"
