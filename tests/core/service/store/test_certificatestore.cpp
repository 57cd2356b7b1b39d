// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/audittrail.h"
#include "core/service/store/certificatestore.h"

#include "core/service/store/changefeed.h"
#include "core/service/store/rowcolumns.h"
#include "core/service/store/topics.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestCertificateStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryField();
    void issuesOnceARequest();
    void revokesOnce();
    void revokesOnlyWhatIsValid_data();
    void revokesOnlyWhatIsValid();
    void revokesTheAuthoritysOwn();
    void tellsTheStatusForOcsp();
    void findsEarlierUsesOfAKey();
    void expiresWhatIsDue();
    void findsEndsByTheirIndex_data();
    void findsEndsByTheirIndex();
    void tellsNoMoreEndsThanAsked();
    void countsCrlNumbers();
    void mergesRequestsAndCertificatesInTheFeed();
    void beginsACompletePassForAStrangeCursor_data();
    void beginsACompletePassForAStrangeCursor();
};

namespace {

Result<CertificateRow> revoke(StoreFixture &fixture, const QString &customerId, const QString &serial, int version)
{
    return fixture.database().write([&](Transaction &transaction) {
        return CertificateStore::revoke(transaction, customerId, serial, version, RevocationReason::KeyCompromise,
                                        StoreFixture::time(5));
    });
}

Result<CertificateRow> find(StoreFixture &fixture, const QString &customerId, const QString &serial)
{
    return fixture.database().read(
        [&](ReadTransaction &transaction) { return CertificateStore::find(transaction, customerId, serial); });
}

contract::ChangePage feed(StoreFixture &fixture, const QString &cursor, int limit)
{
    return fixture.database()
        .read([&](ReadTransaction &transaction) {
            return ChangeFeed::page(transaction, QStringLiteral("c1"), cursor, limit);
        })
        .value();
}

} // namespace

void TestCertificateStore::keepsEveryField()
{
    StoreFixture fixture;
    fixture.insert(StoreFixture::request(QStringLiteral("r1")));
    const CertificateRow row = fixture.insert(StoreFixture::certificate(QStringLiteral("4A0F"), QStringLiteral("r1")));
    const auto stored = find(fixture, QStringLiteral("c1"), QStringLiteral("4A0F"));
    QVERIFY(stored);
    QVERIFY(*stored == row);
    QCOMPARE(find(fixture, QStringLiteral("c2"), QStringLiteral("4A0F")).error().code, ErrorCode::NotFound);
    const auto page = fixture.database().read([](ReadTransaction &transaction) {
        return CertificateStore::list(transaction, QStringLiteral("c1"), {CertificateState::Valid}, QString(), 10);
    });
    QCOMPARE(page->items.size(), 1);
    QVERIFY(page->items.first() == row.certificate);
    QVERIFY(page->next.isEmpty());
}

void TestCertificateStore::issuesOnceARequest()
{
    StoreFixture fixture;
    fixture.insert(StoreFixture::request(QStringLiteral("r1")));
    fixture.insert(StoreFixture::certificate(QStringLiteral("4A0F"), QStringLiteral("r1")));
    for (CertificateRow row : {StoreFixture::certificate(QStringLiteral("4A10"), QStringLiteral("r1")),
                               StoreFixture::certificate(QStringLiteral("4A0F"), QString()),
                               StoreFixture::certificate(QStringLiteral("4A11"), QStringLiteral("no-such-request"))}) {
        const auto again = fixture.database().write(
            [&row](Transaction &transaction) { return CertificateStore::insert(transaction, row); });
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::Conflict);
    }
}

void TestCertificateStore::revokesOnce()
{
    StoreFixture fixture;
    fixture.insert(StoreFixture::request(QStringLiteral("r1")));
    fixture.insert(StoreFixture::certificate(QStringLiteral("4A0F"), QStringLiteral("r1")));
    QSet<QString> told;
    fixture.database().onCommitted([&told](const QSet<QString> &topics) { told += topics; });
    QCOMPARE(revoke(fixture, QStringLiteral("c2"), QStringLiteral("4A0F"), 1).error().code, ErrorCode::NotFound);
    QCOMPARE(revoke(fixture, QStringLiteral("c1"), QStringLiteral("4A0F"), 2).error().code, ErrorCode::Conflict);
    const auto revoked = revoke(fixture, QStringLiteral("c1"), QStringLiteral("4A0F"), 1);
    QVERIFY(revoked);
    QCOMPARE(revoked->certificate.version, 2);
    QVERIFY(*find(fixture, QStringLiteral("c1"), QStringLiteral("4A0F")) == *revoked);
    QCOMPARE(told, (QSet<QString>{revocationTopic(), customerTopic(QStringLiteral("c1"))}));
    QCOMPARE(revoke(fixture, QStringLiteral("c1"), QStringLiteral("4A0F"), 2).error().code, ErrorCode::Conflict);
}

