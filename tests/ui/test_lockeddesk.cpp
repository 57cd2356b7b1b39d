// SPDX-License-Identifier: Apache-2.0
#include "tests/support/await.h"
#include "tests/support/testmain.h"
#include "tests/ui/practiceidentity.h"
#include "tests/ui/shellfixture.h"
#include "ui/common/toastarea.h"
#include "ui/models/queuemodel.h"
#include "ui/operator/decisionpanel.h"
#include "ui/operator/notedialog.h"
#include "ui/records/queuetable.h"

#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QWindow>

namespace tegata {

// Leaving the desk by one key, whatever is open and wherever the focus is, and finding the work again.
class TestLockedDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aHalfWrittenReasonComesBack();
    void aDialogIsCoveredAndComesBack();
    void whatWasTypedComesBackWithoutTheSite();
    void anotherIdentityWaitsForTheSite();
    void detailsOfPersonsLeaveTheScreen();
    void keysWorkWhereverTheFocusIs();
    void whatWaitsStillLooksDecided();

private:
    void signIn();
    void unlock() { QVERIFY(await(m_shell->session.unlock(m_secret))); }
    template <typename T>
    T *find(const char *name) const
    {
        return m_shell->window.findChild<T *>(QLatin1String(name));
    }
    QString stateOf(int row) const
    {
        const auto *table = find<QueueTable>("pendingTable");
        const auto *model = qobject_cast<const QueueModel *>(table->model());
        return model->index(row, model->columnOf(QueueColumn::State)).data().toString();
    }

    PracticeIdentity m_files;
    SharedSecret m_secret = std::make_shared<const SecretBytes>(PracticeIdentity::passphrase());
    std::unique_ptr<ShellFixture> m_shell;
};

void TestLockedDesk::init()
{
    m_shell = std::make_unique<ShellFixture>();
    SiteCapabilities all;
    all.changeFeed = all.claim = all.release = all.hold = all.cancel = all.decisionNotes = all.history = true;
    all.registration = all.edit = all.internalNotes = true;
    m_shell->site.setCapabilities(all);
    m_shell->site.putRequests(3);
    signIn();
}

void TestLockedDesk::cleanup()
{
    m_shell.reset();
}

void TestLockedDesk::signIn()
{
    const QDateTime validUntil(QDate(2027, 6, 1), QTime(0, 0), Qt::UTC);
    m_shell->window.show();
    m_shell->operatorDesk.workspace().load();
    QVERIFY(QTest::qWaitForWindowActive(&m_shell->window));
    QVERIFY(await(m_shell->session.importIdentity(m_files.pkcs12(validUntil, ExtendedKeyUsage::ClientAuth), m_secret)));
    unlock();
    QTRY_COMPARE(m_shell->desk.connection(), DeskConnection::Online);
    QTRY_COMPARE(find<QLabel>("requestHeadingTitle")->text(), FakeSite::makeRequest(1).commonName);
    QTRY_VERIFY(m_shell->operatorDesk.workspace().actions().action(RequestActions::Command::Reject)->isEnabled());
    m_shell->clock.advance(std::chrono::seconds(1));
}

void TestLockedDesk::aHalfWrittenReasonComesBack()
{
    QWindow *window = m_shell->window.windowHandle();
    QTest::keyClick(window, Qt::Key_R);
    auto *panel = find<DecisionPanel>("decisionPanel");
    auto *note = find<QPlainTextEdit>("decisionNote");
    QTRY_VERIFY(panel->isVisible());
    note->setFocus();
    note->setPlainText(QStringLiteral("half a reason"));
    QTest::keyClick(window, Qt::Key_L, Qt::ControlModifier);
    QVERIFY(!m_shell->session.isUnlocked());
    QVERIFY(panel->isHidden());
    QCOMPARE(note->toPlainText(), QString());
    // Somebody looks at another row meanwhile.
    QTest::keyClick(find<QueueTable>("pendingTable"), Qt::Key_Down);
    unlock();
    QTRY_VERIFY(panel->isVisible());
    QCOMPARE(note->toPlainText(), QStringLiteral("half a reason"));
    QCOMPARE(panel->asked()->request.id, QStringLiteral("r-0001"));
    QCOMPARE(panel->asked()->action, RequestAction::Reject);
    QCOMPARE(find<QLabel>("requestHeadingTitle")->text(), FakeSite::makeRequest(1).commonName);
}

