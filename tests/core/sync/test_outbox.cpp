// SPDX-License-Identifier: Apache-2.0
#include "core/sync/outbox.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;

namespace {

Decision approve(const CertificateRequest &request, const QString &key)
{
    return {request.id, request.version, RequestAction::Approve, {}, key};
}

} // namespace

const QString Me = QStringLiteral("op-1");

class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_site = std::make_unique<FakeSite>();
        m_request = m_site->put(FakeSite::makeRequest(1));
        restart();
    }
    void cleanup()
    {
        m_outbox.reset();
        m_connection.reset();
        m_cache.reset();
    }

    void anActionIsStoredSentAndForgotten()
    {
        const Result<DecisionAnswer> answer = await(m_outbox->decide(approve(m_request, QStringLiteral("k-1"))));
        QVERIFY(answer);
        const auto *done = std::get_if<ActionDone<RequestDetail>>(&*answer);
        QVERIFY(done);
        QCOMPARE(done->current.request.state, RequestState::Issued);
        // The answer is in the cache before it is delivered.
        QCOMPARE(await(m_cache->request(m_request.id)).value()->state, RequestState::Issued);
        QVERIFY(await(m_cache->outbox()).value().isEmpty());
        QCOMPARE(m_outbox->depth(), 0);
    }

    void aLostAnswerIsAskedAgainWithTheSameKey()
    {
        m_site->loseNextAnswer();
        const Result<DecisionAnswer> answer = await(m_outbox->decide(approve(m_request, QStringLiteral("k-1"))));
        QVERIFY(answer);
        QVERIFY(std::holds_alternative<ActionDone<RequestDetail>>(*answer));
        QCOMPARE(m_site->decisions().size(), 2);
        QCOMPARE(m_site->decisions().at(0), m_site->decisions().at(1));
        QCOMPARE(m_site->request(m_request.id)->version, m_request.version + 1); // done once
    }

    void actionsOutliveTheProgram()
    {
        m_site->goOffline();
        const Future<DecisionAnswer> future = m_outbox->decide(approve(m_request, QStringLiteral("k-1")));
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
        QVERIFY(await(m_cache->outbox()).value().isEmpty());
    }

    void retryNowDoesNotWaitForThePause()
    {
        m_site->goOffline();
        const Future<DecisionAnswer> future = m_outbox->decide(approve(m_request, QStringLiteral("k-1")));
        QTRY_COMPARE(m_outbox->depth(), 1);
        m_site->goOnline();
        QTRY_VERIFY((m_outbox->retryNow(), future.isFinished()));
        QVERIFY(await(future));
    }

    void conflictsCarryTheNewStateIntoTheCache()
    {
        m_site->actAsOther(m_request.id, RequestAction::Hold);
        const Result<DecisionAnswer> answer = await(m_outbox->decide(approve(m_request, QStringLiteral("k-1"))));
        QVERIFY(answer);
        const auto *conflict = std::get_if<ActionConflict<RequestDetail>>(&*answer);
        QVERIFY(conflict);
        QCOMPARE(conflict->current.request.state, RequestState::OnHold);
        QCOMPARE(await(m_cache->request(m_request.id)).value()->state, RequestState::OnHold);
        QVERIFY(await(m_cache->outbox()).value().isEmpty());
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
        const Result<DecisionAnswer> answer = await(m_outbox->decide(approve(m_request, QStringLiteral("k-1"))));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, code);
        QVERIFY(await(m_cache->outbox()).value().isEmpty());
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
        const Future<DecisionAnswer> future = m_outbox->decide(approve(m_request, QStringLiteral("k-1")));
        QTRY_VERIFY((m_outbox->retryNow(), future.isFinished()));
        QVERIFY(std::holds_alternative<ActionDone<RequestDetail>>(*await(future)));
    }

    void anotherOperatorsDecisionsAreLeftAlone()
    {
        m_site->goOffline();
        (void)m_outbox->decide(approve(m_request, QStringLiteral("k-1")));
        QTRY_COMPARE(m_outbox->depth(), 1);
        restart(QStringLiteral("op-2"));
        m_site->goOnline();
        m_site->clearCalls();
        const CertificateRequest own = m_site->put(FakeSite::makeRequest(2));
        QVERIFY(await(m_outbox->decide(approve(own, QStringLiteral("k-2")))));
        QCOMPARE(m_site->request(m_request.id)->state, RequestState::Pending);
        QCOMPARE(await(m_cache->outbox()).value().size(), 1);
        restart(Me);
        QTRY_COMPARE(m_site->request(m_request.id)->state, RequestState::Issued);
    }

    void anActionThatCannotBeUnderstoodLetsOthersPass()
    {
        const CertificateRequest other = m_site->put(FakeSite::makeRequest(2));
        const auto attempts = [this] { return m_site->calls().filter(QStringLiteral("decide")).size(); };
        m_site->hold();
        const Future<DecisionAnswer> stuck = m_outbox->decide(approve(m_request, QStringLiteral("k-1")));
        const Future<DecisionAnswer> passing = m_outbox->decide(approve(other, QStringLiteral("k-2")));
        m_site->release();
        for (int i = 1; i <= 3; ++i) {
            m_site->fail(Error{ErrorCode::ProtocolViolation, {}, {}, -1});
            QTRY_COMPARE(attempts(), i);
            if (i < 3)
                QTRY_VERIFY((m_outbox->retryNow(), attempts() > i));
        }
        m_site->goOnline();
        QTRY_VERIFY((m_outbox->retryNow(), passing.isFinished() && stuck.isFinished()));
        QStringList order;
        for (const Decision &decision : m_site->decisions())
            order.append(decision.requestId);
        QVERIFY2(order.lastIndexOf(other.id) < order.lastIndexOf(m_request.id), qPrintable(order.join(u' ')));
    }

    void theOrderGivenIsTheOrderSent()
    {
        QList<Future<DecisionAnswer>> futures;
        QStringList ids;
        for (int i = 2; i <= 30; ++i) {
            const CertificateRequest request = m_site->put(FakeSite::makeRequest(i));
            ids.append(request.id);
            futures.append(m_outbox->decide(approve(request, QStringLiteral("k-%1").arg(i))));
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
        const Result<RevocationAnswer> answer = await(m_outbox->revoke(
            {certificate.serial, certificate.version, RevocationReason::Superseded, {}, QStringLiteral("k-r")}));
        QVERIFY(answer);
        QVERIFY(std::holds_alternative<ActionDone<CertificateDetail>>(*answer));
        QCOMPARE(m_site->revocations().size(), 2);
        QCOMPARE(await(m_cache->certificate(certificate.serial)).value()->state, CertificateState::Revoked);
    }

private:
    void restart(const QString &actor = Me)
    {
        m_outbox.reset();
        m_connection.reset();
        m_cache.reset();
        m_cache = std::make_unique<QueueCache>(m_directory->path());
        QVERIFY(await(m_cache->open()));
        m_connection = m_site->makeConnection();
        m_outbox = std::make_unique<Outbox>(*m_connection, *m_cache);
        if (!actor.isEmpty())
            m_outbox->resume(actor);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<FakeSite> m_site;
    CertificateRequest m_request;
    std::unique_ptr<QueueCache> m_cache;
    std::unique_ptr<OperatorSite> m_connection;
    std::unique_ptr<Outbox> m_outbox;
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "test_outbox.moc"
