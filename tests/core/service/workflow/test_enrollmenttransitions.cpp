// SPDX-License-Identifier: Apache-2.0
#include "core/service/practice/practiceenrollment.h"
#include "core/service/store/noticestore.h"
#include "core/service/workflow/enrollmentworkflow.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/core/service/workflow/vettingpasser.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

constexpr char Note[] = "登記簿と違います";

const QList<EnrollmentAction> &allActions()
{
    using A = EnrollmentAction;
    static const QList<A> actions{A::BeginReview, A::RequestDocuments, A::ResumeReview, A::Approve,
                                  A::BuildSite,   A::Activate,         A::Reject,       A::Withdraw};
    return actions;
}

bool isNoteForContact(EnrollmentAction action)
{
    return action == EnrollmentAction::RequestDocuments || action == EnrollmentAction::Reject;
}

SiteActor person(ActorKind kind, const QString &id)
{
    SiteActor who;
    who.kind = kind;
    who.actor = {id, QStringLiteral("渡辺 四郎")};
    return who;
}

} // namespace

// Every state × every action, by whom it is: the applicant withdraws, the staff do the rest.
class TestEnrollmentTransitions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void followsTheTable_data();
    void followsTheTable();
    void actsOnTheVersionThatWasSeen_data();
    void actsOnTheVersionThatWasSeen();
    void staffDoNotWithdraw();

private:
    EnrollmentRow standing(EnrollmentState state);
    Result<EnrollmentRow> move(const EnrollmentRow &row, EnrollmentAction action);
    EnrollmentRow stored(const EnrollmentRow &row);
    QList<HistoryEntry> history(const EnrollmentRow &row);
    qsizetype mailsDue();

    StoreFixture m_store;
    EnrollmentWorkflow m_workflow;
    EnrollmentIntake m_intake;
};

void TestEnrollmentTransitions::initTestCase()
{
    EnrollmentApplication form = practice::sampleEnrollment();
    form.kind = EnrollmentKind::New;
    form.contact.loginId = QStringLiteral("sample-tanaka");
    form.contact.password = QStringLiteral("Wa8-kumo.nagare-Tsuki");
    form.warningReason = QStringLiteral("確認済みです");
    QList<Finding> findings;
    Result<EnrollmentIntake> intake = EnrollmentWorkflow::examine(form, "k", findings);
    QVERIFY(intake);
    m_intake = *std::move(intake);
}

EnrollmentRow TestEnrollmentTransitions::standing(EnrollmentState state)
{
    Result<EnrollmentRow> row = m_store.database().write([&](Transaction &transaction) -> Result<EnrollmentRow> {
        Result<EnrollmentRow> sent = m_workflow.submit(transaction, person(ActorKind::Nobody, QStringLiteral("N")),
                                                       m_intake, StoreFixture::time());
        if (!sent)
            return sent;
        sent->receipt.state = state;
        const Result<void> updated = EnrollmentStore::update(transaction, sent->receipt, sent->receipt.version);
        return updated ? sent : failure(updated.error());
    });
    if (!row)
        qFatal("not stored: %s", qPrintable(row.error().detail));
    return *row;
}

Result<EnrollmentRow> TestEnrollmentTransitions::move(const EnrollmentRow &row, EnrollmentAction action)
{
    const EnrollmentReceipt &receipt = row.receipt;
    const QDateTime now = StoreFixture::time(1);
    return m_store.database().write([&](Transaction &transaction) -> Result<EnrollmentRow> {
        if (action == EnrollmentAction::Approve && receipt.state == EnrollmentState::InReview) {
            if (const Result<void> passed = passVetting(transaction, receipt.receipt, now); !passed)
                return failure(passed.error());
        }
        if (action == EnrollmentAction::Withdraw)
            return m_workflow.withdraw(transaction, person(ActorKind::Nobody, QStringLiteral("N")), receipt.receipt,
                                       receipt.version, now);
        return m_workflow.move(transaction, person(ActorKind::Examiner, QStringLiteral("E1")),
                               {receipt.receipt, receipt.version, action, QString::fromUtf8(Note)}, now);
    });
}

EnrollmentRow TestEnrollmentTransitions::stored(const EnrollmentRow &row)
{
    return m_store.database()
        .read([&](ReadTransaction &transaction) { return EnrollmentStore::find(transaction, row.receipt.receipt); })
        .value();
}

QList<HistoryEntry> TestEnrollmentTransitions::history(const EnrollmentRow &row)
{
    return m_store.database()
        .read([&](ReadTransaction &transaction) {
            return AuditTrail::history(transaction, QStringLiteral("enrollment"), row.receipt.receipt);
        })
        .value();
}

qsizetype TestEnrollmentTransitions::mailsDue()
{
    return m_store.database()
        .read([](ReadTransaction &transaction) { return NoticeStore::due(transaction, 1000); })
        .value()
        .size();
}

