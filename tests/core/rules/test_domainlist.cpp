// SPDX-License-Identifier: Apache-2.0
#include "core/rules/domainlist.h"

#include "tests/core/rules/tablereader.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestDomainList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesOne_data();
    void takesOne();
    void readsPastes_data();
    void readsPastes();
    void refusesDuplicates();
    void keepsTheRowsBeforeTheLimit();
    void readsHugePastes();
    void checksStoredLists();
    void fiftyDomainsAreTakenAtOnce();
};

namespace {

QString codesOf(const CheckReport &report)
{
    QStringList codes;
    for (const Finding &finding : report.findings)
        codes.append(finding.code);
    return codes.join(QLatin1Char(' '));
}

} // namespace

void TestDomainList::takesOne_data()
{
    QTest::addColumn<QStringList>("row");
    const QList<QStringList> rows = tableRows(QStringLiteral("domains.tsv"));
    QVERIFY2(rows.size() >= 120, "domains.tsv");
    for (const QStringList &row : rows) {
        QCOMPARE(row.size(), 3);
        QTest::addRow("%s", qPrintable(row.at(0).left(40))) << row;
    }
}

void TestDomainList::takesOne()
{
    QFETCH(QStringList, row);
    const DomainIntake intake = takeDomains(row.at(0), {});
    QCOMPARE(intake.rows.size(), 1);
    const DomainIntake::Row &taken = intake.rows.constFirst();
    QCOMPARE(codesOf(taken.check), row.at(2));
    QCOMPARE(taken.domain, row.at(1));
    QCOMPARE(taken.accepted, !row.at(1).isEmpty());
    QCOMPARE(taken.check.hasErrors(), row.at(1).isEmpty());
    // What was accepted stands in the list without a finding that asks for more.
    if (taken.accepted)
        QVERIFY(!checkDomainList({{taken.domain, false, {}}}, false, QStringLiteral("domains")).hasErrors());
}

void TestDomainList::readsPastes_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QStringList>("domains");
    const QStringList both = {QStringLiteral("example.jp"), QStringLiteral("example.com")};
    QTest::newRow("lines") << "example.jp\nexample.com" << both;
    QTest::newRow("Windows lines") << "example.jp\r\nexample.com\r\n" << both;
    QTest::newRow("commas") << "example.jp,example.com" << both;
    QTest::newRow("semicolons") << "example.jp; example.com;" << both;
    QTest::newRow("tabs") << "example.jp\texample.com" << both;
    QTest::newRow("spaces") << "  example.jp   example.com " << both;
    QTest::newRow("Japanese commas") << "example.jp、example.com" << both;
    QTest::newRow("Japanese spaces") << "example.jp\u3000example.com" << both;
    QTest::newRow("cells") << "\"example.jp\"\t\"example.com\"\r\n" << both;
    QTest::newRow("column") << "\"example.jp\"\n\"example.com\"\n" << both;
    QTest::newRow("byte order mark") << "\uFEFFexample.jp\nexample.com" << both;
    QTest::newRow("URLs") << "https://example.jp/a,http://example.com:8080/" << both;
    QTest::newRow("mail") << "Taro <taro@example.jp>, <hanako@example.com>" << both;
    QTest::newRow("none") << " \n\t,;" << QStringList();
}

void TestDomainList::readsPastes()
{
    QFETCH(QString, pasted);
    QTEST(takeDomains(pasted, {}).accepted(), "domains");
}

void TestDomainList::refusesDuplicates()
{
    const QString pasted =
        QStringLiteral("example.jp www.example.jp EXAMPLE.JP 日本語.jp xn--wgv71a119e.jp a.jp bcd.jp");
    const DomainIntake intake = takeDomains(pasted, {QStringLiteral("BCD.jp"), QStringLiteral("日本語.jp")});
    QCOMPARE(intake.accepted(), QStringList{QStringLiteral("example.jp")});
    QStringList codes;
    for (const DomainIntake::Row &row : intake.rows)
        codes.append(codesOf(row.check));
    const QString duplicate = QStringLiteral("domain.duplicate");
    QCOMPARE(codes, (QStringList{{},
                                 duplicate,
                                 duplicate,
                                 QStringLiteral("domain.converted domain.duplicate"),
                                 duplicate,
                                 QStringLiteral("domain.jpTooShort"),
                                 duplicate}));
}

