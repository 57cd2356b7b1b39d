// SPDX-License-Identifier: Apache-2.0
#include "core/pki/keyderivation.h"
#include "core/sync/outbox.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/manualclock.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;
using namespace std::chrono_literals;

namespace {

const QString Me = QStringLiteral("op-1");
const QString Words = QStringLiteral("名称が登録と異なります");

Decision approve(const CertificateRequest &request, const QString &key)
{
    return {request.id, request.version, RequestAction::Approve, {}, key};
}

QString newKey()
{
    static int number = 0;
    return QStringLiteral("k-%1").arg(++number);
}

} // namespace

class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_site = std::make_unique<FakeSite>();
        m_key = std::make_shared<const SecretBytes>(*randomKey(32));
        m_request = m_site->put(FakeSite::makeRequest(1));
        restart();
    }
    void cleanup()
    {
        m_outbox.reset();
        m_connection.reset();
        m_file.reset();
        m_cache.reset();
    }

    void anActionIsStoredSentAndForgotten()
    {
        const Result<DecisionAnswer> answer = await(decide(approve(m_request, QStringLiteral("k-1"))));
        QVERIFY(answer);
        const auto *done = std::get_if<ActionDone<RequestDetail>>(&*answer);
        QVERIFY(done);
        QCOMPARE(done->current.request.state, RequestState::Issued);
        // The answer is in the cache before it is delivered.
        QCOMPARE(await(m_cache->request(m_request.id)).value()->state, RequestState::Issued);
        QVERIFY(stored().isEmpty());
        QCOMPARE(m_outbox->depth(), 0);
    }

    void aLostAnswerIsAskedAgainWithTheSameKey()
    {
        m_site->loseNextAnswer();
        const Result<DecisionAnswer> answer = await(decide(approve(m_request, QStringLiteral("k-1"))));
        QVERIFY(answer);
        QVERIFY(std::holds_alternative<ActionDone<RequestDetail>>(*answer));
        QCOMPARE(m_site->decisions().size(), 2);
        QCOMPARE(m_site->decisions().at(0), m_site->decisions().at(1));
        QCOMPARE(m_site->request(m_request.id)->version, m_request.version + 1); // done once
    }

    void actionsOutliveTheProgram()
    {
        m_site->goOffline();
        const Future<DecisionAnswer> future = decide(approve(m_request, QStringLiteral("k-1")));
        QTRY_COMPARE(m_outbox->depth(), 1);
        QTRY_VERIFY(!m_site->decisions().isEmpty() || m_site->calls().size() > 0);
        restart(QString()); // the program ends: nobody waits any more
        const Result<DecisionAnswer> dropped = await(future);
        QVERIFY(!dropped);
        QCOMPARE(dropped.error().code, ErrorCode::IdentityLocked); // stored: it goes on with the next unlocking

        m_site->goOnline();
        QSignalSpy late(m_outbox.get(), &Outbox::lateAnswer);
        m_outbox->resume(Me);
        QTRY_COMPARE(late.count(), 1);
        QCOMPARE(late.at(0).at(0).toString(), m_request.id);
        QCOMPARE(late.at(0).at(1).toBool(), true);
        QCOMPARE(m_site->request(m_request.id)->state, RequestState::Issued);
        QVERIFY(stored().isEmpty());
    }

    void retryNowDoesNotWaitForThePause()
    {
        m_site->goOffline();
        const Future<DecisionAnswer> future = decide(approve(m_request, QStringLiteral("k-1")));
        QTRY_COMPARE(m_outbox->depth(), 1);
        m_site->goOnline();
        QTRY_VERIFY((m_outbox->retryNow(), future.isFinished()));
        QVERIFY(await(future));
    }

    void conflictsCarryTheNewStateIntoTheCache()
    {
        m_site->actAsOther(m_request.id, RequestAction::Hold);
        const Result<DecisionAnswer> answer = await(decide(approve(m_request, QStringLiteral("k-1"))));
        QVERIFY(answer);
        const auto *conflict = std::get_if<ActionConflict<RequestDetail>>(&*answer);
        QVERIFY(conflict);
        QCOMPARE(conflict->current.request.state, RequestState::OnHold);
        QCOMPARE(await(m_cache->request(m_request.id)).value()->state, RequestState::OnHold);
        QVERIFY(stored().isEmpty());
    }

    void refusalsAndFinalErrorsAreDelivered_data()
    {
        QTest::addColumn<ErrorCode>("code");
        for (const ErrorCode code :
             {ErrorCode::Forbidden, ErrorCode::NotFound, ErrorCode::Unsupported, ErrorCode::InvalidArgument})
            QTest::newRow(qPrintable(errorCodeName(code))) << code;
    }
    void refusalsAndFinalErrorsAreDelivered()
    {
        QFETCH(ErrorCode, code);
        m_site->failNext(Error{code, {}, {}, -1});
        const Result<DecisionAnswer> answer = await(decide(approve(m_request, QStringLiteral("k-1"))));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, code);
        QVERIFY(stored().isEmpty());
    }

    void whatIsNoAnswerIsTriedAgain_data()
    {
        QTest::addColumn<ErrorCode>("code");
        for (const ErrorCode code : {ErrorCode::TlsIdentityRefused, ErrorCode::TlsServerUntrusted,
                                     ErrorCode::NotAuthenticated, ErrorCode::ServiceFailure, ErrorCode::TimedOut})
            QTest::newRow(qPrintable(errorCodeName(code))) << code;
    }
    void whatIsNoAnswerIsTriedAgain()
    {
        QFETCH(ErrorCode, code);
        m_site->failNext(Error{code, {}, {}, -1});
        const Future<DecisionAnswer> future = decide(approve(m_request, QStringLiteral("k-1")));
        QTRY_VERIFY((m_outbox->retryNow(), future.isFinished()));
        QVERIFY(std::holds_alternative<ActionDone<RequestDetail>>(*await(future)));
    }

    void anotherOperatorsDecisionsAreLeftAlone()
    {
        m_site->goOffline();
        (void)decide(approve(m_request, QStringLiteral("k-1")));
        QTRY_COMPARE(m_outbox->depth(), 1);
        restart(QStringLiteral("op-2"));
        m_site->goOnline();
        m_site->clearCalls();
        const CertificateRequest own = m_site->put(FakeSite::makeRequest(2));
        QVERIFY(await(decide(approve(own, QStringLiteral("k-2")))));
        QCOMPARE(m_site->request(m_request.id)->state, RequestState::Pending);
        QCOMPARE(stored().size(), 1);
        restart(Me);
        QTRY_COMPARE(m_site->request(m_request.id)->state, RequestState::Issued);
    }

    void anActionThatCannotBeUnderstoodLetsOthersPass()
    {
        const CertificateRequest other = m_site->put(FakeSite::makeRequest(2));
        m_site->failNext(Error{ErrorCode::ProtocolViolation, {}, {}, -1});
        const Future<DecisionAnswer> stuck = decide(approve(m_request, newKey()));
        const Future<DecisionAnswer> behind = decide({m_request.id, m_request.version + 1, RequestAction::Claim, {}, newKey()});
        const Future<DecisionAnswer> passing = decide(approve(other, newKey()));
        QVERIFY(await(passing));
        QVERIFY(!stuck.isFinished());
        QVERIFY(!behind.isFinished());
        QTRY_VERIFY((m_outbox->retryNow(), stuck.isFinished() && behind.isFinished()));
        QVERIFY(std::holds_alternative<ActionDone<RequestDetail>>(*await(stuck)));
    }

    void theOrderGivenIsTheOrderSent()
    {
        QList<Future<DecisionAnswer>> futures;
        QStringList ids;
        for (int i = 2; i <= 30; ++i) {
            const CertificateRequest request = m_site->put(FakeSite::makeRequest(i));
            ids.append(request.id);
            futures.append(decide(approve(request, QStringLiteral("k-%1").arg(i))));
        }
        for (const auto &future : futures)
            QVERIFY(await(future));
        QStringList sent;
        for (const Decision &decision : m_site->decisions())
            sent.append(decision.requestId);
        QCOMPARE(sent, ids);
    }

    void revocationsTakeTheSameWay()
    {
        const CertificateRecord certificate = m_site->put(FakeSite::makeCertificate(1));
        m_site->loseNextAnswer();
        const Result<RevocationAnswer> answer = await(revoke(
            {certificate.serial, certificate.version, RevocationReason::Superseded, {}, QStringLiteral("k-r")}));
        QVERIFY(answer);
        QVERIFY(std::holds_alternative<ActionDone<CertificateDetail>>(*answer));
        QCOMPARE(m_site->revocations().size(), 2);
        QCOMPARE(await(m_cache->certificate(certificate.serial)).value()->state, CertificateState::Revoked);
    }

    void anActionCanBeTakenBackUntilItsWindowIsOver()
    {
        const auto receipt = m_outbox->give({approve(m_request, newKey()), QStringLiteral("www"), m_request, {}, 1h});
        const qint64 id = await(receipt.stored).value();
        const OutboxItem item = m_outbox->items().constFirst();
        QCOMPARE(item.id, id);
        QVERIFY(item.state == OutboxState::Undoable);
        QCOMPARE(item.title, QStringLiteral("www"));
        QCOMPARE(item.sendAt, m_clock.now().addSecs(3600));
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
        QTRY_COMPARE(m_site->decisions().size(), 0); // held: not applied yet
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

    void allKindsAreSentAndStoredSealed()
    {
        SiteCapabilities all = m_connection->capabilities();
        all.edit = all.internalNotes = all.scheduleRevocation = true;
        m_site->setCapabilities(all);
        const CertificateRecord certificate = m_site->put(FakeSite::makeCertificate(1));
        RequestEdit edit{m_request.id, m_request.version, Product::Ev, {}, {}, {}, Words, newKey()};
        const QDateTime at = m_clock.now().addDays(1);
        const QList<OutboxAction> actions{
            NoteAddition{m_request.id, Words, newKey()},
            edit,
            Revocation{certificate.serial, certificate.version, RevocationReason::Superseded, Words, newKey(), at},
            ScheduleCancellation{certificate.serial, certificate.version, newKey()},
        };
        QList<Future<OutboxAnswer>> answers;
        m_site->hold();
        for (const OutboxAction &action : actions) {
            const auto receipt = m_outbox->give({action, {}, {}, {}, 0ms});
            QVERIFY(await(receipt.stored));
            answers.append(receipt.answered);
        }
        for (const char *suffix : {"", "-wal"}) {
            QFile file(m_directory->filePath(QStringLiteral("outbox.sqlite")) + QLatin1String(suffix));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(!file.readAll().contains(Words.toUtf8()));
        }
        m_site->release();
        for (const auto &answer : answers) {
            QTRY_VERIFY((m_site->release(), answer.isFinished()));
            QVERIFY(!std::holds_alternative<Error>(await(answer)->answer));
        }
        QCOMPARE(m_site->request(m_request.id)->product, Product::Ev);
        QVERIFY(!m_site->certificate(certificate.serial)->revokeAt.isValid());
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
        const auto answer = await(hold);
        QVERIFY(std::holds_alternative<ActionConflict<RequestDetail>>(*answer));
        QCOMPARE(m_site->request(m_request.id)->state, RequestState::Rejected);
    }

    void severalGoAtATimeButNotAll()
    {
        m_site->hold();
        for (int i = 2; i <= 30; ++i)
            (void)decide(approve(m_site->put(FakeSite::makeRequest(i)), newKey()));
        QTRY_COMPARE(m_site->calls().filter(QStringLiteral("decide")).size(), 8);
        QTRY_COMPARE(m_outbox->depth(), 29);
        QCOMPARE(m_site->calls().filter(QStringLiteral("decide")).size(), 8);
        m_site->release();
        QTRY_COMPARE(m_outbox->depth(), 0);
    }

    void whereNothingIsAnsweredOneIsTriedForAll()
    {
        m_site->goOffline();
        for (int i = 2; i <= 30; ++i)
            (void)decide(approve(m_site->put(FakeSite::makeRequest(i)), newKey()));
        QTRY_COMPARE(m_outbox->depth(), 29);
        QTRY_VERIFY(!m_outbox->items().at(0).lastProblem.isEmpty());
        QCOMPARE(m_outbox->items().at(0).lastProblem, QStringLiteral("offline"));
        QVERIFY(m_site->calls().size() <= 8);
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

        QCOMPARE(codeOf(m_outbox->resolve(item.id + 1, OutboxResolution::GiveUp, {})), std::optional(ErrorCode::NotFound));
        QSignalSpy answered(m_outbox.get(), &Outbox::answered);
        QVERIFY(m_outbox->resolve(item.id, OutboxResolution::GiveUp, {}));
        QTRY_COMPARE(answered.count(), 1);
        QVERIFY(stored().isEmpty());
        QVERIFY(m_site->decisions().isEmpty());
    }

    void whatAsksCanBeSentForTheVersionAsItIsNow()
    {
        auto receipt = giveOffline({m_request.id, m_request.version, RequestAction::Cancel, Words, QStringLiteral("first")}, true);
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
        m_outbox->setCheck([=](const CertificateRequest &) { return readyFuture<CheckReport>(CheckReport{{note, finding}}); });
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
        QCOMPARE(await(m_cache->request(m_request.id)).value()->state, RequestState::OnHold);
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

    void aRevocationIsDoneOnlyWhenTheSiteSaysSoAgain()
    {
        const CertificateRecord certificate = m_site->put(FakeSite::makeCertificate(1));
        const Result<RevocationAnswer> answer = await(
            revoke({certificate.serial, certificate.version, RevocationReason::Superseded, {}, newKey(), {}}));
        QVERIFY(std::holds_alternative<ActionDone<CertificateDetail>>(*answer));
        const QStringList calls = m_site->calls();
        const auto read = calls.indexOf(QStringLiteral("fetchCertificate ") + certificate.serial);
        QVERIFY(read > calls.indexOf(QStringLiteral("revoke ") + certificate.serial));
    }

    void theWitnessHearsBeforeTheStoreForgets()
    {
        QList<OutboxAnswer> heard;
        qsizetype storedThen = 0;
        m_outbox->setWitness([&](const QList<OutboxAnswer> &answers) {
            heard += answers;
            storedThen = stored().size();
            return readyFuture<void>(Result<void>());
        });
        QVERIFY(await(decide(approve(m_request, QStringLiteral("k-w")))));
        QCOMPARE(heard.size(), 1);
        QCOMPARE(idempotencyKeyOf(heard.at(0).action), QStringLiteral("k-w"));
        QCOMPARE(storedThen, 1);
    }

    void beforeTheSiteSaidWhoWeAreNothingIsTaken()
    {
        restart(QString());
        QCOMPARE(codeOf(await(decide(approve(m_request, newKey())))), std::optional(ErrorCode::Offline));
        QVERIFY(stored().isEmpty());
    }

private:
    Outbox::Receipt giveOffline(const Decision &decision, bool restarted)
    {
        m_outbox->expectTrouble();
        m_site->goOffline();
        // The first finds out that nothing answers: what comes then waits from its beginning.
        const CertificateRequest first = m_site->put(FakeSite::makeRequest(99));
        const auto finder = m_outbox->give({NoteAddition{first.id, {}, newKey()}, {}, {}, {}, 0ms});
        [&] { QTRY_VERIFY(!m_outbox->items().isEmpty() && m_outbox->items().at(0).tries == 1); }();
        auto receipt = m_outbox->give({decision, {}, m_request, {}, 0ms});
        (void)await(receipt.stored);
        if (restarted)
            restart(QString());
        return receipt;
    }
    void goOnline()
    {
        m_site->goOnline();
        m_outbox->resume(Me);
        m_outbox->retryNow();
        // The one that found out goes its way.
        QTRY_COMPARE(m_outbox->depth(), 1);
    }
    Future<DecisionAnswer> decide(const Decision &decision)
    {
        return answerOf<DecisionAnswer>({decision, {}, m_request, {}, 0ms});
    }
    Future<RevocationAnswer> revoke(const Revocation &revocation)
    {
        return answerOf<RevocationAnswer>({revocation, {}, {}, {}, 0ms});
    }
    template <typename Answer>
    Future<Answer> answerOf(NewAction action)
    {
        auto promise = std::make_shared<Promise<Answer>>();
        const Future<Answer> future = promise->future();
        observe<OutboxAnswer>(m_outbox->give(std::move(action)).answered, &m_receiver,
                              [promise](const Result<OutboxAnswer> &answer) {
                                  if (!answer)
                                      promise->deliver(failure(answer.error()));
                                  else if (const auto *error = std::get_if<Error>(&answer->answer))
                                      promise->deliver(failure(*error));
                                  else
                                      promise->deliver(std::get<Answer>(answer->answer));
                              });
        return future;
    }
    QList<OutboxEntry> stored() { return await(m_file->entries()).value(); }
    void restart(const QString &actor = Me)
    {
        m_outbox.reset();
        m_connection.reset();
        m_file.reset();
        m_cache.reset();
        m_cache = std::make_unique<QueueCache>(m_directory->path());
        QVERIFY(await(m_cache->open()));
        m_file = std::make_unique<OutboxFile>(m_directory->filePath(QStringLiteral("outbox.sqlite")));
        m_connection = m_site->makeConnection();
        m_outbox = std::make_unique<Outbox>(*m_connection, *m_cache, *m_file, m_clock, m_key);
        if (actor.isEmpty())
            return;
        m_outbox->resume(actor);
        QVERIFY(await(m_file->entries())); // what was left behind is loaded
    }

    QObject m_receiver;
    ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<FakeSite> m_site;
    CertificateRequest m_request;
    std::shared_ptr<const SecretBytes> m_key;
    std::unique_ptr<QueueCache> m_cache;
    std::unique_ptr<OutboxFile> m_file;
    std::unique_ptr<OperatorSite> m_connection;
    std::unique_ptr<Outbox> m_outbox;
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "test_outbox.moc"