void TestLockedDesk::aDialogIsCoveredAndComesBack()
{
    m_shell->operatorDesk.workspace().actions().action(RequestActions::Command::Note)->trigger();
    QPointer<NoteDialog> dialog = m_shell->window.findChild<NoteDialog *>();
    QVERIFY(dialog);
    QVERIFY(dialog->isModal());
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    auto *text = dialog->findChild<QPlainTextEdit *>();
    text->setFocus();
    text->setPlainText(QStringLiteral("half a note"));
    QTest::keyClick(dialog->windowHandle(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(!m_shell->session.isUnlocked());
    QVERIFY(dialog && !dialog->isVisible());
    QCOMPARE(text->toPlainText(), QString());
    unlock();
    QTRY_VERIFY(dialog && dialog->isVisible());
    QVERIFY(dialog->isModal());
    QCOMPARE(text->toPlainText(), QStringLiteral("half a note"));
    // Who it is sent by, the site has to say first.
    auto *add = dialog->findChild<QPushButton *>(QStringLiteral("noteAdd"));
    QTRY_VERIFY(add->isEnabled());
    add->click();
    const auto *toasts = m_shell->operatorDesk.workspace().findChild<ToastArea *>();
    QTRY_VERIFY2(toasts->text(Toast::Kind::Done).contains(QLatin1String("Note added")),
                 qPrintable(toasts->text(Toast::Kind::Done)));
}

void TestLockedDesk::whatWasTypedComesBackWithoutTheSite()
{
    QWindow *window = m_shell->window.windowHandle();
    QTest::keyClick(window, Qt::Key_R);
    auto *panel = find<DecisionPanel>("decisionPanel");
    auto *note = find<QPlainTextEdit>("decisionNote");
    auto *confirm = find<QPushButton>("decisionConfirm");
    QTRY_VERIFY(panel->isVisible());
    note->setFocus();
    note->setPlainText(QStringLiteral("half a reason"));
    m_shell->operatorDesk.workspace().actions().action(RequestActions::Command::Note)->trigger();
    QPointer<NoteDialog> dialog = m_shell->window.findChild<NoteDialog *>();
    QVERIFY(dialog);
    auto *text = dialog->findChild<QPlainTextEdit *>();
    text->setPlainText(QStringLiteral("half a note"));
    m_shell->window.lockAll();
    QVERIFY(panel->isHidden());
    QVERIFY(dialog && !dialog->isVisible());
    m_shell->site.goOffline();
    unlock();
    QTRY_COMPARE(m_shell->desk.connection(), DeskConnection::Offline);
    QVERIFY(!m_shell->desk.session());
    QTRY_VERIFY(dialog && dialog->isVisible());
    QCOMPARE(text->toPlainText(), QStringLiteral("half a note"));
    QTRY_VERIFY(panel->isVisible());
    QTRY_COMPARE(note->toPlainText(), QStringLiteral("half a reason"));
    QVERIFY(!confirm->isEnabled()); // it would be refused, and the text lost
    m_shell->site.goOnline();
    m_shell->desk.retryNow();
    QTRY_VERIFY(m_shell->desk.session());
    QTRY_VERIFY(confirm->isEnabled());
    QVERIFY(panel->isVisible());
    QCOMPARE(note->toPlainText(), QStringLiteral("half a reason"));
    QVERIFY(dialog && dialog->isVisible());
    dialog->reject();
}

void TestLockedDesk::anotherIdentityWaitsForTheSite()
{
    QWindow *window = m_shell->window.windowHandle();
    QTest::keyClick(window, Qt::Key_R);
    auto *panel = find<DecisionPanel>("decisionPanel");
    auto *note = find<QPlainTextEdit>("decisionNote");
    QTRY_VERIFY(panel->isVisible());
    note->setPlainText(QStringLiteral("half a reason"));
    m_shell->window.lockAll();
    m_shell->site.goOffline();
    const QDateTime validUntil(QDate(2027, 7, 1), QTime(0, 0), Qt::UTC);
    QVERIFY(await(m_shell->session.importIdentity(m_files.pkcs12(validUntil, ExtendedKeyUsage::ClientAuth), m_secret)));
    unlock();
    QTRY_COMPARE(m_shell->desk.connection(), DeskConnection::Offline);
    QCOMPARE(note->toPlainText(), QString());
    QVERIFY(panel->isHidden());
    m_shell->site.goOnline();
    m_shell->desk.retryNow();
    QTRY_VERIFY(m_shell->desk.session());
    QTRY_VERIFY(panel->isVisible());
}

void TestLockedDesk::detailsOfPersonsLeaveTheScreen()
{
    const auto isShown = [this] {
        const auto labels = m_shell->window.findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(QLatin1String("ichiro@example.jp"));
        });
    };
    QTRY_VERIFY(isShown());
    m_shell->window.lockAll();
    QVERIFY(!isShown());
    unlock();
    QTRY_VERIFY(isShown());
}