void TestEnrollmentTransitions::followsTheTable_data()
{
    QTest::addColumn<EnrollmentState>("state");
    QTest::addColumn<EnrollmentAction>("action");
    QTest::addColumn<QString>("after"); // "-": not allowed
    const auto rows = [](EnrollmentState state, const char *after) {
        const QStringList states = QString::fromLatin1(after).simplified().split(QLatin1Char(' '));
        QCOMPARE(states.size(), allActions().size());
        for (qsizetype i = 0; i < states.size(); ++i) {
            const EnrollmentAction action = allActions().at(i);
            QTest::addRow("%s, %s", qPrintable(enrollmentStateName(state)), qPrintable(enrollmentActionName(action)))
                << state << action << states.at(i);
        }
    };
    using S = EnrollmentState;
    // In the order of allActions(): beginReview, requestDocuments, resumeReview, approve, buildSite, activate, reject,
    // withdraw.
    rows(S::Submitted, "in_review - - - - - - withdrawn");
    rows(S::InReview, "- documents_requested - approved - - rejected withdrawn");
    rows(S::DocumentsRequested, "- - in_review - - - - withdrawn");
    rows(S::Approved, "- - - - site_build - - -");
    rows(S::SiteBuild, "- - - - - active - -");
    rows(S::Active, "- - - - - - - -");
    rows(S::Rejected, "- - - - - - - -");
    rows(S::Withdrawn, "- - - - - - - -");
}

void TestEnrollmentTransitions::followsTheTable()
{
    QFETCH(const EnrollmentState, state);
    QFETCH(const EnrollmentAction, action);
    QFETCH(const QString, after);
    const EnrollmentRow before = standing(state);
    const QList<HistoryEntry> told = history(before);
    const qsizetype mails = mailsDue();

    const Result<EnrollmentRow> moved = move(before, action);
    if (!moved) {
        QCOMPARE(after, QStringLiteral("-"));
        QCOMPARE(moved.error().code, ErrorCode::Conflict);
        QCOMPARE(moved.error().detail, QStringLiteral("not in this state"));
        QVERIFY(stored(before) == before);
        QCOMPARE(history(before), told);
        QCOMPARE(mailsDue(), mails);
        return;
    }
    const EnrollmentReceipt receipt = stored(before).receipt;
    QVERIFY(receipt == moved->receipt);
    QCOMPARE(enrollmentStateName(receipt.state), after);
    QCOMPARE(receipt.version, before.receipt.version + 1);
    QCOMPARE(receipt.updatedAt, StoreFixture::time(1));
    const QString note = QString::fromUtf8(Note);
    QCOMPARE(receipt.note, isNoteForContact(action) ? note : QString());
    // What a stranger sends and takes back unseen is mailed to nobody.
    const bool isUnseen = state == EnrollmentState::Submitted && action == EnrollmentAction::Withdraw;
    QCOMPARE(mailsDue(), mails + (isUnseen ? 0 : 1));

    const QList<HistoryEntry> entries = history(before).mid(told.size());
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries.first().action, enrollmentActionName(action));
    QCOMPARE(entries.first().fromState, enrollmentStateName(state));
    QCOMPARE(entries.first().toState, after);
    QCOMPARE(entries.first().note, action == EnrollmentAction::Withdraw ? QString() : note);
}

void TestEnrollmentTransitions::actsOnTheVersionThatWasSeen_data()
{
    QTest::addColumn<EnrollmentAction>("action");
    for (const EnrollmentAction action : allActions())
        QTest::addRow("%s", qPrintable(enrollmentActionName(action))) << action;
}

void TestEnrollmentTransitions::actsOnTheVersionThatWasSeen()
{
    QFETCH(const EnrollmentAction, action);
    const EnrollmentRow now = standing(EnrollmentState::InReview);
    EnrollmentRow seen = now;
    seen.receipt.version -= 1;
    const Result<EnrollmentRow> moved = move(seen, action);
    QVERIFY(!moved);
    QCOMPARE(moved.error().code, ErrorCode::Conflict);
    QCOMPARE(moved.error().detail, QStringLiteral("stale version"));
    QVERIFY(stored(now) == now);
}

void TestEnrollmentTransitions::staffDoNotWithdraw()
{
    const EnrollmentRow row = standing(EnrollmentState::InReview);
    const auto moved = m_store.database().write([&](Transaction &transaction) {
        return m_workflow.move(
            transaction, person(ActorKind::Examiner, QStringLiteral("E1")),
            {row.receipt.receipt, row.receipt.version, EnrollmentAction::Withdraw, QString::fromUtf8(Note)},
            StoreFixture::time(1));
    });
    QVERIFY(!moved);
    QCOMPARE(moved.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(moved.error().field, QStringLiteral("action"));
    QVERIFY(stored(row) == row);
}

TEGATA_TEST(TestEnrollmentTransitions)
#include "test_enrollmenttransitions.moc"
