// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/requeststore.h"

#include "core/service/store/audittrail.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestRequestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryField();
    void hidesOtherCustomers();
    void refusesAStaleVersion();
    void refusesASerialTwice();
    void listsByStateInPages();
    void refusesStrangeCursors_data();
    void refusesStrangeCursors();
    void expiresWhatIsDue();
    void countsNothingThatIsOver();
    void findsTheSameBehindOthersOfTheKey();

private:
    static Result<RequestRow> find(StoreFixture &fixture, const QString &customerId, const QString &id)
    {
        return fixture.database().read(
            [&](ReadTransaction &transaction) { return RequestStore::find(transaction, customerId, id); });
    }
    static Result<void> update(StoreFixture &fixture, RequestRow &row, int version)
    {
        return fixture.database().write(
            [&](Transaction &transaction) { return RequestStore::update(transaction, row, version); });
    }
};

void TestRequestStore::keepsEveryField()
{
    StoreFixture fixture;
    RequestRow row = fixture.insert(StoreFixture::request(QStringLiteral("r1")));
    QCOMPARE(row.detail.request.version, 1);
    const auto inserted = find(fixture, QStringLiteral("c1"), QStringLiteral("r1"));
    QVERIFY(inserted);
    QVERIFY(*inserted == row);

    CertificateRequest &request = row.detail.request;
    request.state = RequestState::Issued;
    request.product = Product::Ov;
    request.language = Language::Japanese;
    request.updatedAt = StoreFixture::time(3);
    request.expiresAt = {};
    request.claimedBy = QStringLiteral("op1");
    request.serial = QStringLiteral("4A0F");
    request.renewalOf = QStringLiteral("4A0E");
    request.checkState = CheckState(FindingOutcome::Note, StoreFixture::time(3));
    row.detail.claimant = {QStringLiteral("op1"), QStringLiteral("山田 太郎")};
    row.detail.holdComment = QStringLiteral("確認中");
    row.detail.reason = QStringLiteral("'; DROP TABLE certificate_request; --");
    row.detail.check = {};
    QVERIFY(update(fixture, row, 1));
    QCOMPARE(row.detail.request.version, 2);
    QCOMPARE(row.changeSequence, 2);
    fixture.reopen();
    const auto updated = find(fixture, QStringLiteral("c1"), QStringLiteral("r1"));
    QVERIFY(updated);
    QVERIFY(*updated == row);
}

void TestRequestStore::hidesOtherCustomers()
{
    StoreFixture fixture;
    RequestRow row = fixture.insert(StoreFixture::request(QStringLiteral("r1")));
    QCOMPARE(find(fixture, QStringLiteral("c2"), QStringLiteral("r1")).error().code, ErrorCode::NotFound);
    row.customerId = QStringLiteral("c2");
    QCOMPARE(update(fixture, row, 1).error().code, ErrorCode::NotFound);
    const auto listed = fixture.database().read([](ReadTransaction &transaction) {
        return RequestStore::list(transaction, QStringLiteral("c2"), {}, QString(), 10);
    });
    QVERIFY(listed);
    QVERIFY(listed->items.isEmpty());
}

void TestRequestStore::refusesAStaleVersion()
{
    StoreFixture fixture;
    RequestRow row = fixture.insert(StoreFixture::request(QStringLiteral("r1")));
    RequestRow stale = row;
    QVERIFY(update(fixture, row, 1));
    stale.detail.request.state = RequestState::Rejected;
    const auto refused = update(fixture, stale, 1);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    const auto stored = find(fixture, QStringLiteral("c1"), QStringLiteral("r1"));
    QVERIFY(*stored == row);
}

void TestRequestStore::refusesASerialTwice()
{
    StoreFixture fixture;
    RequestRow first = fixture.insert(StoreFixture::request(QStringLiteral("r1")));
    RequestRow second = fixture.insert(StoreFixture::request(QStringLiteral("r2")));
    first.detail.request.serial = QStringLiteral("4A0F");
    second.detail.request.serial = QStringLiteral("4A0F");
    QVERIFY(update(fixture, first, 1));
    QCOMPARE(update(fixture, second, 1).error().code, ErrorCode::Conflict);
}

void TestRequestStore::listsByStateInPages()
{
    StoreFixture fixture;
    for (int i = 0; i < 7; ++i) {
        // Two of each minute: the order must not lean on the time alone.
        RequestRow row = StoreFixture::request(QStringLiteral("r%1").arg(i), QStringLiteral("c1"), i / 2);
        row.detail.request.state = i == 3 ? RequestState::OnHold : RequestState::Pending;
        fixture.insert(row);
    }
    QStringList ids;
    QString after;
    int pages = 0;
    do {
        const auto page = fixture.database().read([&after](ReadTransaction &transaction) {
            return RequestStore::list(transaction, QStringLiteral("c1"), {RequestState::Pending}, after, 2);
        });
        QVERIFY(page);
        QVERIFY(page->items.size() <= 2);
        for (const CertificateRequest &request : page->items)
            ids.append(request.id);
        after = page->next;
        ++pages;
    } while (!after.isEmpty());
    QCOMPARE(ids.join(QLatin1Char(' ')), QStringLiteral("r0 r1 r2 r4 r5 r6"));
    QCOMPARE(pages, 3);
}

void TestRequestStore::refusesStrangeCursors_data()
{
    QTest::addColumn<QString>("cursor");
    QTest::newRow("no dot") << QStringLiteral("17");
    QTest::newRow("no number") << QStringLiteral("x.r1");
    QTest::newRow("negative") << QStringLiteral("-5.r1");
    QTest::newRow("no id") << QStringLiteral("5.");
    QTest::newRow("only an id") << QStringLiteral(".r1");
    QTest::newRow("long") << QStringLiteral("5.") + QString(65, QLatin1Char('a'));
    QTest::newRow("overflow") << QStringLiteral("99999999999999999999.r1");
}

