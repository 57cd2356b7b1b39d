// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sync/outboxfixture.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTest>

using namespace tegata;
using namespace std::chrono_literals;

// Where the thing changed meanwhile, an action asks the person instead of being done, and not twice.
class TestOutboxAsking : public QObject, private OutboxFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    // Two decide differently on the same request, both online: the later is not done, and its giver is asked.
    void aConflictOfWhatWentAtOnceAsks()
    {
        m_site->actAsOther(m_request.id, RequestAction::Hold);
        const Future<DecisionAnswer> answer = decide(approve(m_request, newKey()));
        QTRY_VERIFY(asking());
        QCOMPARE(asking()->seen->state, RequestState::Pending);
        QCOMPARE(asking()->current->state, RequestState::OnHold);
        QCOMPARE(await(m_cache->request(m_request.id)).value()->state, RequestState::OnHold);
        QVERIFY(!answer.isFinished());
        QCOMPARE(m_site->decisions().size(), 1);
        restart(); // it goes on asking
        QTRY_VERIFY(asking());
        QCOMPARE(asking()->current->state, RequestState::OnHold);
        QVERIFY(m_outbox->resolve(asking()->id, OutboxResolution::GiveUp, {}));
        QTRY_VERIFY(stored().isEmpty());
        QCOMPARE(m_site->request(m_request.id)->state, RequestState::OnHold);
    }

    void whoShowsConflictsItselfIsAnswered()
    {
        m_site->actAsOther(m_request.id, RequestAction::Hold);
        const Result<DecisionAnswer> answer =
            await(answerOf<DecisionAnswer>({approve(m_request, newKey()), {}, m_request, {}, 0ms, OnConflict::Answer}));
        QVERIFY(answer);
        const auto *conflict = std::get_if<ActionConflict<RequestDetail>>(&*answer);
        QVERIFY(conflict);
        QCOMPARE(conflict->current.request.state, RequestState::OnHold);
        QCOMPARE(await(m_cache->request(m_request.id)).value()->state, RequestState::OnHold);
        QVERIFY(stored().isEmpty());
    }

    void onesOwnChangeIsNoConflict()
    {
        QList<Future<DecisionAnswer>> answers;
        for (const RequestAction action :
             {RequestAction::Claim, RequestAction::Hold, RequestAction::Release, RequestAction::Approve})
            answers.append(decide({m_request.id, m_request.version, action, Words, newKey()}));
        for (const auto &answer : answers)
            QVERIFY(std::holds_alternative<ActionDone<RequestDetail>>(*await(answer)));
        QCOMPARE(m_site->request(m_request.id)->state, RequestState::Issued);
        QList<int> versions;
        for (const Decision &decision : m_site->decisions())
            versions.append(decision.version - m_request.version);
        QCOMPARE(versions, (QList<int>{0, 1, 2, 3}));
    }

    void somebodyElsesChangeBetweenIsOne()
    {
        m_site->hold();
        const auto claim = decide({m_request.id, m_request.version, RequestAction::Claim, {}, newKey()});
        const auto hold = decide({m_request.id, m_request.version, RequestAction::Hold, Words, newKey()});
        QTRY_COMPARE(m_site->calls().filter(QStringLiteral("decide")).size(), 1);
        m_site->actAsOther(m_request.id, RequestAction::Reject); // after the claim was done
        m_site->release();
        QVERIFY(await(claim));
        QTRY_VERIFY(asking());
        QVERIFY(!hold.isFinished());
        QCOMPARE(m_site->request(m_request.id)->state, RequestState::Rejected);
    }

    void whatWaitedIsCheckedBeforeItGoes_data()
    {
        QTest::addColumn<bool>("restarted");
        QTest::newRow("decided in this run") << false;
        QTest::newRow("decided in an earlier run") << true;
    }
    void whatWaitedIsCheckedBeforeItGoes()
    {
        QFETCH(bool, restarted);
        auto receipt = giveOffline(approve(m_request, newKey()), restarted);
        m_site->actAsOther(m_request.id, RequestAction::Hold);
        goOnline();
        QTRY_VERIFY(!m_outbox->items().isEmpty() && m_outbox->items().at(0).state == OutboxState::Asking);
        const OutboxItem item = m_outbox->items().at(0);
        QCOMPARE(item.seen->state, RequestState::Pending);
        QCOMPARE(item.current->state, RequestState::OnHold);
        QVERIFY(m_site->decisions().isEmpty()); // not even asked
        QVERIFY(restarted || !receipt.answered.isFinished());

        QCOMPARE(codeOf(m_outbox->resolve(item.id + 1, OutboxResolution::GiveUp, {})),
                 std::optional(ErrorCode::NotFound));
        QSignalSpy answered(m_outbox.get(), &Outbox::answered);
        QVERIFY(m_outbox->resolve(item.id, OutboxResolution::GiveUp, {}));
        QTRY_COMPARE(answered.count(), 1);
        QVERIFY(stored().isEmpty());
        QVERIFY(m_site->decisions().isEmpty());
    }

    void whatAsksCanBeSentForTheVersionAsItIsNow()
    {
        auto receipt =
            giveOffline({m_request.id, m_request.version, RequestAction::Cancel, Words, QStringLiteral("first")}, true);
        m_site->actAsOther(m_request.id, RequestAction::Hold);
        goOnline();
        QTRY_VERIFY(!m_outbox->items().isEmpty() && m_outbox->items().at(0).state == OutboxState::Asking);
        const qint64 id = m_outbox->items().at(0).id;
        QVERIFY(m_outbox->resolve(id, OutboxResolution::SendForCurrent, QStringLiteral("second")));
        QTRY_COMPARE(m_site->request(m_request.id)->state, RequestState::Cancelled);
        QCOMPARE(m_site->decisions().size(), 1);
        QCOMPARE(m_site->decisions().at(0).idempotencyKey, QStringLiteral("second"));
        QCOMPARE(m_site->decisions().at(0).note, Words);
        QTRY_VERIFY(stored().isEmpty());
    }

    void theRulesAreAskedAgainBeforeAnApprovalGoes()
    {
        (void)giveOffline(approve(m_request, newKey()), false);
        Finding finding;
        finding.code = QStringLiteral("domain.expired");
        finding.outcome = FindingOutcome::Error;
        Finding note;
        m_outbox->setCheck([=](const CertificateRequest &) {
            return readyFuture<CheckReport>(CheckReport{{note, finding}});
        });
        goOnline();
        QTRY_VERIFY(m_outbox->items().at(0).state == OutboxState::Asking);
        QCOMPARE(m_outbox->items().at(0).findings, QList<Finding>{finding});
        QVERIFY(m_site->decisions().isEmpty());
    }

    void aConflictOfWhatWaitedAsks()
    {
        // Sent before the connection broke, so it is not looked at first; the site says no.
        m_site->failNext(Error{ErrorCode::TimedOut, {}, {}, -1});
        const auto answer = decide(approve(m_request, newKey()));
        QTRY_VERIFY(!m_outbox->items().isEmpty() && m_outbox->items().at(0).tries == 1);
        m_site->actAsOther(m_request.id, RequestAction::Hold);
        m_outbox->retryNow();
        QTRY_VERIFY(m_outbox->items().at(0).state == OutboxState::Asking);
        QCOMPARE(m_outbox->items().at(0).current->state, RequestState::OnHold);
        QVERIFY(!answer.isFinished());
        // Stored by the thread that writes, asked of one that reads.
        const auto isStored = [this] {
            const Result<std::optional<CertificateRequest>> stored = await(m_cache->request(m_request.id));
            return stored && *stored && (*stored)->state == RequestState::OnHold;
        };
        QTRY_VERIFY(isStored());
    }

    void whatTheSiteMayHaveForgottenIsLookedAt_data()
    {
        QTest::addColumn<bool>("wasDone");
        QTest::newRow("done") << true;
        QTest::newRow("not done") << false;
    }
    void whatTheSiteMayHaveForgottenIsLookedAt()
    {
        QFETCH(bool, wasDone);
        if (wasDone)
            m_site->loseNextAnswer();
        else
            m_site->failNext(Error{ErrorCode::ConnectionLost, {}, {}, -1});
        (void)decide(approve(m_request, newKey()));
        QTRY_VERIFY(!m_outbox->items().isEmpty() && m_outbox->items().at(0).tries == 1);
        m_clock.advance(std::chrono::hours(24 * 7));
        const qsizetype sent = m_site->decisions().size();
        restart();
        if (wasDone) {
            QTRY_VERIFY(!m_outbox->items().isEmpty() && m_outbox->items().at(0).state == OutboxState::Asking);
            QVERIFY(m_outbox->items().at(0).mayBeDone);
            QCOMPARE(m_outbox->items().at(0).current->state, RequestState::Issued);
            QCOMPARE(m_site->decisions().size(), sent);
        } else {
            QTRY_COMPARE(m_site->request(m_request.id)->state, RequestState::Issued);
        }
    }

    void anOldNoteAsksAlways()
    {
        m_site->loseNextAnswer();
        (void)m_outbox->give({NoteAddition{m_request.id, Words, newKey()}, {}, {}, {}, 0ms});
        QTRY_VERIFY(!m_outbox->items().isEmpty() && m_outbox->items().at(0).tries == 1);
        m_clock.advance(std::chrono::hours(24 * 7));
        restart();
        QTRY_VERIFY(!m_outbox->items().isEmpty() && m_outbox->items().at(0).state == OutboxState::Asking);
        QVERIFY(m_outbox->items().at(0).mayBeDone);
    }

    void wordsWhoseKeyIsGoneAreNotLeftOut()
    {
        (void)giveOffline({m_request.id, m_request.version, RequestAction::Hold, Words, newKey()}, false);
        m_key = std::make_shared<const SecretBytes>(*randomKey(32));
        m_site->goOnline();
        restart();
        QTRY_COMPARE(m_outbox->items().size(), 1); // the one without words went
        const OutboxItem item = m_outbox->items().at(0);
        QVERIFY(item.state == OutboxState::Asking && item.wordsMissing);
        QCOMPARE(codeOf(m_outbox->resolve(item.id, OutboxResolution::SendForCurrent, newKey())),
                 std::optional(ErrorCode::InvalidArgument));
        QVERIFY(m_outbox->resolve(item.id, OutboxResolution::GiveUp, {}));
        QTRY_VERIFY(stored().isEmpty());
        QVERIFY(m_site->decisions().isEmpty());
    }
};

TEGATA_TEST(TestOutboxAsking)
#include "test_outboxasking.moc"
