// SPDX-License-Identifier: Apache-2.0
#include "core/base/programarguments.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestProgramArguments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryCharacter_data();
    void keepsEveryCharacter();
    void namesTheFirstThatIsNotUtf8();
};

void TestProgramArguments::keepsEveryCharacter_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QString>("expected");
    QTest::newRow("ASCII") << QByteArray("a.csr") << QStringLiteral("a.csr");
    QTest::newRow("empty") << QByteArray("") << QString();
    QTest::newRow("Japanese") << QByteArray("\xE6\x89\x8B\xE5\xBD\xA2.csr") << QStringLiteral("手形.csr");
    QTest::newRow("U+FEFF first") << QByteArray("\xEF\xBB\xBF"
                                                "46DB")
                                  << QStringLiteral("\uFEFF46DB");
    QTest::newRow("U+FEFF inside") << QByteArray("46\xEF\xBB\xBF"
                                                 "DB")
                                   << QStringLiteral("46\uFEFFDB");
    QTest::newRow("beyond the first plane") << QByteArray("\xF0\xA0\xAE\xB7") << QStringLiteral("\U00020BB7");
}

void TestProgramArguments::keepsEveryCharacter()
{
    QFETCH(QByteArray, typed);
    QFETCH(QString, expected);
    const char *argv[] = {"program", typed.constData(), nullptr};
    QVERIFY(!undecodableArgument(2, argv));
    QCOMPARE(programArguments(2, argv), QStringList({QStringLiteral("program"), expected}));
}

void TestProgramArguments::namesTheFirstThatIsNotUtf8()
{
    const char *argv[] = {"program", "right", "wr\xFFong", "\xED\xA0\x80", nullptr};
    const std::optional<UndecodableArgument> found = undecodableArgument(4, argv);
    QVERIFY(found);
    QCOMPARE(found->place, 2);
    QCOMPARE(found->shown, QStringLiteral("wr\uFFFDong"));
    const char *surrogate[] = {"program", "\xED\xA0\x80", nullptr};
    QVERIFY(undecodableArgument(2, surrogate));
}

TEGATA_TEST(TestProgramArguments)
#include "test_programarguments.moc"
