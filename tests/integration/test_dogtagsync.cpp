// SPDX-License-Identifier: Apache-2.0
#include "core/cache/queuecache.h"
#include "core/sync/syncscheduler.h"
#include "tests/integration/dogtagserver.h"
#include "tests/support/await.h"

#include <QCoreApplication>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QUuid>

#include <cstdio>

using namespace tegata;

namespace {

constexpr int Patience = 120000;
// Each request that waits is a call of some 10 ms, more where the machine is busy.
constexpr int SyncLimit = 600000;
constexpr int SkippedExit = 77;
constexpr int Requests = 2000;
// kB. Sanitizers keep what was freed.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr qint64 MaximumGrowth = 1024 * 1024;
#else
constexpr qint64 MaximumGrowth = 64 * 1024;
#endif

QString freshKey()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

qint64 statusLine(const char *name)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.mid(line.indexOf(':') + 1).trimmed().split(' ').constFirst().toLongLong();
    }
    return 0;
}

// From here on, VmHWM is the peak of what follows.
void resetPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

} // namespace

class TestDogtagSync : public QObject
{
    Q_OBJECT

public:
    explicit TestDogtagSync(DogtagServer &server) : m_server(server) {}

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_site = m_server.connect();
        m_second = m_server.connect(DogtagServer::Who::SecondAgent);
        QVERIFY(m_site && m_second && m_directory.isValid());
        m_cache = std::make_unique<QueueCache>(m_directory.path());
        QVERIFY(await(m_cache->open()));
        m_scheduler = std::make_unique<SyncScheduler>(*m_site, *m_cache);
    }

    void cleanupTestCase()
    {
        m_scheduler.reset();
        m_cache.reset();
    }

    // Of however many wait, only a page at a time is in memory.
    void thousandsAreListedInBoundedMemory()
    {
        const int wanted = qEnvironmentVariableIntValue("TEGATA_DOGTAG_REQUESTS") > 0
                               ? qEnvironmentVariableIntValue("TEGATA_DOGTAG_REQUESTS")
                               : Requests;
        const int there = m_server.pendingCount();
        QVERIFY(there >= 0);
        QStringList subjects;
        for (int i = there; i < wanted; ++i)
            subjects.append(QStringLiteral("C=JP, ST=東京都, O=株式会社例示, CN=%1").arg(m_server.freshHost()));
        QCOMPARE(m_server.submit(subjects).size(), subjects.size());

        resetPeak();
        const qint64 before = statusLine("VmRSS");
        QElapsedTimer timer;
        timer.start();
        m_scheduler->start();
        QVERIFY(synchronize(false));
        const qint64 growth = statusLine("VmHWM") - before;
        qInfo("%lld pending in %lld ms, peak memory grew by %lld kB", qlonglong(pendingInCache()),
              qlonglong(timer.elapsed()), qlonglong(growth));
        QVERIFY(pendingInCache() >= wanted);
        QVERIFY2(growth < MaximumGrowth, qPrintable(QString::number(growth)));
    }

    void newRequestsAppear()
    {
        const QString host = m_server.freshHost();
        m_id = submit(host);
        QVERIFY(synchronize());
        const auto request = await(m_cache->request(m_id));
        QVERIFY(request && *request);
        QCOMPARE((*request)->commonName, host);
        QCOMPARE((*request)->state, RequestState::Pending);
        QCOMPARE((*request)->version, await(m_site->fetchRequest(m_id), Patience)->request.version);
    }

    void decidedElsewhere()
    {
        const RequestDetail seen = *await(m_second->fetchRequest(m_id), Patience);
        QVERIFY(
            await(m_second->decide({m_id, seen.request.version, RequestAction::Approve, {}, freshKey()}), Patience));
        QVERIFY(synchronize());
        const auto request = await(m_cache->request(m_id));
        QVERIFY(request && *request);
        QCOMPARE((*request)->state, RequestState::Issued);
        m_serial = (*request)->serial;
        const auto certificate = await(m_cache->certificate(m_serial));
        QVERIFY(certificate && *certificate);
        QCOMPARE((*certificate)->state, CertificateState::Valid);
        QCOMPARE((*certificate)->commonName, (*request)->commonName);
    }

    void heldAndReleasedElsewhere()
    {
        const QList<std::pair<RevocationReason, CertificateState>> steps{
            {RevocationReason::CertificateHold, CertificateState::Revoked},
            {RevocationReason::RemoveFromCrl, CertificateState::Valid},
            {RevocationReason::Superseded, CertificateState::Revoked}};
        int version = 0;
        for (const auto &[reason, state] : steps) {
            const CertificateDetail seen = *await(m_second->fetchCertificate(m_serial), Patience);
            const Result<RevocationAnswer> answer =
                await(m_second->revoke({m_serial, seen.certificate.version, reason, {}, freshKey(), {}}), Patience);
            QVERIFY(answer && std::holds_alternative<ActionDone<CertificateDetail>>(*answer));
            QVERIFY(synchronize());
            const auto certificate = await(m_cache->certificate(m_serial));
            QVERIFY(certificate && *certificate);
            QCOMPARE((*certificate)->state, state);
            QVERIFY((*certificate)->version > version);
            version = (*certificate)->version;
            // Another start of the program, from the cursor alone, sees the same version.
            const auto fresh = m_server.connect();
            QVERIFY(await(fresh->fetchChanges(*await(m_cache->cursor()), 1000, std::chrono::seconds(0)), Patience));
            QCOMPARE(await(fresh->fetchCertificate(m_serial), Patience)->certificate.version, version);
        }
    }

    void nothingNew()
    {
        QVERIFY(synchronize());
        const QString cursor = *await(m_cache->cursor());
        const auto page = await(m_site->fetchChanges(cursor, 1000, std::chrono::seconds(0)), Patience);
        QVERIFY(page);
        QVERIFY(page->requests.isEmpty() && page->certificates.isEmpty() && !page->more && !page->reset);
    }