void TestCertificateStore::revokesOnlyWhatIsValid_data()
{
    QTest::addColumn<qint64>("secondsAfterEnd");
    QTest::addColumn<bool>("swept"); // the housekeeper has noted the end
    QTest::addColumn<bool>("revocable");
    QTest::newRow("last valid second") << qint64(0) << false << true;
    QTest::newRow("ended a second ago") << qint64(1) << false << false;
    QTest::newRow("ended and noted") << qint64(1) << true << false;
}

void TestCertificateStore::revokesOnlyWhatIsValid()
{
    QFETCH(qint64, secondsAfterEnd);
    QFETCH(bool, swept);
    QFETCH(bool, revocable);
    StoreFixture fixture;
    fixture.insert(StoreFixture::request(QStringLiteral("r1")));
    const QDateTime now = fixture.insert(StoreFixture::certificate(QStringLiteral("4A0F"), QStringLiteral("r1")))
                              .certificate.notAfter.addSecs(secondsAfterEnd);
    fixture.clock().setNow(now);
    if (swept)
        QVERIFY(
            fixture.database().write([](Transaction &transaction) { return CertificateStore::tellEnds(transaction); }));
    const CertificateRecord before = find(fixture, QStringLiteral("c1"), QStringLiteral("4A0F"))->certificate;
    const auto revoked = fixture.database().write([&](Transaction &transaction) {
        return CertificateStore::revoke(transaction, QStringLiteral("c1"), QStringLiteral("4A0F"), before.version,
                                        RevocationReason::Superseded, now);
    });
    QCOMPARE(revoked.has_value(), revocable);
    if (revocable)
        return;
    QCOMPARE(revoked.error().code, ErrorCode::Conflict);
    QVERIFY(find(fixture, QStringLiteral("c1"), QStringLiteral("4A0F"))->certificate == before);
}

void TestCertificateStore::revokesTheAuthoritysOwn()
{
    StoreFixture fixture;
    fixture.insert(StoreFixture::certificate(QStringLiteral("0A"), QString()));
    QCOMPARE(find(fixture, QStringLiteral("c1"), QStringLiteral("0A")).error().code, ErrorCode::NotFound);
    const auto revokeOwn = [&fixture](const QString &serial) {
        return fixture.database().write([&serial](Transaction &transaction) {
            return CertificateStore::revokeOwn(transaction, serial, RevocationReason::PrivilegeWithdrawn,
                                               StoreFixture::time(5));
        });
    };
    QVERIFY(revokeOwn(QStringLiteral("0A")));
    QVERIFY(revokeOwn(QStringLiteral("0A")));
    QCOMPARE(revokeOwn(QStringLiteral("0B")).error().code, ErrorCode::NotFound);
    const auto revoked = fixture.database().read(
        [](ReadTransaction &transaction) { return CertificateStore::revoked(transaction, StoreFixture::time()); });
    QVERIFY(revoked);
    QCOMPARE(*revoked, (QList<RevokedCertificate>{
                           {QStringLiteral("0A"), StoreFixture::time(5), RevocationReason::PrivilegeWithdrawn}}));
    const auto later = fixture.database().read([](ReadTransaction &transaction) {
        return CertificateStore::revoked(transaction, StoreFixture::time().addDays(200));
    });
    QVERIFY(later->isEmpty());
}

void TestCertificateStore::tellsTheStatusForOcsp()
{
    StoreFixture fixture;
    fixture.insert(StoreFixture::request(QStringLiteral("r1")));
    fixture.insert(StoreFixture::certificate(QStringLiteral("4A0F"), QStringLiteral("r1")));
    const auto status = [&fixture](const QString &serial) {
        return fixture.database()
            .read([&serial](ReadTransaction &transaction) { return CertificateStore::status(transaction, serial); })
            .value();
    };
    QCOMPARE(status(QStringLiteral("4A0F")).status, OcspStatus::Good);
    QCOMPARE(status(QStringLiteral("4A10")).status, OcspStatus::Unknown);
    QVERIFY(revoke(fixture, QStringLiteral("c1"), QStringLiteral("4A0F"), 1));
    const OcspAnswer answer = status(QStringLiteral("4A0F"));
    QCOMPARE(answer.status, OcspStatus::Revoked);
    QCOMPARE(answer.revokedAt, StoreFixture::time(5));
    QVERIFY(answer.reason == RevocationReason::KeyCompromise);
}

