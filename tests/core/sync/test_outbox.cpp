// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sync/outboxfixture.h"
#include "tests/support/faultyvfs.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace tegata;
using namespace std::chrono_literals;

// How an action is stored, sent and answered, in which order, and never twice.
class TestOutbox : public QObject, private OutboxFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

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

    void refusalsAndFinalErrorsAreDelivered_data()
    {
        QTest::addColumn<ErrorCode>("code");
        for (const ErrorCode code : {ErrorCode::NotFound, ErrorCode::Unsupported, ErrorCode::InvalidArgument})
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

    // "Forbidden" is said of the operator's certificate, before the action is looked at: it is neither done nor lost.
    void aRefusedIdentityLosesNothing()
    {
        m_site->fail(Error{ErrorCode::Forbidden, {}, {}, -1});
        QSignalSpy refused(m_outbox.get(), &Outbox::identityRefused);
        const Future<DecisionAnswer> future = decide(approve(m_request, newKey()));
        QTRY_COMPARE(refused.count(), 1);
        QVERIFY(!future.isFinished());
        QCOMPARE(m_outbox->items().size(), 1);
        QCOMPARE(m_outbox->items().at(0).lastProblem, errorCodeName(ErrorCode::TlsIdentityRefused));
        QVERIFY(m_outbox->items().at(0).canBeUndone);
        QCOMPARE(m_site->request(m_request.id)->state, RequestState::Pending);
        m_site->goOnline();
        QTRY_VERIFY((m_outbox->retryNow(), future.isFinished()));
        QCOMPARE(m_site->request(m_request.id)->state, RequestState::Issued);
    }

    void whatARefusedIdentityGaveCanBeTakenBack()
    {
        m_site->fail(Error{ErrorCode::Forbidden, {}, {}, -1});
        const Future<DecisionAnswer> future = decide(approve(m_request, newKey()));
        QTRY_VERIFY(!m_outbox->items().isEmpty() && m_outbox->items().at(0).tries == 1);
        QVERIFY(m_outbox->undo(m_outbox->items().at(0).id));
        QCOMPARE(codeOf(await(future)), std::optional(ErrorCode::Cancelled));
        QVERIFY(stored().isEmpty());
    }

    // Where the site lets us look and still says no, it means the action.
    void whatIsForbiddenToAnAcceptedIdentityIsNotDone()
    {
        m_site->forbidDecisions();
        const Future<DecisionAnswer> future = decide(approve(m_request, newKey()));
        QTRY_VERIFY((m_outbox->retryNow(), future.isFinished()));
        QCOMPARE(codeOf(await(future)), std::optional(ErrorCode::Forbidden));
        QVERIFY(stored().isEmpty());
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
        const Future<DecisionAnswer> behind =
            decide({m_request.id, m_request.version + 1, RequestAction::Claim, {}, newKey()});
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
        const Result<RevocationAnswer> answer = await(
            revoke({certificate.serial, certificate.version, RevocationReason::Superseded, {}, QStringLiteral("k-r")}));
        QVERIFY(answer);
        QVERIFY(std::holds_alternative<ActionDone<CertificateDetail>>(*answer));
        QCOMPARE(m_site->revocations().size(), 2);
        QCOMPARE(await(m_cache->certificate(certificate.serial)).value()->state, CertificateState::Revoked);
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
            QFile file(m_directory->filePath(QStringLiteral("decisions.sqlite")) + QLatin1String(suffix));
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

    void aRevocationIsDoneOnlyWhenTheSiteSaysSoAgain()
    {
        const CertificateRecord certificate = m_site->put(FakeSite::makeCertificate(1));
        const Result<RevocationAnswer> answer =
            await(revoke({certificate.serial, certificate.version, RevocationReason::Superseded, {}, newKey(), {}}));
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
            return QList<LogRowMaker>();
        });
        QVERIFY(await(decide(approve(m_request, QStringLiteral("k-w")))));
        QCOMPARE(heard.size(), 1);
        QCOMPARE(idempotencyKeyOf(heard.at(0).action), QStringLiteral("k-w"));
        QCOMPARE(storedThen, 1);
        // The outbox outlives what this one writes to.
        m_outbox->setWitness([](const QList<OutboxAnswer> &) { return QList<LogRowMaker>(); });
    }

    // The disk is asked twice for a decision, with its entries in the log: to store it, and to let it go.
    void aDecisionIsTwoCommits()
    {
        end();
        const FaultyVfs disk;
        restart();
        m_outbox->setWitness(
            [this](const QList<OutboxAnswer> &answers) { return QList<LogRowMaker>(answers.size(), rowMaker()); });
        int before = 0;
        for (int i = 1; i <= 3; ++i) { // the first one begins the journal
            before = disk.syncs();
            const CertificateRequest request = m_site->put(FakeSite::makeRequest(i));
            QVERIFY(await(answerOf<DecisionAnswer>(
                {approve(request, newKey()), {}, request, {}, 0ms, OnConflict::Ask, rowMaker()})));
        }
        QCOMPARE(disk.syncs() - before, 2);
        QCOMPARE(logged(), 6);
        end();
    }

    // What is given within one commit is stored by the next, marks and log entries too.
    void whatIsDecidedTogetherIsStoredTogether()
    {
        end();
        const FaultyVfs disk;
        restart();
        QVERIFY(await(decide(approve(m_request, newKey()))));
        m_site->hold();
        const int before = disk.syncs();
        QList<Future<qint64>> ids;
        for (int i = 2; i <= 100; ++i) {
            const CertificateRequest request = m_site->put(FakeSite::makeRequest(i));
            ids.append(
                m_outbox->give({approve(request, newKey()), {}, request, {}, 0ms, OnConflict::Ask, rowMaker()}).stored);
        }
        for (const Future<qint64> &id : ids)
            QVERIFY(await(id));
        QTRY_COMPARE(m_site->calls().filter(QStringLiteral("decide ")).size(), 9); // 8 are on their way
        QCOMPARE(disk.syncs() - before, 2); // the first, and those that came meanwhile
        QCOMPARE(logged(), 99);
        // What was marked and did not go can be taken back, and is not taken for sent after the end.
        QCOMPARE(stored().constLast().sent, true);
        QVERIFY(m_outbox->items().constLast().canBeUndone);
        restart(QString());
        const QList<OutboxEntry> left = stored();
        QCOMPARE(left.size(), 99);
        const auto isMarked = [](const OutboxEntry &entry) { return entry.sent; };
        QCOMPARE(std::count_if(left.cbegin(), left.cend(), isMarked), 8);
        end();
    }

    // None goes before the mark is durable, and what is marked beside it can be taken back.
    void whatWaitedForItsWindowIsMarkedBeforeItGoes()
    {
        m_site->hold();
        QList<qint64> ids;
        for (int i = 2; i <= 30; ++i) {
            const CertificateRequest request = m_site->put(FakeSite::makeRequest(i));
            ids.append(await(m_outbox->give({approve(request, newKey()), {}, request, {}, 1h}).stored).value());
        }
        const auto isMarked = [](const OutboxEntry &entry) { return entry.sent; };
        const QList<OutboxEntry> before = stored();
        QVERIFY(std::none_of(before.cbegin(), before.cend(), isMarked));
        for (const qint64 id : std::as_const(ids))
            QVERIFY(m_outbox->sendNow(id));
        QTRY_COMPARE(m_site->calls().filter(QStringLiteral("decide ")).size(), 8);
        const QList<OutboxEntry> all = stored();
        for (const OutboxEntry &entry : all) {
            const bool isOnItsWay = m_outbox->item(entry.id)->state == OutboxState::Sending;
            QVERIFY(entry.sent || !isOnItsWay);
        }
        QVERIFY(m_outbox->undo(ids.constLast()));
        m_site->release();
        QTRY_COMPARE(m_outbox->depth(), 0);
        QVERIFY(stored().isEmpty());
        QCOMPARE(m_site->request(QStringLiteral("r-0030"))->state, RequestState::Pending);
    }

    void beforeTheSiteSaidWhoWeAreNothingIsTaken()
    {
        restart(QString());
        QCOMPARE(codeOf(await(decide(approve(m_request, newKey())))), std::optional(ErrorCode::Offline));
        QVERIFY(stored().isEmpty());
    }

private:
    static LogRowMaker rowMaker()
    {
        return []() -> Result<DecisionLogRow> { return DecisionLogRow{0, "{\"kind\":\"action\"}", {}, {}}; };
    }
    qint64 logged()
    {
        return await(m_file->whenOpen<qint64>([](DecisionLogStore &file) { return file.lastSequence(); })).value();
    }
};

TEGATA_TEST(TestOutbox)
#include "test_outbox.moc"
