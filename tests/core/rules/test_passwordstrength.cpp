// SPDX-License-Identifier: Apache-2.0
#include "core/rules/passwordstrength.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace tegata;

class TestPasswordStrength : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checks_data();
    void checks();
    void tellsNothingOfThePassword();
    void onlyTheBeginningIsGuessed();
};

void TestPasswordStrength::checks_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("lowest");
    QTest::addColumn<int>("highest");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("codes"); // that must be among the findings
    const auto row = [](const char *password, int lowest, int highest, const char *outcome, const char *codes) {
        QTest::newRow(*password != 0 ? password : "(empty)")
            << QString::fromUtf8(password) << lowest << highest << QString::fromLatin1(outcome)
            << QString::fromLatin1(codes);
    };
    // too short
    row("", 0, 0, "error", "tooShort");
    row("x7$Kq2!", 0, 1, "error", "tooShort");
    row("abc", 0, 0, "error", "tooShort");
    // guessed at once
    row("password", 0, 0, "error", "guessable commonWord short");
    row("Password1", 0, 1, "error", "guessable short");
    row("p@ssw0rd", 0, 1, "error", "guessable commonWord");
    row("aaaaaaaa", 0, 0, "error", "guessable");
    row("%%%%%%%%%%%%%%%%", 0, 1, "error", "guessable repeats");
    row("12345678", 0, 0, "error", "guessable");
    row("abcdefghijkl", 0, 1, "error", "guessable sequence");
    row("qwertyuiop", 0, 1, "error", "guessable");
    row("19850312", 0, 1, "error", "guessable date");
    row("sakurasakura", 0, 1, "error", "guessable");
    // made of what the form holds
    row("taro.yamada", 0, 0, "error", "personal");
    row("TARO.YAMADA", 0, 0, "error", "personal");
    row("taro.yamada@sample.example.jp", 0, 0, "error", "personal");
    row("taro.yamada1", 0, 1, "error", "guessable personal");
    // middling and strong
    row("Kx7vQ2mB", 3, 4, "note", "short");
    row("correct horse battery staple", 4, 4, "note", "");
    row("r8Vq-Lm2x_Tz9w", 4, 4, "note", "");
    row("mizu-yama-kaze-tegata-57", 4, 4, "note", "");
    row("Tr0ub4dour&3xyz", 3, 4, "note", "");
    // characters
    row("ひみつのことばはながい", 4, 4, "warning", "notAscii");
    row("r8Vq-Lm2x\tTz9w", 3, 4, "error", "character");
    row("r8Vq-Lm2x\nTz9w", 3, 4, "error", "character");
    row(" r8Vq-Lm2x_Tz9w", 4, 4, "note", "spaceEdge");
    row("r8Vq-Lm2x\u200BTz9w", 3, 4, "error", "character notAscii");
}

void TestPasswordStrength::checks()
{
    QFETCH(QString, password);
    QFETCH(int, lowest);
    QFETCH(int, highest);
    QFETCH(QString, outcome);
    QFETCH(QString, codes);
    const QStringList personal = {QStringLiteral("taro.yamada"), QStringLiteral("taro.yamada@sample.example.jp"),
                                  QString()};
    const PasswordStrength strength = passwordStrength(password, personal, QStringLiteral("contact.password"));
    QVERIFY2(strength.score >= lowest && strength.score <= highest, qPrintable(QString::number(strength.score)));
    QCOMPARE(findingOutcomeName(strength.check.outcome()), outcome);
    QStringList found;
    for (const Finding &finding : strength.check.findings) {
        found.append(finding.code.mid(qsizetype(qstrlen("password."))));
        QCOMPARE(finding.field, QStringLiteral("contact.password"));
    }
    const QStringList wanted = codes.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &code : wanted)
        QVERIFY2(found.contains(code), qPrintable(code + QLatin1String(" not in ") + found.join(QLatin1Char(' '))));
}

void TestPasswordStrength::tellsNothingOfThePassword()
{
    const QString password = QStringLiteral("Geheim-sakura-1985-qwerty-aaaa");
    const PasswordStrength strength = passwordStrength(password, {password}, QStringLiteral("contact.password"));
    QVERIFY(!strength.check.findings.isEmpty());
    for (const Finding &finding : strength.check.findings) {
        for (const QString &value : finding.args) {
            bool number = false;
            value.toInt(&number);
            QVERIFY2(number, qPrintable(finding.code));
        }
    }
}

// What is guessed costs by the cube of the length: only the beginning is, the rest counts as longer.
void TestPasswordStrength::onlyTheBeginningIsGuessed()
{
    const QString weak(64, QLatin1Char('a'));
    const QString strong = QStringLiteral("pA5$word12qwe").repeated(5000);
    const int score = passwordStrength(weak, {}, {}).score;
    QVERIFY(score < passwordStrength(strong, {}, {}).score);
    QCOMPARE(passwordStrength(weak + strong, {}, {}).score, score);
    QVERIFY(passwordStrength(strong, {strong}, {}).check.hasErrors());
}

TEGATA_TEST(TestPasswordStrength)
#include "test_passwordstrength.moc"
