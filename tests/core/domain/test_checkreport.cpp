// SPDX-License-Identifier: Apache-2.0
#include "core/domain/checkreport.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestCheckReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outcomeIsTheWeightiest();
    void namesAreTheContracts();
};

void TestCheckReport::outcomeIsTheWeightiest()
{
    const auto add = [](CheckReport &report, FindingOutcome outcome) {
        Finding finding;
        finding.outcome = outcome;
        report.findings.append(finding);
    };
    CheckReport report;
    QCOMPARE(report.outcome(), FindingOutcome::Note);
    add(report, FindingOutcome::Warning);
    add(report, FindingOutcome::Note);
    QCOMPARE(report.outcome(), FindingOutcome::Warning);
    QVERIFY(!report.hasErrors());
    add(report, FindingOutcome::Error);
    add(report, FindingOutcome::Warning);
    QCOMPARE(report.outcome(), FindingOutcome::Error);
    QVERIFY(report.hasErrors());
}

void TestCheckReport::namesAreTheContracts()
{
    QCOMPARE(findingOutcomeName(FindingOutcome::Note), QStringLiteral("note"));
    QCOMPARE(findingOutcomeName(FindingOutcome::Warning), QStringLiteral("warning"));
    QCOMPARE(findingOutcomeName(FindingOutcome::Error), QStringLiteral("error"));
    QCOMPARE(findingOutcomeFromName(QStringLiteral("error")), std::optional(FindingOutcome::Error));
    QVERIFY(!findingOutcomeFromName(QStringLiteral("fatal")));
}

TEGATA_TEST(TestCheckReport)
#include "test_checkreport.moc"
