// SPDX-License-Identifier: Apache-2.0
#include "core/desk/operatordesk.h"
#include "core/pki/keyderivation.h"
#include "tests/integration/practiceservice.h"
#include "tests/support/await.h"
#include "tests/support/chaosproxy.h"
#include "tests/support/heartbeat.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace tegata;

// The real desk, cache and outbox over the real connection, through a proxy that drops, delays, stalls and resets, to
// the real service, which is killed and started again at random: every decision is done once, none twice, none is lost,
// and the event loop never freezes. TEGATA_CHAOS_DECISIONS: how many decisions (default 600; 10000 is the issue's
// number); TEGATA_CHAOS_SEED: of an earlier run, to see it again (the moments of threads and sockets stay random).
class TestOutboxChaos : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyDecisionIsDoneOnce();

private:
    void giveSome();
    void killSometimes();
    void checkHistories(const QStringList &ids);
    void checkAuditTrail();

    int m_decisions = 600;
    quint32 m_seed = 0;
    QTemporaryDir m_folder;
    std::unique_ptr<PracticeService> m_service;
    std::unique_ptr<ChaosProxy> m_proxy;
    SystemClock m_clock;
    QRandomGenerator m_random;
    std::unique_ptr<QueueCache> m_cache;
    std::unique_ptr<OperatorDesk> m_desk;
    QList<std::pair<CertificateRequest, RequestAction>> m_toGive; // taken from the end
    int m_given = 0;
    int m_done = 0;
    int m_notDone = 0;
    int m_asked = 0;
    int m_kills = 0;
    bool m_serviceIsDown = false;
    QStringList m_problems;
};

namespace {

// Each for the version that was seen at the beginning: the outbox carries it on from one to the next.
const RequestAction Sequence[] = {RequestAction::Claim, RequestAction::Release, RequestAction::Hold,
                                  RequestAction::Release, RequestAction::Approve};
const QStringList ExpectedHistory = {QStringLiteral("claim"), QStringLiteral("release"), QStringLiteral("hold"),
                                     QStringLiteral("release"), QStringLiteral("approve")};

} // namespace

void TestOutboxChaos::initTestCase()
{
    const int wanted = qEnvironmentVariableIntValue("TEGATA_CHAOS_DECISIONS");
    m_decisions = wanted > 0 ? wanted : m_decisions;
    bool seeded = false;
    m_seed = qEnvironmentVariable("TEGATA_CHAOS_SEED").toUInt(&seeded);
    if (!seeded)
        m_seed = QRandomGenerator::global()->generate();
    m_random.seed(m_seed);
    qInfo("seed %u", m_seed);
    m_service = std::make_unique<PracticeService>(m_folder.filePath(QStringLiteral("practice")));
    QVERIFY(m_service->start());
}

void TestOutboxChaos::giveSome()
{
    // As fast as a bulk run would.
    for (int i = 0; i < 20 && !m_toGive.isEmpty(); ++i) {
        const auto [request, action] = m_toGive.takeLast();
        const QString note = noteFor(action) == ActionNote::Required ? QStringLiteral("確認中です") : QString();
        ++m_given;
        observe<DecisionAnswer>(
            m_desk->decide(request, action, note), this,
            [this, id = request.id, action = action](const Result<DecisionAnswer> &answer) {
                const bool done = answer && std::holds_alternative<ActionDone<RequestDetail>>(*answer);
                ++(done ? m_done : m_notDone);
                if (!done)
                    m_problems.append(id + QLatin1Char(' ') + requestActionName(action) + QLatin1Char(' ') +
                                      (answer ? QString::number(answer->index()) : errorCodeName(answer.error().code)));
            });
    }
}

void TestOutboxChaos::killSometimes()
{
    if (m_serviceIsDown) {
        m_serviceIsDown = !m_service->isReady();
        if (!m_serviceIsDown)
            m_proxy->setUpstream(m_service->operatorPort());
        else if (!m_service->isRunning())
            m_service->startAsync();        // it could not come up, as where somebody has taken a port
    } else if (m_random.bounded(100) < 3) { // asked ten times a second
        m_service->kill();
        m_service->startAsync();
        m_serviceIsDown = true;
        ++m_kills;
    }
}

