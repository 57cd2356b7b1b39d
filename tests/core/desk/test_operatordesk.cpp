// SPDX-License-Identifier: Apache-2.0
#include "core/desk/operatordesk.h"
#include "core/pki/certificatesigningrequest.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;

class TestOperatorDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_site = std::make_unique<FakeSite>();
        m_request = m_site->put(FakeSite::makeRequest(1));
        m_cache = std::make_unique<QueueCache>(m_directory->path());
        QVERIFY(await(m_cache->open()));
        m_desk = std::make_unique<OperatorDesk>(*m_cache, m_clock);
        m_desk->setUndoWindow(std::chrono::milliseconds(0));
    }
    void cleanup()
    {
        m_desk.reset();
        m_cache.reset();
    }

    void lockedDecidesNothing()
    {
        QCOMPARE(m_desk->connection(), DeskConnection::Locked);
        QVERIFY(!m_desk->canDecide(m_request, RequestAction::Approve));
        const auto decided = await(m_desk->decide(m_request, RequestAction::Approve, {}));
        QVERIFY(!decided);
        QCOMPARE(decided.error().code, ErrorCode::IdentityLocked);
        QCOMPARE(await(m_desk->records().fetchRequest(m_request.id)).error().code, ErrorCode::IdentityLocked);
        QVERIFY(m_site->calls().isEmpty());
    }

    void attachedComesOnlineAndFillsTheCache()
    {
        goOnline();
        QVERIFY(m_desk->session());
        QTRY_VERIFY(m_desk->records().registration());
        QCOMPARE(await(m_cache->counts()).value()[size_t(QueueView::Pending)], 1);
        const auto decided = await(m_desk->decide(m_request, RequestAction::Approve, {}));
        QVERIFY(decided);
        QVERIFY(std::holds_alternative<ActionDone<RequestDetail>>(*decided));
        QTRY_COMPARE(await(m_cache->counts()).value()[size_t(QueueView::Issued)], 1); // the certificate, by the feed
    }

    void theRegistrationOfTheCacheIsTold()
    {
        Registration stored;
        stored.customerId = QStringLiteral("C1");
        stored.customerName = QStringLiteral("株式会社例示");
        stored.version = 3;
        QVERIFY(await(m_cache->storeRegistration(stored)));
        m_desk = std::make_unique<OperatorDesk>(*m_cache, m_clock);
        const QSignalSpy told(&m_desk->records(), &CustomerRecords::registrationChanged);
        QTRY_COMPARE(told.count(), 1);
        QCOMPARE(m_desk->records().registration()->version, 3);
    }

    void anOfflineSiteLeavesTheQueueReadable()
    {
        m_site->goOffline();
        m_desk->attach(m_site->makeConnection());
        QTRY_COMPARE(m_desk->connection(), DeskConnection::Offline);
        QCOMPARE(m_desk->lastError()->code, ErrorCode::Offline);
        QVERIFY(await(m_cache->counts()));
        m_site->goOnline();
        m_desk->retryNow();
        QTRY_COMPARE(m_desk->connection(), DeskConnection::Online);
        QVERIFY(!m_desk->lastError());
    }

    void aLostConnectionIsSaidAndMended()
    {
        goOnline();
        m_site->goOffline();
        m_site->put(FakeSite::makeRequest(2)); // wakes the long poll, which now fails
        QTRY_COMPARE(m_desk->connection(), DeskConnection::Offline);
        m_site->goOnline();
        m_desk->retryNow();
        QTRY_COMPARE(m_desk->connection(), DeskConnection::Online);
        QTRY_COMPARE(await(m_cache->counts()).value()[size_t(QueueView::Pending)], 2);
    }

    // Revoked while signed in: the next action, not the feed, finds out.
    void aRevokedOperatorIsOutAtTheNextAction()
    {
        goOnline();
        m_site->fail(Error{ErrorCode::Forbidden, {}, {}, -1});
        const Future<DecisionAnswer> decided = m_desk->decide(m_request, RequestAction::Claim, {});
        QTRY_COMPARE(m_desk->connection(), DeskConnection::Offline);
        QCOMPARE(m_desk->lastError()->code, ErrorCode::TlsIdentityRefused);
        QVERIFY(!m_desk->session());
        QVERIFY(!m_desk->canDecide(m_request, RequestAction::Approve));
        QTRY_COMPARE(m_desk->outboxItems().size(), 1);
        QVERIFY(!decided.isFinished());
        m_site->goOnline(); // taken for an operator again
        m_desk->retryNow();
        QTRY_COMPARE(m_desk->connection(), DeskConnection::Online);
        QVERIFY(m_desk->session());
        QTRY_VERIFY(decided.isFinished());
        QCOMPARE(m_site->request(m_request.id)->claimedBy, m_desk->session()->operatorActor.id);
    }

    void lockingDropsTheConnection()
    {
        goOnline();
        m_desk->detach();
        QCOMPARE(m_desk->connection(), DeskConnection::Locked);
        QVERIFY(!m_desk->session());
        m_site->clearCalls();
        m_site->put(FakeSite::makeRequest(2));
        QCOMPARE(await(m_cache->counts()).value()[size_t(QueueView::Pending)], 1);
        QVERIFY(m_site->calls().isEmpty());
    }

    void whatCanBeDecidedFollowsStateAndCapabilities_data()
    {
        QTest::addColumn<RequestState>("state");
        QTest::addColumn<QString>("claimedBy");
        QTest::addColumn<RequestAction>("action");
        QTest::addColumn<bool>("allowed");
        const QString me = QStringLiteral("op-1");
        QTest::newRow("approve pending") << RequestState::Pending << QString() << RequestAction::Approve << true;
        QTest::newRow("approve held") << RequestState::OnHold << QString() << RequestAction::Approve << false;
        QTest::newRow("approve issued") << RequestState::Issued << QString() << RequestAction::Approve << false;
        QTest::newRow("claim free") << RequestState::Pending << QString() << RequestAction::Claim << true;
        QTest::newRow("claim taken") << RequestState::Pending << me << RequestAction::Claim << false;
        QTest::newRow("reject another's claim")
            << RequestState::Pending << QStringLiteral("op-2") << RequestAction::Reject << false;
        QTest::newRow("release another's claim")
            << RequestState::Pending << QStringLiteral("op-2") << RequestAction::Release << true;
        QTest::newRow("release free") << RequestState::Pending << QString() << RequestAction::Release << false;
        QTest::newRow("release taken") << RequestState::Pending << me << RequestAction::Release << true;
        QTest::newRow("release held") << RequestState::OnHold << QString() << RequestAction::Release << true;
        QTest::newRow("reject closed") << RequestState::Rejected << QString() << RequestAction::Reject << false;
        QTest::newRow("withdraw") << RequestState::Pending << QString() << RequestAction::Withdraw << false;
    }
    void whatCanBeDecidedFollowsStateAndCapabilities()
    {
        QFETCH(RequestState, state);
        QFETCH(QString, claimedBy);
        QFETCH(RequestAction, action);
        QFETCH(bool, allowed);
        goOnline();
        CertificateRequest request = m_request;
        request.state = state;
        request.claimedBy = claimedBy;
        QCOMPARE(m_desk->canDecide(request, action), allowed);
    }

    void aForeignSiteOffersLess()
    {
        SiteCapabilities capabilities;
        capabilities.cancel = true;
        capabilities.revoke = true;
        m_site->setCapabilities(capabilities);
        SiteSession session;
        session.capabilities = capabilities;
        m_site->setSession(session);
        goOnline();
        QVERIFY(m_desk->canDecide(m_request, RequestAction::Approve));
        QVERIFY(m_desk->canDecide(m_request, RequestAction::Cancel));
        QVERIFY(!m_desk->canDecide(m_request, RequestAction::Hold));
        QVERIFY(!m_desk->canDecide(m_request, RequestAction::Claim));
        QVERIFY(!m_desk->records().registration());
    }

    void decisionsCanBeTakenBackAndClaimsGoAtOnce()
    {
        goOnline();
        m_desk->setUndoWindow(std::chrono::hours(1));
        const auto claimed = m_desk->decide(m_request, RequestAction::Claim, {});
        QVERIFY(std::holds_alternative<ActionDone<RequestDetail>>(*await(claimed)));
        const CertificateRequest now = *m_site->request(m_request.id);
        const auto held = m_desk->decide(now, RequestAction::Hold, QStringLiteral("確認中"));
        QTRY_COMPARE(m_desk->outboxItems().size(), 1);
        const OutboxItem item = m_desk->outboxItems().at(0);
        QVERIFY(item.state == OutboxState::Undoable);
        QCOMPARE(item.title, m_request.commonName);
        QCOMPARE(m_desk->outboxStates().value(item.id), OutboxState::Undoable);
        QVERIFY(m_desk->undo(item.id));
        QCOMPARE(codeOf(await(held)), std::optional(ErrorCode::Cancelled));
        QCOMPARE(m_site->request(m_request.id)->state, RequestState::Pending);
    }

    void editsNotesAndSchedulesTakeTheSameWay()
    {
        goOnline();
        RequestEdit edit;
        edit.product = Product::Ev;
        edit.note = QStringLiteral("EV と確認");
        QVERIFY(std::holds_alternative<ActionDone<RequestDetail>>(*await(m_desk->edit(m_request, edit))));
        QCOMPARE(m_site->request(m_request.id)->product, Product::Ev);
        const auto noted = await(m_desk->addNote(*m_site->request(m_request.id), QStringLiteral("電話済み")));
        QCOMPARE(std::get<ActionDone<RequestDetail>>(*noted).current.notes.size(), 1);
        const CertificateRecord certificate = m_site->put(FakeSite::makeCertificate(1));
        const QDateTime at = m_clock.now().addDays(2);
        QVERIFY(await(m_desk->revoke(certificate, RevocationReason::Superseded, {}, at)));
        QCOMPARE(m_site->certificate(certificate.serial)->revokeAt, at);
        QVERIFY(await(m_desk->cancelScheduled(*m_site->certificate(certificate.serial))));
        QVERIFY(!m_site->certificate(certificate.serial)->revokeAt.isValid());
    }

    void detailsAreKeptSealedForWhenTheSiteCannotBeAsked()
    {
        m_desk->attach(m_site->makeConnection(),
                       std::make_shared<const SecretBytes>(QByteArray(32, 'k').constData(), 32));
        QTRY_COMPARE(m_desk->connection(), DeskConnection::Online);
        QVERIFY(await(m_desk->records().fetchRequest(m_request.id)));
        m_site->goOffline();
        QVERIFY(!await(m_desk->records().fetchRequest(m_request.id)));
        QTRY_VERIFY(await(m_desk->records().cachedDetail(m_request.id))
                        .value()
                        .has_value()); // written on another thread than read
        const auto kept = await(m_desk->records().cachedDetail(m_request.id));
        QVERIFY((*kept)->fetchedAt.isValid() && (*kept)->fetchedAt <= m_clock.now());
        QCOMPARE((*kept)->detail.requesterMail, QStringLiteral("ichiro@example.jp"));
        m_desk->detach();
        QCOMPARE(codeOf(await(m_desk->records().cachedDetail(m_request.id))), std::optional(ErrorCode::IdentityLocked));
    }

    void theClocksDifferenceIsKnown()
    {
        QVERIFY(!m_desk->clockSkew());
        SiteSession session;
        session.capabilities = m_site->makeConnection()->capabilities();
        session.operatorActor.id = QStringLiteral("op-1");
        session.serverTime = m_clock.now().addSecs(90);
        m_site->setSession(session);
        goOnline();
        QVERIFY(m_desk->clockSkew() == std::chrono::seconds(90));
    }

    // A site that does not tell its time is not taken for one whose clock agrees.
    void noServerTimeIsNoDifference()
    {
        SiteSession session;
        session.capabilities = m_site->makeConnection()->capabilities();
        session.operatorActor.id = QStringLiteral("op-1");
        m_site->setSession(session);
        goOnline();
        QVERIFY(!m_desk->clockSkew());
    }

    void theClockIsSetRight()
    {
        goOnline();
        QTRY_VERIFY(m_desk->records().lastSync().isValid());
        const QDateTime synced = m_desk->records().lastSync();
        QSignalSpy changed(m_desk.get(), &OperatorDesk::clockChanged);
        m_clock.advance(std::chrono::hours(-48));
        m_desk->records().clockWatch().look();
        QCOMPARE(changed.count(), 1);
        const qint64 late = synced.addDays(-2).msecsTo(m_desk->records().lastSync());
        QVERIFY2(std::abs(late) < 60000, qPrintable(QString::number(late)));
    }

    void whoMayNotApproveIsTold()
    {
        m_request.claimedBy = QStringLiteral("op-2");
        QVERIFY(!m_desk->obstacleAgainst(m_request)); // nobody is signed in
        goOnline();
        QCOMPARE(m_desk->obstacleAgainst(m_request), std::optional(ApprovalObstacle::Claimed));
    }

    void checksRunOverTheCachedRequest()
    {
        const PrivateKey key = PrivateKey::generate(KeySpec::EcP256).value();
        const DistinguishedName subject =
            DistinguishedName::parse(QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=www.example.jp"))
                .value();
        CertificateRequest request = m_request;
        request.csr = CertificateSigningRequest::create(key, subject, {QStringLiteral("www.example.jp")})->pem();
        const Result<CheckReport> report = await(m_desk->records().check(request));
        QVERIFY(report);
        QVERIFY(!report->hasErrors()); // without registered data only the request itself is checked, and that is said
        QVERIFY(!report->findings.isEmpty());

        request.csr = "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n";
        QVERIFY(!await(m_desk->records().check(request)));
    }

private:
    void goOnline()
    {
        m_desk->attach(m_site->makeConnection());
        QTRY_COMPARE(m_desk->connection(), DeskConnection::Online);
    }

    ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<FakeSite> m_site;
    CertificateRequest m_request;
    std::unique_ptr<QueueCache> m_cache;
    std::unique_ptr<OperatorDesk> m_desk;
};

TEGATA_TEST(TestOperatorDesk)
#include "test_operatordesk.moc"