private:
    QString submit(const QString &host)
    {
        return m_server.submit({QStringLiteral("C=JP, ST=東京都, O=株式会社例示, CN=%1").arg(host)}).value(0);
    }

    // Until the cache agrees with the server once more.
    bool synchronize(bool isPolling = true)
    {
        QSignalSpy synchronized(m_scheduler.get(), &SyncScheduler::synchronized);
        QSignalSpy failed(m_scheduler.get(), &SyncScheduler::failed);
        if (isPolling)
            m_scheduler->retryNow();
        const bool isDone = QTest::qWaitFor([&] { return !synchronized.isEmpty() || !failed.isEmpty(); }, SyncLimit);
        if (!failed.isEmpty()) {
            const Error error = failed.constFirst().constFirst().value<Error>();
            qWarning("%s: %s", qPrintable(errorCodeName(error.code)), qPrintable(error.detail));
        }
        return isDone && failed.isEmpty();
    }

    qint64 pendingInCache()
    {
        QueueQuery query;
        query.view = QueueView::Pending;
        const Result<qint64> count = await(m_cache->count(query));
        return count ? *count : -1;
    }

    DogtagServer &m_server;
    std::unique_ptr<DogtagOperatorSite> m_site;
    std::unique_ptr<DogtagOperatorSite> m_second;
    QTemporaryDir m_directory;
    std::unique_ptr<QueueCache> m_cache;
    std::unique_ptr<SyncScheduler> m_scheduler;
    QString m_id;
    QString m_serial;
};

int main(int argc, char **argv)
{
    if (const QString missing = DogtagServer::missing(); !missing.isEmpty()) {
        std::printf("SKIPPED: %s\n", qPrintable(missing));
        return SkippedExit;
    }
    QCoreApplication application(argc, argv);
    DogtagServer server;
    TestDogtagSync test(server);
    return QTest::qExec(&test, argc, argv);
}

#include "test_dogtagsync.moc"
