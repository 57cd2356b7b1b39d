// SPDX-License-Identifier: Apache-2.0
#include "core/domain/requeststate.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestRequestState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheTable_data();
    void followsTheTable();
    void namesAreTheContracts_data();
    void namesAreTheContracts();
    void notesFollowTheAction();
    void unknownNamesAreNothing();
};

namespace {

const QList<RequestAction> &allActions()
{
    static const QList<RequestAction> actions = {RequestAction::Claim,   RequestAction::Release, RequestAction::Approve,
                                                 RequestAction::Reject,  RequestAction::Hold,    RequestAction::Cancel,
                                                 RequestAction::Withdraw};
    return actions;
}

} // namespace

// The whole table, states × actions; "-" is not allowed.
void TestRequestState::followsTheTable_data()
{
    QTest::addColumn<QStringList>("after");
    const auto row = [](const char *state, const char *after) {
        QTest::newRow(state) << QString::fromLatin1(after).simplified().split(QLatin1Char(' '));
    };
    //                     claim           release         approve reject   hold    cancel    withdraw
    row("pending", "pending        pending         issued rejected on_hold cancelled withdrawn");
    row("partly_approved", "partly_approved partly_approved issued rejected on_hold cancelled -");
    row("approved", "-              -               -      -        -       cancelled -");
    row("issued", "-              -               -      -        -       -         -");
    row("failed", "-              -               issued -        -       cancelled -");
    row("on_hold", "-              pending         -      rejected -       cancelled -");
    row("rejected", "-              -               -      -        -       -         -");
    row("cancelled", "-              -               -      -        -       -         -");
    row("withdrawn", "-              -               -      -        -       -         -");
    row("expired", "-              -               -      -        -       -         -");
}

void TestRequestState::followsTheTable()
{
    QFETCH(const QStringList, after);
    const std::optional<RequestState> state = requestStateFromName(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(state);
    QCOMPARE(after.size(), allActions().size());
    for (qsizetype i = 0; i < after.size(); ++i) {
        const RequestAction action = allActions().at(i);
        const std::optional<RequestState> next = stateAfter(*state, action);
        QCOMPARE(next ? requestStateName(*next) : QStringLiteral("-"), after.at(i));
    }
}

void TestRequestState::namesAreTheContracts_data()
{
    QTest::addColumn<RequestAction>("action");
    QTest::newRow("claim") << RequestAction::Claim;
    QTest::newRow("release") << RequestAction::Release;
    QTest::newRow("approve") << RequestAction::Approve;
    QTest::newRow("reject") << RequestAction::Reject;
    QTest::newRow("hold") << RequestAction::Hold;
    QTest::newRow("cancel") << RequestAction::Cancel;
    QTest::newRow("withdraw") << RequestAction::Withdraw;
}

void TestRequestState::namesAreTheContracts()
{
    QFETCH(const RequestAction, action);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    QCOMPARE(requestActionName(action), name);
    QCOMPARE(requestActionFromName(name), std::optional(action));
}

void TestRequestState::notesFollowTheAction()
{
    QCOMPARE(noteFor(RequestAction::Reject), ActionNote::Required);
    QCOMPARE(noteFor(RequestAction::Hold), ActionNote::Required);
    QCOMPARE(noteFor(RequestAction::Approve), ActionNote::Optional);
    QCOMPARE(noteFor(RequestAction::Cancel), ActionNote::Optional);
    QCOMPARE(noteFor(RequestAction::Claim), ActionNote::None);
    QCOMPARE(noteFor(RequestAction::Release), ActionNote::None);
    QCOMPARE(noteFor(RequestAction::Withdraw), ActionNote::None);
}

void TestRequestState::unknownNamesAreNothing()
{
    QVERIFY(!requestStateFromName(QStringLiteral("Pending")));
    QVERIFY(!requestStateFromName(QString()));
    QVERIFY(!requestActionFromName(QStringLiteral("delete")));
}

TEGATA_TEST(TestRequestState)
#include "test_requeststate.moc"
