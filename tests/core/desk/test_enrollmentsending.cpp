// SPDX-License-Identifier: Apache-2.0
#include "core/desk/enrollmentdesk.h"
#include "tests/support/await.h"
#include "tests/support/draftsample.h"
#include "tests/support/fakeenrollmentsite.h"
#include "tests/support/filesizelimit.h"
#include "tests/support/manualclock.h"
#include "tests/support/memorysecretstore.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace tegata;

namespace {

constexpr ScryptCost Cheap{10, 8, 1};
const QString SiteId = QStringLiteral("site");
using Kind = SubmissionOutcome::Kind;

Error errorOf(ErrorCode code)
{
    return {code, {}, {}, -1};
}

} // namespace

class TestEnrollmentSending : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_secrets = std::make_unique<MemorySecretStore>();
        m_site = std::make_shared<FakeEnrollmentSite>();
        restart();
        m_id = await(m_desk->createDraft(QStringLiteral("申請"), completeApplication()))->id;
    }

    void cleanup() { m_desk.reset(); }

    void sends()
    {
        m_desk->setSite(m_site, SiteId);
        QVERIFY(await(m_desk->openDraft(m_id)));
        const QString key = m_desk->draft(m_id)->idempotencyKey;
        QSignalSpy receipts(m_desk.get(), &EnrollmentDesk::receiptChanged);
        const Result<SubmissionOutcome> outcome = await(m_desk->submit(m_id));
        QVERIFY(outcome);
        QCOMPARE(outcome->kind, Kind::Received);
        QCOMPARE(m_site->submissions().size(), 1);
        QCOMPARE(m_site->submissions().constFirst().idempotencyKey, key);
        QCOMPARE(m_site->submissions().constFirst().application, relevantPart(completeApplication()));
        QCOMPARE(receipts.count(), 1);
        const EnrollmentDraft draft = *m_desk->draft(m_id);
        QCOMPARE(draft.receipt->receipt, outcome->receipt->receipt);
        QCOMPARE(draft.application.contact.password, QString());
        QCOMPARE(draft.siteId, SiteId);
        // Sent is sent: neither again nor changed.
        QCOMPARE(await(m_desk->submit(m_id))->kind, Kind::Failed);
        EnrollmentDraft changed = draft;
        changed.application.subscriberName = QStringLiteral("later");
        m_desk->update(changed);
        QCOMPARE(m_desk->draft(m_id)->application, draft.application);
        QCOMPARE(m_site->submissions().size(), 1);
        restart();
        QTRY_VERIFY(m_desk->drafts().constFirst().receipt);
    }

    void errorsAreNotSent()
    {
        m_desk->setSite(m_site, SiteId);
        EnrollmentDraft draft = await(m_desk->openDraft(m_id))->draft;
        draft.application.contact.mail.clear();
        m_desk->update(draft);
        const Result<SubmissionOutcome> outcome = await(m_desk->submit(m_id));
        QCOMPARE(outcome->kind, Kind::Refused);
        QVERIFY(outcome->report.hasErrors());
        QCOMPARE(outcome->report.findings.constFirst().field, QStringLiteral("contact.mail"));
        QVERIFY(m_site->submissions().isEmpty());
        QCOMPARE(m_desk->draft(m_id)->sending, DraftSending::None);
    }

    void irrelevantTextStaysHere()
    {
        m_desk->setSite(m_site, SiteId);
        EnrollmentDraft draft = await(m_desk->openDraft(m_id))->draft;
        draft.application.applicants[0].mainPhone = QStringLiteral("011-999-9999"); // without EV
        m_desk->update(draft);
        QCOMPARE(await(m_desk->submit(m_id))->kind, Kind::Received);
        QCOMPARE(m_site->submissions().constFirst().application.applicants.constFirst().mainPhone, QString());
        QCOMPARE(m_desk->draft(m_id)->application.applicants.constFirst().mainPhone, QStringLiteral("011-999-9999"));
    }

    void refusedByTheSite()
    {
        m_desk->setSite(m_site, SiteId);
        QVERIFY(await(m_desk->openDraft(m_id)));
        const QString key = m_desk->draft(m_id)->idempotencyKey;
        Finding finding;
        finding.code = QStringLiteral("domain.publicSuffix");
        finding.outcome = FindingOutcome::Error;
        finding.field = QStringLiteral("domains[0].name");
        m_site->refuseWith({finding});
        const Result<SubmissionOutcome> outcome = await(m_desk->submit(m_id));
        QCOMPARE(outcome->kind, Kind::Refused);
        QCOMPARE(outcome->report.findings, QList<Finding>{finding});
        QCOMPARE(m_desk->draft(m_id)->sending, DraftSending::None);
        QVERIFY(m_desk->draft(m_id)->idempotencyKey != key);
        QCOMPARE(m_desk->draft(m_id)->application, completeApplication()); // with the password: it is needed again
        m_site->refuseWith({});
        QCOMPARE(await(m_desk->submit(m_id))->kind, Kind::Received);
    }

    // Offline: stored, asked for once when there is a connection, sent once.
    void queuedWhileOffline_data()
    {
        QTest::addColumn<bool>("hasSite");
        QTest::newRow("no site") << false;
        QTest::newRow("site not reached") << true;
    }

    void queuedWhileOffline()
    {
        QFETCH(const bool, hasSite);
        if (hasSite) {
            m_site->failWith(errorOf(ErrorCode::Offline));
            m_desk->setSite(m_site, SiteId);
        }
        QCOMPARE(await(m_desk->submit(m_id))->kind, Kind::Queued);
        QVERIFY(!m_desk->isConnected());
        restart(); // the next day
        QTRY_COMPARE(m_desk->drafts().constFirst().sending, DraftSending::Queued);
        QSignalSpy asked(m_desk.get(), &EnrollmentDesk::confirmationNeeded);
        m_site->failWith({});
        m_desk->setSite(m_site, SiteId);
        QTRY_COMPARE(asked.count(), 1);
        QCOMPARE(asked.constFirst().constFirst().toString(), m_id);
        QVERIFY(m_desk->isConnected());
        QVERIFY(m_site->submissions().isEmpty()); // never before it is confirmed
        const Future<SubmissionOutcome> first = m_desk->confirmQueued(m_id);
        const Future<SubmissionOutcome> second = m_desk->confirmQueued(m_id);
        QCOMPARE(await(first)->kind, Kind::Received);
        QCOMPARE(await(second)->kind, Kind::Failed);
        QCOMPARE(m_site->submissions().size(), 1);
        QCOMPARE(asked.count(), 1);
    }

    void asksWhenTheConnectionComesBack()
    {
        m_site->failWith(errorOf(ErrorCode::Offline));
        m_desk->setSite(m_site, SiteId);
        QCOMPARE(await(m_desk->submit(m_id))->kind, Kind::Queued);
        QSignalSpy asked(m_desk.get(), &EnrollmentDesk::confirmationNeeded);
        m_site->failWith({});
        QTRY_COMPARE_WITH_TIMEOUT(asked.count(), 1, 10000);
    }

    void queuedCanBeTakenBack()
    {
        QCOMPARE(await(m_desk->submit(m_id))->kind, Kind::Queued);
        QVERIFY(await(m_desk->cancelQueued(m_id)));
        QSignalSpy asked(m_desk.get(), &EnrollmentDesk::confirmationNeeded);
        QSignalSpy connected(m_desk.get(), &EnrollmentDesk::connectionChanged);
        m_desk->setSite(m_site, SiteId);
        QTRY_COMPARE(connected.count(), 1);
        QVERIFY(asked.isEmpty());
        QCOMPARE(await(m_desk->confirmQueued(m_id))->kind, Kind::Failed);
        QVERIFY(m_site->submissions().isEmpty());
        QCOMPARE(codeOf(await(m_desk->cancelQueued(m_id))), ErrorCode::Conflict);
    }

    // The answer is lost: the same key again, by itself, and one application at the site.
    void lostAnswer()
    {
        m_desk->setSite(m_site, SiteId);
        QVERIFY(await(m_desk->openDraft(m_id)));
        QSignalSpy later(m_desk.get(), &EnrollmentDesk::submissionChanged);
        m_site->loseNextAnswer();
        const Result<SubmissionOutcome> outcome = await(m_desk->submit(m_id));
        QCOMPARE(outcome->kind, Kind::Unknown);
        QCOMPARE(m_desk->draft(m_id)->sending, DraftSending::Sending);
        EnrollmentDraft changed = *m_desk->draft(m_id);
        changed.application.subscriberName = QStringLiteral("meanwhile");
        m_desk->update(changed);
        QTRY_COMPARE_WITH_TIMEOUT(later.count(), 1, 10000);
        QCOMPARE(later.constFirst().at(1).value<SubmissionOutcome>().kind, Kind::Received);
        QCOMPARE(m_site->submissions().size(), 2);
        QCOMPARE(m_site->submissions().at(0).idempotencyKey, m_site->submissions().at(1).idempotencyKey);
        QCOMPARE(m_site->submissions().at(0).application, m_site->submissions().at(1).application);
        QCOMPARE(m_site->receipts().size(), 1);
        QVERIFY(m_desk->draft(m_id)->receipt);
    }

    // Perhaps it was taken: what is corrected and sent again is the same submission.
    void refusedAfterALostAnswer()
    {
        m_desk->setSite(m_site, SiteId);
        QVERIFY(await(m_desk->openDraft(m_id)));
        const QString key = m_desk->draft(m_id)->idempotencyKey;
        m_site->loseNextAnswer();
        QCOMPARE(await(m_desk->submit(m_id))->kind, Kind::Unknown);
        Finding finding;
        finding.code = QStringLiteral("domain.publicSuffix");
        finding.outcome = FindingOutcome::Error;
        m_site->refuseWith({finding});
        QSignalSpy later(m_desk.get(), &EnrollmentDesk::submissionChanged);
        m_desk->retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(later.count(), 1, 10000);
        QCOMPARE(later.constFirst().at(1).value<SubmissionOutcome>().kind, Kind::Refused);
        QCOMPARE(m_desk->draft(m_id)->sending, DraftSending::None);
        QCOMPARE(m_desk->draft(m_id)->idempotencyKey, key);
    }

    // Offline after a lost answer is not "not sent".
    void offlineAfterALostAnswer()
    {
        m_desk->setSite(m_site, SiteId);
        m_site->loseNextAnswer(ErrorCode::TimedOut);
        QCOMPARE(await(m_desk->submit(m_id))->kind, Kind::Unknown);
        m_site->failWith(errorOf(ErrorCode::Offline));
        m_desk->retryNow();
        QTRY_VERIFY(!m_desk->isConnected());
        QCOMPARE(m_desk->draft(m_id)->sending, DraftSending::Sending);
        QCOMPARE(codeOf(await(m_desk->removeDraft(m_id))), ErrorCode::Conflict);
        m_site->failWith({});
        QTRY_VERIFY_WITH_TIMEOUT(m_desk->drafts().constFirst().receipt, 10000);
        QCOMPARE(m_site->receipts().size(), 1);
    }

    // Killed between sending and answer: the key was on the disk before.
    void endedWhileSending()
    {
        m_desk->setSite(m_site, SiteId);
        m_site->holdAnswers();
        const Future<SubmissionOutcome> outcome = m_desk->submit(m_id);
        QTRY_COMPARE(m_site->submissions().size(), 1);
        restart();
        m_site->releaseAnswers();
        QTRY_COMPARE(m_desk->drafts().constFirst().sending, DraftSending::Sending);
        QSignalSpy later(m_desk.get(), &EnrollmentDesk::submissionChanged);
        m_desk->setSite(m_site, SiteId);
        QTRY_COMPARE(later.count(), 1);
        QCOMPARE(m_site->submissions().size(), 2);
        QCOMPARE(m_site->submissions().at(0).idempotencyKey, m_site->submissions().at(1).idempotencyKey);
        QCOMPARE(m_site->receipts().size(), 1);
        QVERIFY(m_desk->drafts().constFirst().receipt);
    }

    void lockedWhileSending()
    {
        m_desk->setSite(m_site, SiteId);
        m_site->holdAnswers();
        const Future<SubmissionOutcome> outcome = m_desk->submit(m_id);
        QTRY_COMPARE(m_site->submissions().size(), 1);
        QVERIFY(await(m_desk->lock()));
        QCOMPARE(codeOf(await(outcome)), ErrorCode::Cancelled);
        m_site->releaseAnswers();
        QVERIFY(await(m_desk->unlock()));
        QTRY_VERIFY(m_desk->drafts().constFirst().receipt);
        QCOMPARE(m_site->receipts().size(), 1);
    }

    // Nothing is sent that could not be stored.
    void notStoredIsNotSent()
    {
        m_desk->setSite(m_site, SiteId);
        {
            const FileSizeLimit limit(2048);
            const Result<SubmissionOutcome> outcome = await(m_desk->submit(m_id));
            QCOMPARE(outcome->kind, Kind::Failed);
            QCOMPARE(outcome->error->code, ErrorCode::DiskFull);
        }
        QVERIFY(m_site->submissions().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->saving(m_id), DraftSaving::Saved, 20000);
        QCOMPARE(await(m_desk->submit(m_id))->kind, Kind::Received);
    }

    void siteSaysNo()
    {
        m_site->failWith(errorOf(ErrorCode::NotAuthenticated));
        m_desk->setSite(m_site, SiteId);
        const Result<SubmissionOutcome> outcome = await(m_desk->submit(m_id));
        QCOMPARE(outcome->kind, Kind::Failed);
        QCOMPARE(outcome->error->code, ErrorCode::NotAuthenticated);
        QTRY_COMPARE(m_desk->drafts().constFirst().sending, DraftSending::None);
    }

    void receiptIsRefreshed()
    {
        m_desk->setSite(m_site, SiteId);
        const QString number = await(m_desk->submit(m_id))->receipt->receipt;
        m_site->move(number, EnrollmentState::DocumentsRequested, QStringLiteral("定款"));
        const Result<EnrollmentReceipt> receipt = await(m_desk->refreshReceipt(m_id));
        QCOMPARE(receipt->state, EnrollmentState::DocumentsRequested);
        QCOMPARE(m_desk->drafts().constFirst().receipt->note, QStringLiteral("定款"));
        // On opening too.
        m_site->move(number, EnrollmentState::InReview);
        QVERIFY(await(m_desk->openDraft(m_id)));
        QTRY_COMPARE(m_desk->draft(m_id)->receipt->state, EnrollmentState::InReview);
    }

    void withdraws()
    {
        m_desk->setSite(m_site, SiteId);
        QCOMPARE(await(m_desk->submit(m_id))->kind, Kind::Received);
        const auto wrong = std::make_shared<const SecretBytes>(SecretBytes::fromText(QStringLiteral("wrong")));
        QCOMPARE(codeOf(await(m_desk->withdraw(m_id, wrong))), ErrorCode::NotAuthenticated);
        const auto password =
            std::make_shared<const SecretBytes>(SecretBytes::fromText(QStringLiteral("Sakura!Momiji#2026")));
        m_site->loseNextAnswer();
        QCOMPARE(codeOf(await(m_desk->withdraw(m_id, password))), ErrorCode::ConnectionLost);
        const Result<EnrollmentAnswer> answer = await(m_desk->withdraw(m_id, password));
        QVERIFY(answer && std::holds_alternative<ActionDone<EnrollmentReceipt>>(*answer));
        QCOMPARE(m_site->withdrawals().at(1).idempotencyKey, m_site->withdrawals().at(2).idempotencyKey);
        QCOMPARE(m_desk->drafts().constFirst().receipt->state, EnrollmentState::Withdrawn);
    }

    void renewal()
    {
        QCOMPARE(codeOf(await(m_desk->startRenewal(QStringLiteral("更新")))), ErrorCode::Offline);
        m_desk->setSite(m_site, SiteId);
        QCOMPARE(codeOf(await(m_desk->startRenewal(QStringLiteral("更新")))), ErrorCode::NotAuthenticated);
        m_site->setRegistered(completeApplication());
        const Result<EnrollmentDraft> draft = await(m_desk->startRenewal(QStringLiteral("更新")));
        QVERIFY(draft);
        QCOMPARE(draft->application.kind, EnrollmentKind::Renewal);
        QCOMPARE(draft->registered, std::optional(draft->application));
        QCOMPARE(await(m_desk->openDraft(draft->id))->draft, *draft);
        // Its form holds no login ID: who withdraws it says which.
        QCOMPARE(await(m_desk->submit(draft->id))->kind, Kind::Received);
        const auto password = std::make_shared<const SecretBytes>(SecretBytes::fromText(QStringLiteral("x")));
        QVERIFY(!await(m_desk->withdraw(draft->id, password, QStringLiteral("hanako"))));
        QCOMPARE(m_site->withdrawals().constLast().loginId, QStringLiteral("hanako"));
    }

private:
    void restart()
    {
        m_desk.reset();
        m_desk = std::make_unique<EnrollmentDesk>(m_folder->path(), *m_secrets, m_clock, Cheap);
        QVERIFY(await(m_desk->unlock()));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MemorySecretStore> m_secrets;
    std::shared_ptr<FakeEnrollmentSite> m_site;
    ManualClock m_clock;
    std::unique_ptr<EnrollmentDesk> m_desk;
    QString m_id;
};

TEGATA_TEST(TestEnrollmentSending)
#include "test_enrollmentsending.moc"
