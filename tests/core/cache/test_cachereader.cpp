// SPDX-License-Identifier: Apache-2.0
#include "core/cache/cachereader.h"

#include "tests/support/fakesite.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace tegata;

namespace {

constexpr int Rows = 2000;   // enough that SQLite looks at the tickets while it reads them
constexpr int Long = 20'000; // milliseconds: nothing here takes so long unless it hangs

QueueQuery pending()
{
    return {QueueView::Pending, {}, {QueueColumn::CommonName, false}};
}

} // namespace

// Questions that are stopped while they run, and not only before they begin.
class TestCacheReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_files = std::make_shared<CacheFiles>(m_directory->filePath(QStringLiteral("cache")));
        m_files->expect();
        QVERIFY(m_files->open());
        contract::ChangePage page;
        for (int number = 1; number <= Rows; ++number) {
            page.requests.append(FakeSite::makeRequest(number));
            page.requests.last().state = RequestState::Pending;
        }
        page.next = QStringLiteral("c1");
        QVERIFY(m_files->queue.apply(page, {}));
    }

    void cleanup() { m_files->queue.close(); }

    void aStatementStopsWhileItRuns()
    {
        CacheDatabase database;
        QVERIFY(database.openToRead(m_files->queuePath(), 1024));
        SearchLine life;
        SearchLine line;
        database.setTickets({life.next(), line.next()});
        QSemaphore begun;
        Result<bool> answer = true;
        std::thread running([&] {
            Statement endless = database.statement(QStringLiteral(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"));
            begun.release();
            answer = endless.step();
        });
        const bool isBegun = begun.tryAcquire(1, Long);
        line.stop();
        running.join(); // it would never end by itself
        QVERIFY(isBegun);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Cancelled);
    }

    void theNewestQuestionWins()
    {
        CacheReader reader(QStringLiteral("reader"), 1024, m_files, [](int) {});
        SearchLine line;
        QSemaphore begun;
        QSemaphore replaced;
        const Future<QueueKeys> old = reader.ask<QueueKeys>(line.next(), [&](QueueReader &cache) {
            begun.release();
            replaced.acquire();
            return cache.keys(pending());
        });
        const bool isBegun = begun.tryAcquire(1, Long);
        const Future<QueueKeys> neverBegun = reader.ask<QueueKeys>(
            line.next(), [](QueueReader &) -> Result<QueueKeys> { qFatal("a stopped question was begun"); });
        const Future<QueueKeys> newest =
            reader.ask<QueueKeys>(line.next(), [](QueueReader &cache) { return cache.keys(pending()); });
        replaced.release();
        QVERIFY(isBegun);
        QTRY_VERIFY_WITH_TIMEOUT(newest.isFinished(), Long);
        QVERIFY(!old.result());
        QCOMPARE(old.result().error().code, ErrorCode::Cancelled);
        QVERIFY(!neverBegun.result());
        QCOMPARE(neverBegun.result().error().code, ErrorCode::Cancelled);
        QVERIFY(newest.result());
        QCOMPARE(newest.result()->keys.size(), Rows);
    }

    // What one list asks does not stop another list's question.
    void linesAreApart()
    {
        CacheReader reader(QStringLiteral("reader"), 1024, m_files, [](int) {});
        SearchLine mine;
        SearchLine other;
        const Future<QueueKeys> asked = reader.ask<QueueKeys>(mine.next(), [&other](QueueReader &cache) {
            other.stop();
            return cache.keys(pending());
        });
        QTRY_VERIFY_WITH_TIMEOUT(asked.isFinished(), Long);
        QVERIFY(asked.result());
        QCOMPARE(asked.result()->keys.size(), Rows);
    }

    void theEndStopsTheQuestionAtHand()
    {
        QSemaphore begun;
        auto reader = std::make_unique<CacheReader>(QStringLiteral("reader"), 1024, m_files, [](int) {});
        const Future<int> asked = reader->ask<int>({}, [&](QueueReader &cache) -> Result<int> {
            begun.release();
            QElapsedTimer timer;
            timer.start();
            while (timer.elapsed() < Long) {
                if (const Result<QueueKeys> keys = cache.keys(pending()); !keys)
                    return failure(keys.error());
            }
            return 0; // never stopped
        });
        QVERIFY(begun.tryAcquire(1, Long));
        reader.reset();
        QVERIFY(asked.isFinished());
        QVERIFY(!asked.result());
        QCOMPARE(asked.result().error().code, ErrorCode::Cancelled);
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::shared_ptr<CacheFiles> m_files;
};

TEGATA_TEST(TestCacheReader)
#include "test_cachereader.moc"
