// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/decisionflow.h"

#include "tests/support/testmain.h"
#include "tests/ui/deskfixture.h"
#include "ui/common/toastarea.h"
#include "ui/operator/decisionpanel.h"
#include "ui/operator/operatorworkspace.h"
#include "ui/operator/reasonlist.h"
#include "ui/records/queuetable.h"
#include "ui/records/queuetabs.h"
#include "ui/records/requestdetailpane.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QWindow>

namespace tegata {

// From the key to the decision, by keyboard only.
class TestDecisionFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void oneKeyApprovesACleanRequestAndGoesOn();
    void fastKeysDecideNothingUnseen();
    void whatAFilterHidesIsNotDecided();
    void aKeyHeldDownDecidesOnce();
    void anotherVersionStartsTheGuard();
    void notCheckedYetIsNotApproved();
    void warningsAskForANote();
    void errorsSayWhyNot();
    void whatIsFoundWhileItIsAskedCounts();
    void withoutAWindowItIsAsked();
    void aNumberTakesAReason();
    void lettersGoOnIntoTheNote();
    void aDisabledKeySaysWhy();
    void whatIsShownIsWhatIsChosen();
    void aFaultyRowBarsNoBulkRun();
    void keysHeldDownChooseNothingMore_data();
    void keysHeldDownChooseNothingMore();

private:
    void start(int requests);
    // As the person presses it, wherever the keys are.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void look() { m_fixture->clock.advance(std::chrono::seconds(1)); }
    template <typename T>
    T *find(const char *name) const
    {
        return m_workspace->findChild<T *>(QLatin1String(name));
    }
    QString title() const { return find<QLabel>("requestHeadingTitle")->text(); }
    QString hint() const { return find<ToastArea>("toasts")->text(Toast::Kind::Hint); }
    bool isChecked() const { return find<RequestDetailPane>("requestDetailPane")->isChecked(); }

    std::unique_ptr<DeskFixture> m_fixture;
    std::unique_ptr<OperatorWorkspace> m_workspace;
};

void TestDecisionFlow::init()
{
    m_fixture = std::make_unique<DeskFixture>();
    m_workspace = std::make_unique<OperatorWorkspace>(m_fixture->desk, m_fixture->language, m_fixture->worker,
                                                      m_fixture->commands);
    m_workspace->resize(1200, 800);
    m_fixture->desk.setUndoWindow(std::chrono::seconds(10));
}

void TestDecisionFlow::cleanup()
{
    m_workspace.reset();
    m_fixture.reset();
}

void TestDecisionFlow::start(int requests)
{
    m_fixture->site.putRequests(requests);
    m_workspace->load();
    m_workspace->show();
    QVERIFY(QTest::qWaitForWindowActive(m_workspace.get()));
    m_workspace->setSignIn(SignIn::Unlocked);
    m_fixture->connectDesk();
    QTRY_COMPARE(find<QueueTable>("pendingTable")->model()->rowCount(), requests);
    QTRY_COMPARE(title(), FakeSite::makeRequest(1).commonName);
    QTRY_VERIFY(m_workspace->actions().action(RequestActions::Command::Approve)->isEnabled());
    QTRY_VERIFY(isChecked());
    find<QueueTable>("pendingTable")->setFocus();
    look();
}

void TestDecisionFlow::oneKeyApprovesACleanRequestAndGoesOn()
{
    start(2);
    const QSignalSpy given(&m_workspace->flow(), &DecisionFlow::given);
    press(Qt::Key_A);
    QCOMPARE(given.size(), 1);
    QVERIFY(find<DecisionPanel>("decisionPanel")->isHidden());
    QVERIFY(m_workspace->flow().isGiven(QStringLiteral("r-0001")));
    QTRY_COMPARE(title(), FakeSite::makeRequest(2).commonName);
    QVERIFY(find<QueueTable>("pendingTable")->hasFocus());
}

