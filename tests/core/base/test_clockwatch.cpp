// SPDX-License-Identifier: Apache-2.0
#include "core/base/clockwatch.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace tegata;
using namespace std::chrono_literals;

class TestClockWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leaps_data()
    {
        QTest::addColumn<qint64>("passed"); // seconds, in truth
        QTest::addColumn<qint64>("shown");  // by the clock of the computer
        QTest::addColumn<int>("leaps");
        QTest::newRow("time passes") << qint64(3600) << qint64(3600) << 0;
        QTest::newRow("asleep over night") << qint64(36000) << qint64(36000) << 0;
        QTest::newRow("corrected by a little") << qint64(10) << qint64(12) << 0;
        QTest::newRow("set ahead by a year") << qint64(10) << qint64(365 * 86400) << 1;
        QTest::newRow("set back by a day") << qint64(10) << qint64(-86400) << 1;
        QTest::newRow("set ahead by a minute") << qint64(10) << qint64(70) << 1;
    }

    void leaps()
    {
        QFETCH(const qint64, passed);
        QFETCH(const qint64, shown);
        QFETCH(const int, leaps);
        ManualClock clock;
        std::chrono::milliseconds steady{0};
        ClockWatch watch(clock, nullptr, [&steady] { return steady; });
        QList<std::chrono::milliseconds> told;
        connect(&watch, &ClockWatch::leapt, &watch, [&told](std::chrono::milliseconds by) { told.append(by); });
        steady += std::chrono::seconds(passed);
        clock.advance(std::chrono::seconds(shown));
        watch.look();
        watch.look(); // told once
        QCOMPARE(told.size(), leaps);
        if (leaps > 0)
            QCOMPARE(told.constFirst().count(), (shown - passed) * 1000);
    }

    void smallCorrectionsAddUp()
    {
        ManualClock clock;
        ClockWatch watch(clock, nullptr, [] { return 0ms; });
        int told = 0;
        connect(&watch, &ClockWatch::leapt, &watch, [&told] { ++told; });
        for (int i = 0; i < 4; ++i) {
            clock.advance(10s);
            watch.look();
        }
        QCOMPARE(told, 1);
    }

    void theSystemsOwnTimeRuns()
    {
        const ClockWatch::Steady steady = ClockWatch::systemSteady();
        const std::chrono::milliseconds before = steady();
        QTRY_VERIFY(steady() > before);
    }
};

TEGATA_TEST(TestClockWatch)
#include "test_clockwatch.moc"
