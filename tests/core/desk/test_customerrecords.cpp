// SPDX-License-Identifier: Apache-2.0
#include "core/desk/customerrecords.h"
#include "tests/support/await.h"
#include "tests/support/fakeapplicationsite.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <utility>

using namespace tegata;

// One customer's records as a procedure contact reads them; what operators see of them is in test_operatordesk.
class TestCustomerRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_site = std::make_unique<FakeSite>();
        m_site->putRequests(3);
        m_connection = std::make_unique<FakeApplicationSite>(*m_site);
        m_cache = std::make_unique<QueueCache>(m_directory->path());
        QVERIFY(await(m_cache->open()));
        m_records = std::make_unique<CustomerRecords>(*m_cache, m_clock);
    }
    void cleanup()
    {
        m_records.reset();
        m_cache.reset();
        m_connection.reset();
    }

    void withoutSiteTheCacheIsShown()
    {
        QVERIFY(!m_records->hasSite());
        QCOMPARE(codeOf(await(m_records->fetchRequest(QStringLiteral("r-0001")))), ErrorCode::IdentityLocked);
        QCOMPARE(codeOf(await(m_records->fetchCertificate(QStringLiteral("0A")))), ErrorCode::IdentityLocked);
        QCOMPARE(codeOf(await(m_records->cachedDetail(QStringLiteral("r-0001")))), ErrorCode::IdentityLocked);
        m_records->retryNow();
        QVERIFY(m_site->calls().isEmpty());
        QCOMPARE(pending(), 0);
    }

    void aContactsRecordsFollowTheSite()
    {
        QVERIFY(follow());
        QTRY_COMPARE(pending(), 3);
        QTRY_VERIFY(m_records->isOnline());
        QCOMPARE(m_records->lastSync(), m_clock.now());
        QTRY_VERIFY(m_records->registration());
        QCOMPARE(m_records->registration()->customerId, m_site->session().customer.id);
        m_site->put(FakeSite::makeRequest(4));
        QTRY_COMPARE(pending(), 4);

        const RequestDetail detail = await(m_records->fetchRequest(QStringLiteral("r-0002"))).value();
        QTRY_VERIFY(await(m_records->cachedDetail(detail.request.id)).value());
        const CachedDetail cached = *await(m_records->cachedDetail(detail.request.id)).value();
        QCOMPARE(cached.detail.requesterMail, detail.requesterMail);
        QCOMPARE(cached.fetchedAt, m_clock.now());
    }

    void nothingIsUnsealedAfterTheReaderLeft()
    {
        QVERIFY(follow());
        const RequestDetail detail = await(m_records->fetchRequest(QStringLiteral("r-0002"))).value();
        QTRY_VERIFY(await(m_records->cachedDetail(detail.request.id)).value());
        m_records->detach();
        QCOMPARE(codeOf(await(m_records->cachedDetail(detail.request.id))), ErrorCode::IdentityLocked);
        // Nor by who comes next without a key.
        m_records->attach(*m_connection, {});
        QCOMPARE(codeOf(await(m_records->cachedDetail(detail.request.id))), ErrorCode::IdentityLocked);
    }

    // Who signs in again goes on where the cache is.
    void theEndOfTheSessionStopsNothingForEver()
    {
        QVERIFY(follow());
        QTRY_COMPARE(pending(), 3);
        QSignalSpy failed(m_records.get(), &CustomerRecords::syncFailed);
        m_connection->endSession();
        m_site->put(FakeSite::makeRequest(4)); // wakes the long poll
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.at(0).at(0).value<Error>().code, ErrorCode::NotAuthenticated);
        QVERIFY(!m_records->isOnline());
        m_records->pause();
        m_site->clearCalls();
        m_records->retryNow();
        QVERIFY(m_site->calls().isEmpty());
        QCOMPARE(pending(), 3);

        QVERIFY(await(m_connection->signIn(FakeApplicationSite::loginId(), FakeApplicationSite::password())));
        m_records->follow(m_site->session().customer.id, true);
        QTRY_COMPARE(pending(), 4);
    }

    void anothersRegistrationChecksNothing()
    {
        Registration stored;
        stored.customerId = QStringLiteral("cu-9");
        stored.version = 7;
        QVERIFY(await(m_cache->storeRegistration(stored)));
        m_records = std::make_unique<CustomerRecords>(*m_cache, m_clock);
        QTRY_VERIFY(m_records->registration());
        QVERIFY(await(m_connection->signIn(FakeApplicationSite::loginId(), FakeApplicationSite::password())));
        m_records->attach(*m_connection, {});
        QCOMPARE(m_records->registration()->version, 7); // nobody knows yet whose records these are
        m_records->follow(m_site->session().customer.id, false);
        QVERIFY(!m_records->registration());
        QVERIFY(!m_records->siteRegisters());
    }

    void theBasisTellsWhenToCheckAnew()
    {
        quint64 before = m_records->basis();
        const auto isAnother = [&] { return std::exchange(before, m_records->basis()) != m_records->basis(); };
        QVERIFY(!isAnother());
        m_records->setPolicy(QStringLiteral("private-pki"));
        QVERIFY(isAnother());
        m_records->setLocalRegistration(Registration());
        QVERIFY(isAnother());
        QVERIFY(follow());
        QVERIFY(isAnother());
        QTRY_VERIFY(m_records->registration());
        QVERIFY(isAnother());
        QTRY_COMPARE(pending(), 3);
        QVERIFY(!isAnother()); // requests that come are none of it
        m_clock.advance(std::chrono::hours(-48));
        m_records->clockWatch().look();
        QVERIFY(isAnother());
        m_records->detach();
        QVERIFY(isAnother());
    }

private:
    bool follow()
    {
        if (!await(m_connection->signIn(FakeApplicationSite::loginId(), FakeApplicationSite::password())))
            return false;
        m_records->attach(*m_connection, std::make_shared<const SecretBytes>(QByteArray(32, 'k').constData(), 32));
        m_records->follow(m_site->session().customer.id, m_connection->capabilities().registration);
        return m_records->hasSite();
    }
    qint64 pending() { return await(m_cache->counts()).value()[size_t(QueueView::Pending)]; }

    ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<FakeSite> m_site;
    std::unique_ptr<FakeApplicationSite> m_connection;
    std::unique_ptr<QueueCache> m_cache;
    std::unique_ptr<CustomerRecords> m_records;
};

TEGATA_TEST(TestCustomerRecords)
#include "test_customerrecords.moc"
