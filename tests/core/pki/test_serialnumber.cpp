// SPDX-License-Identifier: Apache-2.0
#include "core/pki/serialnumber.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestSerialNumber : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyForm_data();
    void everyForm();
    void refuses_data();
    void refuses();
    void digitsAsTheyStand();
};

void TestSerialNumber::everyForm_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("candidates");
    const QStringList one = {QStringLiteral("5AD04047A04783C4C3B2")};
    const auto row = [](const char *name, const QString &text, const QStringList &candidates) {
        QTest::newRow(name) << text << candidates;
    };
    row("ours", QStringLiteral("5AD04047A04783C4C3B2"), one);
    row("lower case", QStringLiteral("5ad04047a04783c4c3b2"), one);
    row("colons", QStringLiteral("5a:d0:40:47:a0:47:83:c4:c3:b2"), one);
    row("spaces", QStringLiteral("5a d0 40 47 a0 47 83 c4 c3 b2"), one);
    row("hyphens", QStringLiteral("5A-D0-40-47-A0-47-83-C4-C3-B2"), one);
    row("0x", QStringLiteral("0x5ad04047a04783c4c3b2"), one);
    row("0X", QStringLiteral("0X5AD04047A04783C4C3B2"), one);
    row("openssl -serial", QStringLiteral("serial=5AD04047A04783C4C3B2\n"), one);
    row("openssl -text", QStringLiteral("        Serial Number:\n            5a:d0:40:47:a0:47:83:c4:c3:b2"), one);
    row("openssl -text, short", QStringLiteral("Serial Number: 4660 (0x1234)"), {QStringLiteral("1234")});
    row("certutil", QStringLiteral("Serial Number (hex): 5ad0").remove(QStringLiteral(" (hex)")),
        {QStringLiteral("5AD0")});
    row("Japanese", QStringLiteral("シリアル番号：5AD04047A04783C4C3B2"), one);
    row("leading zero octet", QStringLiteral("00:8f:12"), {QStringLiteral("8F12")});
    row("odd number of digits", QStringLiteral("abc"), {QStringLiteral("0ABC")});
    row("zero-width space", QStringLiteral("5AD0\u200b4047A04783C4C3B2"), one);
    row("Windows' left-to-right mark", QStringLiteral("\u200e5ad04047a04783c4c3b2"), one);
    row("byte order mark", QStringLiteral("\ufeff5ad04047a04783c4c3b2"), one);
    row("no-break spaces", QStringLiteral("\u00a05a\u00a0d0\u00a04047a04783c4c3b2\u00a0"), one);
    row("ideographic space", QStringLiteral("　5AD04047A04783C4C3B2"), one);
    row("full width", QStringLiteral("５ＡＤ０４０４７Ａ０４７８３Ｃ４Ｃ３Ｂ２"), one);
    row("digits alone: hexadecimal or decimal", QStringLiteral("4660"),
        {QStringLiteral("4660"), QStringLiteral("1234")});
    row("digits with 0x", QStringLiteral("0x4660"), {QStringLiteral("4660")});
    row("digits with colons", QStringLiteral("46:60"), {QStringLiteral("4660")});
    row("digits with a leading zero", QStringLiteral("04660"), {QStringLiteral("4660")});
    row("one digit", QStringLiteral("7"), {QStringLiteral("07")});
    // 2^159 − 1, which has more digits than 20 octets in hexadecimal.
    row("long decimal", QStringLiteral("730750818665451459101842416358141509827966271487"),
        {QStringLiteral("7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")});
}

void TestSerialNumber::everyForm()
{
    QFETCH(QString, text);
    QFETCH(QStringList, candidates);
    const SerialReading reading = readSerial(text);
    QCOMPARE(reading.candidates(), candidates);
    QCOMPARE(reading.isAmbiguous(), candidates.size() > 1);
    QCOMPARE(canonicalSerial(text), candidates.constFirst());
}

void TestSerialNumber::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", " ", "serial=", "0x", "xyz", "5AD0G", "www.example.jp", "-12-x"})
        QTest::newRow(text) << QString::fromLatin1(text);
    QTest::newRow("21 octets") << QString(42, QLatin1Char('f'));
    QTest::newRow("a megabyte") << QString(1'000'000, QLatin1Char('1'));
}

void TestSerialNumber::refuses()
{
    QFETCH(QString, text);
    QVERIFY(!readSerial(text).isValid());
    QCOMPARE(canonicalSerial(text), text);
}

void TestSerialNumber::digitsAsTheyStand()
{
    QCOMPARE(serialDigits(QStringLiteral("serial=00:0a:b")), QStringLiteral("000AB"));
    QCOMPARE(serialDigits(QStringLiteral("4660 (0x1234)")), QStringLiteral("1234"));
    QCOMPARE(serialDigits(QString(64, QLatin1Char('f'))), QString(64, QLatin1Char('F'))); // a hash
    QCOMPARE(serialDigits(QStringLiteral("www.example.jp")), QString());
}

TEGATA_TEST(TestSerialNumber)
#include "test_serialnumber.moc"