void TestDecisionFlow::fastKeysDecideNothingUnseen()
{
    start(3);
    const QSignalSpy given(&m_workspace->flow(), &DecisionFlow::given);
    press(Qt::Key_A);
    press(Qt::Key_A); // the next row has come by itself: nobody has seen it
    QCOMPARE(given.size(), 1);
    QVERIFY2(hint().contains(QLatin1String("just changed")), qPrintable(hint()));
    // What became of the first one leaves it readable.
    QTRY_COMPARE(m_fixture->desk.outboxItems().size(), 1);
    QVERIFY(m_fixture->desk.sendNow(m_fixture->desk.outboxItems().at(0).id));
    QTRY_VERIFY(find<ToastArea>("toasts")->text(Toast::Kind::Done).contains(FakeSite::makeRequest(1).commonName));
    QVERIFY2(hint().contains(QLatin1String("just changed")), qPrintable(hint()));
    look();
    QTRY_VERIFY(isChecked());
    press(Qt::Key_A);
    QCOMPARE(given.size(), 2);
    QVERIFY(m_workspace->flow().isGiven(QStringLiteral("r-0002")));
    QVERIFY(!m_workspace->flow().isGiven(QStringLiteral("r-0003")));
}

void TestDecisionFlow::whatAFilterHidesIsNotDecided()
{
    start(30);
    const QSignalSpy given(&m_workspace->flow(), &DecisionFlow::given);
    auto *table = find<QueueTable>("pendingTable");
    m_workspace->findChild<QueueTabs *>()->focusFilter();
    auto *filter = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(filter);
    QTest::keyClicks(filter, QStringLiteral("www29"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(title(), FakeSite::makeRequest(1).commonName);
    QTRY_VERIFY(!table->selectionModel()->hasSelection());
    table->setFocus();
    look();
    press(Qt::Key_A);
    QVERIFY2(hint().contains(QLatin1String("filtered")), qPrintable(hint()));
    press(Qt::Key_J);
    QTRY_COMPARE(title(), FakeSite::makeRequest(29).commonName);
    QTRY_VERIFY(isChecked());
    look();
    QCOMPARE(given.size(), 0);
    press(Qt::Key_A);
    QCOMPARE(given.size(), 1);
    QVERIFY(m_workspace->flow().isGiven(QStringLiteral("r-0029")));
}

void TestDecisionFlow::aKeyHeldDownDecidesOnce()
{
    start(3);
    const QSignalSpy given(&m_workspace->flow(), &DecisionFlow::given);
    QVERIFY(!m_workspace->actions().action(RequestActions::Command::Approve)->autoRepeat());
    press(Qt::Key_A);
    look();
    QTRY_VERIFY(isChecked());
    QKeyEvent repeated(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, QStringLiteral("a"), true);
    QApplication::sendEvent(QApplication::focusWidget(), &repeated);
    QCOMPARE(given.size(), 1);
}

void TestDecisionFlow::anotherVersionStartsTheGuard()
{
    DecisionFlow flow(m_fixture->desk, m_fixture->clock);
    const QSignalSpy given(&flow, &DecisionFlow::given);
    const QSignalSpy hints(&flow, &DecisionFlow::hint);
    CertificateRequest request = FakeSite::makeRequest(1);
    flow.setShown(DecisionFlow::Shown{request, FindingOutcome::Note}, DecisionFlow::Mover::Person);
    ++request.version;
    flow.setShown(DecisionFlow::Shown{request, FindingOutcome::Note}, DecisionFlow::Mover::Person);
    flow.begin(RequestAction::Approve);
    QCOMPARE(hints.size(), 1);
    m_fixture->clock.advance(std::chrono::milliseconds(DecisionFlow::GuardTime + 1));
    flow.begin(RequestAction::Approve);
    QCOMPARE(given.size(), 1);
}

void TestDecisionFlow::notCheckedYetIsNotApproved()
{
    DecisionFlow flow(m_fixture->desk, m_fixture->clock);
    const QSignalSpy given(&flow, &DecisionFlow::given);
    const QSignalSpy asked(&flow, &DecisionFlow::noteNeeded);
    const QSignalSpy hints(&flow, &DecisionFlow::hint);
    flow.setShown(DecisionFlow::Shown{FakeSite::makeRequest(1), std::nullopt}, DecisionFlow::Mover::Person);
    flow.begin(RequestAction::Approve);
    QCOMPARE(given.size() + asked.size(), 0);
    QCOMPARE(hints.size(), 1);
    flow.begin(RequestAction::Reject); // nothing against refusing it
    QCOMPARE(asked.size(), 1);
}

void TestDecisionFlow::warningsAskForANote()
{
    DecisionFlow flow(m_fixture->desk, m_fixture->clock);
    const QSignalSpy given(&flow, &DecisionFlow::given);
    const QSignalSpy asked(&flow, &DecisionFlow::noteNeeded);
    flow.setShown(DecisionFlow::Shown{FakeSite::makeRequest(1), FindingOutcome::Warning}, DecisionFlow::Mover::Person);
    flow.begin(RequestAction::Approve);
    QCOMPARE(given.size(), 0);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(2).value<ActionNote>(), ActionNote::Required);
}

void TestDecisionFlow::errorsSayWhyNot()
{
    DecisionFlow flow(m_fixture->desk, m_fixture->clock);
    const QSignalSpy given(&flow, &DecisionFlow::given);
    const QSignalSpy asked(&flow, &DecisionFlow::noteNeeded);
    const QSignalSpy hints(&flow, &DecisionFlow::hint);
    flow.setShown(DecisionFlow::Shown{FakeSite::makeRequest(1), FindingOutcome::Error}, DecisionFlow::Mover::Person);
    flow.begin(RequestAction::Approve);
    QCOMPARE(given.size() + asked.size(), 0);
    QVERIFY(hints.at(0).at(0).toString().contains(QLatin1String("errors")));
}

// Evidence is gathered again while somebody reads the question.
void TestDecisionFlow::whatIsFoundWhileItIsAskedCounts()
{
    DecisionFlow flow(m_fixture->desk, m_fixture->clock);
    const QSignalSpy given(&flow, &DecisionFlow::given);
    const QSignalSpy asked(&flow, &DecisionFlow::noteNeeded);
    const QSignalSpy hints(&flow, &DecisionFlow::hint);
    const CertificateRequest request = FakeSite::makeRequest(1);
    flow.setShown(DecisionFlow::Shown{request, FindingOutcome::Warning}, DecisionFlow::Mover::Person);
    flow.decide(request, RequestAction::Approve, QString()); // asked while all had passed
    QCOMPARE(given.size(), 0);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(2).value<ActionNote>(), ActionNote::Required);
    flow.setShown(DecisionFlow::Shown{request, FindingOutcome::Error}, DecisionFlow::Mover::Person);
    flow.decide(request, RequestAction::Approve, QStringLiteral("all the same"));
    QCOMPARE(given.size(), 0);
    QCOMPARE(hints.size(), 1);
    flow.setShown(DecisionFlow::Shown{request, FindingOutcome::Warning}, DecisionFlow::Mover::Person);
    flow.decide(request, RequestAction::Approve, QStringLiteral("all the same"));
    QCOMPARE(given.size(), 1);
}

