// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "core/cache/queuecache.h"
#include "tests/support/await.h"
#include "tests/support/bigcache.h"
#include "tests/support/fakesite.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace tegata;

namespace {

SharedSecret keyOf(char fill)
{
    const QByteArray bytes(32, fill);
    return std::make_shared<const SecretBytes>(bytes.constData(), std::size_t(bytes.size()));
}

} // namespace

// Sealed details, look-ups of certificates, files of earlier versions, and how lists follow.
class TestQueueDetails : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        reopen();
    }
    void cleanup() { m_cache.reset(); }

    void detailsAreThereWhileTheirKeyIs()
    {
        const CachedDetail detail = someDetail();
        const QString id = detail.detail.request.id;
        QCOMPARE(codeOf(await(m_cache->storeDetail(detail))), ErrorCode::IdentityLocked);
        QCOMPARE(codeOf(await(m_cache->detail(id))), ErrorCode::IdentityLocked);
        m_cache->setSealingKey(keyOf('k'));
        QCOMPARE(await(m_cache->detail(id)).value(), std::nullopt);
        QVERIFY(await(m_cache->storeDetail(detail)));
        QCOMPARE(await(m_cache->detail(id)).value(), std::optional(detail));
        m_cache->dropSealingKey();
        QCOMPARE(codeOf(await(m_cache->detail(id))), ErrorCode::IdentityLocked);
        m_cache->setSealingKey(keyOf('l'));
        QCOMPARE(await(m_cache->detail(id)).value(), std::nullopt);
        m_cache->setSealingKey(keyOf('k'));
        reopen();
        m_cache->setSealingKey(keyOf('k'));
        QCOMPARE(await(m_cache->detail(id)).value(), std::optional(detail));

        QVERIFY(onFile(QStringLiteral("UPDATE detail SET sealed = substr(sealed, 1, length(sealed) - 1) || x'00'")));
        QCOMPARE(await(m_cache->detail(id)).value(), std::nullopt);
        m_cache.reset();
        for (const QString &name : QDir(path()).entryList(QDir::Files)) {
            QFile file(path() + QLatin1Char('/') + name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("hanako"), qPrintable(name));
        }
    }

    void aDetailGoesWithItsRequest()
    {
        m_cache->setSealingKey(keyOf('k'));
        const CachedDetail detail = someDetail();
        const QString id = detail.detail.request.id;
        QVERIFY(await(m_cache->upsert({detail.detail.request}, {})));
        QVERIFY(await(m_cache->storeDetail(detail)));
        contract::ChangePage page;
        page.next = QStringLiteral("c1");
        page.removedRequests = {id};
        QVERIFY(await(m_cache->apply(page)));
        QCOMPARE(await(m_cache->detail(id)).value(), std::nullopt);
    }

    void certificatesAreFoundByNameKeyAndPredecessor()
    {
        CertificateRecord old = FakeSite::makeCertificate(1);
        old.commonName = QStringLiteral("www.example.jp");
        old.sans = {QStringLiteral("WWW.example.jp"), QStringLiteral("*.example.jp")};
        CertificateRecord next = FakeSite::makeCertificate(2);
        next.commonName = old.commonName;
        next.sans = {old.commonName};
        next.renewalOf = old.serial;
        next.issuedAt = old.issuedAt.addDays(1);
        QVERIFY(await(m_cache->upsert({}, {old, next})));
        const auto found = [&](const QStringList &names) { return await(m_cache->certificatesOfName(names)).value(); };
        QCOMPARE(found({QStringLiteral("www.EXAMPLE.jp")}), (QList<CertificateRecord>{next, old}));
        QCOMPARE(found({QStringLiteral("*.example.jp"), QStringLiteral("none.jp")}), (QList<CertificateRecord>{old}));
        QVERIFY(found({QStringLiteral("example.jp")}).isEmpty());
        QVERIFY(found({}).isEmpty());
        QVERIFY(await(m_cache->certificatesOfKey(old.key.spkiSha256)).value().contains(old));
        QVERIFY(await(m_cache->certificatesOfKey(QString(64, QLatin1Char('9')))).value().isEmpty());
        QCOMPARE(await(m_cache->successorOf(old.serial)).value(), std::optional(next));
        QCOMPARE(await(m_cache->successorOf(next.serial)).value(), std::nullopt);

        old.sans = {QStringLiteral("other.example.jp")};
        ++old.version;
        next.state = CertificateState::Revoked;
        ++next.version;
        QVERIFY(await(m_cache->upsert({}, {old, next})));
        QVERIFY(found({QStringLiteral("*.example.jp")}).isEmpty());
        QCOMPARE(found({QStringLiteral("other.example.jp")}), QList<CertificateRecord>{old});
        QCOMPARE(await(m_cache->successorOf(old.serial)).value(), std::nullopt); // revoked
    }

    void waitingRequestsAreFoundByKeyNameAndPredecessor()
    {
        const CertificateRequest asked =
            waiting(1, [](CertificateRequest &request) { request.renewalOf = QStringLiteral("0A01"); });
        const CertificateRequest sameKey = waiting(2, [&](CertificateRequest &request) { request.key = asked.key; });
        const CertificateRequest sameName = waiting(3, [&](CertificateRequest &request) {
            request.commonName = asked.commonName;
            request.state = RequestState::OnHold;
        });
        const CertificateRequest sameRenewal = waiting(4, [&](CertificateRequest &request) {
            request.renewalOf = asked.renewalOf;
            request.state = RequestState::PartlyApproved;
        });
        const CertificateRequest decided = waiting(5, [&](CertificateRequest &request) {
            request.key = asked.key;
            request.commonName = asked.commonName;
            request.renewalOf = asked.renewalOf;
            request.state = RequestState::Rejected;
        });
        // The same first 48 bits are not the same key, and what is empty is in common with nobody.
        const CertificateRequest nearKey = waiting(6, [&](CertificateRequest &request) {
            request.key.spkiSha256 = asked.key.spkiSha256.left(12) + QString(52, QLatin1Char('f'));
        });
        const auto clear = [](CertificateRequest &request) {
            request.key.spkiSha256.clear();
            request.commonName.clear();
        };
        const CertificateRequest empty = waiting(7, clear);
        const CertificateRequest alsoEmpty = waiting(8, clear);
        // Each is newer than the one before it, whatever the order in which they come.
        QVERIFY(
            await(m_cache->upsert({alsoEmpty, empty, nearKey, decided, sameRenewal, sameName, sameKey, asked}, {})));
        const auto like = [&](const CertificateRequest &request) {
            QStringList ids;
            const QList<CertificateRequest> found = await(m_cache->waitingLike(request)).value();
            for (const CertificateRequest &each : found)
                ids.append(each.id);
            return ids;
        };
        QCOMPARE(like(asked), (QStringList{sameKey.id, sameName.id, sameRenewal.id}));
        QCOMPARE(like(sameKey), QStringList{asked.id});
        QCOMPARE(like(sameRenewal), QStringList{asked.id});
        QCOMPARE(like(nearKey), QStringList());
        QCOMPARE(like(empty), QStringList());
        QCOMPARE(await(m_cache->waitingLike(asked)).value().first(), sameKey); // whole: with its CSR and names
    }

    void aCheckKeepsItsTime()
    {
        const QDateTime at = fromRfc3339(QStringLiteral("2026-11-22T10:00:00Z"));
        QList<CertificateRequest> requests;
        for (const CheckState &state :
             {CheckState(FindingOutcome::Warning, at), CheckState(FindingOutcome::Warning), CheckState()})
            requests.append(waiting(static_cast<int>(requests.size()) + 1,
                                    [&state](CertificateRequest &request) { request.checkState = state; }));
        QVERIFY(await(m_cache->upsert(requests, {})));
        for (const CertificateRequest &each : std::as_const(requests))
            QCOMPARE(await(m_cache->request(each.id)).value(), std::optional(each));
    }

    void waitingRequestsAreBounded()
    {
        QList<CertificateRequest> requests;
        for (int number = 1; number <= QueueCache::MaximumLookup + 20; ++number)
            requests.append(waiting(
                number, [](CertificateRequest &request) { request.commonName = QStringLiteral("www.example.jp"); }));
        QVERIFY(await(m_cache->upsert(requests, {})));
        const QList<CertificateRequest> found = await(m_cache->waitingLike(requests.last())).value();
        QCOMPARE(found.size(), QueueCache::MaximumLookup);
        QCOMPARE(found.first().id, requests.first().id); // the earliest
    }

    void weeksAndRenewalsAreCounted()
    {
        const QDateTime now(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC); // a Wednesday
        QList<CertificateRecord> certificates;
        for (int i = 1; i <= 4; ++i) {
            CertificateRecord each = FakeSite::makeCertificate(i);
            each.state = CertificateState::Valid;
            each.renewalOf.clear();
            each.notAfter = now.addDays(i * 4 - 5); // -1, 3, 7, 11
            certificates.append(each);
        }
        certificates[3].renewalOf = certificates[1].serial;
        QVERIFY(await(m_cache->upsert({}, certificates)));
        const QList<ExpiryWeek> weeks = await(m_cache->expiriesByWeek(now, 3)).value();
        const QList<ExpiryWeek> expected{
            {QDate(2026, 11, 23), 1, 1}, {QDate(2026, 11, 30), 2, 0}, {QDate(2026, 12, 7), 0, 0}};
        QCOMPARE(weeks, expected);

        QueueQuery due{QueueView::Issued, {}, {QueueColumn::NotAfter, false}};
        due.filter.dueForRenewal = true;
        due.filter.dueBefore = now.addDays(10);
        QCOMPARE(await(m_cache->count(due)).value(), 2); // the first and the third; the second has a successor
        QCOMPARE(await(m_cache->firstRows(due, 1)).value().first().certificate()->serial, certificates[0].serial);
    }

    void aFileOfTheFirstVersionIsCarriedOn()
    {
        m_cache.reset();
        QVERIFY(QDir(path()).removeRecursively() && QDir().mkpath(path()));
        QFile script(QStringLiteral(":/migrations/cache/queue-001.sql"));
        QVERIFY(script.open(QIODevice::ReadOnly));
        const QStringList rows{
            QStringLiteral("PRAGMA user_version = 1"),
            QStringLiteral("INSERT INTO meta VALUES ('cursor', 'old'), ('pass', '3')"),
            QStringLiteral(
                "INSERT INTO request VALUES (7, 3, 'r-7', 2, 0, 0, 0, 0, 'www.example.jp', 'CN=www', "
                "'[\"www.example.jp\"]', 'o', '株式会社神田', 'rsa', 2048, '', 'RSA 2048', 'ab', 0, 1, 2, 3, "
                "'', '', '', x'')"),
            QStringLiteral(
                "INSERT INTO certificate VALUES (9, 3, '0A', 1, 2, 0, 'r-1', 0, 'WWW.example.jp', 'CN=www', "
                "'[\"www.example.jp\",\"mail.example.jp\"]', 'O', 'I', 'rsa', 2048, '', 'RSA 2048', 'ab', 1, "
                "1, 2, NULL, NULL)")};
        QString text = QString::fromUtf8(script.readAll());
        text.remove(QRegularExpression(QStringLiteral("--[^\n]*")));
        for (const QString &statement : text.split(QLatin1Char(';'), Qt::SkipEmptyParts) + rows) {
            if (!statement.trimmed().isEmpty())
                QVERIFY2(onFile(statement), qPrintable(statement));
        }
        reopen();
        QVERIFY(await(m_cache->cursor()).value().isEmpty()); // all come again, whole
        const QueueCounts counts = await(m_cache->counts()).value();
        QCOMPARE(counts, (QueueCounts{1, 0, 1, 0, 0}));
        QueueQuery query{QueueView::Pending, {}, defaultOrder(QueueView::Pending)};
        query.filter.text = QStringLiteral("神田");
        const QList<QueueRow> found = await(m_cache->firstRows(query, 10)).value();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().key, 7);
        QCOMPARE(found.first().request()->approvalsNeeded, 1);
        QCOMPARE(await(m_cache->certificatesOfName({QStringLiteral("mail.example.jp")})).value().size(), 1);
        QCOMPARE(await(m_cache->certificatesOfName({QStringLiteral("www.example.jp")})).value().size(), 1);
    }

    void listsFollowByDifference()
    {
        QVERIFY(await(m_cache->apply(pageOf(1, 300))));
        for (const QueueColumn column : columnsOf(QueueView::Pending)) {
            for (const bool descending : {false, true}) {
                const QueueQuery query{QueueView::Pending, {}, {column, descending}};
                const QueueKeys held = await(m_cache->keys(query)).value();
                // One leaves, one comes, some move.
                QList<CertificateRequest> changed;
                for (const int number : {3, 40, 41, 99, 250}) {
                    CertificateRequest each = *await(m_cache->request(bigRequest(number).id)).value();
                    each.version += 1;
                    each.commonName = QString::number(m_round * 31 % 17) + each.commonName;
                    each.checkState = CheckState::fromNumber(m_round % 4 - 1);
                    each.submittedAt = each.submittedAt.addSecs(m_round * 1000 - 5000);
                    each.expiresAt = each.submittedAt.addDays(30);
                    if (number == 99)
                        each.state = each.state == RequestState::Pending ? RequestState::OnHold : RequestState::Pending;
                    changed.append(each);
                }
                QVERIFY(await(m_cache->upsert(changed + QList{bigRequest(1000 + m_round++)}, {})));
                const QueueListChange change = await(m_cache->changesOf(query, held)).value();
                QVERIFY(!change.isWhole);
                QCOMPARE(change.list.keys, await(m_cache->keys(query)).value().keys);
                QVector<qint64> keys = held.keys;
                for (auto row = change.removed.crbegin(); row != change.removed.crend(); ++row)
                    keys.remove(*row);
                for (const QueueListChange::Insertion &insertion : change.inserted)
                    keys.insert(insertion.row, insertion.key);
                QCOMPARE(keys, change.list.keys);
                const QueueListChange again = await(m_cache->changesOf(query, change.list)).value();
                QVERIFY(again.removed.isEmpty() && again.inserted.isEmpty() && again.updated.isEmpty());
            }
        }
    }

    void indexingGoesOnWhereTheProgramEnded()
    {
        QVERIFY(await(m_cache->apply(pageOf(1, 5000))));
        QVERIFY(await(m_cache->counts()).value()[0] > 0);
        reopen(); // in the middle of it
        QueueQuery query{QueueView::Pending, {}, defaultOrder(QueueView::Pending)};
        query.filter.text = QStringLiteral("山田");
        const QueueKeys before = await(m_cache->keys(query)).value();
        QVERIFY(before.keys.size() > 100);
        QTRY_COMPARE_WITH_TIMEOUT(indexed(), 5000, 30000);
        QCOMPARE(await(m_cache->keys(query)).value().keys, before.keys);
    }

    void aHundredThousandRowsAreListedAndFound()
    {
        m_cache.reset();
        QVERIFY(fillBigCache(path(), 60000, 40000));
        reopen();
        const QueueCounts counts = await(m_cache->counts()).value();
        QCOMPARE(counts, (QueueCounts{54000, 3000, 36000, 3000, 4000}));
        for (const QueueView view : AllQueueViews) {
            const QueueQuery query{view, {}, defaultOrder(view)};
            QCOMPARE(await(m_cache->keys(query)).value().keys.size(), counts[size_t(view)]);
        }
        QueueQuery query{QueueView::Pending, {}, {QueueColumn::CommonName, true}};
        query.filter.text = QStringLiteral("山田 ex");
        const QueueKeys keys = await(m_cache->keys(query)).value(); // many: the order's index is walked
        QVERIFY(keys.keys.size() > 3000);
        const QList<QueueRow> rows = await(m_cache->firstRows(query, 200)).value();
        QCOMPARE(rows.size(), 200);
        for (qsizetype i = 0; i < rows.size(); ++i) {
            QCOMPARE(rows[i].key, keys.keys[i]);
            QVERIFY(rows[i].request()->organization.contains(QStringLiteral("山田")));
            QVERIFY(i == 0 || rows[i - 1].request()->commonName >= rows[i].request()->commonName);
        }
        QCOMPARE(await(m_cache->count(query)).value(), keys.keys.size());
    }

