// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/database.h"

#include "core/service/store/changefeed.h"
#include "core/service/store/migrations.h"
#include "core/service/store/registrationstore.h"
#include "core/service/store/topics.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <sys/stat.h>
#include <thread>
#include <vector>

using namespace tegata;

class TestDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void migratesFromEachVersion_data();
    void migratesFromEachVersion();
    void tellsWhatOldCertificatesRenew();
    void refusesANewerStore();
    void refusesWhatIsNoStore();
    void keepsTheFilesPrivate();
    void rollsBackOnFailure();
    void usesStatementsAgain();
    void tellsListenersAfterTheCommit();
    void allocatesASequenceWithoutGapUnderConcurrentWriters();
};

void TestDatabase::migratesFromEachVersion_data()
{
    QTest::addColumn<int>("from");
    for (int version = 0; version <= newestSchemaVersion(); ++version)
        QTest::addRow("from %d", version) << version;
}

// Step 6 takes it from the requests, and readers of the change feed learn it.
void TestDatabase::tellsWhatOldCertificatesRenew()
{
    QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("store.db"));
    {
        const auto old = Database::open(path, 5);
        QVERIFY(old);
        const auto filled = (*old)->write([](Transaction &transaction) -> Result<void> {
            if (const auto added = RegistrationStore::insertCustomer(
                    transaction, {QStringLiteral("c1"), QStringLiteral("株式会社サンプル"), QStringLiteral("S1"),
                                  QStringLiteral("サンプル"), StoreFixture::time()});
                !added)
                return added;
            const QString request = QStringLiteral(
                "INSERT INTO certificate_request (id, customer_id, version, change_sequence, state, product, language, "
                "common_name, subject, sans, organization_id, organization, key_algorithm, key_bits, key_curve, "
                "key_label, spki_sha256, check_outcome, check_report, submitted_at, updated_at, claimed_by, "
                "claimant_name, renewal_of, csr, requester_id, requester_name, requester_mail, notify_mail, "
                "request_comment, hold_comment, reason) VALUES (?, 'c1', 1, ?, 'issued', 'ov', 'ja', '', '', '[]', '', "
                "'', 'ec', 256, '', '', '', 'note', '{}', 1, 1, '', '', ?, '', '', '', '', '', '', '', '')");
            const QString certificate = QStringLiteral(
                "INSERT INTO certificate (serial, customer_id, request_id, profile, version, change_sequence, state, "
                "product, common_name, subject, sans, organization, issuer, key_algorithm, key_bits, key_curve, "
                "key_label, spki_sha256, issued_at, not_before, not_after, revocation_reason, der) VALUES (?, 'c1', ?, "
                "'server-ov', 1, ?, 'valid', 'ov', '', '', '[]', '', '', 'ec', 256, '', '', '', 1, 1, 2, '', x'00')");
            const QList<std::pair<QString, QVariantList>> statements{
                {request, {QStringLiteral("r1"), 1, QString()}},
                {certificate, {QStringLiteral("AA"), QStringLiteral("r1"), 2}},
                {request, {QStringLiteral("r2"), 3, QStringLiteral("AA")}},
                {certificate, {QStringLiteral("BB"), QStringLiteral("r2"), 4}},
                {QStringLiteral("UPDATE change_counter SET value = 4"), {}}};
            for (const auto &[sql, values] : statements) {
                if (const auto done = transaction.run(sql, values); !done)
                    return failure(done.error());
            }
            return {};
        });
        QVERIFY2(filled, qPrintable(filled ? QString() : filled.error().detail));
    }
    const auto opened = Database::open(path);
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));
    const auto find = [&](const char *serial) {
        return (*opened)->read([&](ReadTransaction &transaction) {
            return CertificateStore::find(transaction, QStringLiteral("c1"), QString::fromLatin1(serial));
        });
    };
    QCOMPARE(find("AA")->certificate.renewalOf, QString());
    QCOMPARE(find("AA")->changeSequence, 2);
    QCOMPARE(find("BB")->certificate.renewalOf, QStringLiteral("AA"));
    QCOMPARE(find("BB")->changeSequence, 5);
    const auto next = (*opened)->write([](Transaction &transaction) { return transaction.nextSequence(); });
    QCOMPARE(next.value(), 6);
}