void TestDecisionFlow::withoutAWindowItIsAsked()
{
    start(1);
    m_fixture->desk.setUndoWindow(std::chrono::milliseconds(0));
    press(Qt::Key_A);
    QVERIFY(find<DecisionPanel>("decisionPanel")->isVisible());
    QVERIFY(!m_workspace->flow().isGiven(QStringLiteral("r-0001")));
    press(Qt::Key_Return);
    QTRY_COMPARE(m_fixture->site.request(QStringLiteral("r-0001"))->state, RequestState::Issued);
}

void TestDecisionFlow::aNumberTakesAReason()
{
    start(1);
    m_fixture->desk.setUndoWindow(std::chrono::milliseconds(0));
    press(Qt::Key_R);
    QVERIFY(find<ReasonList>("decisionReasons")->hasFocus());
    press(Qt::Key_2);
    const QString reason = ReasonTemplates::builtIn(RequestAction::Reject).at(1);
    QCOMPARE(find<QPlainTextEdit>("decisionNote")->toPlainText(), reason);
    press(Qt::Key_Return);
    QTRY_COMPARE(m_fixture->site.request(QStringLiteral("r-0001"))->state, RequestState::Rejected);
    QCOMPARE(m_fixture->site.decisions().constLast().note, reason);
}

void TestDecisionFlow::lettersGoOnIntoTheNote()
{
    start(1);
    press(Qt::Key_H);
    press(Qt::Key_A); // a letter of the note, no approval
    QCOMPARE(find<QPlainTextEdit>("decisionNote")->toPlainText(), QStringLiteral("a"));
    QVERIFY(find<QPlainTextEdit>("decisionNote")->hasFocus());
    press(Qt::Key_R);
    QCOMPARE(find<QPlainTextEdit>("decisionNote")->toPlainText(), QStringLiteral("ar"));
    press(Qt::Key_Escape);
    QVERIFY(find<DecisionPanel>("decisionPanel")->isHidden());
    QVERIFY(find<QueueTable>("pendingTable")->hasFocus());
    QVERIFY(!m_workspace->flow().isGiven(QStringLiteral("r-0001")));
}

