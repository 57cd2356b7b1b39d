// SPDX-License-Identifier: Apache-2.0
#include "core/rules/identifiers.h"

#include "tests/core/rules/tablereader.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace tegata;

class TestIdentifiers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsWrong_data();
    void findsWhatIsWrong();
    void knowsWhatMailCanBeSentTo_data();
    void knowsWhatMailCanBeSentTo();
    void normalizes_data();
    void normalizes();
    void takesHostileText();
};

namespace {

const QString Field = QStringLiteral("some.field");

QList<Finding> check(const QString &kind, const QString &typed, const QString &against)
{
    if (kind == QLatin1String("corporate"))
        return checkCorporateNumber(typed, Field);
    if (kind == QLatin1String("registry"))
        return checkRegistryNumber(typed, against, Field);
    if (kind == QLatin1String("credit"))
        return checkCreditCode(typed, Field);
    if (kind == QLatin1String("postal"))
        return checkPostalCode(typed, Field);
    if (kind == QLatin1String("phone"))
        return checkPhone(typed, Field);
    if (kind == QLatin1String("mail"))
        return checkMail(typed, Field);
    if (kind == QLatin1String("person"))
        return checkMail(typed, Field, MailOwner::Person);
    return checkLoginId(typed, Field);
}

} // namespace

void TestIdentifiers::findsWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("row");
    const QList<QStringList> rows = tableRows(QStringLiteral("identifiers.tsv"));
    QVERIFY(rows.size() >= 60);
    for (const QStringList &row : rows) {
        QCOMPARE(row.size(), 5);
        QTest::addRow("%s %s %s", qPrintable(row.at(0)), qPrintable(row.at(1).left(30)), qPrintable(row.at(2))) << row;
    }
}

void TestIdentifiers::findsWhatIsWrong()
{
    QFETCH(QStringList, row);
    const QList<Finding> findings = check(row.at(0), row.at(1), row.at(2));
    QStringList codes;
    for (const Finding &finding : findings) {
        codes.append(finding.code);
        QCOMPARE(finding.field, Field);
        const bool isNote = finding.code == QLatin1String("identifier.width") ||
                            finding.code == QLatin1String("mail.role") ||
                            finding.code == QLatin1String("postalCode.form");
        QCOMPARE(finding.outcome, isNote ? FindingOutcome::Note : FindingOutcome::Error);
    }
    QCOMPARE(codes.join(QLatin1Char(' ')), row.at(3));
    if (!row.at(4).isEmpty()) {
        const QMap<QString, QString> &args = findings.constFirst().args;
        QString told =
            args.value(QStringLiteral("character")) + QLatin1Char(' ') + args.value(QStringLiteral("position"));
        for (const QString &name : {QStringLiteral("expected"), QStringLiteral("digit"), QStringLiteral("count")})
            told = args.value(name, told);
        QCOMPARE(told, row.at(4));
    }
}

void TestIdentifiers::knowsWhatMailCanBeSentTo_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isAddress");
    const auto row = [](const char *name, const QString &text, bool isAddress) {
        QTest::newRow(name) << text << isAddress;
    };
    const QString local64(64, QLatin1Char('a'));
    const QString label60(60, QLatin1Char('b'));
    const QString longDomain = QStringList{label60, label60, label60}.join(QLatin1Char('.'));
    row("plain", QStringLiteral("web@example.jp"), true);
    row("as typed, in capitals", QStringLiteral("Taro.Yamada@Example.JP"), true);
    row("every symbol", QStringLiteral("!#$%&'*+/=?^_`{|}~.-@example.jp"), true);
    row("a dot before the @", QStringLiteral("a.@example.jp"), false);
    row("a private host", QStringLiteral("ca@mail.corp.internal"), true);
    row("one label", QStringLiteral("root@localhost"), true);
    row("IDN as A-label", QStringLiteral("a@xn--wgv71a119e.jp"), true);
    row("IDN as U-label", QStringLiteral("a@日本語.jp"), false);
    row("full width", QStringLiteral("a@ｅxample.jp"), false);
    row("nothing", QString(), false);
    row("no @", QStringLiteral("example.jp"), false);
    row("two @", QStringLiteral("a@b@example.jp"), false);
    row("nothing before", QStringLiteral("@example.jp"), false);
    row("nothing behind", QStringLiteral("a@"), false);
    row("64 before", local64 + QStringLiteral("@example.jp"), true);
    row("65 before", local64 + QStringLiteral("a@example.jp"), false);
    row("254 in all", local64 + QLatin1Char('@') + longDomain + QStringLiteral(".jjj.jp"), true);
    row("255 in all", local64 + QLatin1Char('@') + longDomain + QStringLiteral(".jjjj.jp"), false);
    row("two dots", QStringLiteral("a..b@example.jp"), false);
    row("a dot first", QStringLiteral(".a@example.jp"), false);
    row("two dots behind", QStringLiteral("a@example..jp"), false);
    row("a dot last", QStringLiteral("a@example.jp."), false);
    row("a hyphen first", QStringLiteral("a@-example.jp"), false);
    row("an underscore", QStringLiteral("a@ex_ample.jp"), false);
    row("a space", QStringLiteral("a b@example.jp"), false);
    row("a space before", QStringLiteral(" a@example.jp"), false);
    row("a line", QStringLiteral("a@example.jp\r\nBcc: b@example.jp"), false);
    row("a line's end", QStringLiteral("a@example.jp\n"), false);
    row("NUL", QStringLiteral("a@example.jp") + QChar(0), false);
    row("a quoted part", QStringLiteral("\"a\"@example.jp"), false);
    row("brackets", QStringLiteral("<a@example.jp>"), false);
    row("two addresses", QStringLiteral("a@example.jp,b"), false);
    row("a port", QStringLiteral("a@example.jp:25"), false);
    row("a path", QStringLiteral("a@example.jp/x"), false);
    row("a wildcard", QStringLiteral("a@*.example.jp"), false);
    row("an IP address", QStringLiteral("a@[192.0.2.1]"), false);
}

