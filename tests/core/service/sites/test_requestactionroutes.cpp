// SPDX-License-Identifier: Apache-2.0
// An approval over its route: what is asked and signed before its transaction, and what is not.
#include "core/service/sites/requestactionroutes.h"

#include "core/rules/caalookup.h"
#include "core/service/store/audittrail.h"
#include "core/service/store/registrationstore.h"
#include "tests/core/service/workflow/workflowfixture.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <utility>

using namespace tegata;

namespace {

// Counts how often it is asked, and knows no record.
class CountingSource final : public CaaSource
{
public:
    CaaRecords lookUp(const QStringList &domains, std::chrono::milliseconds) override
    {
        ++asked;
        CaaRecords records;
        for (const QString &domain : domains)
            records.insert(domain, QList<CaaRecord>());
        return records;
    }

    int asked = 0;
};

class Site
{
public:
    Site()
    {
        clock->setNow(WorkflowFixture::today());
        addRequestActionRoutes(m_router, m_guard, {RequestAction::Approve});
    }

    RequestRow submit()
    {
        QList<Finding> findings;
        const auto row = fixture.submit(
            WorkflowFixture::intake(PrivateKey::generate(KeySpec::EcP256).value(), {QStringLiteral("www.example.jp")}),
            findings);
        if (!row)
            qFatal("refused: %s", qPrintable(row.error().detail));
        return *row;
    }
    HttpResponse approve(const RequestRow &row, const QByteArray &key, const QByteArray &note = "checked")
    {
        HttpRequest request;
        request.method = "POST";
        request.path = {QStringLiteral("v1"), QStringLiteral("requests"), row.detail.request.id,
                        QStringLiteral("approve")};
        request.headers = {{"content-type", "application/json"}, {"accept-language", "en"}};
        if (!key.isEmpty())
            request.headers.insert("idempotency-key", key);
        request.body =
            R"({"version":)" + QByteArray::number(row.detail.request.version) + R"(,"note":")" + note + R"("})";
        return m_router.handle(request);
    }
    RequestRow now(const RequestRow &row)
    {
        return fixture.database()
            .read([&](ReadTransaction &transaction) {
                return RequestStore::find(transaction, row.customerId, row.detail.request.id);
            })
            .value();
    }
    // Certificates that were ever signed for it: in force, and in vain.
    int signedFor(const RequestRow &row)
    {
        int count = 0;
        const auto trail = fixture.database().read(
            [](ReadTransaction &transaction) { return AuditTrail::list(transaction, std::nullopt, 0, 1000); });
        for (const AuditRow &each : *trail) {
            const AuditEvent &event = each.event;
            if (event.action == QLatin1String("issue") && event.objectKind == QLatin1String("certificate") &&
                (event.evidence.value(QLatin1String("signedInVainFor")) == row.detail.request.id ||
                 event.evidence.value(QLatin1String("requestId")) == row.detail.request.id))
                ++count;
        }
        return count;
    }

    WorkflowFixture fixture;
    const std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>();
    const std::shared_ptr<CountingSource> source = std::make_shared<CountingSource>();
    // Called under the writer's lock, before an action is carried out.
    std::function<void(Transaction &)> beforeWriting;

private:
    Result<SiteActor> identify(ReadTransaction &transaction)
    {
        // Who it is, is asked for the first time after CAA under the writer's lock.
        if (beforeWriting && std::exchange(m_askedBefore, source->asked) != source->asked)
            beforeWriting(dynamic_cast<Transaction &>(transaction));
        SiteActor who = WorkflowFixture::operatorOf();
        who.site = QStringLiteral("operator");
        return who;
    }

    AuthorityFixture m_publisherFiles;
    std::unique_ptr<IssuingAuthority> m_publisherAuthority = m_publisherFiles.open().value();
    QTemporaryDir m_mail;
    int m_askedBefore = 0;
    const SiteSettings m_settings{};
    TrustedClock m_trusted{clock, {}};
    RevocationPublisher m_publisher{fixture.database(), *m_publisherAuthority, *clock};
    RefusalJournal m_refusals{fixture.database(), *clock};
    ApprovalSigner m_signer{fixture.database(), fixture.workflow(), *clock, std::chrono::milliseconds(0)};
    const RequestEditor m_editor{};
    const RevocationWorkflow m_revocations{};
    const EnrollmentWorkflow m_enrollments{};
    NoticeOutbox m_notices{fixture.database(), m_mail.path(), QStringLiteral("ca@example.jp")};
    CaaGate m_caa{source, 2};
    ServiceState m_state;
    SiteServices m_services{
        m_settings, *clock,   fixture.database(), fixture.authority(), m_publisher, m_refusals, fixture.workflow(),
        m_signer,   m_editor, m_revocations,      m_enrollments,       m_notices,   m_caa,      m_trusted,
        m_state};
    AccessGuard m_guard{
        m_services, QStringLiteral("operator"),
        [this](ReadTransaction &transaction, const HttpRequest &, const QDateTime &) { return identify(transaction); }};
    Router m_router;
};

void rename(Transaction &transaction, const QString &name)
{
    auto registration = RegistrationStore::find(transaction, QStringLiteral("c1"));
    if (!registration)
        qFatal("no registration: %s", qPrintable(registration.error().detail));
    registration->organizations.first().legalNameEnglish = name;
    if (const auto replaced = RegistrationStore::replace(transaction, *registration); !replaced)
        qFatal("not replaced: %s", qPrintable(replaced.error().detail));
}

} // namespace

class TestRequestActionRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAReplayWithoutWork();
    void refusesAnotherBodyWithoutWork();
    void doesNothingWithoutAKey();
    void preparesAgainWhatIsOutdated();
    void asksToTryAgainWhereItIsOutdatedEachTime();
};

void TestRequestActionRoutes::answersAReplayWithoutWork()
{
    Site site;
    const RequestRow row = site.submit();
    const HttpResponse first = site.approve(row, "k-1");
    QCOMPARE(first.status, 200);
    QCOMPARE(site.now(row).detail.request.state, RequestState::Issued);
    QCOMPARE(site.source->asked, 1);
    QCOMPARE(site.signedFor(row), 1);
    const HttpResponse again = site.approve(row, "k-1");
    QCOMPARE(again.status, 200);
    QCOMPARE(again.header("Idempotent-Replay"), QByteArray("true"));
    QCOMPARE(again.body, first.body);
    QCOMPARE(site.source->asked, 1);
    QCOMPARE(site.signedFor(row), 1);
}

// The key of something that was done, for a request that could be approved.
void TestRequestActionRoutes::refusesAnotherBodyWithoutWork()
{
    Site site;
    const RequestRow done = site.submit();
    QCOMPARE(site.approve(done, "k-1").status, 200);
    const RequestRow row = site.submit();
    const int asked = site.source->asked;
    QCOMPARE(site.approve(row, "k-1", "another").status, 422);
    QCOMPARE(site.source->asked, asked);
    QCOMPARE(site.signedFor(row), 0);
    QCOMPARE(site.now(row).detail.request.state, RequestState::Pending);
}

void TestRequestActionRoutes::doesNothingWithoutAKey()
{
    Site site;
    const RequestRow row = site.submit();
    QCOMPARE(site.approve(row, {}).status, 428);
    QCOMPARE(site.source->asked, 0);
    QCOMPARE(site.signedFor(row), 0);
}

void TestRequestActionRoutes::preparesAgainWhatIsOutdated()
{
    Site site;
    const RequestRow row = site.submit();
    int writes = 0;
    site.beforeWriting = [&writes](Transaction &transaction) {
        if (++writes == 1)
            rename(transaction, QStringLiteral("Sample Co., Ltd."));
    };
    QCOMPARE(site.approve(row, "k-1").status, 200);
    QCOMPARE(writes, 2);
    QCOMPARE(site.source->asked, 2);
    QCOMPARE(site.signedFor(row), 2);
    const RequestRow issued = site.now(row);
    QCOMPARE(issued.detail.request.state, RequestState::Issued);
    const auto certificate = site.fixture.certificate(issued.detail.request.serial);
    QVERIFY(certificate);
    QCOMPARE(certificate->certificate.state, CertificateState::Valid);
}

void TestRequestActionRoutes::asksToTryAgainWhereItIsOutdatedEachTime()
{
    Site site;
    const RequestRow row = site.submit();
    int writes = 0;
    site.beforeWriting = [&writes](Transaction &transaction) {
        rename(transaction, QStringLiteral("Sample %1 Co., Ltd.").arg(++writes));
    };
    const HttpResponse response = site.approve(row, "k-1");
    QCOMPARE(response.status, 503); // no conflict: nothing about the request has changed
    QVERIFY(response.header("Retry-After").toInt() > 0);
    QCOMPARE(writes, ApprovalSigner::MostTries);
    const RequestRow after = site.now(row);
    QCOMPARE(after.detail.request.state, RequestState::Pending);
    QVERIFY(after.detail.request.approvedBy.isEmpty());
    // Nobody has what was signed meanwhile, and the same can be sent again.
    QCOMPARE(site.signedFor(row), ApprovalSigner::MostTries);
    site.beforeWriting = nullptr;
    QCOMPARE(site.approve(row, "k-1").status, 200);
    QCOMPARE(site.now(row).detail.request.state, RequestState::Issued);
}

TEGATA_TEST(TestRequestActionRoutes)
#include "test_requestactionroutes.moc"