void TestOutboxChaos::everyDecisionIsDoneOnce()
{
    const int requests = (m_decisions + int(std::size(Sequence)) - 1) / int(std::size(Sequence));
    QElapsedTimer elapsed;
    elapsed.start();
    const QStringList ids = m_service->submit(QStringLiteral("chaos"), requests);
    QCOMPARE(ids.size(), requests);
    qInfo("%d requests handed in after %.1f s", requests, double(elapsed.restart()) / 1000);

    m_proxy = std::make_unique<ChaosProxy>(m_service->operatorPort(), m_seed);
    m_cache = std::make_unique<QueueCache>(m_folder.filePath(QStringLiteral("cache")));
    QVERIFY(await(m_cache->open()));
    m_desk = std::make_unique<OperatorDesk>(*m_cache, m_clock);
    m_desk->setUndoWindow(std::chrono::milliseconds(0));
    std::unique_ptr<OperatorSite> connection = m_service->connectOperator(m_proxy->port());
    QVERIFY(connection);
    m_desk->attach(std::move(connection), std::make_shared<const SecretBytes>(*randomKey(32)));
    connect(m_desk.get(), &OperatorDesk::outboxChanged, this, [this] {
        for (const auto &[id, state] : m_desk->outboxStates().asKeyValueRange()) {
            if (state == OutboxState::Asking && m_desk->resolve(id, OutboxResolution::SendForCurrent))
                ++m_asked;
        }
    });
    // What the operator sees: the requests as the cache has them.
    QList<CertificateRequest> seen;
    QTRY_VERIFY_WITH_TIMEOUT((m_desk->retryNow(), m_desk->session().has_value()), 60000);
    const auto seeAll = [&] {
        seen.clear();
        QList<Future<std::optional<CertificateRequest>>> found;
        for (const QString &id : ids)
            found.append(m_cache->request(id));
        for (const auto &future : found) {
            if (const auto request = await(future).value())
                seen.append(*request);
        }
        return seen.size() == ids.size();
    };
    QTRY_VERIFY_WITH_TIMEOUT(seeAll(), 120000);
    qInfo("synchronised after %.1f s", double(elapsed.restart()) / 1000);
    // All the steps of one request at once: what is given after an earlier one was answered would rightly be a
    // conflict. Taken from the end.
    for (const CertificateRequest &request : std::as_const(seen)) {
        for (qsizetype step = std::size(Sequence); step > 0; --step)
            m_toGive.append({request, Sequence[step - 1]});
    }
    const int total = int(m_toGive.size());

    QEventLoop loop;
    QTimer giving;
    connect(&giving, &QTimer::timeout, this, [&] {
        giveSome();
        if (m_toGive.isEmpty())
            giving.stop();
    });
    QTimer killing;
    connect(&killing, &QTimer::timeout, this, &TestOutboxChaos::killSometimes);
    QTimer watching;
    int before = 0;
    QElapsedTimer progress;
    connect(&watching, &QTimer::timeout, this, [&] {
        if (m_done + m_notDone == total)
            loop.quit();
        if (m_done + m_notDone > before)
            progress.restart();
        else if (progress.elapsed() > 180000)
            loop.exit(1); // nothing moves any more
        before = m_done + m_notDone;
    });
    giving.start(5);
    killing.start(100);
    watching.start(100);
    progress.start();
    Heartbeat heartbeat;
    const int stuck = loop.exec();
    const double longest = heartbeat.longestWork();
    QVERIFY(heartbeat.beats() > 0);
    giving.stop();
    killing.stop();
    const double seconds = double(elapsed.elapsed()) / 1000;
    const ChaosCounts &faults = m_proxy->counts();
    qInfo("%d decisions in %.1f s (%.0f/s): %d done, %d not; asked again by a person %d times", total, seconds,
          total / seconds, m_done, m_notDone, m_asked);
    qInfo("service killed %d times; %d connections, %d faults (%d refused, %d dropped, %d reset after passing, %d half "
          "closed, %d stalled), %d delays",
          m_kills, faults.connections.load(), faults.faults(), faults.refused.load(), faults.drops.load(),
          faults.resetsAfter.load(), faults.halfCloses.load(), faults.stalls.load(), faults.delays.load());
    qInfo("longest pause of the event loop: %.1f ms, of which it worked %.1f ms at most (%lld beats)",
          heartbeat.longestPause(), longest, static_cast<long long>(heartbeat.beats()));
    if (stuck != 0) {
        qInfo("connection %d (%s), service ready: %d", int(m_desk->connection()),
              qPrintable(m_desk->lastError() ? errorCodeName(m_desk->lastError()->code) : QString()),
              int(m_service->isReady()));
        const QList<OutboxItem> items = m_desk->outboxItems();
        for (const OutboxItem &item : items.mid(0, 20))
            qInfo("%lld %s state %d, %d tries, %s", static_cast<long long>(item.id), qPrintable(item.target),
                  int(item.state), item.tries, qPrintable(item.lastProblem));
    }
    QVERIFY2(stuck == 0, qPrintable(QStringLiteral("%1 of %2 answered").arg(m_done + m_notDone).arg(total)));
    QVERIFY2(m_problems.isEmpty(), qPrintable(m_problems.join(QLatin1String("; "))));
    QCOMPARE(m_done, total);
    QTRY_COMPARE(m_desk->outboxDepth(), 0);

    m_proxy->behave();
    QTRY_VERIFY_WITH_TIMEOUT(m_service->isReady(), 120000);
    checkHistories(ids);
    checkAuditTrail();
    // What a loaded machine takes away from the process is not the window's doing: measured by the work between two
    // beats.
    QVERIFY2(longest < 100, qPrintable(QString::number(longest)));
}