void TestRequestStore::refusesStrangeCursors()
{
    QFETCH(QString, cursor);
    StoreFixture fixture;
    const auto page = fixture.database().read([&cursor](ReadTransaction &transaction) {
        return RequestStore::list(transaction, QStringLiteral("c1"), {}, cursor, 2);
    });
    QVERIFY(!page);
    QCOMPARE(page.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(page.error().field, QStringLiteral("after"));
}

void TestRequestStore::expiresWhatIsDue()
{
    StoreFixture fixture;
    RequestRow due = StoreFixture::request(QStringLiteral("due"));
    due.detail.request.expiresAt = StoreFixture::time(10);
    fixture.insert(due);
    RequestRow held = StoreFixture::request(QStringLiteral("held"));
    held.detail.request.state = RequestState::OnHold;
    held.detail.request.expiresAt = StoreFixture::time(10);
    fixture.insert(held);
    RequestRow issued = StoreFixture::request(QStringLiteral("issued"));
    issued.detail.request.state = RequestState::Issued;
    issued.detail.request.expiresAt = StoreFixture::time(10);
    fixture.insert(issued);
    fixture.insert(StoreFixture::request(QStringLiteral("later")));

    const auto expire = [&fixture](int minute) {
        fixture.clock().setNow(StoreFixture::time(minute));
        return fixture.database().write([](Transaction &transaction) { return RequestStore::tellEnds(transaction); });
    };
    QCOMPARE(expire(9).value(), 0);
    QCOMPARE(expire(10).value(), 2);
    QCOMPARE(expire(11).value(), 0);
    const auto row = find(fixture, QStringLiteral("c1"), QStringLiteral("held"));
    QCOMPARE(row->detail.request.state, RequestState::Expired);
    QCOMPARE(row->detail.request.version, 2);
    QCOMPARE(find(fixture, QStringLiteral("c1"), QStringLiteral("issued"))->detail.request.state, RequestState::Issued);
    const auto history = fixture.database().read([](ReadTransaction &transaction) {
        return AuditTrail::history(transaction, QStringLiteral("request"), QStringLiteral("held"));
    });
    QVERIFY(history);
    QCOMPARE(history->size(), 1);
    QCOMPARE(history->first().fromState, QStringLiteral("on_hold"));
    QCOMPARE(history->first().toState, QStringLiteral("expired"));

    // The clock was ahead: what waited waits again, as it was.
    QCOMPARE(expire(5).value(), 2);
    QCOMPARE(expire(5).value(), 0);
    const auto waiting = find(fixture, QStringLiteral("c1"), QStringLiteral("held"));
    QCOMPARE(waiting->detail.request.state, RequestState::OnHold);
    QCOMPARE(waiting->detail.request.version, 3);
}

void TestRequestStore::countsNothingThatIsOver()
{
    StoreFixture fixture;
    RequestRow waits = StoreFixture::request(QStringLiteral("waits"));
    waits.detail.request.expiresAt = StoreFixture::time(10);
    fixture.insert(waits);
    RequestRow endless = StoreFixture::request(QStringLiteral("endless"));
    endless.detail.request.expiresAt = {};
    fixture.insert(endless);
    const RequestRow same = StoreFixture::request(QStringLiteral("same"));

    const auto ids = [&](int minute) {
        fixture.clock().setNow(StoreFixture::time(minute));
        const auto waiting = fixture.database().read([&](ReadTransaction &transaction) {
            return RequestStore::waitingBeside(transaction, QStringLiteral("c1"), same.detail.request);
        });
        QStringList found;
        for (const WaitingRequest &each : waiting.value())
            found.append(each.id);
        found.sort();
        return found;
    };
    const auto open = [&] {
        return fixture.database()
            .read([](ReadTransaction &transaction) {
                return RequestStore::openOf(transaction, QStringLiteral("contact-1"));
            })
            .value();
    };
    QCOMPARE(ids(9), (QStringList{QStringLiteral("endless"), QStringLiteral("waits")}));
    QCOMPARE(open(), 2);
    QCOMPARE(ids(10), QStringList{QStringLiteral("endless")}); // the end follows from the clock alone
    QCOMPARE(open(), 1);
}

void TestRequestStore::findsTheSameBehindOthersOfTheKey()
{
    StoreFixture fixture;
    for (int i = 0; i < 6; ++i) { // of the same key, and nothing else in common
        RequestRow other = StoreFixture::request(QStringLiteral("other-%1").arg(i), QStringLiteral("c1"), i);
        other.detail.request.commonName = QStringLiteral("other-%1.example.jp").arg(i);
        other.detail.request.sans = {other.detail.request.commonName};
        other.detail.request.csr = other.detail.request.commonName.toUtf8();
        fixture.insert(other);
    }
    fixture.insert(StoreFixture::request(QStringLiteral("same"), QStringLiteral("c1"), 7));
    const auto waiting = fixture.database().read([](ReadTransaction &transaction) {
        return RequestStore::waitingBeside(transaction, QStringLiteral("c1"),
                                           StoreFixture::request(QStringLiteral("new")).detail.request);
    });
    QVERIFY(waiting);
    QCOMPARE(waiting->size(), 1);
    QCOMPARE(waiting->first().id, QStringLiteral("same"));
    QVERIFY(waiting->first().sameCsr);
}

TEGATA_TEST(TestRequestStore)
#include "test_requeststore.moc"
