// SPDX-License-Identifier: Apache-2.0
#include "core/sync/syncscheduler.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;

Q_DECLARE_METATYPE(std::function<contract::ChangePage(const QString &)>)

class TestSyncScheduler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_site = std::make_unique<FakeSite>();
        m_cache = std::make_unique<QueueCache>(m_directory->path());
        QVERIFY(await(m_cache->open()));
        m_connection = m_site->makeConnection();
        m_scheduler = std::make_unique<SyncScheduler>(*m_connection, *m_cache);
    }
    void cleanup()
    {
        m_scheduler.reset();
        m_connection.reset();
        m_cache.reset();
    }

    void aLongQueueArrivesPageAfterPage()
    {
        m_site->putRequests(2345);
        m_scheduler->start();
        QTRY_COMPARE(m_scheduler->state(), SyncState::UpToDate);
        QCOMPARE(pending(), 2345);
        QVERIFY(m_site->calls().filter(QStringLiteral("fetchChanges")).size() >= 3);
    }

    void newsArriveByTheLongPoll()
    {
        m_site->putRequests(2);
        m_scheduler->start();
        QTRY_COMPARE(m_scheduler->state(), SyncState::UpToDate);
        m_site->put(FakeSite::makeRequest(3));
        QTRY_COMPARE(pending(), 3);
        QCOMPARE(m_scheduler->state(), SyncState::UpToDate);
    }

    void aFailureIsToldOnceAndTriedAgain()
    {
        QSignalSpy failed(m_scheduler.get(), &SyncScheduler::failed);
        m_site->putRequests(1);
        m_site->goOffline();
        m_scheduler->start();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.at(0).at(0).value<Error>().code, ErrorCode::Offline);
        QCOMPARE(m_scheduler->state(), SyncState::Waiting);
        m_site->goOnline();
        m_scheduler->retryNow();
        QTRY_COMPARE(m_scheduler->state(), SyncState::UpToDate);
        QCOMPARE(pending(), 1);
    }

    void theNextRunGoesOnByTheCursor()
    {
        m_site->putRequests(5);
        m_scheduler->start();
        QTRY_COMPARE(m_scheduler->state(), SyncState::UpToDate);
        m_scheduler->stop();
        const QString cursor = await(m_cache->cursor()).value();
        QVERIFY(!cursor.isEmpty());
        m_site->put(FakeSite::makeRequest(6));
        m_scheduler->start();
        QTRY_COMPARE(pending(), 6);
        QVERIFY(await(m_cache->cursor()).value() != cursor);
    }

    void aFeedThatForgotItsCursorsIsReadWhole()
    {
        m_site->putRequests(5);
        m_scheduler->start();
        QTRY_COMPARE(m_scheduler->state(), SyncState::UpToDate);
        m_scheduler->stop();
        m_site->removeRequest(FakeSite::makeRequest(2).id);
        m_site->resetFeed();
        m_scheduler->start();
        QTRY_COMPARE(m_scheduler->state(), SyncState::UpToDate);
        QTRY_COMPARE(pending(), 4);
    }

    void aStoppedRunsAnswersAreDropped()
    {
        m_site->putRequests(1);
        m_site->hold();
        m_scheduler->start();
        QTRY_VERIFY(!m_site->calls().isEmpty());
        m_scheduler->stop();
        m_site->release();
        m_site->clearCalls();
        QVERIFY(await(m_cache->cursor()).value().isEmpty());
        QCOMPARE(m_scheduler->state(), SyncState::Idle);
        QVERIFY(m_site->calls().isEmpty());
    }

    void aSiteWithoutChangeFeedIsPolled()
    {
        SiteCapabilities capabilities = m_connection->capabilities();
        capabilities.changeFeed = false;
        m_site->setCapabilities(capabilities);
        m_site->putRequests(1);
        m_scheduler->start();
        QTRY_COMPARE(m_scheduler->state(), SyncState::UpToDate);
        const qsizetype calls = m_site->calls().size();
        m_site->put(FakeSite::makeRequest(2));
        m_scheduler->retryNow(); // as the person's F5: does not wait for the pause
        QTRY_COMPARE(pending(), 2);
        QCOMPARE(m_site->calls().size(), calls + 1);
    }

    // A site that does not keep to the contract costs neither the line nor the disk: its fault is told, and the pauses
    // grow.
    void faultsOfTheFeed_data()
    {
        using Page = contract::ChangePage;
        using Script = std::function<Page(const QString &)>;
        QTest::addColumn<Script>("script");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("field");
        const auto page = [](int first, int count, const QString &next, bool more, bool reset) {
            Page made;
            for (int i = 0; i < count; ++i)
                made.requests.append(FakeSite::makeRequest(first + i));
            made.next = next;
            made.more = more;
            made.reset = reset;
            return made;
        };
        const auto row = [](const char *name, const Script &script, ErrorCode code, const char *field) {
            QTest::newRow(name) << script << code << QString::fromLatin1(field);
        };
        row(
            "a cursor that never moves", [=](const QString &) { return page(1, 1, QStringLiteral("a"), true, false); },
            ErrorCode::ProtocolViolation, "changes.cursor");
        row(
            "cursors in a circle",
            [=](const QString &after) {
                return page(1, 1, after == QLatin1String("a") ? QStringLiteral("b") : QStringLiteral("a"), true, false);
            },
            ErrorCode::ProtocolViolation, "changes.cursor");
        row(
            "always begun anew, by long polls",
            [=](const QString &) { return page(1, 1, QStringLiteral("a"), false, true); }, ErrorCode::ProtocolViolation,
            "changes.reset");
        row(
            "always begun anew, page after page",
            [=](const QString &after) { return page(1, 1, after + QLatin1Char('x'), true, true); },
            ErrorCode::ProtocolViolation, "changes.reset");
        row(
            "long polls that do not wait",
            [=](const QString &) { return page(1, 0, QStringLiteral("a"), false, false); },
            ErrorCode::ProtocolViolation, "changes.poll");
        row(
            "more than was asked for",
            [=](const QString &) { return page(1, 1001, QStringLiteral("a"), false, false); },
            ErrorCode::ProtocolViolation, "changes.page");
        row(
            "without end",
            [=, number = 0](const QString &after) mutable {
                number += 10;
                return page(number, 10, after + QLatin1Char('x'), true, false);
            },
            ErrorCode::TooLarge, "changes.total");
        row(
            "things without end of size",
            [=, number = 0](const QString &after) mutable {
                Page made = page(++number, 1, after + QLatin1Char('x'), true, false);
                made.requests.first().csr = QByteArray(200000, 'c');
                return made;
            },
            ErrorCode::TooLarge, "changes.total");
    }

    void faultsOfTheFeed()
    {
        QFETCH(const std::function<contract::ChangePage(const QString &)>, script);
        QFETCH(const ErrorCode, code);
        QFETCH(const QString, field);
        FeedLimits limits;
        limits.changes = 2000;
        limits.bytes = 1'000'000;
        limits.shortestPoll = std::chrono::milliseconds(1);
        limits.emptyPoll = std::chrono::hours(1);
        SyncScheduler scheduler(*m_connection, *m_cache, limits);
        QSignalSpy failed(&scheduler, &SyncScheduler::failed);
        m_site->scriptChanges(script);
        scheduler.start();
        for (int round = 1; round <= 2; ++round) { // also after a pause
            QTRY_COMPARE(failed.count(), round);
            QCOMPARE(failed.at(round - 1).at(0).value<Error>().code, code);
            QCOMPARE(failed.at(round - 1).at(0).value<Error>().field, field);
            QCOMPARE(scheduler.state(), SyncState::Waiting);
            scheduler.retryNow();
        }
        QVERIFY2(m_site->calls().size() < 50, qPrintable(QString::number(m_site->calls().size())));
    }

    // The second pause after the same fault is longer than the first: storing a page is not yet good behaviour.
    void aFaultyFeedIsAskedLessAndLess()
    {
        FeedLimits limits;
        limits.shortestPoll = std::chrono::milliseconds(1);
        FeedGuard guard(limits);
        contract::ChangePage again;
        again.reset = true;
        again.next = QStringLiteral("a");
        QVERIFY(!guard.check(again, {}, 1000));
        QVERIFY(guard.isSound()); // the first pass of all
        QVERIFY(!guard.check(again, again.next, 1000));
        QVERIFY(!guard.isSound());
        QVERIFY(guard.check(again, again.next, 1000).has_value());
        guard.beginRun();
        QVERIFY(!guard.check(again, again.next, 1000)); // once more after each pause
        QVERIFY(!guard.isSound());
        QVERIFY(guard.check(again, again.next, 1000).has_value());
        guard.beginRun();
        again.reset = false;
        QVERIFY(!guard.check(again, again.next, 1000));
        QVERIFY(guard.isSound());
    }

    // A second run over the same cache, as after a change of identity: the pages that the first one still brings are of
    // a pass that is over, and its end may not remove what the second one has not seen yet.
    void aReplacedRunCannotRemoveRows()
    {
        m_site->putRequests(3);
        m_scheduler->start();
        QTRY_COMPARE(m_scheduler->state(), SyncState::UpToDate);
        m_scheduler->stop();
        contract::ChangePage begin; // another run begins a complete pass
        begin.requests = {FakeSite::makeRequest(1)};
        begin.reset = true;
        begin.more = true;
        begin.next = QStringLiteral("other:1");
        const QString before = await(m_cache->cursor()).value();
        QVERIFY(await(m_cache->apply(begin, before)));
        contract::ChangePage late; // of the first run
        late.next = QStringLiteral("late");
        const Result<ChangeSet> refused = await(m_cache->apply(late, before));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QCOMPARE(pending(), 3);
        QCOMPARE(await(m_cache->cursor()).value(), QStringLiteral("other:1"));
    }

    void aCursorThatMovedMeanwhileIsFollowed()
    {
        QSignalSpy failed(m_scheduler.get(), &SyncScheduler::failed);
        m_site->putRequests(1);
        m_scheduler->start();
        QTRY_COMPARE(m_scheduler->state(), SyncState::UpToDate);
        contract::ChangePage other;
        other.next = QStringLiteral("unknown to the site");
        QVERIFY(await(m_cache->apply(other)));
        m_site->put(FakeSite::makeRequest(2)); // the long poll answers with the old cursor
        QTRY_COMPARE(m_scheduler->state(), SyncState::Waiting);
        m_scheduler->retryNow();
        QTRY_COMPARE(pending(), 2);
        QTRY_COMPARE(m_scheduler->state(), SyncState::UpToDate);
        QCOMPARE(failed.count(), 0);
    }

    void theNextPageIsAskedForWhileOneIsStored()
    {
        m_site->putRequests(4000);
        QList<qsizetype> asked; // pages, when each was stored
        connect(m_cache.get(), &QueueCache::changed, this,
                [&] { asked.append(m_site->calls().filter(QStringLiteral("fetchChanges")).size()); });
        m_scheduler->start();
        QTRY_COMPARE(m_scheduler->state(), SyncState::UpToDate);
        QCOMPARE(pending(), 4000);
        QCOMPARE(asked.size(), 4);
        QVERIFY(asked.at(0) >= 2);
    }

private:
    qint64 pending() { return await(m_cache->counts()).value()[size_t(QueueView::Pending)]; }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<FakeSite> m_site;
    std::unique_ptr<QueueCache> m_cache;
    std::unique_ptr<OperatorSite> m_connection;
    std::unique_ptr<SyncScheduler> m_scheduler;
};

TEGATA_TEST(TestSyncScheduler)
#include "test_syncscheduler.moc"
