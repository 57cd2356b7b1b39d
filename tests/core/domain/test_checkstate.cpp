// SPDX-License-Identifier: Apache-2.0
#include "core/domain/certificaterequest.h"
#include "core/domain/contract.h"

#include "tests/support/testmain.h"

#include <QJsonObject>
#include <QTest>

using namespace tegata;

namespace {

CertificateRequest checkedWith(const CheckState &state)
{
    CertificateRequest request;
    request.id = QStringLiteral("r-1");
    request.version = 1;
    request.key.algorithm = QStringLiteral("ec");
    request.key.bits = 256;
    request.submittedAt = QDateTime(QDate(2026, 11, 30), QTime(9, 0), Qt::UTC);
    request.updatedAt = request.submittedAt;
    request.checkState = state;
    return request;
}

} // namespace

// F25: a check that nobody made has no outcome.
class TestCheckState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isNotCheckedUnlessSomebodyChecked()
    {
        const CertificateRequest request;
        QVERIFY(!request.checkState.isChecked());
        QVERIFY(!request.checkState.outcome());
        QVERIFY(!request.checkState.hasErrors());
        QVERIFY(CheckState() != CheckState(FindingOutcome::Note));
    }

    void namesAndNumbersGoBothWays_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("name");
        QTest::newRow("not checked") << -1 << QStringLiteral("notChecked");
        QTest::newRow("note") << 0 << QStringLiteral("note");
        QTest::newRow("warning") << 1 << QStringLiteral("warning");
        QTest::newRow("error") << 2 << QStringLiteral("error");
    }

    void namesAndNumbersGoBothWays()
    {
        QFETCH(int, number);
        QFETCH(QString, name);
        const CheckState state = CheckState::fromNumber(number);
        QCOMPARE(state.number(), number);
        QCOMPARE(checkStateName(state), name);
        QVERIFY(checkStateFromName(name) == state);
    }

    void unknownValuesAreNoOutcome()
    {
        QVERIFY(!checkStateFromName(QStringLiteral("passed")));
        QVERIFY(!checkStateFromName(QString()));
        QVERIFY(!CheckState::fromNumber(3).isChecked());
    }

    void theContractTellsNotCheckedApartFromPassed()
    {
        const QJsonObject json = contract::toJson(checkedWith({}));
        QCOMPARE(json.value(QLatin1String("checkOutcome")).toString(), QStringLiteral("notChecked"));
        QVERIFY(!contract::requestFromJson(json)->checkState.isChecked());

        RequestDetail detail;
        detail.request = checkedWith({});
        const QJsonObject whole = contract::toJson(detail);
        QCOMPARE(whole.value(QLatin1String("check")).toObject().value(QLatin1String("outcome")).toString(),
                 QStringLiteral("notChecked"));
        const Result<RequestDetail> read = contract::requestDetailFromJson(whole);
        QVERIFY(read);
        QCOMPARE(*read, detail);
    }

    void theWorseOfTwoChecksCounts()
    {
        const QDateTime at(QDate(2026, 11, 30), QTime(8, 30), Qt::UTC);
        const CheckState none;
        const CheckState passed(FindingOutcome::Note, at.addDays(-1));
        const CheckState failed(FindingOutcome::Error, at.addDays(-1));
        const CheckState own(FindingOutcome::Warning, at);
        QCOMPARE(combined(none, none), none);
        QCOMPARE(combined(passed, none), passed);
        QCOMPARE(combined(none, own), own);
        QCOMPARE(combined(passed, own), own);
        QCOMPARE(combined(failed, own), CheckState(FindingOutcome::Error, at));
    }

    void theContractKeepsWhenItWasChecked()
    {
        const QDateTime at(QDate(2026, 11, 30), QTime(8, 30), Qt::UTC);
        const CertificateRequest request = checkedWith(CheckState(FindingOutcome::Warning, at));
        const Result<CertificateRequest> read = contract::requestFromJson(contract::toJson(request));
        QVERIFY(read);
        QCOMPARE(read->checkState.checkedAt(), at);
        QCOMPARE(*read, request);
        QVERIFY(!contract::toJson(checkedWith(CheckState(FindingOutcome::Note))).contains(QLatin1String("checkedAt")));
    }
};

TEGATA_TEST(TestCheckState)
#include "test_checkstate.moc"
