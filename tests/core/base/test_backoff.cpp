// SPDX-License-Identifier: Apache-2.0
#include "core/base/backoff.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestBackoff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pausesDoubleUpToAMinute()
    {
        Backoff backoff;
        for (const int seconds : {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            const auto pause = backoff.next().count();
            QVERIFY2(pause >= seconds * 800 && pause <= seconds * 1200, qPrintable(QString::number(pause)));
        }
        backoff.reset();
        QVERIFY(backoff.next().count() <= 1200);
    }
};

TEGATA_TEST(TestBackoff)
#include "test_backoff.moc"
