// SPDX-License-Identifier: Apache-2.0
#include "core/base/acceptabletext.h"

#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestAcceptableText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatIsForbidden_data();
    void tellsWhatIsForbidden();
    void namesTheCharacter();
    void writesOutWhatCannotBeRefused();
    void cutsBetweenCharacters();
};

namespace {

QString codePoint(char32_t code)
{
    return QString::fromUcs4(&code, 1);
}

} // namespace

void TestAcceptableText::tellsWhatIsForbidden_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("at");
    QTest::newRow("nothing") << QString() << -1;
    QTest::newRow("japanese") << QStringLiteral("株式会社サンプル\n𠮷野家\tA") << -1;
    QTest::newRow("replacement character") << QString(QChar(0xFFFD)) << -1;
    QTest::newRow("private use") << codePoint(0xE000) << -1;
    QTest::newRow("unassigned") << codePoint(0x0378) << -1;
    QTest::newRow("last before the noncharacters") << QString(QChar(0xFDCF)) + QChar(0xFDF0) << -1;
    QTest::newRow("NUL") << QStringLiteral("ab") + QChar(0) << 2;
    QTest::newRow("byte order mark first") << QString(QChar(0xFEFF)) + QStringLiteral("a") << 0;
    QTest::newRow("byte order mark inside") << QStringLiteral("a") + QChar(0xFEFF) << 1;
    QTest::newRow("U+FFFE") << QStringLiteral("a") + QChar(0xFFFE) << 1;
    QTest::newRow("U+FFFF") << QStringLiteral("𠮷") + QChar(0xFFFF) << 2;
    QTest::newRow("U+FDD0") << QString(QChar(0xFDD0)) << 0;
    QTest::newRow("U+FDEF") << QString(QChar(0xFDEF)) << 0;
    QTest::newRow("U+1FFFE") << QStringLiteral("a") + codePoint(0x1FFFE) << 1;
    QTest::newRow("U+10FFFF") << codePoint(0x10FFFF) << 0;
    QTest::newRow("high surrogate alone") << QString(QChar(0xD842)) << 0;
    QTest::newRow("high surrogate before a letter") << QString(QChar(0xD842)) + QStringLiteral("a") << 0;
    QTest::newRow("low surrogate alone") << QStringLiteral("a") + QChar(0xDFB7) << 1;
    QTest::newRow("surrogates the wrong way round") << QString(QChar(0xDFB7)) + QChar(0xD842) << 0;
}

void TestAcceptableText::tellsWhatIsForbidden()
{
    QFETCH(QString, text);
    QFETCH(int, at);
    QCOMPARE(findUnacceptable(text), qsizetype(at));
    QCOMPARE(checkAcceptableText(text, QStringLiteral("note")).has_value(), at < 0);
    QVERIFY(isAcceptableText(acceptableForm(text)));
    QCOMPARE(acceptableForm(text) == text, at < 0);
}

void TestAcceptableText::namesTheCharacter()
{
    const auto checked = checkAcceptableText(QStringLiteral("a") + QChar(0xFFFF), QStringLiteral("note"));
    QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(checked.error().field, QStringLiteral("note"));
    QCOMPARE(checked.error().detail, QStringLiteral("U+FFFF at 1"));
}

void TestAcceptableText::writesOutWhatCannotBeRefused()
{
    QCOMPARE(acceptableForm(QStringLiteral("CN=") + QChar(0xD842) + QChar(0) + QStringLiteral("𠮷") + QChar(0xFEFF)),
             QStringLiteral("CN=\\u{D842}\\u{0000}𠮷\\u{FEFF}"));
}

void TestAcceptableText::cutsBetweenCharacters()
{
    const QString text = QStringLiteral("a𠮷b");
    QCOMPARE(beginningOf(text, 1), QStringLiteral("a"));
    QCOMPARE(beginningOf(text, 2), QStringLiteral("a"));
    QCOMPARE(beginningOf(text, 3), QStringLiteral("a𠮷"));
    QCOMPARE(beginningOf(text, 9), text);
    QCOMPARE(beginningOf(text, 0), QString());
}

TEGATA_TEST(TestAcceptableText)
#include "test_acceptabletext.moc"
