// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writes();
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void systemClockIsUtc();
};

void TestClock::writes()
{
    const QDateTime time(QDate(2026, 11, 22), QTime(9, 53, 43, 120), Qt::UTC);
    QCOMPARE(toRfc3339(time), QStringLiteral("2026-11-22T09:53:43.120Z"));
    QCOMPARE(toRfc3339(time.toOffsetFromUtc(9 * 3600)), QStringLiteral("2026-11-22T09:53:43.120Z"));
    QCOMPARE(fromRfc3339(toRfc3339(time)), time);
}

void TestClock::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("utc");
    QTest::newRow("milliseconds") << "2026-11-22T09:53:43.120Z"
                                  << "2026-11-22T09:53:43.120Z";
    QTest::newRow("seconds") << "2026-11-22T09:53:43Z"
                             << "2026-11-22T09:53:43.000Z";
    QTest::newRow("offset") << "2026-11-22T18:53:43+09:00"
                            << "2026-11-22T09:53:43.000Z";
    QTest::newRow("negative offset") << "2026-11-22T23:30:00-01:00"
                                     << "2026-11-23T00:30:00.000Z";
    QTest::newRow("lower case") << "2026-11-22t09:53:43z"
                                << "2026-11-22T09:53:43.000Z";
    QTest::newRow("leap day") << "2028-02-29T00:00:00Z"
                              << "2028-02-29T00:00:00.000Z";
}

void TestClock::reads()
{
    QFETCH(QString, text);
    QFETCH(QString, utc);
    const QDateTime time = fromRfc3339(text);
    QVERIFY(time.isValid());
    QCOMPARE(time.timeSpec(), Qt::UTC);
    QCOMPARE(toRfc3339(time), utc);
}

void TestClock::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", "2026-11-22", "2026-11-22T09:53:43", "2026-11-22 09:53:43Z", "2026-13-22T09:53:43Z",
          "2026-02-29T00:00:00Z", "2026-11-22T25:00:00Z", "2026-11-22T09:53:43Z ", "now", "2026-11-22T09:53:43+0900"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestClock::refuses()
{
    QFETCH(QString, text);
    QVERIFY(!fromRfc3339(text).isValid());
}

void TestClock::systemClockIsUtc()
{
    QCOMPARE(SystemClock().now().timeSpec(), Qt::UTC);
}

TEGATA_TEST(TestClock)
#include "test_clock.moc"
