// SPDX-License-Identifier: Apache-2.0
#include "core/desk/bulkrun.h"
#include "core/desk/caacheck.h"
#include "core/pki/certificatesigningrequest.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tegata;
using namespace std::chrono_literals;

class TestBulkRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const PrivateKey key = PrivateKey::generate(KeySpec::EcP256).value();
        const auto subject = [](const char *common) {
            return DistinguishedName::parse(
                       QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社例示, CN=%1").arg(QLatin1String(common)))
                .value();
        };
        m_good = CertificateSigningRequest::create(key, subject("www.example.jp"), {QStringLiteral("www.example.jp")})
                     ->pem();
        m_bad = CertificateSigningRequest::create(key, subject("www.other.test"), {QStringLiteral("www.other.test")})
                    ->pem();
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_site = std::make_unique<FakeSite>();
        // The checks look at the registration as of now.
        m_clock.setNow(fromRfc3339(QStringLiteral("2026-11-22T09:00:00.000Z")));
        m_cache = std::make_unique<QueueCache>(m_folder->path());
        QVERIFY(await(m_cache->open()));
        m_desk = std::make_unique<OperatorDesk>(*m_cache, m_clock);
        m_desk->setUndoWindow(0ms);
        attach();
        QTRY_VERIFY(m_desk->records().registration());
    }
    void cleanup()
    {
        m_run.reset();
        m_desk.reset();
        m_cache.reset();
    }

    void everyRowIsCheckedBeforeTheRun()
    {
        CertificateRequest held = request(2);
        held.state = RequestState::OnHold;
        CertificateRequest claimed = request(3);
        claimed.claimedBy = QStringLiteral("op-2");
        CertificateRequest faulty = request(4);
        faulty.csr = m_bad;
        CertificateRequest broken = request(5);
        broken.csr = "nothing";
        prepare({put(request(1)), put(held), put(claimed), put(faulty), put(broken)}, RequestAction::Approve);
        const QList<BulkRowState> states = statesOf();
        QCOMPARE(states.at(0), BulkRowState::Ready);
        QCOMPARE(states.at(1), BulkRowState::NotAllowed);
        QCOMPARE(states.at(2), BulkRowState::Obstacle);
        QCOMPARE(*m_run->rows().at(2).obstacle, ApprovalObstacle::Claimed);
        QCOMPARE(states.at(3), BulkRowState::Errors);
        QVERIFY(m_run->rows().at(3).check.hasErrors());
        QCOMPARE(states.at(4), BulkRowState::Failed);
        m_run->start();
        QTRY_COMPARE(m_run->rows().at(0).state, BulkRowState::Done);
        QCOMPARE(m_site->decisions().size(), 1); // only what passed
    }

    // One outcome for each row, whatever is to be done with it, and none before it was checked.
    void aRejectionShowsWhatTheCheckFound()
    {
        CertificateRequest faulty = request(1);
        faulty.csr = m_bad;
        CertificateRequest broken = request(2);
        broken.csr = "nothing";
        CertificateRequest told = request(3); // the site has found something already
        told.csr = m_bad;
        told.checkState = CheckState(FindingOutcome::Warning);
        faulty.checkState = broken.checkState = CheckState();
        m_run = std::make_unique<BulkRun>(*m_desk);
        m_run->prepare({put(faulty), put(broken), put(told)}, RequestAction::Reject, QStringLiteral("no"));
        QVERIFY(!m_run->rows().at(0).outcome().isChecked());
        QCOMPARE(m_run->rows().at(2).outcome().outcome(), std::optional(FindingOutcome::Warning));
        QTRY_COMPARE(m_run->count(BulkRowState::Ready), 3); // nobody waits for the checks
        QTRY_VERIFY(m_run->rows().at(0).checkedAt.isValid());
        QVERIFY(m_run->rows().at(0).outcome().hasErrors());
        QCOMPARE(m_run->rows().at(0).outcome().checkedAt(), m_clock.now());
        QTRY_VERIFY(m_run->rows().at(1).checkError);
        QVERIFY(!m_run->rows().at(1).outcome().isChecked());
        QTRY_VERIFY(m_run->rows().at(2).outcome().hasErrors());
    }

    void whatTheSiteFoundCounts()
    {
        CertificateRequest warned = request(1);
        warned.checkState = CheckState(FindingOutcome::Warning);
        CertificateRequest refused = request(2);
        refused.checkState = CheckState(FindingOutcome::Error);
        prepare({put(warned), put(refused), put(request(3))}, RequestAction::Approve);
        QCOMPARE(statesOf(), (QList<BulkRowState>{BulkRowState::NeedsNote, BulkRowState::Errors, BulkRowState::Ready}));
        QVERIFY(m_run->rows().at(0).siteFoundMore());
    }

    void aKeyThatIsUsedAlreadyIsNoCleanRow()
    {
        const QString key = QString::fromLatin1(CertificateSigningRequest::parse(m_good)->key().spkiSha256.toHex());
        CertificateRecord used = FakeSite::makeCertificate(50);
        used.requestId = QStringLiteral("r-9999");
        used.key.spkiSha256 = key;
        m_site->put(used);
        QTRY_VERIFY(!await(m_cache->certificatesOfKey(key))->isEmpty());
        const CheckReport alone = await(m_desk->records().check(request(1))).value();
        QVERIFY(alone.outcome() != FindingOutcome::Note);
        prepare({put(request(1))}, RequestAction::Approve);
        QVERIFY(statesOf().at(0) != BulkRowState::Ready);
        QVERIFY(m_run->rows().at(0).outcome().outcome() != FindingOutcome::Note);
    }

    void whatCaaForbidsIsNotOffered()
    {
        class Resolver final : public CaaResolver
        {
        public:
            Future<QList<CaaRecord>> caaRecords(const QString &name) override
            {
                QList<CaaRecord> records;
                if (name == QLatin1String("example.jp"))
                    records = {{false, "issue", "other.example"}};
                return readyFuture<QList<CaaRecord>>(records);
            }
        };
        prepare({put(request(1))}, RequestAction::Approve);
        QCOMPARE(statesOf().at(0), BulkRowState::Ready);
        QVERIFY(leavesCaaUnchecked(m_run->rows().at(0).check.findings)); // nobody was asked
        m_desk->records().setCaaResolver(std::make_unique<Resolver>());
        QTRY_VERIFY(m_desk->records().isOnline());
        prepare({put(request(2))}, RequestAction::Approve);
        QCOMPARE(statesOf().at(0), BulkRowState::Errors);
        QVERIFY(!leavesCaaUnchecked(m_run->rows().at(0).check.findings));
    }

    // As the single request's verdict does: renewals and second requests are no clean rows either.
    void renewalsAndSecondRequestsAreNoCleanRows()
    {
        CertificateRecord revoked = FakeSite::makeCertificate(50);
        revoked.requestId = QStringLiteral("r-9999");
        revoked.state = CertificateState::Revoked;
        revoked.revocationReason = RevocationReason::Superseded;
        m_site->put(revoked);
        CertificateRequest renewal = request(1);
        renewal.renewalOf = revoked.serial;
        CertificateRequest first = request(2);
        CertificateRequest second = request(3);
        second.key = first.key;
        const QList<CertificateRequest> requests{put(renewal), put(first), put(second)};
        QTRY_VERIFY(*await(m_cache->certificate(revoked.serial)));
        QTRY_COMPARE((*await(m_cache->counts()))[0], 3);
        prepare(requests, RequestAction::Approve);
        const QStringList codes{QStringLiteral("renewal.ofRevoked"), QStringLiteral("request.sameCsr"),
                                QStringLiteral("request.sameCsr")};
        for (int row = 0; row < requests.size(); ++row) {
            const QList<Finding> &findings = m_run->rows().at(row).check.findings;
            const bool isFound = std::any_of(findings.cbegin(), findings.cend(),
                                             [&](const Finding &each) { return each.code == codes.at(row); });
            QVERIFY2(isFound, qPrintable(codes.at(row)));
            QCOMPARE(m_run->rows().at(row).state, BulkRowState::NeedsNote);
        }
    }

    void whatNeedsANoteWaitsForOne()
    {
        prepare({put(request(1)), put(request(2))}, RequestAction::Hold);
        QCOMPARE(statesOf(), (QList<BulkRowState>{BulkRowState::NeedsNote, BulkRowState::NeedsNote}));
        m_run->setRowNote(1, QStringLiteral("only this one"));
        QCOMPARE(statesOf(), (QList<BulkRowState>{BulkRowState::NeedsNote, BulkRowState::Ready}));
        m_run->setNote(QStringLiteral("for all"));
        QCOMPARE(m_run->count(BulkRowState::Ready), 2);
        QSignalSpy finished(m_run.get(), &BulkRun::finished);
        m_run->start();
        QTRY_COMPARE(finished.count(), 1);
        QStringList notes;
        for (const Decision &decision : m_site->decisions())
            notes.append(decision.note);
        QCOMPARE(notes, (QStringList{QStringLiteral("for all"), QStringLiteral("only this one")}));
    }

    void eachRowHasItsResult()
    {
        QList<CertificateRequest> requests;
        for (int i = 1; i <= 120; ++i)
            requests.append(put(request(i)));
        prepare(requests, RequestAction::Cancel, QStringLiteral("unused"));
        QCOMPARE(m_run->count(BulkRowState::Ready), 120);
        m_site->actAsOther(requests.at(50).id, RequestAction::Hold);
        m_site->refuseNext({QStringLiteral("refused"), {}, {Finding()}});
        QSignalSpy finished(m_run.get(), &BulkRun::finished);
        m_run->start();
        QVERIFY(m_run->isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30000);
        QCOMPARE(m_run->count(BulkRowState::Done), 118);
        QCOMPARE(m_run->rows().at(50).state, BulkRowState::Conflict);
        QCOMPARE(m_run->rows().at(50).request->state, RequestState::OnHold);
        QCOMPARE(m_run->count(BulkRowState::Refused), 1);

        // What was refused is tried again; what changed is shown first.
        m_run->retryFailed();
        QTRY_COMPARE(m_run->count(BulkRowState::Done), 119);
        QTRY_COMPARE(m_run->rows().at(50).state, BulkRowState::Ready);
        QVERIFY(!m_run->isRunning());
        m_run->start();
        QTRY_COMPARE(m_run->count(BulkRowState::Done), 120);
    }

    void oneUndoWindowHoldsForAll()
    {
        m_desk->setUndoWindow(1h);
        QList<CertificateRequest> requests;
        for (int i = 1; i <= 100; ++i)
            requests.append(put(request(i)));
        prepare(requests, RequestAction::Cancel);
        m_run->start();
        QTRY_COMPARE(m_desk->outboxItems().size(), 100);
        QVERIFY(m_site->decisions().isEmpty());
        QTRY_VERIFY(m_run->rows().at(99).outboxId > 0);
        m_run->stop();
        QTRY_COMPARE(m_run->count(BulkRowState::Ready), 100);
        QTRY_VERIFY(!m_run->isRunning());
        QVERIFY(m_site->decisions().isEmpty());
        m_desk->setUndoWindow(0ms);
        m_run->resume();
        QTRY_COMPARE_WITH_TIMEOUT(m_run->count(BulkRowState::Done), 100, 30000);
    }

    void aRunOutlivesALock()
    {
        prepare({put(request(1)), put(request(2))}, RequestAction::Cancel);
        m_site->goOffline();
        m_run->start();
        QTRY_COMPARE(m_desk->outboxDepth(), 2);
        m_desk->detach();
        QTRY_COMPARE(m_desk->outboxDepth(), 2); // locked: still told
        QCOMPARE(m_run->count(BulkRowState::Stored), 2);
        m_site->goOnline();
        attach();
        QTRY_COMPARE(m_run->count(BulkRowState::Done), 2);
        QVERIFY(!m_run->isRunning());
    }

    void certificatesAreRevokedTogether()
    {
        CertificateRecord revoked = FakeSite::makeCertificate(2);
        revoked.state = CertificateState::Revoked;
        m_run = std::make_unique<BulkRun>(*m_desk);
        QSignalSpy prepared(m_run.get(), &BulkRun::prepared);
        m_run->prepareRevocation({m_site->put(FakeSite::makeCertificate(1)), m_site->put(revoked)},
                                 RevocationReason::Superseded, {});
        QTRY_COMPARE(prepared.count(), 1);
        QCOMPARE(statesOf(), (QList<BulkRowState>{BulkRowState::Ready, BulkRowState::NotAllowed}));
        m_run->start();
        QTRY_COMPARE(m_run->rows().at(0).state, BulkRowState::Done);
        QCOMPARE(m_run->rows().at(0).certificate->state, CertificateState::Revoked);
        QCOMPARE(m_site->revocations().size(), 1);
    }

