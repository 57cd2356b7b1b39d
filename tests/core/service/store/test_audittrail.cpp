// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/audittrail.h"

#include "core/service/store/refusaljournal.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/faultyvfs.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QTest>

#include <sqlite3.h>

using namespace tegata;

namespace {

AuditEvent rejection(const QString &objectId, const QString &customerId = QStringLiteral("c1"))
{
    AuditEvent event;
    event.at = StoreFixture::time();
    event.actorKind = ActorKind::Operator;
    event.actor = {QStringLiteral("op1"), QStringLiteral("山田 太郎")};
    event.remoteAddress = QStringLiteral("127.0.0.1");
    event.action = QStringLiteral("reject");
    event.objectKind = QStringLiteral("request");
    event.objectId = objectId;
    event.customerId = customerId;
    event.fromState = QStringLiteral("pending");
    event.toState = QStringLiteral("rejected");
    event.note = QStringLiteral("ドメインが違います");
    event.evidence = {{QStringLiteral("version"), 3}};
    return event;
}

Result<qint64> append(Database &database, const AuditEvent &event)
{
    return database.write([&event](Transaction &transaction) { return AuditTrail::append(transaction, event); });
}

QList<AuditRow> rows(Database &database, const std::optional<QString> &customerId = {}, qint64 after = 0,
                     int limit = 100)
{
    return database
        .read([&](ReadTransaction &transaction) { return AuditTrail::list(transaction, customerId, after, limit); })
        .value();
}

AuditVerification verify(Database &database)
{
    return database.read([](ReadTransaction &transaction) { return AuditTrail::verify(transaction); }).value();
}

Result<void> execute(Database &database, const QStringList &statements)
{
    return database.write([&statements](Transaction &transaction) -> Result<void> {
        for (const QString &statement : statements) {
            if (const auto done = transaction.run(statement); !done)
                return failure(done.error());
        }
        return {};
    });
}

} // namespace

class TestAuditTrail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryField();
    void showsACustomerItsOwn();
    void refusesChanges_data();
    void refusesChanges();
    void noticesTampering_data();
    void noticesTampering();
    void capsRefusals();
    void keepsTheSumsThatCouldNotBeWritten();
    void sumsRefusedHandshakes();
};

void TestAuditTrail::keepsEveryField()
{
    StoreFixture fixture;
    QCOMPARE(append(fixture.database(), rejection(QStringLiteral("r1"))).value(), 1);
    QCOMPARE(append(fixture.database(), rejection(QStringLiteral("r2"))).value(), 2);
    const QList<AuditRow> stored = rows(fixture.database());
    QCOMPARE(stored.size(), 2);
    QVERIFY(stored.at(0).event == rejection(QStringLiteral("r1")));
    QCOMPARE(stored.at(0).hash.size(), 32);
    QVERIFY(stored.at(0).hash != stored.at(1).hash);
    const auto history = fixture.database().read([](ReadTransaction &transaction) {
        return AuditTrail::history(transaction, QStringLiteral("request"), QStringLiteral("r2"));
    });
    QCOMPARE(history->size(), 1);
    QCOMPARE(history->first().actor.name, QStringLiteral("山田 太郎"));
    QCOMPARE(history->first().note, QStringLiteral("ドメインが違います"));
    QCOMPARE(verify(fixture.database()).firstBroken, 0);
    QCOMPARE(verify(fixture.database()).rows, 2);
}

void TestAuditTrail::showsACustomerItsOwn()
{
    StoreFixture fixture;
    for (int i = 0; i < 6; ++i) {
        const QString customerId = i % 3 == 0 ? QStringLiteral("c1") : i % 3 == 1 ? QStringLiteral("c2") : QString();
        QVERIFY(append(fixture.database(), rejection(QString::number(i), customerId)));
    }
    QCOMPARE(rows(fixture.database()).size(), 6);
    const QList<AuditRow> own = rows(fixture.database(), QStringLiteral("c1"), 0, 1);
    QCOMPARE(own.size(), 1);
    QCOMPARE(own.first().sequence, 1);
    const QList<AuditRow> next = rows(fixture.database(), QStringLiteral("c1"), 1);
    QCOMPARE(next.size(), 1);
    QCOMPARE(next.first().sequence, 4);
}

