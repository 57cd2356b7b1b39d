// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/audittrail.h"
#include "core/service/workflow/caagate.h"
#include "tests/core/service/workflow/workflowfixture.h"
#include "tests/support/testmain.h"

#include <QJsonObject>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <thread>

using namespace tegata;

namespace {

// Answers what it was given; may be held.
class ScriptedSource final : public CaaSource
{
public:
    CaaRecords lookUp(const QStringList &domains, std::chrono::milliseconds) override
    {
        std::unique_lock lock(m_mutex);
        ++calls;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return !m_isHeld; });
        CaaRecords answer;
        for (const QString &domain : domains)
            answer.insert(domain, records.value(domain, QList<CaaRecord>()));
        return answer;
    }

    void hold(bool isHeld)
    {
        const std::lock_guard lock(m_mutex);
        m_isHeld = isHeld;
        m_changed.notify_all();
    }

    bool waitForCall()
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(30), [this] { return calls > 0; });
    }

    CaaRecords records;
    int calls = 0;

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isHeld = false;
};

const QStringList Issuers = {QStringLiteral("cybertrust.ne.jp")};
const QStringList Names = {QStringLiteral("www.example.jp")};

QList<CaaRecord> onlyOthers()
{
    return {{false, "issue", "other.example"}};
}

} // namespace

// V3 at the service: CAA is looked up before an approval, and never within its transaction.
class TestCaaGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_source = std::make_shared<ScriptedSource>(); }
    void checksNothingWithoutDnsOrIssuers();
    void findsWhatForbids();
    void letsOnlySomeWait();
    void approvalRestsOnIt();

private:
    std::shared_ptr<ScriptedSource> m_source;
};

void TestCaaGate::checksNothingWithoutDnsOrIssuers()
{
    CaaGate closed(nullptr, 2);
    QVERIFY(!closed.isOpen());
    QVERIFY(closed.lookUp(Names, Issuers).evidence.isEmpty());
    CaaGate gate(m_source, 2);
    QVERIFY(gate.isOpen());
    QVERIFY(gate.lookUp(Names, {}).evidence.isEmpty());
    QCOMPARE(m_source->calls, 0);
}

void TestCaaGate::findsWhatForbids()
{
    CaaGate gate(m_source, 2);
    const CaaOutcome free = gate.lookUp(Names, Issuers);
    QVERIFY(free.findings.isEmpty());
    QCOMPARE(free.evidence.first().toObject().value(QLatin1String("name")).toString(), Names.first());
    m_source->records.insert(QStringLiteral("example.jp"), onlyOthers());
    const CaaOutcome bound = gate.lookUp(Names, Issuers);
    QCOMPARE(findingCodes(bound.findings), QStringList(QLatin1String("caa.forbidden:error")));
    QCOMPARE(bound.evidence.first().toObject().value(QLatin1String("foundAt")).toString(),
             QStringLiteral("example.jp"));
}

// A name server that does not answer keeps some approvals waiting, and nobody else.
void TestCaaGate::letsOnlySomeWait()
{
    CaaGate gate(m_source, 1);
    m_source->hold(true);
    std::atomic<bool> isDone = false;
    std::thread waiting([&] {
        (void)gate.lookUp(Names, Issuers);
        isDone = true;
    });
    const bool isWaiting = m_source->waitForCall();
    const CaaOutcome second = isWaiting ? gate.lookUp(Names, Issuers) : CaaOutcome();
    const bool wasDone = isDone;
    m_source->hold(false);
    waiting.join();
    QVERIFY(isWaiting && !wasDone);
    QCOMPARE(findingCodes(second.findings), QStringList(QLatin1String("caa.lookupFailed:warning")));
    QVERIFY(gate.lookUp(Names, Issuers).findings.isEmpty());
}

void TestCaaGate::approvalRestsOnIt()
{
    WorkflowFixture fixture;
    QList<Finding> findings;
    const auto row =
        fixture.submit(WorkflowFixture::intake(PrivateKey::generate(KeySpec::EcP256).value(), Names), findings);
    QVERIFY(row);
    const auto question = fixture.database().read([&](ReadTransaction &transaction) {
        return fixture.workflow().caaQuestion(transaction, QStringLiteral("c1"), row->detail.request.id);
    });
    QVERIFY(question);
    QCOMPARE(question->names, Names);
    QCOMPARE(question->issuers, Issuers);

    CaaGate gate(m_source, 2);
    m_source->records.insert(QStringLiteral("example.jp"), onlyOthers());
    const auto approve = [&] {
        findings.clear();
        const SiteActor who = WorkflowFixture::operatorOf();
        RequestMove move{row->detail.request.id, 1, RequestAction::Approve, QStringLiteral("確認済み"),
                         gate.lookUp(question->names, question->issuers)};
        return fixture.database().write([&](Transaction &transaction) {
            fixture.workflow().prepareAtOnce(transaction, who, move, WorkflowFixture::today());
            return fixture.workflow().move(transaction, who, move, WorkflowFixture::today(), findings);
        });
    };
    QVERIFY(!approve());
    QCOMPARE(findingCodes(findings, FindingOutcome::Error), QStringList(QLatin1String("caa.forbidden:error")));
    m_source->records.clear();
    QVERIFY(approve());
    const auto trail = fixture.database().read(
        [](ReadTransaction &transaction) { return AuditTrail::list(transaction, QStringLiteral("c1"), 0, 100); });
    bool hasEvidence = false;
    for (const AuditRow &each : *trail)
        hasEvidence = hasEvidence || each.event.evidence.contains(QLatin1String("caa"));
    QVERIFY(hasEvidence);
}

TEGATA_TEST(TestCaaGate)
#include "test_caagate.moc"