private:
    CertificateRequest request(int number) const
    {
        CertificateRequest request = FakeSite::makeRequest(number);
        request.csr = m_good;
        return request;
    }
    CertificateRequest put(const CertificateRequest &request) { return m_site->put(request); }
    void prepare(const QList<CertificateRequest> &requests, RequestAction action, const QString &note = {})
    {
        m_run = std::make_unique<BulkRun>(*m_desk);
        QSignalSpy prepared(m_run.get(), &BulkRun::prepared);
        m_run->prepare(requests, action, note);
        QTRY_COMPARE(prepared.count(), 1);
    }
    QList<BulkRowState> statesOf() const
    {
        QList<BulkRowState> states;
        for (const BulkRow &row : m_run->rows())
            states.append(row.state);
        return states;
    }
    void attach()
    {
        m_desk->attach(m_site->makeConnection());
        QTRY_COMPARE(m_desk->connection(), DeskConnection::Online);
    }

    QByteArray m_good;
    QByteArray m_bad;
    ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeSite> m_site;
    std::unique_ptr<QueueCache> m_cache;
    std::unique_ptr<OperatorDesk> m_desk;
    std::unique_ptr<BulkRun> m_run;
};

TEGATA_TEST(TestBulkRun)
#include "test_bulkrun.moc"
