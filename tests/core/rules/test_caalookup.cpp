// SPDX-License-Identifier: Apache-2.0
#include "core/rules/caalookup.h"
#include "tests/core/rules/requestmaker.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;
using namespace tegata::test;

// CAA of several names at once, from what the DNS has at each domain.
class TestCaaLookup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksForEachDomainOnce();
    void decidesByTheNearestRecords_data();
    void decidesByTheNearestRecords();
};

void TestCaaLookup::asksForEachDomainOnce()
{
    QCOMPARE(caaDomains({QStringLiteral("*.a.example.jp"), QStringLiteral("b.example.jp")}),
             (QStringList{QStringLiteral("a.example.jp"), QStringLiteral("example.jp"), QStringLiteral("jp"),
                          QStringLiteral("b.example.jp")}));
    QCOMPARE(caaDomains({}), QStringList());
}

void TestCaaLookup::decidesByTheNearestRecords_data()
{
    QTest::addColumn<QString>("records"); // "domain tag value; …", a domain alone: no records; "domain !": failed
    QTest::addColumn<QString>("codes");
    const auto row = [](const char *name, const char *records, const char *codes) {
        QTest::newRow(name) << QString::fromLatin1(records) << QString::fromLatin1(codes);
    };
    row("none anywhere", "www.example.jp; example.jp; jp", "");
    row("allowed", "www.example.jp; example.jp issue ca.example; jp", "");
    row("another CA", "www.example.jp; example.jp issue other.example; jp", "caa.forbidden");
    row("the nearest counts", "www.example.jp issue ca.example; example.jp issue other.example; jp", "");
    row("failed", "www.example.jp !; example.jp; jp", "caa.lookupFailed?");
    row("failed above", "www.example.jp; example.jp !; jp", "caa.lookupFailed?");
    row("found before it fails", "www.example.jp issue ca.example; example.jp !; jp", "");
    row("not answered in time", "www.example.jp", "caa.lookupFailed?");
}

void TestCaaLookup::decidesByTheNearestRecords()
{
    QFETCH(QString, records);
    QFETCH(QString, codes);
    CaaRecords found;
    const QStringList parts = records.split(QStringLiteral("; "));
    for (const QString &part : parts) {
        const QStringList words = part.split(QLatin1Char(' '));
        QList<CaaRecord> list;
        if (words.size() == 3)
            list.append({false, words.at(1).toLatin1(), words.at(2).toLatin1()});
        if (words.size() == 2)
            found.insert(words.first(), failure(ErrorCode::ServiceFailure, QStringLiteral("SERVFAIL")));
        else
            found.insert(words.first(), list);
    }
    const QStringList issuers = {QStringLiteral("ca.example")};
    const QList<CaaAnswer> answers = caaAnswers({QStringLiteral("www.example.jp")}, found, issuers);
    QCOMPARE(answers.size(), 1);
    CheckReport report;
    report.findings = caaFindings(answers, issuers);
    QCOMPARE(codesOf(report), codes);
    for (const Finding &finding : std::as_const(report.findings))
        QCOMPARE(missingArguments(finding), QStringList());
}

TEGATA_TEST(TestCaaLookup)
#include "test_caalookup.moc"