void TestDatabase::migratesFromEachVersion()
{
    QFETCH(int, from);
    QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("store.db"));
    {
        const auto old = Database::open(path, from);
        QVERIFY(old);
        QCOMPARE((*old)->schemaVersion(), from);
        if (from > 0) {
            QVERIFY((*old)->write([](Transaction &transaction) {
                return RegistrationStore::insertCustomer(
                    transaction, {QStringLiteral("c1"), QStringLiteral("株式会社サンプル"), QStringLiteral("S1"),
                                  QStringLiteral("サンプル"), StoreFixture::time()});
            }));
        }
    }
    const auto opened = Database::open(path);
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));
    QCOMPARE((*opened)->schemaVersion(), newestSchemaVersion());
    QVERIFY(newestSchemaVersion() >= 3);
    const auto customers =
        (*opened)->read([](ReadTransaction &transaction) { return RegistrationStore::customers(transaction); });
    QVERIFY(customers);
    QCOMPARE(customers->size(), from > 0 ? 1 : 0);
    const auto page = (*opened)->read([](ReadTransaction &transaction) {
        return ChangeFeed::page(transaction, QStringLiteral("c1"), QString(), 10);
    });
    QVERIFY(page);
    QVERIFY(page->reset);
}

void TestDatabase::refusesANewerStore()
{
    StoreFixture fixture;
    QVERIFY(fixture.database().write([](Transaction &transaction) -> Result<void> {
        const auto done = transaction.run(QStringLiteral("INSERT INTO schema_version (version) VALUES (?)"),
                                          {newestSchemaVersion() + 1});
        if (!done)
            return failure(done.error());
        return {};
    }));
    fixture.close();
    const auto opened = Database::open(fixture.path());
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::StoreTooNew);
}

void TestDatabase::refusesWhatIsNoStore()
{
    QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("store.db"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    const auto opened = Database::open(path);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::StoreCorrupt);
    const auto missing = Database::open(directory.filePath(QStringLiteral("none/store.db")));
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::StoreUnavailable);
}

void TestDatabase::keepsTheFilesPrivate()
{
    const mode_t before = ::umask(0);
    StoreFixture fixture;
    fixture.insert(StoreFixture::request(QStringLiteral("r1")));
    ::umask(before);
    for (const char *suffix : {"", "-wal", "-shm"}) {
        struct stat status = {};
        QCOMPARE(::stat(QFile::encodeName(fixture.path() + QLatin1String(suffix)).constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, mode_t(0600));
    }
}

void TestDatabase::rollsBackOnFailure()
{
    StoreFixture fixture;
    int calls = 0;
    fixture.database().onCommitted([&calls](const QSet<QString> &) { ++calls; });
    RequestRow row = StoreFixture::request(QStringLiteral("r1"));
    const auto refused = fixture.database().write([&row](Transaction &transaction) -> Result<void> {
        if (auto inserted = RequestStore::insert(transaction, row); !inserted)
            return inserted;
        return failure(ErrorCode::Refused);
    });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Refused);
    QCOMPARE(calls, 0);
    const auto found = fixture.database().read([](ReadTransaction &transaction) {
        return RequestStore::find(transaction, QStringLiteral("c1"), QStringLiteral("r1"));
    });
    QVERIFY(!found);
    QCOMPARE(found.error().code, ErrorCode::NotFound);
    QCOMPARE(fixture.insert(StoreFixture::request(QStringLiteral("r2"))).changeSequence, 1);
}