void TestDecisionFlow::aDisabledKeySaysWhy()
{
    start(1);
    press(Qt::Key_U); // nobody has claimed it
    QVERIFY2(hint().contains(QLatin1String("Not possible")), qPrintable(hint()));
}

void TestDecisionFlow::whatIsShownIsWhatIsChosen()
{
    start(3);
    press(Qt::Key_J);
    press(Qt::Key_J);
    QTRY_COMPARE(title(), FakeSite::makeRequest(3).commonName);
    press(Qt::Key_Home, Qt::ControlModifier);
    QTRY_COMPARE(title(), FakeSite::makeRequest(1).commonName);
    const QModelIndexList chosen = find<QueueTable>("pendingTable")->selectionModel()->selectedRows();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.constFirst().row(), 0);
}

void TestDecisionFlow::aFaultyRowBarsNoBulkRun()
{
    CertificateRequest faulty = FakeSite::makeRequest(0);
    faulty.checkState = CheckState(FindingOutcome::Error);
    (void)m_fixture->site.put(faulty);
    m_fixture->site.putRequests(2);
    m_workspace->load();
    m_workspace->show();
    QVERIFY(QTest::qWaitForWindowActive(m_workspace.get()));
    m_workspace->setSignIn(SignIn::Unlocked);
    m_fixture->connectDesk();
    QTRY_COMPARE(title(), faulty.commonName);
    const QAction *approve = m_workspace->actions().action(RequestActions::Command::Approve);
    QTRY_VERIFY(approve->toolTip().contains(QLatin1String("errors")));
    QVERIFY(!approve->isEnabled());
    find<QueueTable>("pendingTable")->setFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    QVERIFY(approve->isEnabled());
    press(Qt::Key_A);
    QTRY_VERIFY(find<QDialog>("bulkPanel"));
}

void TestDecisionFlow::keysHeldDownChooseNothingMore_data()
{
    QTest::addColumn<Qt::KeyboardModifiers>("held");
    QTest::newRow("Ctrl") << Qt::KeyboardModifiers(Qt::ControlModifier);
    QTest::newRow("Ctrl and Shift") << (Qt::ControlModifier | Qt::ShiftModifier);
}

// The next row comes while the keys that decided are still down.
void TestDecisionFlow::keysHeldDownChooseNothingMore()
{
    QFETCH(Qt::KeyboardModifiers, held);
    start(5);
    // Through the window, as the keyboard does: the keys held are then known to the application.
    QWindow *window = m_workspace->windowHandle();
    const auto *table = find<QueueTable>("pendingTable");
    for (int decided = 1; decided <= 2; ++decided) {
        QTest::keyClick(window, Qt::Key_R);
        QTRY_VERIFY(find<DecisionPanel>("decisionPanel")->isVisible());
        find<QPlainTextEdit>("decisionNote")->setFocus();
        QTest::keyClick(window, Qt::Key_X);
        QTest::keyPress(window, Qt::Key_Control, held);
        QTest::keyClick(window, Qt::Key_Return, held);
        QTRY_COMPARE(title(), FakeSite::makeRequest(decided + 1).commonName);
        QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(table->selectionModel()->selectedRows().constFirst().row(), decided);
        QTest::keyRelease(window, Qt::Key_Control);
        look();
        QTRY_VERIFY(isChecked());
    }
    QVERIFY(!m_workspace->findChild<QDialog *>(QStringLiteral("bulkPanel")));
}

} // namespace tegata

TEGATA_TEST(tegata::TestDecisionFlow)
#include "test_decisionflow.moc"
