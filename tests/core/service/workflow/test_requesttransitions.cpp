// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/audittrail.h"
#include "core/service/store/registrationstore.h"
#include "tests/core/service/workflow/workflowfixture.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

constexpr char Note[] = "確認済み";

const QList<RequestAction> &allActions()
{
    static const QList<RequestAction> actions{RequestAction::Claim,   RequestAction::Release, RequestAction::Approve,
                                              RequestAction::Reject,  RequestAction::Hold,    RequestAction::Cancel,
                                              RequestAction::Withdraw};
    return actions;
}

// What a refusal is called in the table.
QString outcomeOf(const Result<RequestRow> &moved)
{
    if (moved)
        return requestStateName(moved->detail.request.state);
    const Error &error = moved.error();
    if (error.code == ErrorCode::Conflict && error.detail == QLatin1String("not allowed in this state"))
        return QStringLiteral("-");
    return errorCodeName(error.code) + QLatin1String(": ") + error.detail;
}

const Actor &self()
{
    static const Actor actor = WorkflowFixture::operatorOf().actor;
    return actor;
}

Actor other()
{
    return {QStringLiteral("op2"), QStringLiteral("佐藤 花子")};
}

// How a request stands before the action; the customer "c2" has two operators approve.
struct Situation
{
    RequestState state = RequestState::Pending;
    QString customerId = QStringLiteral("c1");
    QList<Actor> approvers{};
    Actor claimant{};
    QString lastEditedBy{};
    bool isOver = false; // its time-out has passed
};

} // namespace

// Every state × every action of the operator who is `self`, or of the contact who withdraws.
class TestRequestTransitions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void followsTheTable_data();
    void followsTheTable();
    void actsOnTheVersionThatWasSeen_data();
    void actsOnTheVersionThatWasSeen();
    void asksForANote_data();
    void asksForANote();

private:
    RequestRow standing(const Situation &situation);
    Result<RequestRow> move(const RequestRow &row, RequestAction action, const QString &note = QString::fromUtf8(Note));
    RequestRow stored(const RequestRow &row);
    QList<HistoryEntry> history(const RequestRow &row);

    WorkflowFixture m_fixture;
    int m_count = 0;
};

void TestRequestTransitions::initTestCase()
{
    QVERIFY(m_fixture.database().write([](Transaction &transaction) -> Result<int> {
        Result<Registration> registration = RegistrationStore::find(transaction, QStringLiteral("c2"));
        if (!registration)
            return failure(registration.error());
        registration->approvalsOv = 2;
        return RegistrationStore::replace(transaction, *registration);
    }));
}

// A request of its own for each: another key, name and contact.
RequestRow TestRequestTransitions::standing(const Situation &situation)
{
    ++m_count;
    SiteActor contact = WorkflowFixture::contact(situation.customerId);
    contact.actor.id = QStringLiteral("k%1").arg(m_count);
    QList<Finding> findings;
    Result<RequestRow> row =
        m_fixture.submit(WorkflowFixture::intake(PrivateKey::generate(KeySpec::EcP256).value(),
                                                 {QStringLiteral("host%1.example.jp").arg(m_count)}),
                         findings, contact);
    if (!row)
        qFatal("not submitted: %s", qPrintable(findingCodes(findings).join(QLatin1Char(' '))));
    CertificateRequest &request = row->detail.request;
    request.state = situation.state;
    request.lastEditedBy = situation.lastEditedBy;
    request.claimedBy = situation.claimant.id;
    row->detail.claimant = situation.claimant;
    setApprovers(*row, situation.approvers);
    if (situation.isOver)
        request.expiresAt = StoreFixture::time(-1);
    const Result<void> updated = m_fixture.database().write(
        [&](Transaction &transaction) { return RequestStore::update(transaction, *row, request.version); });
    if (!updated)
        qFatal("not stored: %s", qPrintable(updated.error().detail));
    return stored(*row);
}