void TestOutboxChaos::checkHistories(const QStringList &ids)
{
    const std::unique_ptr<OperatorSite> direct = m_service->connectOperator();
    const SiteSession session = await(direct->openSession(), 60000).value();
    constexpr int AtOnce = 50;
    for (qsizetype first = 0; first < ids.size(); first += AtOnce) {
        QList<Future<RequestDetail>> details;
        for (const QString &id : ids.mid(first, AtOnce))
            details.append(direct->fetchRequest(id));
        for (const auto &future : details) {
            const Result<RequestDetail> detail = await(future, 60000);
            QVERIFY(detail);
            QStringList actions;
            for (const HistoryEntry &entry : detail->history) {
                if (entry.actor.id == session.operatorActor.id && ExpectedHistory.contains(entry.action))
                    actions.append(entry.action);
            }
            QCOMPARE(actions, ExpectedHistory);
            QCOMPARE(detail->request.state, RequestState::Issued);
        }
    }
}

void TestOutboxChaos::checkAuditTrail()
{
    const Result<LogVerification> verified = await(m_desk->decisionLog().verify(), 60000);
    QVERIFY(verified);
    QCOMPARE(verified->damage, LogDamage::None);
    QVERIFY(verified->entries >= 2 * m_given);
    const std::unique_ptr<OperatorSite> direct = m_service->connectOperator();
    const SiteSession session = await(direct->openSession(), 60000).value();
    QVERIFY(session.capabilities.auditTrail);
    QList<AuditRecord> records;
    while (true) {
        const Result<QList<AuditRecord>> page =
            await(direct->fetchAudit(records.isEmpty() ? 0 : records.constLast().sequence, 500), 60000);
        QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
        if (page->isEmpty())
            break;
        records.append(*page);
    }
    const auto compared = await(m_desk->decisionLog().compareWith(records, session.operatorActor.id), 60000);
    QVERIFY(compared);
    qInfo("log and audit trail: %lld agree, %lld only here, %lld only there, %lld differ",
          static_cast<long long>(compared->agree), static_cast<long long>(compared->onlyHere.size()),
          static_cast<long long>(compared->onlyThere.size()), static_cast<long long>(compared->differ.size()));
    QVERIFY(compared->onlyHere.isEmpty());
    QVERIFY(compared->differ.isEmpty());
    QCOMPARE(compared->agree, qint64(m_given));
}

TEGATA_TEST(TestOutboxChaos)
#include "test_outboxchaos.moc"
