// SPDX-License-Identifier: Apache-2.0
#include "core/rules/requeststanding.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

// What a list can tell from a request's row about what no longer holds.
class TestRequestStanding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const Result<Policy> policy = loadPolicy(Registration().policy);
        QVERIFY(policy);
        m_policy = *policy;
        Organization organization;
        organization.id = QStringLiteral("G1");
        organization.legalName = QStringLiteral("株式会社サンプル");
        organization.validatedAt = m_now.addDays(-30);
        m_registration.organizations = {organization};
        m_registration.domains = {{QStringLiteral("example.jp"), organization.id, false, m_now.addDays(-30)}};
        m_request.state = RequestState::Pending;
        m_request.organizationId = organization.id;
        m_request.sans = {QStringLiteral("www.example.jp"), QStringLiteral("*.example.jp")};
    }

    void whatCarriesIsNotTold()
    {
        QCOMPARE(staleReasonsOf(m_request, m_registration, m_policy, m_now), QList<StaleReason>());
    }

    void theTimeLeftIsTold_data()
    {
        QTest::addColumn<RequestState>("state");
        QTest::addColumn<QDateTime>("expiresAt");
        QTest::addColumn<std::optional<RequestDue>>("due");
        using Due = std::optional<RequestDue>;
        const auto in = [this](qint64 hours) { return m_now.addSecs(hours * 3600); };
        QTest::newRow("just over") << RequestState::Pending << m_now << Due({DueBand::Over, 0});
        QTest::newRow("today") << RequestState::Pending << in(1) << Due({DueBand::Urgent, 0});
        QTest::newRow("two days") << RequestState::OnHold << in(48) << Due({DueBand::Urgent, 2});
        QTest::newRow("three days") << RequestState::PartlyApproved << in(72) << Due({DueBand::Soon, 3});
        QTest::newRow("a week") << RequestState::Pending << in(168) << Due({DueBand::Soon, 7});
        QTest::newRow("eight days") << RequestState::Pending << in(192) << Due({DueBand::Later, 8});
        QTest::newRow("long over") << RequestState::Pending << in(-49) << Due({DueBand::Over, -2});
        QTest::newRow("no time set") << RequestState::Pending << QDateTime() << Due();
        QTest::newRow("decided") << RequestState::Rejected << in(1) << Due();
    }

    void theTimeLeftIsTold()
    {
        QFETCH(RequestState, state);
        QFETCH(QDateTime, expiresAt);
        QFETCH(std::optional<RequestDue>, due);
        CertificateRequest request = m_request;
        request.state = state;
        request.expiresAt = expiresAt;
        QVERIFY(dueOf(request, m_now) == due);
    }

    void aLostDomainIsToldByTheNameAskedFor()
    {
        CertificateRequest request = m_request;
        request.sans.append(QStringLiteral("www.example.net"));
        QCOMPARE(staleReasonsOf(request, m_registration, m_policy, m_now),
                 (QList<StaleReason>{{StaleReason::Kind::DomainLost, QStringLiteral("www.example.net"), {}}}));
    }

    void anOldValidationIsToldOnceWithItsEnd()
    {
        Registration registration = m_registration;
        RegisteredDomain &domain = registration.domains.first();
        domain.validatedAt = m_now.addYears(-2);
        const QDateTime until = m_policy.domainUsableUntil(domain.validatedAt);
        QCOMPARE(staleReasonsOf(m_request, registration, m_policy, m_now),
                 (QList<StaleReason>{{StaleReason::Kind::DomainTooOld, QStringLiteral("example.jp"), until}}));
        QCOMPARE(staleReasonsOf(m_request, registration, m_policy, until), QList<StaleReason>());
    }

    void theOrganizationComesFirst()
    {
        Registration registration = m_registration;
        registration.organizations.first().validatedAt = {};
        registration.domains.clear();
        const QList<StaleReason> reasons = staleReasonsOf(m_request, registration, m_policy, m_now);
        QCOMPARE(reasons.size(), 3); // and both names
        QCOMPARE(reasons.at(0).kind, StaleReason::Kind::OrganizationTooOld);
        registration.organizations.clear();
        QCOMPARE(staleReasonsOf(m_request, registration, m_policy, m_now).at(0).kind,
                 StaleReason::Kind::OrganizationLost);
    }

    void whatIsClosedNeedsNoGround()
    {
        CertificateRequest request = m_request;
        request.state = RequestState::Rejected;
        QCOMPARE(staleReasonsOf(request, Registration(), m_policy, m_now), QList<StaleReason>());
    }

private:
    const QDateTime m_now{QDate(2026, 11, 22), QTime(9, 0), Qt::UTC};
    Policy m_policy;
    Registration m_registration;
    CertificateRequest m_request;
};

TEGATA_TEST(TestRequestStanding)
#include "test_requeststanding.moc"