Result<RequestRow> TestRequestTransitions::move(const RequestRow &row, RequestAction action, const QString &note)
{
    QList<Finding> findings;
    const bool isContact = action == RequestAction::Withdraw;
    return m_fixture.move(row, action, findings, note,
                          isContact ? WorkflowFixture::contact(row.customerId)
                                    : WorkflowFixture::operatorOf(row.customerId));
}

RequestRow TestRequestTransitions::stored(const RequestRow &row)
{
    return m_fixture.database()
        .read([&](ReadTransaction &transaction) {
            return RequestStore::find(transaction, row.customerId, row.detail.request.id);
        })
        .value();
}

QList<HistoryEntry> TestRequestTransitions::history(const RequestRow &row)
{
    return m_fixture.database()
        .read([&](ReadTransaction &transaction) {
            return AuditTrail::history(transaction, QStringLiteral("request"), row.detail.request.id);
        })
        .value();
}

void TestRequestTransitions::followsTheTable_data()
{
    QTest::addColumn<Situation>("situation");
    QTest::addColumn<RequestAction>("action");
    QTest::addColumn<QString>("outcome"); // the state after it, or why not; "-": not allowed in this state
    const auto rows = [](const char *name, const Situation &situation, const QStringList &outcomes) {
        QCOMPARE(outcomes.size(), allActions().size());
        for (qsizetype i = 0; i < outcomes.size(); ++i) {
            const RequestAction action = allActions().at(i);
            QTest::addRow("%s, %s", name, qPrintable(requestActionName(action)))
                << situation << action << outcomes.at(i);
        }
    };
    using S = RequestState;
    const QString no = QStringLiteral("-");
    const QString nothing = QStringLiteral("conflict: nothing to release");
    const QString taken = QStringLiteral("conflict: claimed already");
    const QString others = QStringLiteral("conflict: claimed by somebody else");
    const QString mine = QStringLiteral("refused: approvedAlready");
    const QString edited = QStringLiteral("refused: editedLast");
    const QString pending = requestStateName(S::Pending);
    const QString partly = requestStateName(S::PartlyApproved);
    const QString issued = requestStateName(S::Issued);
    const QString rejected = requestStateName(S::Rejected);
    const QString held = requestStateName(S::OnHold);
    const QString cancelled = requestStateName(S::Cancelled);
    const QString withdrawn = requestStateName(S::Withdrawn);
    const QStringList ended{no, no, no, no, no, no, no};
    const QString two = QStringLiteral("c2");

    // In the order of allActions(): claim, release, approve, reject, hold, cancel, withdraw.
    rows("pending", {}, {pending, nothing, issued, rejected, held, cancelled, withdrawn});
    rows("pending, claimed by oneself", {.claimant = self()},
         {taken, pending, issued, rejected, held, cancelled, withdrawn});
    rows("pending, claimed by another", {.claimant = other()},
         {taken, pending, others, others, others, others, withdrawn});
    rows("pending for two", {.customerId = two}, {pending, nothing, partly, rejected, held, cancelled, withdrawn});
    rows("pending for two, edited by oneself", {.customerId = two, .lastEditedBy = self().id},
         {pending, nothing, edited, rejected, held, cancelled, withdrawn});
    rows("partly approved by another", {.state = S::PartlyApproved, .customerId = two, .approvers = {other()}},
         {partly, nothing, issued, rejected, held, cancelled, no});
    rows("partly approved by oneself", {.state = S::PartlyApproved, .customerId = two, .approvers = {self()}},
         {partly, nothing, mine, rejected, held, cancelled, no});
    rows("partly approved and claimed by another",
         {.state = S::PartlyApproved, .customerId = two, .approvers = {other()}, .claimant = other()},
         {taken, partly, others, others, others, others, no});
    rows("approved", {.state = S::Approved, .approvers = {self()}}, {no, no, no, no, no, cancelled, no});
    rows("failed", {.state = S::Failed, .approvers = {self()}}, {no, no, issued, no, no, cancelled, no});
    rows("on hold", {.state = S::OnHold}, {no, pending, no, rejected, no, cancelled, no});
    rows("issued", {.state = S::Issued, .approvers = {self()}}, ended);
    rows("rejected", {.state = S::Rejected}, ended);
    rows("cancelled", {.state = S::Cancelled}, ended);
    rows("withdrawn", {.state = S::Withdrawn}, ended);
    rows("expired", {.isOver = true}, ended);
    rows("expired on hold", {.state = S::OnHold, .isOver = true}, ended);
}

