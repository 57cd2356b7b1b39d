// SPDX-License-Identifier: Apache-2.0
#include "core/base/visibletext.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace tegata {

// Nothing that a value holds is unseen, turns text round or begins a line.
class TestVisibleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shows_data();
    void shows();
    void jsonKeepsItsValues();
};

void TestVisibleText::shows_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("inOneLine");
    QTest::addColumn<QString>("inLines");
    const auto row = [](const char *name, const QString &text, const QString &inOneLine, const QString &inLines) {
        QTest::newRow(name) << text << inOneLine << inLines;
    };
    const auto same = [&row](const char *name, const QString &text) { row(name, text, text, text); };
    same("empty", {});
    same("Japanese", QStringLiteral("株式会社　髙﨑𠮷野家 ①"));
    same("a variation selector", QStringLiteral("葛\U000E0100城"));
    same("marked up", QStringLiteral("<b>passed</b> & \\n"));
    row("turned round", QStringLiteral("www\u202Egpj.exe"), QStringLiteral("www⟦U+202E⟧gpj.exe"),
        QStringLiteral("www⟦U+202E⟧gpj.exe"));
    row("isolated", QStringLiteral("\u2066a\u2069"), QStringLiteral("⟦U+2066⟧a⟦U+2069⟧"),
        QStringLiteral("⟦U+2066⟧a⟦U+2069⟧"));
    row("marks of direction", QStringLiteral("\u200E\u200F\u061C"), QStringLiteral("⟦U+200E⟧⟦U+200F⟧⟦U+061C⟧"),
        QStringLiteral("⟦U+200E⟧⟦U+200F⟧⟦U+061C⟧"));
    row("zero width", QStringLiteral("a\u200Bb\uFEFF"), QStringLiteral("a⟦U+200B⟧b⟦U+FEFF⟧"),
        QStringLiteral("a⟦U+200B⟧b⟦U+FEFF⟧"));
    row("lines", QStringLiteral("a\r\nb\nc"), QStringLiteral("a⏎b⏎c"), QStringLiteral("a\nb\nc"));
    row("a lone carriage return", QStringLiteral("a\rb"), QStringLiteral("a⟦U+000D⟧b"), QStringLiteral("a⟦U+000D⟧b"));
    row("other ends of lines", QStringLiteral("a\u2028b\u2029c\u0085d"), QStringLiteral("a⟦U+2028⟧b⟦U+2029⟧c⟦U+0085⟧d"),
        QStringLiteral("a⟦U+2028⟧b⟦U+2029⟧c⟦U+0085⟧d"));
    row("tab", QStringLiteral("a\tb"), QStringLiteral("a⟦U+0009⟧b"), QStringLiteral("a\tb"));
    row("a terminal's command", QStringLiteral("\u001b[2J"), QStringLiteral("⟦U+001B⟧[2J"),
        QStringLiteral("⟦U+001B⟧[2J"));
    row("NUL", QString(QChar(0)), QStringLiteral("⟦U+0000⟧"), QStringLiteral("⟦U+0000⟧"));
    row("a tag beyond the first plane", QStringLiteral("a\U000E0041"), QStringLiteral("a⟦U+E0041⟧"),
        QStringLiteral("a⟦U+E0041⟧"));
    row("a lone surrogate", QString(QChar(0xd83d)) + QLatin1Char('a'), QStringLiteral("⟦U+D83D⟧a"),
        QStringLiteral("⟦U+D83D⟧a"));
    row("a filler", QStringLiteral("\u3164"), QStringLiteral("⟦U+3164⟧"), QStringLiteral("⟦U+3164⟧"));
}

void TestVisibleText::shows()
{
    QFETCH(QString, text);
    QTEST(visibleText(text), "inOneLine");
    QTEST(visibleLines(text), "inLines");
}

void TestVisibleText::jsonKeepsItsValues()
{
    const QJsonObject document{{QStringLiteral("commonName"), QStringLiteral("a\u202Eb\u2028c\u0085d\U000E0041\n\x7f")},
                               {QStringLiteral("organization"), QStringLiteral("株式会社 𠮷野家 <b>")}};
    const QByteArray json = visibleJson(QJsonDocument(document).toJson(QJsonDocument::Indented));
    QCOMPARE(QJsonDocument::fromJson(json).object(), document);
    const QString shown = QString::fromUtf8(json);
    for (const char32_t hidden : {U'\u202E', U'\u2028', U'\u0085', U'\U000E0041', U'\x7f'})
        QVERIFY(!shown.contains(QString::fromUcs4(&hidden, 1)));
    QVERIFY(shown.contains(QLatin1String("\\u202e")));
    QVERIFY(shown.contains(QLatin1String("\\udb40\\udc41")));
    QVERIFY(shown.contains(QStringLiteral("株式会社 𠮷野家")));
    QCOMPARE(shown.count(QLatin1Char('\n')), 4); // those of the document itself
}

} // namespace tegata

TEGATA_TEST(tegata::TestVisibleText)
#include "test_visibletext.moc"