void TestCertificateStore::findsEarlierUsesOfAKey()
{
    StoreFixture fixture;
    fixture.insert(StoreFixture::request(QStringLiteral("r1")));
    fixture.insert(StoreFixture::request(QStringLiteral("r2"), QStringLiteral("c2")));
    fixture.insert(StoreFixture::certificate(QStringLiteral("01"), QStringLiteral("r1")));
    fixture.insert(StoreFixture::certificate(QStringLiteral("02"), QStringLiteral("r2"), QStringLiteral("c2")));
    QVERIFY(revoke(fixture, QStringLiteral("c2"), QStringLiteral("02"), 1));
    const auto uses = fixture.database().read([](ReadTransaction &transaction) {
        return CertificateStore::keyUses(transaction, QString(64, QLatin1Char('b')), QStringLiteral("c1"));
    });
    QVERIFY(uses);
    QCOMPARE(uses->size(), 2);
    QVERIFY(uses->at(0).sameCustomer && !uses->at(0).compromised);
    QVERIFY(!uses->at(1).sameCustomer && uses->at(1).compromised);
    QCOMPARE(uses->at(1).organization, QStringLiteral("株式会社サンプル"));
}

// The writers wait meanwhile: what has ended for long must not be walked through each time.
void TestCertificateStore::findsEndsByTheirIndex_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("condition");
    QTest::newRow("certificates") << QStringLiteral("certificate") << certificateEndIsUntold();
    QTest::newRow("certificates, told early") << QStringLiteral("certificate") << certificateEndWasToldEarly();
    QTest::newRow("requests") << QStringLiteral("certificate_request") << requestEndIsUntold();
    QTest::newRow("requests, told early") << QStringLiteral("certificate_request") << requestEndWasToldEarly();
}

void TestCertificateStore::findsEndsByTheirIndex()
{
    QFETCH(const QString, table);
    QFETCH(const QString, condition);
    StoreFixture fixture;
    const auto plan = fixture.database().read([&](ReadTransaction &transaction) -> Result<QStringList> {
        auto query = transaction.run(
            QStringLiteral("EXPLAIN QUERY PLAN SELECT * FROM %1 WHERE %2 LIMIT ?").arg(table, condition), {1, 1});
        if (!query)
            return failure(query.error());
        QStringList steps;
        while (query->next())
            steps.append(query->value(3).toString());
        return steps;
    });
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().detail));
    QCOMPARE(plan->size(), 1);
    const QString index = table + QStringLiteral("_end_told (end_told=? AND ");
    QVERIFY2(plan->first().contains(index), qPrintable(plan->first()));
}

void TestCertificateStore::tellsNoMoreEndsThanAsked()
{
    StoreFixture fixture;
    QDateTime end;
    for (int i = 0; i < 3; ++i) {
        const QString id = QStringLiteral("r%1").arg(i);
        fixture.insert(StoreFixture::request(id));
        end = fixture.insert(StoreFixture::certificate(QStringLiteral("0%1").arg(i + 1), id)).certificate.notAfter;
    }
    const auto tell = [&](int limit) {
        return fixture.database()
            .write([limit](Transaction &transaction) { return CertificateStore::tellEnds(transaction, limit); })
            .value();
    };
    fixture.clock().setNow(end.addSecs(1));
    QCOMPARE(tell(2), 2);
    QCOMPARE(tell(2), 1);
    QCOMPARE(tell(2), 0);
}

void TestCertificateStore::expiresWhatIsDue()
{
    StoreFixture fixture;
    fixture.insert(StoreFixture::request(QStringLiteral("r1")));
    const CertificateRow row = fixture.insert(StoreFixture::certificate(QStringLiteral("01"), QStringLiteral("r1")));
    const auto stateAt = [&](const QDateTime &now) {
        fixture.clock().setNow(now);
        return find(fixture, QStringLiteral("c1"), QStringLiteral("01"))->certificate.state;
    };
    const auto tell = [&fixture] {
        return fixture.database()
            .write([](Transaction &transaction) { return CertificateStore::tellEnds(transaction); })
            .value();
    };
    const QDateTime end = row.certificate.notAfter;
    QCOMPARE(stateAt(end), CertificateState::Valid); // the last valid second
    QCOMPARE(tell(), 0);
    QCOMPARE(stateAt(end.addSecs(1)), CertificateState::Expired);
    QCOMPARE(fixture.database()
                 .read([](ReadTransaction &transaction) {
                     return CertificateStore::list(transaction, QStringLiteral("c1"), {CertificateState::Expired}, {},
                                                   9);
                 })
                 ->items.size(),
             1);
    QCOMPARE(tell(), 1);
    QCOMPARE(tell(), 0);
    // The clock was ahead: nothing has ended, and whoever was told otherwise is told.
    QCOMPARE(stateAt(end.addDays(-1)), CertificateState::Valid);
    QCOMPARE(tell(), 1);
    QCOMPARE(tell(), 0);
    QCOMPARE(find(fixture, QStringLiteral("c1"), QStringLiteral("01"))->certificate.version, 3);
    const auto history = fixture.database().read([](ReadTransaction &transaction) {
        return AuditTrail::history(transaction, QStringLiteral("certificate"), QStringLiteral("01"));
    });
    QStringList actions;
    for (const HistoryEntry &entry : *history)
        actions.append(entry.action);
    QCOMPARE(actions, (QStringList{QStringLiteral("issue"), QStringLiteral("expire"), QStringLiteral("undoExpire")}));
}