void TestRequestTransitions::followsTheTable()
{
    QFETCH(const Situation, situation);
    QFETCH(const RequestAction, action);
    QFETCH(const QString, outcome);
    const RequestRow before = standing(situation);
    const QList<HistoryEntry> told = history(before);

    const Result<RequestRow> moved = move(before, action);
    QCOMPARE(outcomeOf(moved), outcome);
    if (!moved) {
        QVERIFY(stored(before) == before);
        QCOMPARE(history(before), told);
        return;
    }
    const RequestDetail after = stored(before).detail;
    QVERIFY(after == moved->detail);
    const CertificateRequest &request = after.request;
    QCOMPARE(request.version, before.detail.request.version + 1);
    QCOMPARE(request.claimedBy, action == RequestAction::Claim ? self().id : QString());
    QCOMPARE(request.serial.isEmpty(), request.state != RequestState::Issued);
    const QString note = QString::fromUtf8(Note);
    const bool isRefusal = action == RequestAction::Reject || action == RequestAction::Cancel;
    QCOMPARE(after.holdComment, action == RequestAction::Hold ? note : QString());
    QCOMPARE(after.reason, isRefusal ? note : QString());
    QList<Actor> approvers = action == RequestAction::Hold ? QList<Actor>() : situation.approvers;
    if (action == RequestAction::Approve && !approvers.contains(self()))
        approvers.append(self());
    QCOMPARE(after.approvers, approvers);

    const QList<HistoryEntry> entries = history(before).mid(told.size());
    const bool isIssued = request.state == RequestState::Issued;
    QCOMPARE(entries.size(), isIssued ? 2 : 1); // the service's own signing follows the last approval
    QCOMPARE(entries.first().action, requestActionName(action));
    QCOMPARE(entries.first().fromState, requestStateName(situation.state));
    QCOMPARE(entries.first().note, noteFor(action) == ActionNote::None ? QString() : note);
    QCOMPARE(entries.last().toState, outcome);
    QCOMPARE(entries.last().action, isIssued ? QStringLiteral("issue") : requestActionName(action));
}

void TestRequestTransitions::actsOnTheVersionThatWasSeen_data()
{
    QTest::addColumn<RequestAction>("action");
    for (const RequestAction action : allActions())
        QTest::addRow("%s", qPrintable(requestActionName(action))) << action;
}

void TestRequestTransitions::actsOnTheVersionThatWasSeen()
{
    QFETCH(const RequestAction, action);
    const RequestRow now = standing({});
    RequestRow seen = now;
    seen.detail.request.version -= 1;
    QCOMPARE(outcomeOf(move(seen, action)), QStringLiteral("conflict: stale version"));
    QVERIFY(stored(now) == now);
}

void TestRequestTransitions::asksForANote_data()
{
    actsOnTheVersionThatWasSeen_data();
}

void TestRequestTransitions::asksForANote()
{
    QFETCH(const RequestAction, action);
    const RequestRow before = standing(action == RequestAction::Release ? Situation{.claimant = self()} : Situation());
    const Result<RequestRow> moved = move(before, action, QStringLiteral(" \n"));
    QCOMPARE(moved.has_value(), noteFor(action) != ActionNote::Required);
    if (moved)
        return;
    QCOMPARE(moved.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(moved.error().field, QStringLiteral("note"));
    QVERIFY(stored(before) == before);
}

TEGATA_TEST(TestRequestTransitions)
#include "test_requesttransitions.moc"
