// SPDX-License-Identifier: Apache-2.0
#include "core/base/phrasebook.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestPhrasebook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replacesPlaceholders_data();
    void replacesPlaceholders();
    void languages();
};

void TestPhrasebook::replacesPlaceholders_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    QTest::newRow("none") << "plain"
                          << "plain";
    QTest::newRow("one") << "a %{x} b"
                         << "a 手形 b";
    QTest::newRow("twice") << "%{x}%{x}"
                           << "手形手形";
    QTest::newRow("a value is not replaced in turn") << "%{y}"
                                                     << "%{x}";
    QTest::newRow("unknown") << "a%{z}b"
                             << "ab";
    QTest::newRow("open") << "a %{x"
                          << "a %{x";
    QTest::newRow("per cent") << "100 % {x}"
                              << "100 % {x}";
}

void TestPhrasebook::replacesPlaceholders()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    const Phrasebook book(Language::English);
    QCOMPARE(book.text("NoSuchContext", source.toUtf8().constData(),
                       {{QStringLiteral("x"), QStringLiteral("手形")}, {QStringLiteral("y"), QStringLiteral("%{x}")}}),
             expected);
}

void TestPhrasebook::languages()
{
    QCOMPARE(Phrasebook(Language::Japanese).language(), Language::Japanese);
    QCOMPARE(languageFromTag(QStringLiteral("ja-JP")), Language::Japanese);
    QCOMPARE(languageFromTag(QStringLiteral("JA")), Language::Japanese);
    QCOMPARE(languageFromTag(QStringLiteral("de")), Language::English);
    QCOMPARE(languageFromTag(QString()), Language::English);
    QCOMPARE(languageTag(Language::Japanese), QStringLiteral("ja"));
}

TEGATA_TEST(TestPhrasebook)
#include "test_phrasebook.moc"
