// SPDX-License-Identifier: Apache-2.0
#include "core/sync/outboxcodec.h"

#include "core/base/clock.h"
#include "core/pki/keyderivation.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

const QString Words = QStringLiteral("名称が登録と異なります");

std::shared_ptr<const SecretBytes> newKey()
{
    return std::make_shared<const SecretBytes>(*randomKey(32));
}

QList<OutboxAction> allKinds()
{
    RequestEdit edit{QStringLiteral("r-1"),  7,     Product::Ev,          Language::English, Words,
                     QStringLiteral("0A01"), Words, QStringLiteral("k-4")};
    RequestEdit smallEdit;
    smallEdit.id = QStringLiteral("r-2");
    smallEdit.version = 1;
    smallEdit.renewalOf = QString(QLatin1String(""));
    smallEdit.note = Words;
    smallEdit.idempotencyKey = QStringLiteral("k-5");
    return {Decision{QStringLiteral("r-1"), 7, RequestAction::Reject, Words, QStringLiteral("k-1")},
            Revocation{QStringLiteral("0A"), 2, RevocationReason::Superseded, Words, QStringLiteral("k-2"), {}},
            Revocation{QStringLiteral("0A"), 2, RevocationReason::Superseded, Words, QStringLiteral("k-2"),
                       fromRfc3339(QStringLiteral("2026-12-01T00:00:00.000Z"))},
            ScheduleCancellation{QStringLiteral("0A"), 3, QStringLiteral("k-3")},
            edit,
            smallEdit,
            NoteAddition{QStringLiteral("r-1"), Words, QStringLiteral("k-6")}};
}

} // namespace

class TestOutboxCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actionsComeBackAsTheyWere()
    {
        const auto key = newKey();
        for (const OutboxAction &action : allKinds()) {
            const Result<OutboxEntry> entry = OutboxCodec(key).encode(action);
            QVERIFY(entry);
            QCOMPARE(entry->target, targetOf(action));
            QVERIFY(!entry->payload.contains(Words.toUtf8()));
            QVERIFY(!entry->texts.contains(Words.toUtf8()));
            const auto read = OutboxCodec(key).decode(*entry);
            QVERIFY2(read, read ? "" : qPrintable(read.error().field));
            QVERIFY(!read->wordsMissing);
            QVERIFY2(read->action == action, qPrintable(entry->kind));
        }
    }

    void aNewVersionAndKeyLeaveTheWordsAsTheyAre()
    {
        const OutboxCodec codec(newKey());
        for (OutboxAction action : allKinds()) {
            OutboxEntry entry = *codec.encode(action);
            setVersion(action, 9);
            setIdempotencyKey(action, QStringLiteral("k-new"));
            codec.recode(action, entry);
            QCOMPARE(entry.idempotencyKey, QStringLiteral("k-new"));
            QVERIFY(codec.decode(entry)->action == action);
        }
    }

    void withoutTheKeyTheActionIsThereAndItsWordsAreNot()
    {
        const OutboxAction action =
            Decision{QStringLiteral("r-1"), 7, RequestAction::Reject, Words, QStringLiteral("k")};
        for (const auto &[sealing, opening] : {std::pair(newKey(), newKey()), std::pair(newKey(), decltype(newKey())()),
                                               std::pair(decltype(newKey())(), decltype(newKey())())}) {
            const auto read = OutboxCodec(opening).decode(*OutboxCodec(sealing).encode(action));
            QVERIFY(read);
            QVERIFY(read->wordsMissing);
            const Decision decision = std::get<Decision>(read->action);
            QCOMPARE(decision.action, RequestAction::Reject);
            QCOMPARE(decision.version, 7);
            QVERIFY(decision.note.isEmpty());
        }
        const OutboxCodec session(nullptr); // as long as it lives, it can read its own
        QVERIFY(session.decode(*session.encode(action))->action == action);
    }

    void anActionWithoutWordsNeedsNoKey()
    {
        const OutboxAction action = Decision{QStringLiteral("r-1"), 7, RequestAction::Approve, {}, QStringLiteral("k")};
        const auto read = OutboxCodec(newKey()).decode(*OutboxCodec(newKey()).encode(action));
        QVERIFY(!read->wordsMissing);
        QVERIFY(read->action == action);
    }

    void sealedWordsBelongToOneTarget()
    {
        const OutboxCodec codec(newKey());
        OutboxEntry entry = *codec.encode(NoteAddition{QStringLiteral("r-1"), Words, QStringLiteral("k")});
        entry.target = QStringLiteral("r-2");
        QVERIFY(codec.decode(entry)->wordsMissing);
    }

    void theFormOfTheFirstVersionIsRead()
    {
        OutboxEntry entry;
        entry.kind = QStringLiteral("decide");
        entry.target = QStringLiteral("r-1");
        entry.idempotencyKey = QStringLiteral("k");
        entry.payload = "{\"version\":1,\"action\":\"reject\",\"note\":\"why\"}";
        const auto read = OutboxCodec(newKey()).decode(entry);
        QVERIFY(read && !read->wordsMissing);
        QVERIFY(read->action == OutboxAction(Decision{QStringLiteral("r-1"), 1, RequestAction::Reject,
                                                      QStringLiteral("why"), QStringLiteral("k")}));
    }

    void whatIsNotOursIsRefused_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("kind") << "delete" << QByteArray("{\"version\":1,\"action\":\"approve\"}");
        QTest::newRow("action") << "decide" << QByteArray("{\"version\":1,\"action\":\"explode\"}");
        QTest::newRow("version") << "decide" << QByteArray("{\"action\":\"approve\"}");
        QTest::newRow("reason") << "revoke" << QByteArray("{\"version\":1,\"reason\":\"heldForever\"}");
        QTest::newRow("time") << "revoke" << QByteArray("{\"version\":1,\"reason\":\"superseded\",\"at\":\"soon\"}");
        QTest::newRow("product") << "edit" << QByteArray("{\"version\":1,\"product\":\"dv\"}");
        QTest::newRow("not JSON") << "decide" << QByteArray("\xff{");
    }
    void whatIsNotOursIsRefused()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, payload);
        OutboxEntry entry;
        entry.kind = kind;
        entry.payload = payload;
        const auto read = OutboxCodec(newKey()).decode(entry);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::StoreCorrupt);
    }
};

TEGATA_TEST(TestOutboxCodec)
#include "test_outboxcodec.moc"
