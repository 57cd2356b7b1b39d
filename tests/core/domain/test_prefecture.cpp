// SPDX-License-Identifier: Apache-2.0
#include "core/domain/prefecture.h"
#include "tests/support/testmain.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace tegata;

class TestPrefecture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tableIsComplete();
    void readsTheCode_data();
    void readsTheCode();
    void otherCodesAreNothing();
};

void TestPrefecture::tableIsComplete()
{
    static const QRegularExpression kanji(QStringLiteral("\\A\\p{Han}{2,3}[都道府県]\\z|\\A北海道\\z"));
    static const QRegularExpression romaji(QStringLiteral("\\A[A-Z]+\\z"));
    QSet<QString> names;
    int code = 1;
    for (const Prefecture &row : prefectures()) {
        QCOMPARE(row.code, code++);
        QVERIFY2(kanji.match(row.kanji).hasMatch(), qPrintable(row.kanji));
        QVERIFY2(romaji.match(row.romaji).hasMatch(), qPrintable(row.romaji));
        names << row.kanji << row.romaji;
    }
    QCOMPARE(prefectures().size(), 47);
    QCOMPARE(names.size(), 94);
}

void TestPrefecture::readsTheCode_data()
{
    QTest::addColumn<QString>("kanji");
    QTest::addColumn<QString>("romaji");
    QTest::newRow("1") << "北海道"
                       << "HOKKAIDO";
    QTest::newRow("10") << "群馬県"
                        << "GUNMA";
    QTest::newRow("13") << "東京都"
                        << "TOKYO";
    QTest::newRow("26") << "京都府"
                        << "KYOTO";
    QTest::newRow("27") << "大阪府"
                        << "OSAKA";
    QTest::newRow("44") << "大分県"
                        << "OITA";
    QTest::newRow("47") << "沖縄県"
                        << "OKINAWA";
}

void TestPrefecture::readsTheCode()
{
    const std::optional<Prefecture> row = prefecture(QByteArray(QTest::currentDataTag()).toInt());
    QVERIFY(row);
    QTEST(row->kanji, "kanji");
    QTEST(row->romaji, "romaji");
}

void TestPrefecture::otherCodesAreNothing()
{
    QVERIFY(!prefecture(0));
    QVERIFY(!prefecture(48));
    QVERIFY(!prefecture(-1));
}

TEGATA_TEST(TestPrefecture)
#include "test_prefecture.moc"