private:
    QString path() const { return m_directory->filePath(QStringLiteral("cache")); }
    void reopen()
    {
        m_cache.reset();
        m_cache = std::make_unique<QueueCache>(path());
        const Result<void> opened = await(m_cache->open());
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
    }
    static contract::ChangePage pageOf(int first, int count)
    {
        contract::ChangePage page = bigPage(first, count, 1, 0);
        page.next = QStringLiteral("c1");
        return page;
    }
    static CertificateRequest waiting(int number, const std::function<void(CertificateRequest &)> &change)
    {
        CertificateRequest request = FakeSite::makeRequest(number);
        request.csr = "csr " + QByteArray::number(number);
        change(request);
        return request;
    }
    static CachedDetail someDetail()
    {
        RequestDetail detail;
        detail.request = FakeSite::makeRequest(1);
        detail.requester = {QStringLiteral("p-1"), QStringLiteral("山田 花子")};
        detail.requesterMail = QStringLiteral("hanako@example.jp");
        detail.notifyMail = detail.requesterMail;
        detail.comment = QStringLiteral("至急");
        detail.notes = {
            {fromRfc3339(QStringLiteral("2026-11-22T10:00:00Z")), detail.requester, QStringLiteral("電話済")}};
        return {detail, fromRfc3339(QStringLiteral("2026-11-22T11:30:00.250Z"))};
    }
    // One statement on the file, beside the cache.
    bool onFile(const QString &statement) const { return valueOnFile(statement).isValid(); }
    QVariant valueOnFile(const QString &statement) const
    {
        QVariant answer;
        {
            auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("beside"));
            database.setDatabaseName(path() + QStringLiteral("/queue.sqlite"));
            if (database.open()) {
                QSqlQuery query(database);
                if (query.exec(statement))
                    answer = query.next() ? query.value(0) : QVariant(true);
                else
                    qWarning() << query.lastError().text();
            }
        }
        QSqlDatabase::removeDatabase(QStringLiteral("beside"));
        return answer;
    }
    int indexed() const
    {
        return valueOnFile(QStringLiteral("SELECT key FROM search_progress WHERE name = 'request'")).toInt();
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<QueueCache> m_cache;
    int m_round = 0;
};

TEGATA_TEST(TestQueueDetails)
#include "test_queuedetails.moc"
