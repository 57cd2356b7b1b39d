// SPDX-License-Identifier: Apache-2.0
#include "core/rules/findingtext.h"

#include "core/rules/findingcatalogue.h"
#include "tests/support/testmain.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace tegata;

class TestFindingText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasRuleAndWords();
    void fillsInTheArguments();
    void unknownCodesKeepTheirWords();
    void hostileValuesAreShownSafely();
};

void TestFindingText::everyCodeHasRuleAndWords()
{
    // "policy": a number that only the site's policy sets; no rule of others is behind it.
    static const QRegularExpression rule(QStringLiteral("\\A(V([1-9]|1[0-9]|2[0-3])|S[1-6]?[0-9]|policy)\\z"));
    static const QRegularExpression code(QStringLiteral("\\A[a-z][a-zA-Z]*\\.[a-zA-Z]+\\z"));
    const Phrasebook english(Language::English);
    QSet<QString> codes;
    for (const FindingKind &kind : findingCatalogue()) {
        const Finding finding = makeFinding(kind.kind, FindingOutcome::Error, QStringLiteral("x"));
        QVERIFY2(rule.match(finding.rule).hasMatch(), qPrintable(finding.code));
        QVERIFY2(code.match(finding.code).hasMatch(), qPrintable(finding.code));
        QVERIFY2(!codes.contains(finding.code), qPrintable(finding.code));
        codes.insert(finding.code);
        const FindingText text = findingText(finding, english);
        QVERIFY2(text.message.endsWith(QLatin1Char('.')), qPrintable(finding.code));
        QVERIFY2(text.remedy.endsWith(QLatin1Char('.')), qPrintable(finding.code));
    }
    QVERIFY(codes.size() > 70);
}

void TestFindingText::fillsInTheArguments()
{
    const Finding finding = makeFinding(
        FindingCode::KeyRsaTooShort, FindingOutcome::Error, QStringLiteral("publicKey"),
        {{QStringLiteral("length"), QStringLiteral("1024")}, {QStringLiteral("limit"), QStringLiteral("2048")}});
    const FindingText text = findingText(finding, Phrasebook(Language::English));
    QCOMPARE(text.message, QStringLiteral("The RSA key has 1024 bits; at least 2048 are needed."));
    QCOMPARE(text.remedy, QStringLiteral("Make a new key of 2048 bits or more and a new request."));
}

void TestFindingText::unknownCodesKeepTheirWords()
{
    Finding finding;
    finding.code = QStringLiteral("dogtag.profileUnknown");
    finding.message = QStringLiteral("what");
    finding.remedy = QStringLiteral("then");
    const FindingText text = findingText(finding, Phrasebook(Language::Japanese));
    QCOMPARE(text.message, QStringLiteral("what"));
    QCOMPARE(text.remedy, QStringLiteral("then"));
}

void TestFindingText::hostileValuesAreShownSafely()
{
    const Finding finding =
        makeFinding(FindingCode::SubjectCountry, FindingOutcome::Error, QStringLiteral("subject.C"),
                    {{QStringLiteral("value"), QStringLiteral("\u001b[2J\u202E") + QString(200, QLatin1Char('x'))},
                     {QStringLiteral("name"), QStringLiteral("株式会社𠮷野家")}});
    const QString value = finding.args.value(QStringLiteral("value"));
    QVERIFY(value.startsWith(QStringLiteral("<U+001B>[2J<U+202E>xxx")));
    QVERIFY(value.endsWith(QChar(0x2026)));
    QVERIFY(value.size() < 130);
    QCOMPARE(finding.args.value(QStringLiteral("name")), QStringLiteral("株式会社𠮷野家"));
}

TEGATA_TEST(TestFindingText)
#include "test_findingtext.moc"
