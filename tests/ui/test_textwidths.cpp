// SPDX-License-Identifier: Apache-2.0
#include "ui/records/textwidths.h"

#include "tests/support/testmain.h"

#include <QTest>
#include <QWidget>

namespace tegata {

class TestTextWidths : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areThoseOfTheFont_data();
    void areThoseOfTheFont();
};

void TestTextWidths::areThoseOfTheFont_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("Latin") << QStringLiteral("portal.example-shop.co.jp");
    QTest::newRow("Japanese") << QStringLiteral("株式会社サンプル商事");
}

void TestTextWidths::areThoseOfTheFont()
{
    QFETCH(const QString, text);
    TextWidths widths;
    QWidget first;
    QWidget second;
    const auto check = [&widths, &text](const QWidget &widget) {
        const int expected = widget.fontMetrics().horizontalAdvance(text);
        return widths.of(text, widget) == expected && widths.of(text, widget) == expected;
    };
    QVERIFY(check(first));
    QFont large = first.font();
    large.setPixelSize(48);
    second.setFont(large);
    QVERIFY(check(second)); // not what was measured for the other font
    QVERIFY(check(first));
    first.setFont(large);
    QVERIFY(check(first));
}

} // namespace tegata

TEGATA_TEST(tegata::TestTextWidths)
#include "test_textwidths.moc"
