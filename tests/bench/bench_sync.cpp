// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/benchclient.h"
#include "tests/bench/measurement.h"

#include "core/remote/http/tlsconfiguration.h"
#include "core/remote/rest/restoperatorsite.h"
#include "core/sync/syncscheduler.h"
#include "tests/support/bigcache.h"
#include "tests/support/scriptedtlsserver.h"
#include "tests/support/testauthority.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QThread>

#include <memory>

// The first synchronisation of a large site: 100 pages of 1,000 records from a server over mutual TLS, read and stored.
// Its stages are measured alone in the same run; done side by side, all of it should take hardly longer than the
// slowest.
namespace tegata {

namespace {

constexpr int Pages = 100;
constexpr int PageSize = 1000;
constexpr int Rounds = 3; // each after one to warm up

QString cursorOf(int page)
{
    return QStringLiteral("page-%1").arg(page);
}

contract::ChangePage makePage(int number)
{
    contract::ChangePage page = bigPage(number * PageSize + 1, PageSize, 1, 0);
    page.next = cursorOf(number);
    page.more = number + 1 < Pages;
    return page;
}

contract::ChangePage read(const QByteArray &bytes)
{
    Result<contract::ChangePage> page = contract::changePageFromJson(QJsonDocument::fromJson(bytes).object());
    if (!page)
        qFatal("a page is not read: %s", qPrintable(page.error().detail));
    return *std::move(page);
}

// The site, on a thread of its own: answers one page after the other, whatever it is asked.
class Site
{
public:
    explicit Site(const TestAuthority &authority)
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        run([&] { m_server = std::make_unique<ScriptedTlsServer>(authority.server(), authority.root()); });
    }
    ~Site()
    {
        run([this] { m_server.reset(); });
        m_thread.quit();
        m_thread.wait();
    }
    Site(const Site &) = delete;
    Site &operator=(const Site &) = delete;

    QUrl url() const { return m_server->url(); }
    // From the first page again; the question after the last one is left without answer, as a long poll.
    void rewind(const QList<QByteArray> &pages)
    {
        run([&] {
            for (const QByteArray &page : pages)
                m_server->play(ScriptedReply::json(page));
            m_server->play(ScriptedReply::of(ScriptedReply::Kind::Hang));
        });
    }

private:
    template <typename Work>
    void run(Work work)
    {
        QMetaObject::invokeMethod(&m_context, work, Qt::BlockingQueuedConnection);
    }

    QThread m_thread;
    QObject m_context;
    std::unique_ptr<ScriptedTlsServer> m_server;
};

class Bench
{
public:
    Bench()
    {
        for (int page = 0; page < Pages; ++page)
            m_pages.append(QJsonDocument(contract::toJson(makePage(page))).toJson(QJsonDocument::Compact));
    }

    // The wire alone.
    void fetch()
    {
        Site site(m_authority);
        site.rewind(m_pages);
        BenchIdentity identity;
        const Result<QSslConfiguration> tls =
            makeTlsConfiguration({m_authority.root()}, TlsIdentity{m_identity.certificate, {}, m_identity.key});
        if (!tls)
            qFatal("no TLS");
        identity.authorities = tls->caCertificates();
        identity.certificate = tls->localCertificate();
        identity.key = tls->privateKey();
        BenchClient client(quint16(site.url().port()), identity);
        for (const QByteArray &page : m_pages) {
            if (client.request("GET", "/v1/changes").body.size() != page.size())
                qFatal("not the page");
        }
    }

    void parse() const
    {
        for (const QByteArray &page : m_pages)
            (void)read(page);
    }

    // As many rows as the whole, into a new cache; the pages are read before.
    double insert() const
    {
        QList<contract::ChangePage> pages;
        for (const QByteArray &page : m_pages)
            pages.append(read(page));
        const QTemporaryDir folder;
        QueueCache cache(folder.filePath(QStringLiteral("cache")));
        cache.open().waitForFinished();
        QElapsedTimer timer;
        timer.start();
        Future<ChangeSet> last;
        for (const contract::ChangePage &page : pages)
            last = cache.apply(page);
        last.waitForFinished();
        return double(timer.nsecsElapsed()) / 1e6;
    }

    // What the program does, from the first question to the state in which the cache agrees with the site.
    double synchronize()
    {
        Site site(m_authority);
        site.rewind(m_pages);
        SiteProfile profile;
        profile.operatorUrl = site.url();
        profile.trustAnchors = {m_authority.root()};
        auto remote = RestOperatorSite::make(profile, {m_identity.certificate, {}, m_identity.key}, Language::Japanese);
        if (!remote)
            qFatal("no site: %s", qPrintable(remote.error().detail));
        const QTemporaryDir folder;
        QueueCache cache(folder.filePath(QStringLiteral("cache")));
        cache.open().waitForFinished();
        SyncScheduler scheduler(**remote, cache);
        QObject::connect(&scheduler, &SyncScheduler::synchronized, &QCoreApplication::quit);
        QObject::connect(&scheduler, &SyncScheduler::failed, [](const Error &error) {
            qFatal("%s %s", qPrintable(errorCodeName(error.code)), qPrintable(error.detail));
        });
        QElapsedTimer timer;
        timer.start();
        scheduler.start();
        QCoreApplication::exec();
        const double taken = double(timer.nsecsElapsed()) / 1e6;
        Future<QString> cursor = cache.cursor();
        cursor.waitForFinished();
        if (cursor.resultAt(0).value() != cursorOf(Pages - 1))
            qFatal("synchronised without the last page");
        return taken;
    }

private:
    const TestAuthority m_authority;
    const TestIdentity m_identity = m_authority.client();
    QList<QByteArray> m_pages;
};

double median(const std::function<double()> &measured)
{
    (void)measured();
    QList<double> times;
    for (int round = 0; round < Rounds; ++round)
        times.append(measured());
    std::sort(times.begin(), times.end());
    return times.at(times.size() / 2);
}

} // namespace

} // namespace tegata

int main(int argc, char **argv)
{
    using namespace tegata;
    QCoreApplication application(argc, argv);
    Bench bench;
    const double fetching = timed(Rounds, [&] { bench.fetch(); }).median;
    const double parsing = timed(Rounds, [&] { bench.parse(); }).median;
    const double inserting = median([&] { return bench.insert(); });
    const double slowest = std::max({fetching, parsing, inserting});
    Measurements results;
    const auto tell = [&](const char *stage, double time) {
        results.addRatio(QString::fromUtf8(stage), time, QStringLiteral("ms"),
                         QStringLiteral("the slowest stage alone"), slowest, 0);
    };
    tell("100,000 records, this stage alone: mutual TLS", fetching);
    tell("100,000 records, this stage alone: JSON → records", parsing);
    tell("100,000 records, this stage alone: into the cache", inserting);
    results.addRatio(QStringLiteral("first synchronisation of 100,000 records"),
                     median([&] { return bench.synchronize(); }), QStringLiteral("ms"),
                     QStringLiteral("the slowest stage alone"), slowest, 1.5);
    return results.print(QStringLiteral("bench_sync"));
}
