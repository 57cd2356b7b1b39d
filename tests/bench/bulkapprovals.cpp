// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bulkapprovals.h"

#include "core/desk/bulkrun.h"
#include "tests/integration/practiceservice.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

namespace tegata {

namespace {

constexpr int Limit = 120'000; // milliseconds

double milliseconds(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

QList<CertificateRequest> requestsOf(QueueCache &cache, const QStringList &ids)
{
    QList<CertificateRequest> requests;
    for (const QString &id : ids) {
        Future<std::optional<CertificateRequest>> found = cache.request(id);
        found.waitForFinished();
        const Result<std::optional<CertificateRequest>> request = found.result();
        if (!request || !*request)
            qFatal("not in the cache: %s", qPrintable(id));
        requests.append(**request);
    }
    return requests;
}

} // namespace

BulkTimes approveInBulk(const QString &world, const QStringList &requests)
{
    const QTemporaryDir folder;
    const SystemClock clock;
    QueueCache cache(folder.filePath(QStringLiteral("cache")));
    (void)cache.open();
    OperatorDesk desk(cache, clock);
    desk.setUndoWindow(std::chrono::milliseconds(0));
    std::unique_ptr<OperatorSite> site = PracticeService(world).connectOperator();
    if (!site)
        qFatal("no connection");
    desk.attach(std::move(site));
    if (!QTest::qWaitFor([&desk] { return desk.records().registration() && desk.records().lastSync().isValid(); },
                         Limit))
        qFatal("not synchronised");

    BulkRun run(desk);
    BulkTimes times;
    QElapsedTimer timer;
    bool isPrepared = false;
    bool isFinished = false;
    QObject::connect(&run, &BulkRun::prepared, &run, [&] {
        times.check = milliseconds(timer);
        isPrepared = true;
    });
    QObject::connect(&run, &BulkRun::finished, &run, [&] {
        times.run = milliseconds(timer);
        isFinished = true;
    });
    const QList<CertificateRequest> rows = requestsOf(cache, requests);
    timer.start();
    run.prepare(rows, RequestAction::Approve, {});
    if (!QTest::qWaitFor([&isPrepared] { return isPrepared; }, Limit))
        qFatal("not checked");
    timer.start();
    run.start();
    if (!QTest::qWaitFor([&isFinished] { return isFinished; }, Limit))
        qFatal("not finished");
    if (run.count(BulkRowState::Done) != requests.size())
        qFatal("only %d approved", run.count(BulkRowState::Done));
    return times;
}

} // namespace tegata
