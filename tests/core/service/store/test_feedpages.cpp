// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/feedpages.h"

#include "core/domain/contract.h"
#include "core/service/store/changefeed.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QTest>

using namespace tegata;

namespace {

CertificateRequest asItIs(CertificateRequest request)
{
    return request;
}

CertificateRequest withoutApprovals(CertificateRequest request)
{
    request.approvedBy.clear();
    return request;
}

} // namespace

// The pages must say what ChangeFeed::page() says, also when their items are remembered.
class TestFeedPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saysTheSame_data();
    void saysTheSame();
    void followsChanges();
    void showsOnlyTheReadersView();
    void keepsCustomersApart();
    void forgetsToMakeRoom();

private:
    FeedPage page(FeedPages &pages, const QString &cursor, int limit, const QString &customer = QStringLiteral("c1"));
    QJsonObject plain(const QString &cursor, int limit, const QString &customer = QStringLiteral("c1"));

    std::unique_ptr<StoreFixture> m_store;
};

void TestFeedPages::init()
{
    m_store = std::make_unique<StoreFixture>();
    for (int i = 0; i < 5; ++i)
        m_store->insert(StoreFixture::request(QStringLiteral("r%1").arg(i), QStringLiteral("c1"), i));
    m_store->insert(StoreFixture::certificate(QStringLiteral("4A0F"), QStringLiteral("r1")));
    m_store->insert(StoreFixture::request(QStringLiteral("theirs"), QStringLiteral("c2")));
}

FeedPage TestFeedPages::page(FeedPages &pages, const QString &cursor, int limit, const QString &customer)
{
    return m_store->database()
        .read([&](ReadTransaction &transaction) { return pages.page(transaction, customer, cursor, limit); })
        .value();
}

QJsonObject TestFeedPages::plain(const QString &cursor, int limit, const QString &customer)
{
    return contract::toJson(
        m_store->database()
            .read([&](ReadTransaction &transaction) { return ChangeFeed::page(transaction, customer, cursor, limit); })
            .value());
}

void TestFeedPages::saysTheSame_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<QString>("customer");
    QTest::newRow("one a page") << 1 << QStringLiteral("c1");
    QTest::newRow("some") << 4 << QStringLiteral("c1");
    QTest::newRow("all") << 100 << QStringLiteral("c1");
    QTest::newRow("another customer") << 100 << QStringLiteral("c2");
}

void TestFeedPages::saysTheSame()
{
    QFETCH(const int, limit);
    QFETCH(const QString, customer);
    FeedPages pages(asItIs);
    for (int time = 0; time < 2; ++time) { // the second time from memory
        QString cursor;
        bool more = true;
        while (more) {
            const QJsonObject expected = plain(cursor, limit, customer);
            const FeedPage written = page(pages, cursor, limit, customer);
            QCOMPARE(QJsonDocument::fromJson(written.json).object(), expected);
            QVERIFY(written.isNews);
            cursor = expected.value(QLatin1String("next")).toString();
            more = expected.value(QLatin1String("more")).toBool();
        }
        QVERIFY(!page(pages, cursor, limit, customer).isNews);
    }
}

void TestFeedPages::followsChanges()
{
    FeedPages pages(asItIs);
    const FeedPage before = page(pages, {}, 100);
    const auto changed = m_store->database().write([](Transaction &transaction) {
        auto row = RequestStore::find(transaction, QStringLiteral("c1"), QStringLiteral("r2"));
        row->detail.request.state = RequestState::Cancelled;
        return RequestStore::update(transaction, *row, row->detail.request.version);
    });
    QVERIFY(changed);
    const FeedPage after = page(pages, {}, 100);
    QVERIFY(after.json != before.json);
    QCOMPARE(QJsonDocument::fromJson(after.json).object(), plain({}, 100));
}

void TestFeedPages::showsOnlyTheReadersView()
{
    const auto approved = m_store->database().write([](Transaction &transaction) {
        auto row = RequestStore::find(transaction, QStringLiteral("c1"), QStringLiteral("r3"));
        setApprovers(*row, {{QStringLiteral("op-secret"), QStringLiteral("山田")}});
        return RequestStore::update(transaction, *row, row->detail.request.version);
    });
    QVERIFY(approved);
    FeedPages operators(asItIs);
    FeedPages contacts(withoutApprovals);
    QVERIFY(page(operators, {}, 100).json.contains("op-secret"));
    QVERIFY(!page(contacts, {}, 100).json.contains("op-secret"));
}

// One memory serves all customers of a store: the same cursor and limit must not bring another's page, nor its items.
void TestFeedPages::keepsCustomersApart()
{
    const QString ours = QStringLiteral("c1");
    const QString theirs = QStringLiteral("c2");
    FeedPages pages(asItIs);
    const QString begin;
    const QString end = plain(begin, 100, ours).value(QLatin1String("next")).toString();
    for (int time = 0; time < 2; ++time) { // the second time from memory
        for (const QString &cursor : {begin, end}) {
            for (const QString &customer : {ours, theirs}) {
                const FeedPage written = page(pages, cursor, 100, customer);
                QCOMPARE(QJsonDocument::fromJson(written.json).object(), plain(cursor, 100, customer));
            }
        }
        QVERIFY(page(pages, begin, 100, ours).json.contains("\"r1\""));
        QVERIFY(!page(pages, begin, 100, theirs).json.contains("\"r1\""));
        QVERIFY(!page(pages, begin, 100, theirs).json.contains("4A0F"));
        QVERIFY(page(pages, begin, 100, theirs).json.contains("theirs"));
        QVERIFY(!page(pages, begin, 100, ours).json.contains("theirs"));
    }

    // What one customer gets does not turn up at the other's cursor when a change has made all pages old.
    m_store->insert(StoreFixture::request(QStringLiteral("news"), theirs, 9));
    QVERIFY(page(pages, end, 100, theirs).json.contains("news"));
    QVERIFY(!page(pages, end, 100, ours).json.contains("news"));
    QVERIFY(!page(pages, end, 100, ours).isNews);
}

void TestFeedPages::forgetsToMakeRoom()
{
    FeedPages pages(asItIs, 2000); // an item or two
    for (int time = 0; time < 3; ++time)
        QCOMPARE(QJsonDocument::fromJson(page(pages, {}, 100).json).object(), plain({}, 100));
}

TEGATA_TEST(TestFeedPages)
#include "test_feedpages.moc"