void TestIdentifiers::knowsWhatMailCanBeSentTo()
{
    QFETCH(const QString, text);
    QFETCH(const bool, isAddress);
    QCOMPARE(isMailAddress(text), isAddress);
    // What the form takes can be sent to: it is one rule.
    const QList<Finding> findings = checkMail(text, Field);
    const bool isTaken = !text.isEmpty() && std::none_of(findings.begin(), findings.end(), [](const Finding &finding) {
        return finding.outcome == FindingOutcome::Error;
    });
    if (isTaken)
        QVERIFY(isMailAddress(normalizedMail(text)));
}

void TestIdentifiers::normalizes_data()
{
    QTest::addColumn<QString>("found");
    QTest::addColumn<QString>("expected");
    QTest::newRow("digits") << normalizedDigits(QStringLiteral(" ０６０ー０８０７ ")) << "0600807";
    QTest::newRow("mistakes stay") << normalizedDigits(QStringLiteral("06O-0807")) << "06O0807";
    QTest::newRow("postal") << normalizedPostalCode(QStringLiteral("〒０６００８０７")) << "060-0807";
    QTest::newRow("short postal") << normalizedPostalCode(QStringLiteral("０６０")) << "060";
    QTest::newRow("phone") << normalizedPhone(QStringLiteral("＋８１（０）３−１２３４−５６７８")) << "03-1234-5678";
    QTest::newRow("phone abroad") << normalizedPhone(QStringLiteral("+1-202-555-0100")) << "+1-202-555-0100";
    QTest::newRow("phone, only country") << normalizedPhone(QStringLiteral("+81")) << "0";
    QTest::newRow("mail") << normalizedMail(QStringLiteral(" Taro@ＥＸＡＭＰＬＥ.jp")) << "taro@example.jp";
    QTest::newRow("mail IDN") << normalizedMail(QStringLiteral("a@日本語.jp")) << "a@xn--wgv71a119e.jp";
    QTest::newRow("no mail") << normalizedMail(QStringLiteral("Taro")) << "taro";
}

void TestIdentifiers::normalizes()
{
    QFETCH(QString, found);
    QTEST(found, "expected");
}

// Every check answers quickly and with few findings, whatever is pasted.
void TestIdentifiers::takesHostileText()
{
    const QStringList kinds = {QStringLiteral("corporate"), QStringLiteral("registry"), QStringLiteral("credit"),
                               QStringLiteral("postal"),    QStringLiteral("phone"),    QStringLiteral("mail"),
                               QStringLiteral("person"),    QStringLiteral("login")};
    const QStringList texts = {QString(10000, QLatin1Char('1')),
                               QString(10000, QLatin1Char('@')),
                               QString(10000, QChar(0xD800)),
                               QString(10000, QLatin1Char('-')),
                               QString(1, QChar(0)),
                               QStringLiteral("a@") + QString(5000, QLatin1Char('.')),
                               QStringLiteral("%1%2%{x}")};
    for (const QString &kind : kinds) {
        for (const QString &text : texts)
            QVERIFY(check(kind, text, text).size() <= 3);
    }
}

TEGATA_TEST(TestIdentifiers)
#include "test_identifiers.moc"