void TestCertificateStore::countsCrlNumbers()
{
    StoreFixture fixture;
    const auto next = [&fixture](const QString &issuer) {
        return fixture.database()
            .write([&issuer](Transaction &transaction) { return CertificateStore::nextCrlNumber(transaction, issuer); })
            .value();
    };
    QCOMPARE(next(QStringLiteral("issuing")), 1U);
    QCOMPARE(next(QStringLiteral("issuing")), 2U);
    QCOMPARE(next(QStringLiteral("root")), 1U);
    fixture.reopen();
    QCOMPARE(next(QStringLiteral("issuing")), 3U);
}

void TestCertificateStore::mergesRequestsAndCertificatesInTheFeed()
{
    StoreFixture fixture;
    const contract::ChangePage empty = feed(fixture, QString(), 10);
    QVERIFY(empty.reset && !empty.more && empty.requests.isEmpty());

    RequestRow first = fixture.insert(StoreFixture::request(QStringLiteral("r1")));
    fixture.insert(StoreFixture::request(QStringLiteral("other"), QStringLiteral("c2")));
    fixture.insert(StoreFixture::request(QStringLiteral("r2")));
    fixture.insert(StoreFixture::certificate(QStringLiteral("01"), QStringLiteral("r1")));
    fixture.insert(StoreFixture::certificate(QStringLiteral("02"), QString())); // an operator's: never in the feed

    const contract::ChangePage one = feed(fixture, empty.next, 2);
    QVERIFY(!one.reset && one.more);
    QCOMPARE(one.requests.size(), 2);
    QVERIFY(one.certificates.isEmpty());
    const contract::ChangePage two = feed(fixture, one.next, 2);
    QVERIFY(!two.reset && !two.more && two.requests.isEmpty());
    QCOMPARE(two.certificates.size(), 1);
    QCOMPARE(two.certificates.first().serial, QStringLiteral("01"));
    const contract::ChangePage three = feed(fixture, two.next, 2);
    QVERIFY(three.certificates.isEmpty() && !three.more);
    QCOMPARE(three.next, two.next);

    QVERIFY(fixture.database().write(
        [&first](Transaction &transaction) { return RequestStore::update(transaction, first, 1); }));
    const contract::ChangePage four = feed(fixture, three.next, 2);
    QCOMPARE(four.requests.size(), 1);
    QCOMPARE(four.requests.first().version, 2);
}

void TestCertificateStore::beginsACompletePassForAStrangeCursor_data()
{
    QTest::addColumn<QString>("cursor");
    QTest::newRow("another store") << QStringLiteral("abcdefghijklmnopqrstuvwxyz.c1.0");
    QTest::newRow("no cursor at all") << QStringLiteral("?%00'");
    QTest::newRow("another customer") << QStringLiteral("STORE.c2.0");
    QTest::newRow("future") << QStringLiteral("STORE.c1.99");
    QTest::newRow("negative") << QStringLiteral("STORE.c1.-1");
    QTest::newRow("no number") << QStringLiteral("STORE.c1.x");
}

void TestCertificateStore::beginsACompletePassForAStrangeCursor()
{
    QFETCH(QString, cursor);
    StoreFixture fixture;
    fixture.insert(StoreFixture::request(QStringLiteral("r1")));
    const QString own = feed(fixture, QString(), 10).next;
    cursor.replace(QStringLiteral("STORE"), own.left(own.indexOf(QLatin1Char('.'))));
    const contract::ChangePage page = feed(fixture, cursor, 10);
    QVERIFY(page.reset);
    QCOMPARE(page.requests.size(), 1);
    QCOMPARE(page.next, own);
}

TEGATA_TEST(TestCertificateStore)
#include "test_certificatestore.moc"
