// SPDX-License-Identifier: Apache-2.0
#include "core/sync/outboxjson.h"

#include "core/base/clock.h"

#include <QTest>

using namespace tegata;

class TestOutboxJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actionsComeBackAsTheyWere()
    {
        const QDateTime now = fromRfc3339(QStringLiteral("2026-11-22T10:00:00Z"));
        const OutboxAction reject = Decision{QStringLiteral("r-1"), 7, RequestAction::Reject,
                                             QStringLiteral("名称が登録と異なります"), QStringLiteral("k-1")};
        const OutboxAction revoke = Revocation{QStringLiteral("0A"), 2, RevocationReason::Superseded,
                                               QStringLiteral("更新済み"), QStringLiteral("k-2")};
        for (const OutboxAction &action : {reject, revoke}) {
            const Result<OutboxAction> read = fromOutboxEntry(toOutboxEntry(action, now));
            QVERIFY(read);
            QVERIFY(*read == action);
        }
    }

    void whatIsNotOursIsRefused_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("kind") << "delete" << QByteArray("{\"version\":1,\"action\":\"approve\"}");
        QTest::newRow("action") << "decide" << QByteArray("{\"version\":1,\"action\":\"explode\"}");
        QTest::newRow("version") << "decide" << QByteArray("{\"action\":\"approve\"}");
        QTest::newRow("reason") << "revoke" << QByteArray("{\"version\":1,\"reason\":\"certificateHold\"}");
        QTest::newRow("not JSON") << "decide" << QByteArray("\xff{");
    }
    void whatIsNotOursIsRefused()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, payload);
        OutboxEntry entry;
        entry.kind = kind;
        entry.payload = payload;
        const Result<OutboxAction> read = fromOutboxEntry(entry);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::StoreCorrupt);
    }
};

QTEST_GUILESS_MAIN(TestOutboxJson)
#include "test_outboxjson.moc"
