// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/revocationworkflow.h"

#include "core/service/store/audittrail.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

SiteActor operatorOf(const QString &customerId)
{
    SiteActor who;
    who.kind = ActorKind::Operator;
    who.actor = {QStringLiteral("op1"), QStringLiteral("山田 太郎")};
    who.customerId = customerId;
    who.idempotencyKey = QStringLiteral("key-1");
    return who;
}

} // namespace

// Scheduled revocations against a clock of our own; over the wire they are in tests/integration/service.
class TestRevocationWorkflow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void carriesOutOnceWhenDue();
    void leavesWhatHasEnded();
    void anotherRevocationEndsIt();
    void keepsTheKeyInTheTrail();

private:
    Result<CertificateRow> revoke(int version, const QDateTime &at);
    int carryOut(const QDateTime &now);
    CertificateRow row();
    QList<AuditRow> trail();

    std::unique_ptr<StoreFixture> m_store;
    RevocationWorkflow m_workflow;
    QString m_serial = QStringLiteral("4A0F");
};

void TestRevocationWorkflow::init()
{
    m_store = std::make_unique<StoreFixture>();
    m_store->insert(StoreFixture::request(QStringLiteral("r1")));
    CertificateRow certificate = StoreFixture::certificate(m_serial, QStringLiteral("r1"));
    certificate.certificate.notAfter = StoreFixture::time(60);
    m_store->insert(certificate);
}

Result<CertificateRow> TestRevocationWorkflow::revoke(int version, const QDateTime &at)
{
    return m_store->database().write([&](Transaction &transaction) {
        return m_workflow.revoke(transaction, operatorOf(QStringLiteral("c1")),
                                 {m_serial, version, RevocationReason::Superseded, QStringLiteral("交換"), at},
                                 StoreFixture::time(1));
    });
}

int TestRevocationWorkflow::carryOut(const QDateTime &now)
{
    return m_store->database()
        .write([&](Transaction &transaction) { return m_workflow.carryOutDue(transaction, now); })
        .value();
}

CertificateRow TestRevocationWorkflow::row()
{
    return m_store->database()
        .read([&](ReadTransaction &transaction) {
            return CertificateStore::find(transaction, QStringLiteral("c1"), m_serial);
        })
        .value();
}

QList<AuditRow> TestRevocationWorkflow::trail()
{
    return m_store->database()
        .read([&](ReadTransaction &transaction) { return AuditTrail::list(transaction, QStringLiteral("c1"), 0, 100); })
        .value();
}

void TestRevocationWorkflow::carriesOutOnceWhenDue()
{
    QVERIFY(revoke(1, StoreFixture::time(10)));
    QCOMPARE(carryOut(StoreFixture::time(10).addMSecs(-1)), 0);
    QVERIFY(row().certificate.state == CertificateState::Valid);
    QCOMPARE(carryOut(StoreFixture::time(30)), 1); // late: nobody served meanwhile
    QCOMPARE(carryOut(StoreFixture::time(31)), 0);
    const CertificateRow revoked = row();
    QVERIFY(revoked.certificate.state == CertificateState::Revoked);
    QCOMPARE(revoked.certificate.revokedAt, StoreFixture::time(30));
    QVERIFY(revoked.certificate.revocationReason == RevocationReason::Superseded);
    QVERIFY(!revoked.certificate.revokeAt.isValid());
    QVERIFY(!revoked.certificate.revokeAtReason);
    const AuditRow last = trail().constLast();
    QCOMPARE(last.event.action, QStringLiteral("revoke"));
    QVERIFY(last.event.actorKind == ActorKind::System);
    QCOMPARE(last.event.note, QStringLiteral("交換"));
    QCOMPARE(last.event.evidence.value(QLatin1String("schedule")).toObject().value(QLatin1String("by")).toString(),
             QStringLiteral("op1"));
}

void TestRevocationWorkflow::leavesWhatHasEnded()
{
    QVERIFY(revoke(1, StoreFixture::time(10)));
    QCOMPARE(carryOut(StoreFixture::time(61)), 0); // expired before anybody served again
    m_store->clock().setNow(StoreFixture::time(61));
    const auto expired =
        m_store->database().write([](Transaction &transaction) { return CertificateStore::tellEnds(transaction); });
    QCOMPARE(expired.value(), 1);
    QVERIFY(!row().certificate.revokeAt.isValid());
    QCOMPARE(revoke(row().certificate.version, StoreFixture::time(70)).error().code, ErrorCode::Conflict);
}

void TestRevocationWorkflow::anotherRevocationEndsIt()
{
    QVERIFY(revoke(1, StoreFixture::time(10)));
    QCOMPARE(revoke(1, StoreFixture::time(20)).error().code, ErrorCode::Conflict);
    QVERIFY(revoke(2, StoreFixture::time(20)));
    QCOMPARE(row().certificate.revokeAt, StoreFixture::time(20));
    QCOMPARE(carryOut(StoreFixture::time(15)), 0);
    QVERIFY(revoke(3, {}));
    QCOMPARE(carryOut(StoreFixture::time(30)), 0);
}

void TestRevocationWorkflow::keepsTheKeyInTheTrail()
{
    QVERIFY(revoke(1, StoreFixture::time(10)));
    QCOMPARE(trail().constLast().event.evidence.value(QLatin1String("idempotencyKey")).toString(),
             QStringLiteral("key-1"));
}

TEGATA_TEST(TestRevocationWorkflow)
#include "test_revocationworkflow.moc"