void TestAuditTrail::refusesChanges_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("update") << QStringLiteral("UPDATE audit SET note = 'x' WHERE sequence = 1");
    QTest::newRow("delete") << QStringLiteral("DELETE FROM audit WHERE sequence = 1");
    QTest::newRow("delete all") << QStringLiteral("DELETE FROM audit");
    QTest::newRow("replace") << QStringLiteral(
        "INSERT OR REPLACE INTO audit SELECT sequence, at, actor_kind, actor_id, actor_name, remote_address, action, "
        "object_kind, object_id, customer_id, from_state, to_state, 'x', evidence, previous_hash, hash FROM audit");
}

void TestAuditTrail::refusesChanges()
{
    QFETCH(QString, sql);
    StoreFixture fixture;
    QVERIFY(append(fixture.database(), rejection(QStringLiteral("r1"))));
    const QList<AuditRow> before = rows(fixture.database());
    QVERIFY(!execute(fixture.database(), {sql}));
    QVERIFY(rows(fixture.database()) == before);
}

void TestAuditTrail::noticesTampering_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<qint64>("firstBroken");
    QTest::newRow("note") << QStringLiteral("UPDATE audit SET note = 'x' WHERE sequence = 2") << qint64(2);
    QTest::newRow("moved text") << QStringLiteral("UPDATE audit SET from_state = '', to_state = from_state || to_state "
                                                  "WHERE sequence = 3")
                                << qint64(3);
    QTest::newRow("time") << QStringLiteral("UPDATE audit SET at = at + 1 WHERE sequence = 1") << qint64(1);
    QTest::newRow("hash") << QStringLiteral("UPDATE audit SET hash = previous_hash WHERE sequence = 2") << qint64(2);
    QTest::newRow("first row gone") << QStringLiteral("DELETE FROM audit WHERE sequence = 1") << qint64(1);
    QTest::newRow("row gone") << QStringLiteral("DELETE FROM audit WHERE sequence = 3") << qint64(3);
}

void TestAuditTrail::noticesTampering()
{
    QFETCH(QString, sql);
    QFETCH(qint64, firstBroken);
    StoreFixture fixture;
    for (int i = 0; i < 4; ++i)
        QVERIFY(append(fixture.database(), rejection(QString::number(i))));
    // What somebody with the file in their hands could do.
    QVERIFY(execute(fixture.database(), {QStringLiteral("DROP TRIGGER audit_no_update"),
                                         QStringLiteral("DROP TRIGGER audit_no_delete"), sql}));
    QCOMPARE(verify(fixture.database()).firstBroken, firstBroken);
}

void TestAuditTrail::capsRefusals()
{
    StoreFixture fixture;
    ManualClock clock;
    RefusalJournal journal(fixture.database(), clock, {3, 10});
    AuditEvent refused;
    refused.actorKind = ActorKind::Nobody;
    refused.action = QStringLiteral("refuse");
    refused.objectKind = QStringLiteral("access");
    const QString listener = QStringLiteral("operator");
    for (int i = 0; i < 10; ++i)
        QVERIFY(journal.record(listener, refused));
    QVERIFY(journal.record(QStringLiteral("examiner"), refused)); // counted by itself
    QCOMPARE(rows(fixture.database()).size(), 4);
    QVERIFY(journal.flush());
    QCOMPARE(rows(fixture.database()).size(), 4);

    clock.advance(std::chrono::minutes(1));
    QVERIFY(journal.record(listener, refused));
    QList<AuditRow> stored = rows(fixture.database());
    QCOMPARE(stored.size(), 6);
    QCOMPARE(stored.at(4).event.note, QStringLiteral("suppressed"));
    QCOMPARE(stored.at(4).event.evidence.value(QStringLiteral("count")).toInt(), 7);
    QCOMPARE(stored.at(4).event.evidence.value(QStringLiteral("listener")).toString(), listener);
    QCOMPARE(stored.at(5).event.at, clock.now());

    for (int i = 0; i < 4; ++i)
        QVERIFY(journal.record(listener, refused));
    QVERIFY(journal.flush(true));
    QVERIFY(journal.flush(true));
    stored = rows(fixture.database());
    QCOMPARE(stored.size(), 9);
    QCOMPARE(stored.last().event.evidence.value(QStringLiteral("count")).toInt(), 2);
    QCOMPARE(verify(fixture.database()).firstBroken, 0);
}

