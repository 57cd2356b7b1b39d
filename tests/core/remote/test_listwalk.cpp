// SPDX-License-Identifier: Apache-2.0
#include "core/remote/listwalk.h"
#include "tests/support/testmain.h"

using namespace tegata;

class TestListWalk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsWhereTheListEnds()
    {
        ListWalk walk;
        for (int page = 1; page < 1000; ++page)
            QVERIFY(!walk.take(QString::number(page), 1000));
        QVERIFY(!walk.take({}, 1));
    }

    void faults_data()
    {
        QTest::addColumn<QStringList>("cursors"); // of the pages, over and over
        QTest::addColumn<qsizetype>("items");
        QTest::addColumn<QString>("field");
        QTest::newRow("never moves") << QStringList{QStringLiteral("a")} << qsizetype(5)
                                     << QStringLiteral("changes.cursor");
        QTest::newRow("in a circle") << QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}
                                     << qsizetype(5) << QStringLiteral("changes.cursor");
        QTest::newRow("without end") << QStringList() << qsizetype(5) << QStringLiteral("changes.total");
        QTest::newRow("empty pages without end") << QStringList() << qsizetype(0) << QStringLiteral("changes.total");
    }

    void faults()
    {
        QFETCH(const QStringList, cursors);
        QFETCH(const qsizetype, items);
        QFETCH(const QString, field);
        ListWalk walk(1000);
        std::optional<Error> fault;
        int pages = 0;
        for (; !fault && pages < 1000; ++pages)
            fault = walk.take(cursors.isEmpty() ? QString::number(pages) : cursors.at(pages % cursors.size()), items);
        QVERIFY(fault);
        QCOMPARE(fault->field, field);
        QVERIFY(pages <= 101);
    }
};

TEGATA_TEST(TestListWalk)
#include "test_listwalk.moc"