void TestLockedDesk::keysWorkWhereverTheFocusIs()
{
    find<QListWidget>("desks")->setFocus();
    QVERIFY(find<QListWidget>("desks")->hasFocus());
    QTest::keyClick(m_shell->window.windowHandle(), Qt::Key_J);
    QTRY_COMPARE(find<QLabel>("requestHeadingTitle")->text(), FakeSite::makeRequest(2).commonName);
    find<QListWidget>("desks")->setFocus();
    QTest::keyClick(m_shell->window.windowHandle(), Qt::Key_H);
    QTRY_VERIFY(find<DecisionPanel>("decisionPanel")->isVisible());
}

void TestLockedDesk::whatWaitsStillLooksDecided()
{
    const QString undecided = stateOf(0);
    m_shell->desk.setUndoWindow(std::chrono::seconds(10));
    const Future<DecisionAnswer> first =
        m_shell->desk.decide(*m_shell->site.request(QStringLiteral("r-0001")), RequestAction::Approve, {});
    const Future<DecisionAnswer> second = m_shell->desk.decide(*m_shell->site.request(QStringLiteral("r-0002")),
                                                               RequestAction::Hold, QStringLiteral("x"));
    QTRY_VERIFY2(stateOf(0).contains(QLatin1String("Approve: Sent in 10 second")), qPrintable(stateOf(0)));
    QTRY_VERIFY2(stateOf(1).contains(QLatin1String("Hold: Sent in")), qPrintable(stateOf(1)));
    QCOMPARE(stateOf(2), undecided);
    m_shell->clock.advance(std::chrono::seconds(3));
    QVERIFY2(stateOf(0).contains(QLatin1String("7 second")), qPrintable(stateOf(0)));
    // Taken back in its row, though another was decided later.
    QTest::keyClick(m_shell->window.windowHandle(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(stateOf(0), undecided);
    QCOMPARE(codeOf(await(first)), std::optional(ErrorCode::Cancelled));
    QVERIFY(stateOf(1).contains(QLatin1String("Hold")));
    m_shell->site.goOffline();
    QVERIFY(m_shell->desk.sendNow(m_shell->desk.outboxItems().constFirst().id));
    QTRY_VERIFY2(stateOf(1).contains(QLatin1String("Hold: Waiting")), qPrintable(stateOf(1)));
    m_shell->window.lockAll();
    QVERIFY2(stateOf(1).contains(QLatin1String("when you next unlock")), qPrintable(stateOf(1)));
}

} // namespace tegata

TEGATA_TEST(tegata::TestLockedDesk)
#include "test_lockeddesk.moc"