// Statements are kept prepared: also inside one another, after one that failed, and without an old snapshot in them.
void TestDatabase::usesStatementsAgain()
{
    StoreFixture fixture;
    for (int i = 0; i < 3; ++i)
        fixture.insert(StoreFixture::request(QStringLiteral("r%1").arg(i)));
    const QString sql = QStringLiteral("SELECT id FROM certificate_request WHERE id >= ? ORDER BY id");
    const auto idsFrom = [&sql](ReadTransaction &transaction, const QString &first) {
        QStringList ids;
        auto query = transaction.run(sql, {first});
        while (query && query->next())
            ids.append(query->value(0).toString());
        return ids;
    };
    const QStringList all{QStringLiteral("r0"), QStringLiteral("r1"), QStringLiteral("r2")};
    for (int time = 0; time < 2; ++time) {
        const auto read = fixture.database().read([&](ReadTransaction &transaction) -> Result<QStringList> {
            QStringList met;
            auto outer = transaction.run(sql, {QStringLiteral("r0")});
            while (outer && outer->next())
                met += idsFrom(transaction, outer->value(0).toString());
            return met;
        });
        QVERIFY(read);
        QCOMPARE(*read, all + all.mid(1) + all.mid(2));
    }

    const auto add = [&fixture](const QString &id) {
        return fixture.database().write([&id](Transaction &transaction) -> Result<void> {
            const auto inserted = transaction.run(
                QStringLiteral("INSERT INTO customer (id, name, site_id, site_name, created_at, registration_version, "
                               "policy) VALUES (?, 'n', ?, 'n', 0, 0, 'p')"),
                {id, id});
            return inserted ? Result<void>() : failure(inserted.error());
        });
    };
    QVERIFY(add(QStringLiteral("new")));
    const Result<void> refused = add(QStringLiteral("new"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QVERIFY(add(QStringLiteral("newer")));

    // A reader that stopped in the middle sees what was written since.
    const auto first = fixture.database().read([&sql](ReadTransaction &transaction) -> Result<QString> {
        auto query = transaction.run(sql, {QString()});
        return query && query->next() ? Result<QString>(query->value(0).toString()) : failure(ErrorCode::NotFound);
    });
    QVERIFY(first);
    QCOMPARE(*first, all.first());
    fixture.insert(StoreFixture::request(QStringLiteral("r3")));
    const auto after = fixture.database().read(
        [&](ReadTransaction &transaction) -> Result<QStringList> { return idsFrom(transaction, QString()); });
    QVERIFY(after);
    QCOMPARE(*after, all + QStringList{QStringLiteral("r3")});
}

void TestDatabase::tellsListenersAfterTheCommit()
{
    StoreFixture fixture;
    QList<QSet<QString>> told;
    bool visible = false;
    const quint64 id = fixture.database().onCommitted([&](const QSet<QString> &topics) {
        told.append(topics);
        visible = fixture.database()
                      .read([](ReadTransaction &transaction) {
                          return RequestStore::find(transaction, QStringLiteral("c2"), QStringLiteral("r1"));
                      })
                      .has_value();
    });
    fixture.insert(StoreFixture::request(QStringLiteral("r1"), QStringLiteral("c2")));
    QCOMPARE(told, QList<QSet<QString>>{{customerTopic(QStringLiteral("c2"))}});
    QVERIFY(visible);
    fixture.database().removeListener(id);
    fixture.insert(StoreFixture::request(QStringLiteral("r2"), QStringLiteral("c2")));
    QCOMPARE(told.size(), 1);
}

void TestDatabase::allocatesASequenceWithoutGapUnderConcurrentWriters()
{
    constexpr int Writers = 8;
    constexpr int Writes = 50;
    StoreFixture fixture;
    Database &database = fixture.database();
    std::vector<std::vector<qint64>> sequences(Writers);
    std::atomic<int> running = Writers;
    std::atomic<int> failures = 0;

    // Follows the feed while the writers write, as a desk does, and must end with every row.
    QSet<QString> seen;
    std::thread follower([&] {
        QString cursor;
        for (bool last = false;;) {
            const auto page = database.read([&cursor](ReadTransaction &transaction) {
                return ChangeFeed::page(transaction, QStringLiteral("c1"), cursor, 7);
            });
            if (!page) {
                ++failures;
                break;
            }
            for (const CertificateRequest &request : page->requests)
                seen.insert(request.id);
            cursor = page->next;
            if (page->more)
                continue;
            if (last)
                break;
            last = running == 0;
        }
        database.closeThreadConnection();
    });
    std::vector<std::thread> writers;
    for (int writer = 0; writer < Writers; ++writer) {
        writers.emplace_back([&, writer] {
            for (int i = 0; i < Writes; ++i) {
                RequestRow row = StoreFixture::request(QStringLiteral("r%1-%2").arg(writer).arg(i));
                const auto done =
                    database.write([&row](Transaction &transaction) { return RequestStore::insert(transaction, row); });
                if (!done)
                    ++failures;
                sequences[size_t(writer)].push_back(row.changeSequence);
            }
            database.closeThreadConnection();
            --running;
        });
    }
    for (std::thread &writer : writers)
        writer.join();
    follower.join();

    QCOMPARE(failures.load(), 0);
    QCOMPARE(seen.size(), Writers * Writes);
    std::vector<qint64> all;
    for (const auto &own : sequences) {
        QVERIFY(std::is_sorted(own.begin(), own.end()));
        all.insert(all.end(), own.begin(), own.end());
    }
    std::sort(all.begin(), all.end());
    QCOMPARE(all.size(), size_t(Writers * Writes));
    for (size_t i = 0; i < all.size(); ++i)
        QCOMPARE(all[i], qint64(i + 1));
}

TEGATA_TEST(TestDatabase)
#include "test_database.moc"
