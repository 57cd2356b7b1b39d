// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sync/outboxfixture.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;
using namespace std::chrono_literals;

// Until its undo window is over, an action can be taken back.
class TestOutboxWindow : public QObject, private OutboxFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void anActionCanBeTakenBackUntilItsWindowIsOver()
    {
        const auto receipt = m_outbox->give({approve(m_request, newKey()), QStringLiteral("www"), m_request, {}, 1h});
        const qint64 id = await(receipt.stored).value();
        const OutboxItem item = m_outbox->items().constFirst();
        QCOMPARE(item.id, id);
        QVERIFY(item.state == OutboxState::Undoable);
        QCOMPARE(item.title, QStringLiteral("www"));
        QCOMPARE(item.sendAt, m_clock.now().addSecs(3600));
        m_clock.advance(std::chrono::hours(24 * 365)); // set right meanwhile
        QCOMPARE(m_outbox->items().constFirst().sendAt, m_clock.now().addSecs(3600));
        QCOMPARE(item.seen, std::optional(m_request));

        QVERIFY(m_outbox->undo(id));
        QCOMPARE(codeOf(m_outbox->undo(id)), std::optional(ErrorCode::NotFound));
        QVERIFY(m_outbox->items().isEmpty());
        const Result<OutboxAnswer> answer = await(receipt.answered);
        QCOMPARE(std::get<Error>(answer->answer).code, ErrorCode::Cancelled);
        QVERIFY(stored().isEmpty());
        QVERIFY(m_site->decisions().isEmpty());
    }

    void whenTheWindowIsOverItGoes()
    {
        const auto receipt = m_outbox->give({approve(m_request, newKey()), {}, m_request, {}, 150ms});
        QVERIFY(await(receipt.stored));
        QVERIFY(m_site->decisions().isEmpty());
        QVERIFY(await(receipt.answered));
        QCOMPARE(m_site->decisions().size(), 1);
    }

    void sendNowEndsTheWindow()
    {
        const auto receipt = m_outbox->give({approve(m_request, newKey()), {}, m_request, {}, 1h});
        const qint64 id = await(receipt.stored).value();
        QVERIFY(m_outbox->sendNow(id));
        QVERIFY(await(receipt.answered));
        QCOMPARE(codeOf(m_outbox->sendNow(id)), std::optional(ErrorCode::NotFound));
    }

    void whatIsOnItsWayCannotBeTakenBack()
    {
        m_site->hold();
        const auto receipt = m_outbox->give({approve(m_request, newKey()), {}, m_request, {}, 0ms});
        const qint64 id = await(receipt.stored).value();
        QTRY_COMPARE(m_site->decisions().size(), 1); // there; its answer is held
        QTRY_VERIFY(m_outbox->item(id)->state == OutboxState::Sending);
        QCOMPARE(codeOf(m_outbox->undo(id)), std::optional(ErrorCode::Conflict));
        m_site->release();
        QVERIFY(await(receipt.answered));
    }

    // A killed program: what was in its window keeps it, and what had passed it waits for the connection.
    void theWindowOutlivesTheProgram_data()
    {
        QTest::addColumn<qint64>("later");
        QTest::addColumn<bool>("inWindow");
        QTest::newRow("within") << qint64(3000) << true;
        QTest::newRow("over") << qint64(10000) << false;
        QTest::newRow("the clock was set back") << qint64(-86400000) << true;
    }
    void theWindowOutlivesTheProgram()
    {
        QFETCH(qint64, later);
        QFETCH(bool, inWindow);
        QVERIFY(await(m_outbox->give({approve(m_request, newKey()), {}, m_request, {}, 10s}).stored));
        m_clock.advance(std::chrono::milliseconds(later));
        restart(QString());
        QTRY_COMPARE(m_outbox->items().size(), 1); // seen before anybody is signed in, and not sent
        QCOMPARE(m_outbox->items().at(0).state, inWindow ? OutboxState::Undoable : OutboxState::Waiting);
        QVERIFY(m_site->decisions().isEmpty());
        m_outbox->resume(Me);
        if (inWindow) {
            QVERIFY(m_outbox->undo(m_outbox->items().at(0).id));
            QTRY_VERIFY(stored().isEmpty());
            QVERIFY(m_site->decisions().isEmpty());
        } else {
            QTRY_COMPARE(m_site->request(m_request.id)->state, RequestState::Issued);
        }
    }
};

TEGATA_TEST(TestOutboxWindow)
#include "test_outboxwindow.moc"
