// SPDX-License-Identifier: Apache-2.0
#include "tests/core/service/workflow/workflowfixture.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

// V19, V23 at the service: what the applicant is told at once and the operator again.
class TestRequestRenewals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tellsWhatIsWrongWithARenewal_data();
    void tellsWhatIsWrongWithARenewal();
    void tellsOfWhatWaitsAlready_data();
    void tellsOfWhatWaitsAlready();
    void otherCustomersRequestsAreNotTold();
    void approvalOfARenewalWithWarningsNeedsANote();

private:
    static PrivateKey newKey() { return PrivateKey::generate(KeySpec::EcP256).value(); }
    static QStringList names() { return {QStringLiteral("www.example.jp"), QStringLiteral("api.example.jp")}; }

    std::unique_ptr<WorkflowFixture> m_fixture;
    QString m_serial;
    QDateTime m_due; // within the 90 days before the end
    QList<Finding> m_findings;
};

void TestRequestRenewals::init()
{
    m_fixture = std::make_unique<WorkflowFixture>();
    m_serial = m_fixture->issued(WorkflowFixture::intake(newKey(), names())).detail.request.serial;
    m_due = m_fixture->certificate(m_serial)->certificate.notAfter.addDays(-89);
}

void TestRequestRenewals::tellsWhatIsWrongWithARenewal_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<bool>("isDue");
    QTest::addColumn<QString>("revokedFor");
    QTest::addColumn<QStringList>("codes");
    const QStringList reordered = {QStringLiteral("API.example.jp"), QStringLiteral("www.example.jp")};
    const QStringList fewer = {QStringLiteral("www.example.jp")};
    const QStringList other = {QStringLiteral("www.example.jp"), QStringLiteral("new.example.jp")};
    const auto codes = [](const char *code) { return code ? QStringList(QString::fromLatin1(code)) : QStringList(); };
    QTest::newRow("right") << names() << true << QString() << codes(nullptr);
    QTest::newRow("the names in another order") << reordered << true << QString() << codes(nullptr);
    QTest::newRow("a name less") << fewer << true << QString() << codes("renewal.otherNames:warning");
    QTest::newRow("another name") << other << true << QString() << codes("renewal.otherNames:warning");
    QTest::newRow("too early") << names() << false << QString() << codes("renewal.tooEarly:warning");
    QTest::newRow("revoked") << names() << true << QStringLiteral("superseded") << codes("renewal.ofRevoked:warning");
    QTest::newRow("compromised") << names() << true << QStringLiteral("keyCompromise")
                                 << codes("renewal.ofCompromised:warning");
}

void TestRequestRenewals::tellsWhatIsWrongWithARenewal()
{
    QFETCH(QStringList, names);
    QFETCH(bool, isDue);
    QFETCH(QString, revokedFor);
    QFETCH(QStringList, codes);
    if (!revokedFor.isEmpty())
        QVERIFY(m_fixture->revoke(m_serial, *revocationReasonFromName(revokedFor)));
    const QDateTime now = isDue ? m_due : WorkflowFixture::today().addDays(1);
    const auto row = m_fixture->submit(WorkflowFixture::intake(newKey(), names, m_serial), m_findings,
                                       WorkflowFixture::contact(), now);
    QVERIFY2(row, qPrintable(findingCodes(m_findings).join(QLatin1Char(' '))));
    QStringList told = findingCodes(row->detail.check.findings, FindingOutcome::Warning);
    told.removeIf([](const QString &code) { return !code.startsWith(QLatin1String("renewal.")); });
    QCOMPARE(told, codes);
}

void TestRequestRenewals::tellsOfWhatWaitsAlready_data()
{
    QTest::addColumn<QString>("how"); // the second one is like the first in
    QTest::addColumn<QString>("code");
    QTest::newRow("CSR") << QStringLiteral("csr") << QStringLiteral("request.sameCsr:warning");
    QTest::newRow("renewal") << QStringLiteral("renewal") << QStringLiteral("renewal.second:warning");
    QTest::newRow("names") << QStringLiteral("names") << QStringLiteral("request.sameNames:note");
    QTest::newRow("nothing") << QStringLiteral("nothing") << QString();
}

void TestRequestRenewals::tellsOfWhatWaitsAlready()
{
    QFETCH(QString, how);
    QFETCH(QString, code);
    const QString serial = how == QLatin1String("renewal") ? m_serial : QString();
    const RequestIntake first = WorkflowFixture::intake(newKey(), names(), serial);
    RequestIntake second = first;
    if (how == QLatin1String("renewal") || how == QLatin1String("names"))
        second = WorkflowFixture::intake(newKey(), names(), serial);
    else if (how == QLatin1String("nothing"))
        second = WorkflowFixture::intake(newKey(), {QStringLiteral("other.example.jp")});
    const auto waiting = m_fixture->submit(first, m_findings, WorkflowFixture::contact(), WorkflowFixture::today());
    QVERIFY(waiting);
    const auto submit = [&] {
        const auto row = m_fixture->submit(second, m_findings, WorkflowFixture::contact(), WorkflowFixture::today());
        QStringList told = row ? findingCodes(row->detail.check.findings) : QStringList(QStringLiteral("refused"));
        told.removeIf([](const QString &each) {
            return !each.startsWith(QLatin1String("request.")) && !each.startsWith(QLatin1String("renewal.second"));
        });
        return told;
    };
    QCOMPARE(submit(), code.isEmpty() ? QStringList() : QStringList(code));
    // The first one is told to the operator too, who has both before the eyes.
    const auto approved = m_fixture->move(*waiting, RequestAction::Approve, m_findings);
    QVERIFY(approved);
    QCOMPARE(findingCodes(approved->detail.check.findings).contains(code), !code.isEmpty());
}

void TestRequestRenewals::otherCustomersRequestsAreNotTold()
{
    const RequestIntake intake = WorkflowFixture::intake(newKey(), {QStringLiteral("two.example.jp")});
    QVERIFY(m_fixture->submit(intake, m_findings));
    const auto row = m_fixture->submit(intake, m_findings, WorkflowFixture::contact(QStringLiteral("c2")));
    QVERIFY(row);
    QVERIFY(!findingCodes(row->detail.check.findings).contains(QLatin1String("request.sameCsr:warning")));
}

void TestRequestRenewals::approvalOfARenewalWithWarningsNeedsANote()
{
    const auto row = m_fixture->submit(WorkflowFixture::intake(newKey(), names(), m_serial), m_findings);
    QVERIFY(row);
    QVERIFY(!m_fixture->move(*row, RequestAction::Approve, m_findings, QString()));
    QCOMPARE(findingCodes(m_findings), QStringList(QLatin1String("renewal.tooEarly:warning")));
    QVERIFY(m_fixture->move(*row, RequestAction::Approve, m_findings, QStringLiteral("移設のため")));
}

TEGATA_TEST(TestRequestRenewals)
#include "test_requestrenewals.moc"