void TestAuditTrail::keepsTheSumsThatCouldNotBeWritten()
{
    FaultyVfs vfs;
    {
        StoreFixture fixture;
        ManualClock clock;
        RefusalJournal journal(fixture.database(), clock, {1, 10});
        AuditEvent refused;
        refused.actorKind = ActorKind::Nobody;
        refused.action = QStringLiteral("refuse");
        refused.objectKind = QStringLiteral("access");
        refused.note = QStringLiteral("noToken");
        refused.remoteAddress = QStringLiteral("192.0.2.1");
        const QString listener = QStringLiteral("operator");
        for (int i = 0; i < 3; ++i) // one row, two in the sum
            QVERIFY(journal.record(listener, refused));
        vfs.breakAt(0, FaultyVfs::Write, SQLITE_FULL, FaultyVfs::Fault::ForGood);
        clock.advance(std::chrono::minutes(1));
        QVERIFY(!journal.flush());
        QVERIFY(!journal.record(listener, refused)); // a row of its own, were there room
        clock.advance(std::chrono::minutes(1));
        QVERIFY(!journal.record(listener, refused));
        QVERIFY(!journal.flush(true));
        vfs.heal();
        QVERIFY(journal.flush(true));
        QVERIFY(journal.flush(true));
        const QList<AuditRow> stored = rows(fixture.database());
        QCOMPARE(stored.size(), 2);
        const QJsonObject evidence = stored.last().event.evidence;
        QCOMPARE(evidence.value(QStringLiteral("count")).toInt(), 4);
        QCOMPARE(evidence.value(QStringLiteral("reason")).toString(), refused.note);
        QCOMPARE(evidence.value(QStringLiteral("from")).toArray().first().toObject().value(QStringLiteral("count")),
                 QJsonValue(4));
    }
}

// However many handshakes fail within a minute: a row for the first of each reason and block, then one sum a reason.
void TestAuditTrail::sumsRefusedHandshakes()
{
    StoreFixture fixture;
    ManualClock clock;
    RefusalJournal journal(fixture.database(), clock, {60, 3});
    const QString listener = QStringLiteral("operator");
    const auto refuse = [&](const QString &reason, const QString &address) {
        AuditEvent refused;
        refused.actorKind = ActorKind::Nobody;
        refused.action = QStringLiteral("refuse");
        refused.objectKind = QStringLiteral("access");
        refused.note = reason;
        refused.remoteAddress = address;
        refused.evidence = {{QStringLiteral("stage"), QStringLiteral("handshake")}};
        return journal.record(listener, refused).has_value();
    };
    for (int i = 0; i < 10'000; ++i)
        QVERIFY(refuse(QStringLiteral("notTls"), QStringLiteral("192.0.2.1")));
    for (int i = 0; i < 1'000; ++i) // one network, however many addresses
        QVERIFY(refuse(QStringLiteral("selfSigned"), QStringLiteral("2001:db8::%1").arg(i, 0, 16)));
    for (int i = 0; i < 500; ++i)
        QVERIFY(refuse(QStringLiteral("selfSigned"), QStringLiteral("198.51.100.%1").arg(i % 250)));
    QCOMPARE(rows(fixture.database()).size(), 3);
    clock.advance(std::chrono::minutes(1));
    QVERIFY(journal.flush());
    const QList<AuditRow> stored = rows(fixture.database());
    QCOMPARE(stored.size(), 5);
    QHash<QString, int> counts;
    for (const AuditRow &row : stored.mid(3)) {
        const QJsonObject &evidence = row.event.evidence;
        QCOMPARE(row.event.note, QStringLiteral("suppressed"));
        QCOMPARE(evidence.value(QStringLiteral("listener")).toString(), listener);
        counts[evidence.value(QStringLiteral("reason")).toString()] = evidence.value(QStringLiteral("count")).toInt();
        QVERIFY(evidence.value(QStringLiteral("from")).toArray().size() <= 5);
    }
    QCOMPARE(counts.value(QStringLiteral("notTls")), 9'999);
    QCOMPARE(counts.value(QStringLiteral("selfSigned")), 1'498);
    const QJsonObject most = stored.last().event.evidence.value(QStringLiteral("from")).toArray().first().toObject();
    QCOMPARE(most.value(QStringLiteral("block")).toString(), QStringLiteral("2001:db8::/64"));
    QCOMPARE(most.value(QStringLiteral("count")).toInt(), 999);
    QVERIFY(journal.flush(true));
    QCOMPARE(rows(fixture.database()).size(), 5);
}

TEGATA_TEST(TestAuditTrail)
#include "test_audittrail.moc"
