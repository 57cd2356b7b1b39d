// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "core/cache/queuecache.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;

namespace {

contract::ChangePage pageOf(const QList<CertificateRequest> &requests, const QString &next, bool more = false,
                            bool reset = false)
{
    contract::ChangePage page;
    page.requests = requests;
    page.next = next;
    page.more = more;
    page.reset = reset;
    return page;
}

CertificateRequest changed(CertificateRequest request, RequestState state)
{
    request.state = state;
    ++request.version;
    return request;
}

} // namespace

class TestQueueCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_cache = std::make_unique<QueueCache>(path());
        const Result<void> opened = await(m_cache->open());
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
    }
    void cleanup() { m_cache.reset(); }

    void recordsComeBackAsTheyWere()
    {
        const CertificateRequest request = FakeSite::makeRequest(1);
        CertificateRecord certificate = FakeSite::makeCertificate(2);
        contract::ChangePage page = pageOf({request}, QStringLiteral("c1"));
        page.certificates = {certificate};
        QVERIFY(await(m_cache->apply(page)));
        QCOMPARE(await(m_cache->request(request.id)).value(), std::optional(request));
        QCOMPARE(await(m_cache->certificate(certificate.serial)).value(), std::optional(certificate));
        QVERIFY(!await(m_cache->request(QStringLiteral("none"))).value());

        certificate.state = CertificateState::Revoked;
        certificate.version += 1;
        certificate.revokedAt = fromRfc3339(QStringLiteral("2026-11-22T10:00:00Z"));
        certificate.revocationReason = RevocationReason::KeyCompromise;
        QVERIFY(await(m_cache->upsert({}, {certificate})));
        QCOMPARE(await(m_cache->certificate(certificate.serial)).value(), std::optional(certificate));
    }

    void aChangeOfStateMovesTheRowBetweenViews()
    {
        const CertificateRequest request = FakeSite::makeRequest(1);
        QSignalSpy spy(m_cache.get(), &QueueCache::changed);
        const ChangeSet first = await(m_cache->apply(pageOf({request}, QStringLiteral("c1")))).value();
        const QList<qint64> keys = first.of(QueueView::Pending).added;
        QCOMPARE(keys.size(), 1);
        QCOMPARE(first.counts[size_t(QueueView::Pending)], 1);
        QTRY_COMPARE(spy.count(), 1);

        const CertificateRequest held = changed(request, RequestState::OnHold);
        const ChangeSet second = await(m_cache->upsert({held}, {})).value();
        QCOMPARE(second.of(QueueView::Pending).removed, keys);
        QCOMPARE(second.of(QueueView::OnHold).added, keys);
        QCOMPARE(second.counts[size_t(QueueView::Pending)], 0);
        QCOMPARE(second.counts[size_t(QueueView::OnHold)], 1);
        QTRY_COMPARE(spy.count(), 2);

        const ChangeSet third = await(m_cache->upsert({changed(held, RequestState::OnHold)}, {})).value();
        QCOMPARE(third.of(QueueView::OnHold).updated, keys);
        const ChangeSet fourth =
            await(m_cache->upsert({changed(changed(held, RequestState::OnHold), RequestState::Issued)}, {})).value();
        QCOMPARE(fourth.of(QueueView::OnHold).removed, keys);
    }

    void anOlderVersionNeverReplacesANewerOne()
    {
        const CertificateRequest request = FakeSite::makeRequest(1);
        const CertificateRequest rejected = changed(request, RequestState::Rejected);
        QVERIFY(await(m_cache->upsert({rejected}, {})));
        const ChangeSet late = await(m_cache->apply(pageOf({request}, QStringLiteral("c1")))).value();
        QVERIFY(late.of(QueueView::Pending).isEmpty());
        QCOMPARE(await(m_cache->request(request.id)).value()->state, RequestState::Rejected);
    }

    void absenceRemovesOnlyAtTheEndOfACompletePass()
    {
        const CertificateRequest kept = FakeSite::makeRequest(1);
        const CertificateRequest gone = FakeSite::makeRequest(2);
        const CertificateRequest added = FakeSite::makeRequest(3);
        QVERIFY(await(m_cache->apply(pageOf({kept, gone}, QStringLiteral("c1"), false, true))));
        QVERIFY(await(m_cache->apply(pageOf({kept}, QStringLiteral("c2"), true, true))));
        QCOMPARE(await(m_cache->counts()).value()[size_t(QueueView::Pending)], 2);

        // The program ends in the middle of the pass; the next run goes on by the cursor.
        m_cache = std::make_unique<QueueCache>(path());
        QVERIFY(await(m_cache->open()));
        QCOMPARE(await(m_cache->cursor()).value(), QStringLiteral("c2"));
        const ChangeSet last = await(m_cache->apply(pageOf({added}, QStringLiteral("c3")))).value();
        QCOMPARE(last.of(QueueView::Pending).removed.size(), 1);
        QCOMPARE(last.of(QueueView::Pending).added.size(), 1);
        QVERIFY(!await(m_cache->request(gone.id)).value());
        QVERIFY(await(m_cache->request(kept.id)).value());
    }

    void removalsOfTheFeedAreFollowed()
    {
        const CertificateRequest request = FakeSite::makeRequest(1);
        QVERIFY(await(m_cache->apply(pageOf({request}, QStringLiteral("c1")))));
        contract::ChangePage page = pageOf({}, QStringLiteral("c2"));
        page.removedRequests = {request.id, QStringLiteral("never seen")};
        const ChangeSet changes = await(m_cache->apply(page)).value();
        QCOMPARE(changes.of(QueueView::Pending).removed.size(), 1);
        QVERIFY(!await(m_cache->request(request.id)).value());
    }

    void ordersAreTotalAndRowsComeByKey_data()
    {
        QTest::addColumn<QueueColumn>("column");
        QTest::addColumn<bool>("descending");
        QTest::addColumn<QStringList>("names");
        const QStringList ascending = {QStringLiteral("a.example.jp"), QStringLiteral("b.example.jp"),
                                       QStringLiteral("c.example.jp")};
        const QStringList descending(ascending.crbegin(), ascending.crend());
        QTest::newRow("name up") << QueueColumn::CommonName << false << ascending;
        QTest::newRow("name down") << QueueColumn::CommonName << true << descending;
        QTest::newRow("submission up") << QueueColumn::SubmittedAt << false << descending;
        QTest::newRow("equal by product: by key") << QueueColumn::Product << false << ascending;
    }
    void ordersAreTotalAndRowsComeByKey()
    {
        QFETCH(QueueColumn, column);
        QFETCH(bool, descending);
        QFETCH(QStringList, names);
        QList<CertificateRequest> requests;
        int hour = 10;
        for (const char *name : {"a.example.jp", "b.example.jp", "c.example.jp"}) {
            CertificateRequest request = FakeSite::makeRequest(hour);
            request.commonName = QString::fromLatin1(name);
            request.product = Product::Ov;
            request.submittedAt =
                fromRfc3339(QStringLiteral("2026-11-22T%1:00:00Z").arg(hour--, 2, 10, QLatin1Char('0')));
            requests.append(request);
        }
        QVERIFY(await(m_cache->apply(pageOf(requests, QStringLiteral("c1")))));
        const QueueQuery query{QueueView::Pending, {}, {column, descending}};
        const QList<QueueRow> rows = await(m_cache->firstRows(query, 10)).value();
        QStringList actual;
        QVector<qint64> keys;
        for (const QueueRow &row : rows) {
            actual.append(row.request()->commonName);
            keys.append(row.key);
        }
        QCOMPARE(actual, names);
        QCOMPARE(await(m_cache->keys(query)).value().keys, keys);
        QCOMPARE(await(m_cache->firstRows(query, 2)).value().size(), 2);
        // A key that left the view is absent.
        QVERIFY(await(m_cache->upsert({changed(*rows.at(0).request(), RequestState::Rejected)}, {})));
        QCOMPARE(await(m_cache->rows(QueueView::Pending, keys)).value().size(), 2);
    }

    void everyColumnOfEveryViewCanBeSorted()
    {
        contract::ChangePage page;
        page.next = QStringLiteral("c1");
        for (int i = 1; i <= 20; ++i) {
            CertificateRequest request = FakeSite::makeRequest(i);
            request.state = static_cast<RequestState>(i % 10);
            page.requests.append(request);
            CertificateRecord certificate = FakeSite::makeCertificate(i);
            certificate.state = i % 2 ? CertificateState::Valid : CertificateState::Revoked;
            page.certificates.append(certificate);
        }
        QVERIFY(await(m_cache->apply(page)));
        const QueueCounts counts = await(m_cache->counts()).value();
        for (const QueueView view : AllQueueViews) {
            QVERIFY(counts[size_t(view)] > 0);
            for (const QueueColumn column : columnsOf(view)) {
                const auto keys = await(m_cache->keys(QueueQuery{view, {}, {column, true}}));
                QVERIFY2(keys, keys ? "" : qPrintable(keys.error().detail));
                QCOMPARE(keys->keys.size(), counts[size_t(view)]);
            }
        }
    }

    void theRegistrationOutlivesTheProgram()
    {
        Registration registration;
        registration.customerId = QStringLiteral("c-1");
        registration.customerName = QStringLiteral("株式会社サンプル");
        registration.domains = {{QStringLiteral("example.jp"), QStringLiteral("o-1"), true, {}}};
        QVERIFY(await(m_cache->storeRegistration(registration)));

        m_cache = std::make_unique<QueueCache>(path());
        QVERIFY(await(m_cache->open()));
        QCOMPARE(await(m_cache->registration()).value(), std::optional(registration));
    }

    void whatWasAskedBeforeTheEndIsWritten()
    {
        const CertificateRequest request = FakeSite::makeRequest(1);
        (void)m_cache->upsert({request}, {});
        m_cache.reset(); // does not wait for the answer, but the row must be there
        m_cache = std::make_unique<QueueCache>(path());
        QVERIFY(await(m_cache->open()));
        QVERIFY(await(m_cache->request(request.id)).value());
    }

    void aDamagedQueueIsSetAside()
    {
        m_cache.reset();
        QFile file(path() + QStringLiteral("/queue.sqlite"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QByteArray(8192, 'x'));
        file.close();

        m_cache = std::make_unique<QueueCache>(path());
        QVERIFY(await(m_cache->open()));
        QVERIFY(QFile::exists(path() + QStringLiteral("/queue.sqlite.damaged")));
        QVERIFY(await(m_cache->cursor()).value().isEmpty());
    }

    void aStoreOfANewerProgramIsLeftAlone()
    {
        m_cache.reset();
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("newer"));
            database.setDatabaseName(path() + QStringLiteral("/queue.sqlite"));
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec(QStringLiteral("PRAGMA user_version = 99")));
            database.close();
        }
        QSqlDatabase::removeDatabase(QStringLiteral("newer"));
        m_cache = std::make_unique<QueueCache>(path());
        const Result<void> opened = await(m_cache->open());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::StoreTooNew);
    }

    void filesArePrivate()
    {
        QVERIFY(await(m_cache->upsert({FakeSite::makeRequest(1)}, {})));
        for (const char *name : {"queue.sqlite", "queue.sqlite-wal"}) {
            const auto rights = QFile::permissions(path() + QLatin1Char('/') + QLatin1String(name));
            QVERIFY2(!(rights & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)), name);
        }
    }

    void aCacheThatWasNotOpenedAnswersAnError()
    {
        QueueCache closed(path() + QStringLiteral("/other"));
        const Result<QueueCounts> counts = await(closed.counts());
        QVERIFY(!counts);
        QCOMPARE(counts.error().code, ErrorCode::StoreUnavailable);
    }

private:
    QString path() const { return m_directory->filePath(QStringLiteral("cache")); }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<QueueCache> m_cache;
};

TEGATA_TEST(TestQueueCache)
#include "test_queuecache.moc"