void TestDomainList::keepsTheRowsBeforeTheLimit()
{
    QStringList existing;
    for (int i = 0; i < 48; ++i)
        existing.append(QStringLiteral("domain%1.jp").arg(i));
    const QString pasted =
        QStringLiteral("domain3.jp one.example.com localhost two.example.net three.example.org four.jp");
    const DomainIntake intake = takeDomains(pasted, existing);
    QCOMPARE(intake.accepted(), (QStringList{QStringLiteral("example.com"), QStringLiteral("example.net")}));
    QCOMPARE(intake.rows.size(), 6);
    QCOMPARE(codesOf(intake.rows.at(0).check), QStringLiteral("domain.duplicate"));
    QCOMPARE(codesOf(intake.rows.at(4).check), QStringLiteral("domain.listLimit"));
    QCOMPARE(codesOf(intake.rows.at(5).check), QStringLiteral("domain.listLimit"));
    QCOMPARE(intake.rows.at(5).check.findings.constFirst().args.value(QStringLiteral("limit")), QStringLiteral("50"));
    QVERIFY(takeDomains(pasted, {}, 0).accepted().isEmpty());
}

void TestDomainList::readsHugePastes()
{
    const QString pasted = QStringLiteral("x ").repeated(20000);
    const DomainIntake intake = takeDomains(pasted, {});
    QCOMPARE(intake.rows.size(), 10001);
    QCOMPARE(codesOf(intake.rows.constLast().check), QStringLiteral("domain.pasteTooLong"));
    QVERIFY(takeDomains(QString(1000000, QLatin1Char('x')), {}).rows.constFirst().check.hasErrors());
}

void TestDomainList::checksStoredLists()
{
    const QList<EnrollmentDomain> domains = {{QStringLiteral("example.jp"), true, {}},
                                             {QStringLiteral("www.example.com"), false, {}},
                                             {QString(), false, {}},
                                             {QStringLiteral("EXAMPLE.JP"), false, {}},
                                             {QStringLiteral("*.example.org"), false, {}},
                                             {QStringLiteral("日本語.jp"), false, {}},
                                             {QStringLiteral("xn--wgv71a119e.jp"), true, {}},
                                             {QStringLiteral("tokyo.jp"), false, {}}};
    const auto listed = [&](bool evPossible) {
        QStringList texts;
        for (const Finding &finding : checkDomainList(domains, evPossible, QStringLiteral("domains")).findings) {
            if (finding.outcome == FindingOutcome::Error)
                texts.append(finding.code + QLatin1Char(' ') + finding.field);
        }
        return texts;
    };
    const QStringList always = {
        QStringLiteral("domain.hostName domains[1].name"), QStringLiteral("domain.duplicate domains[3].name"),
        QStringLiteral("domain.hostName domains[4].name"), QStringLiteral("domain.duplicate domains[6].name"),
        QStringLiteral("domain.publicSuffix domains[7].name")};
    QCOMPARE(listed(true), always);
    QStringList withoutEv = always;
    withoutEv.prepend(QStringLiteral("domain.evWithoutApplicant domains[0].ev"));
    withoutEv.insert(5, QStringLiteral("domain.evWithoutApplicant domains[6].ev"));
    QCOMPARE(listed(false), withoutEv);
    QList<EnrollmentDomain> many;
    for (int i = 0; i < 51; ++i)
        many.append({QStringLiteral("domain%1.jp").arg(i), false, {}});
    const CheckReport report = checkDomainList(many, false, QStringLiteral("threeParty.domains"));
    QCOMPARE(codesOf(report), QStringLiteral("domain.listTooLong"));
    QCOMPARE(report.findings.constFirst().field, QStringLiteral("threeParty.domains"));
}

// What it costs is measured by tests/bench.
void TestDomainList::fiftyDomainsAreTakenAtOnce()
{
    QStringList existing;
    QStringList pasted;
    for (int i = 0; i < 50; ++i) {
        existing.append(QStringLiteral("registered%1.co.jp").arg(i));
        pasted.append(QStringLiteral("https://www.pasted%1.chiyoda.tokyo.jp/path").arg(i));
    }
    const DomainIntake intake = takeDomains(pasted.join(QLatin1Char('\n')), existing);
    QCOMPARE(intake.rows.size(), 50);
}

TEGATA_TEST(TestDomainList)
#include "test_domainlist.moc"
