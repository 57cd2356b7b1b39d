// SPDX-License-Identifier: Apache-2.0
#include "core/rules/jisx0208.h"
#include "core/rules/variantideographs.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestJisX0208 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasItsSixThousandCharacters();
    void characters_data();
    void characters();
    void usualForms_data();
    void usualForms();
    void variantsAreOutsideAndTheirUsualFormsInside();
};

void TestJisX0208::hasItsSixThousandCharacters()
{
    int count = 0;
    for (char32_t character = 0; character <= 0x10FFFF; ++character)
        count += isInJisX0208(character) ? 1 : 0;
    QCOMPARE(count, 6879);
}

void TestJisX0208::characters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("inside");
    const auto rows = [](const char *inside, const char *outside) {
        for (const auto &[text, is] : {std::pair(inside, true), std::pair(outside, false)}) {
            for (const uint character : QString::fromUtf8(text).toUcs4()) {
                const auto each = char32_t(character);
                QTest::addRow("U+%04X", character) << QString::fromUcs4(&each, 1) << is;
            }
        }
    };
    // first and last of the kanji of both levels, kana, letters, symbols
    rows("亜腕弌熙あんアヶー々〆〇０９ＡｚΑЯ、。・，．＆’‐〜−　", "");
    // variants; vendors' rows 13 and 115–119; half width; JIS X 0212 and 0213 only; others
    rows("", "髙﨑德瀨濵𠮷①Ⅲ㈱㍿№～－AZ09 ｱ･彅华é☃\U0001F600ヷㇰ");
}

void TestJisX0208::characters()
{
    QFETCH(QString, text);
    QTEST(isInJisX0208(text.toUcs4().constFirst()), "inside");
}

void TestJisX0208::usualForms_data()
{
    QTest::addColumn<QString>("variant");
    QTest::addColumn<QString>("usual"); // empty: none
    const auto row = [](const char *variant, const char *usual) {
        QTest::newRow(variant) << QString::fromUtf8(variant) << QString::fromUtf8(usual);
    };
    row("髙", "高");
    row("﨑", "崎");
    row("德", "徳");
    row("瀨", "瀬");
    row("濵", "浜");
    row("𠮷", "吉");
    row("黑", "黒");
    row("高", "");
    row("邊", "");
    row("彅", "");
    row("A", "");
}

void TestJisX0208::usualForms()
{
    QFETCH(QString, variant);
    const auto usual = usualIdeograph(variant.toUcs4().constFirst());
    QTEST(usual ? QString::fromUcs4(&*usual, 1) : QString(), "usual");
}

void TestJisX0208::variantsAreOutsideAndTheirUsualFormsInside()
{
    int count = 0;
    for (char32_t character = 0; character < 0x30000; ++character) {
        const auto usual = usualIdeograph(character);
        if (!usual)
            continue;
        ++count;
        const QString text = QString::fromUcs4(&character, 1);
        QVERIFY2(!isInJisX0208(character), qPrintable(text));
        QVERIFY2(isInJisX0208(*usual), qPrintable(text));
        QCOMPARE(text.normalized(QString::NormalizationForm_C), text);
    }
    QVERIFY(count > 50);
}

TEGATA_TEST(TestJisX0208)
#include "test_jisx0208.moc"
