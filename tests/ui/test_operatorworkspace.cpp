// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/operatorworkspace.h"

#include "core/desk/evidencegatherer.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/pki/privatekey.h"
#include "tests/support/testmain.h"
#include "tests/ui/workspacefixture.h"
#include "ui/common/bannerbar.h"
#include "ui/common/toastarea.h"
#include "ui/models/queuemodel.h"
#include "ui/operator/conflictview.h"
#include "ui/operator/decisionpanel.h"
#include "ui/operator/revokedialog.h"
#include "ui/records/certificatesaver.h"
#include "ui/records/queuetable.h"
#include "ui/records/requestdetailpane.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

namespace tegata {

class TestOperatorWorkspace : public QObject, private WorkspaceFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }
    void showsTheCacheBeforeAnyConnection();
    void countsStandInTheTabs();
    void keysMoveThroughRowsAndTabs();
    void approvingMovesTheRequestToIssued();
    void rejectingNeedsAReason();
    void holdingAndReleasing();
    void approvingOverWarningsNeedsANote();
    void errorsForbidApproval();
    void aConflictIsAskedAbout();
    void whatIsClosedNowCanOnlyBeGivenUp();
    void aLostClaimSaysWhoHasIt();
    void evidenceFollowsARegistrationThatComesLate();
    void decidesOnTheVersionThatWasAskedAbout();
    void refusalShowsItsFindings();
    void missingCapabilityHidesTheAction();
    void revokingAsksForTheReason();
    void fileNames_data();
    void fileNames();
};

void TestOperatorWorkspace::showsTheCacheBeforeAnyConnection()
{
    CertificateRequest stored = FakeSite::makeRequest(7);
    stored.version = 1;
    (void)m_fixture->cache.upsert({stored}, {});
    m_workspace->load();
    m_workspace->setSignIn(SignIn::Locked);
    m_workspace->show();
    QTRY_COMPARE(title(), stored.commonName);
    QCOMPARE(m_fixture->site.calls(), QStringList());
    QVERIFY(!action(Command::Approve)->isEnabled());
    QVERIFY(action(Command::Approve)->toolTip().contains(QLatin1String("Locked")));
}

void TestOperatorWorkspace::countsStandInTheTabs()
{
    m_fixture->site.put(FakeSite::makeCertificate(50));
    start(3);
    auto *tabs = find<QTabWidget>("queueTabs");
    QTRY_COMPARE(tabs->tabText(static_cast<int>(QueueView::Pending)), QStringLiteral("Pending (3)"));
    QTRY_COMPARE(tabs->tabText(static_cast<int>(QueueView::Issued)), QStringLiteral("Issued (1)"));
}

void TestOperatorWorkspace::keysMoveThroughRowsAndTabs()
{
    start(3);
    QueueTable *pending = table("pendingTable");
    pending->setFocus();
    QTest::keyClick(pending, Qt::Key_J);
    QTRY_COMPARE(title(), FakeSite::makeRequest(2).commonName);
    QTest::keyClick(pending, Qt::Key_Down);
    QTRY_COMPARE(title(), FakeSite::makeRequest(3).commonName);
    QTest::keyClick(pending, Qt::Key_K);
    QTRY_COMPARE(title(), FakeSite::makeRequest(2).commonName);
    m_workspace->stepView(-1); // to 更新対象, the last one
    QCOMPARE(m_workspace->view(), QueueView::Issued);
    m_workspace->stepView(-1);
    QCOMPARE(m_workspace->view(), QueueView::Revoked);
    m_workspace->stepView(2);
    QCOMPARE(m_workspace->view(), QueueView::Pending);
}

void TestOperatorWorkspace::approvingMovesTheRequestToIssued()
{
    start(2);
    action(Command::Approve)->trigger();
    auto *panel = find<DecisionPanel>("decisionPanel");
    QVERIFY(panel->isVisible());
    QTest::keyClick(find<QPushButton>("decisionConfirm"), Qt::Key_Return);
    QTRY_COMPARE(m_fixture->site.request(QStringLiteral("r-0001"))->state, RequestState::Issued);
    QTRY_COMPARE(table("pendingTable")->model()->rowCount(), 1);
    QTRY_COMPARE(find<QTabWidget>("queueTabs")->tabText(static_cast<int>(QueueView::Issued)),
                 QStringLiteral("Issued (1)"));
    const auto *toasts = find<ToastArea>("toasts");
    QTRY_VERIFY(toasts->text(Toast::Kind::Done).contains(FakeSite::makeRequest(1).commonName));
    // The next request is chosen, so that the day goes on.
    QTRY_COMPARE(title(), FakeSite::makeRequest(2).commonName);
    QVERIFY(find<DecisionPanel>("decisionPanel")->isHidden());
    QTest::mouseClick(toasts->shown().constLast()->findChild<QPushButton *>(QStringLiteral("toastAction")),
                      Qt::LeftButton);
    QTRY_COMPARE(m_workspace->view(), QueueView::Issued);
    QTRY_COMPARE(find<QLabel>("certificateHeadingTitle")->text(), FakeSite::makeRequest(1).commonName);
    // Nobody was at this tab before: its row is chosen when it comes.
    QTRY_COMPARE(table("issuedTable")->model()->rowCount(), 1);
    QTRY_VERIFY(table("issuedTable")->selectionModel()->isRowSelected(0));
}

void TestOperatorWorkspace::rejectingNeedsAReason()
{
    start(1);
    action(Command::Reject)->trigger();
    auto *confirm = find<QPushButton>("decisionConfirm");
    QVERIFY(!confirm->isEnabled());
    find<QPlainTextEdit>("decisionNote")->setPlainText(QStringLiteral("  \n"));
    QVERIFY(!confirm->isEnabled());
    find<QPlainTextEdit>("decisionNote")->setPlainText(QStringLiteral("法人名が違います"));
    QVERIFY(confirm->isEnabled());
    QTest::keyClick(find<QPlainTextEdit>("decisionNote"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_fixture->site.request(QStringLiteral("r-0001"))->state, RequestState::Rejected);
    QCOMPARE(m_fixture->site.decisions().constLast().note, QStringLiteral("法人名が違います"));
    m_workspace->setView(QueueView::Closed);
    QTRY_COMPARE(table("closedTable")->model()->rowCount(), 1);
}

void TestOperatorWorkspace::holdingAndReleasing()
{
    start(1);
    action(Command::Hold)->trigger();
    find<QPlainTextEdit>("decisionNote")->setPlainText(QStringLiteral("電話で確認中"));
    find<QPushButton>("decisionConfirm")->click();
    m_workspace->setView(QueueView::OnHold);
    QTRY_COMPARE(table("onHoldTable")->model()->rowCount(), 1);
    QTRY_VERIFY(action(Command::Release)->isEnabled());
    QVERIFY(!action(Command::Hold)->isEnabled());
    action(Command::Release)->trigger();
    QTRY_COMPARE(table("pendingTable")->model()->rowCount(), 1);
}

void TestOperatorWorkspace::approvingOverWarningsNeedsANote()
{
    CertificateRequest request = FakeSite::makeRequest(1);
    request.checkState = CheckState(FindingOutcome::Warning);
    m_fixture->site.put(request);
    m_workspace->load();
    m_workspace->show();
    m_workspace->setSignIn(SignIn::Unlocked);
    DecisionPanel *panel = find<DecisionPanel>("decisionPanel");
    panel->ask(request, RequestAction::Approve, ActionNote::Required);
    QVERIFY(!find<QPushButton>("decisionConfirm")->isEnabled());
    QVERIFY(find<QLabel>("decisionNoteLabel")->text().contains(QLatin1String("warnings")));
    panel->dismiss();
    QVERIFY(panel->isHidden());
}

void TestOperatorWorkspace::errorsForbidApproval()
{
    CertificateRequest request = FakeSite::makeRequest(1);
    request.checkState = CheckState(FindingOutcome::Error);
    m_fixture->site.put(request);
    m_workspace->load();
    m_workspace->show();
    m_workspace->setSignIn(SignIn::Unlocked);
    m_fixture->connectDesk();
    QTRY_VERIFY(action(Command::Reject)->isEnabled());
    QVERIFY(!action(Command::Approve)->isEnabled());
    QVERIFY(action(Command::Approve)->toolTip().contains(QLatin1String("errors")));
}

// Both online, both decide: the later is not done and is asked about, side by side, not told as a failure.
void TestOperatorWorkspace::aConflictIsAskedAbout()
{
    start(2);
    action(Command::Approve)->trigger();
    // Before the feed can tell.
    m_fixture->site.actAsOther(QStringLiteral("r-0001"), RequestAction::Hold);
    find<QPushButton>("decisionConfirm")->click();
    auto *banner = find<BannerBar>("conflictBanner");
    QTRY_VERIFY2(banner->text().contains(QLatin1String("not done")), qPrintable(banner->text()));
    QVERIFY(!find<BannerBar>("doneBanner")->text().contains(QLatin1String("not done")));
    QTest::keyClick(table("pendingTable"), Qt::Key_W);
    auto *view = find<ConflictView>("conflictView");
    QVERIFY(view);
    const auto *rows = view->findChild<QTableWidget *>(QStringLiteral("conflictTable"));
    QCOMPARE(rows->item(0, 1)->text(), QStringLiteral("Pending"));
    QCOMPARE(rows->item(0, 2)->text(), QStringLiteral("On hold"));
    const auto *cause = view->findChild<QLabel *>(QStringLiteral("conflictCause"));
    QTRY_VERIFY2(cause->text().contains(QStringLiteral("鈴木 花子 has changed it: Put on hold")),
                 qPrintable(cause->text()));
    view->findChild<QPushButton *>(QStringLiteral("conflictGiveUp"))->click();
    QTRY_VERIFY(banner->isHidden());
    QCOMPARE(m_fixture->site.request(QStringLiteral("r-0001"))->state, RequestState::OnHold);
    QCOMPARE(m_fixture->site.decisions().size(), 1);
}

void TestOperatorWorkspace::whatIsClosedNowCanOnlyBeGivenUp()
{
    start(1);
    action(Command::Approve)->trigger();
    m_fixture->site.actAsOther(QStringLiteral("r-0001"), RequestAction::Reject);
    find<QPushButton>("decisionConfirm")->click();
    QTRY_VERIFY(!find<BannerBar>("conflictBanner")->isHidden());
    QTest::keyClick(table("pendingTable"), Qt::Key_W);
    auto *view = find<ConflictView>("conflictView");
    QVERIFY(!view->findChild<QPushButton *>(QStringLiteral("conflictCurrent"))->isEnabled());
    const QString problem = view->findChild<QLabel *>(QStringLiteral("conflictProblem"))->text();
    QVERIFY2(problem.contains(QLatin1String("Rejected")), qPrintable(problem));
}

void TestOperatorWorkspace::aLostClaimSaysWhoHasIt()
{
    start(1);
    action(Command::Claim)->trigger();
    m_fixture->site.actAsOther(QStringLiteral("r-0001"), RequestAction::Claim);
    QTRY_VERIFY(notice()->text().contains(QLatin1String("changed it: Claimed")));
    QVERIFY(notice()->text().contains(QStringLiteral("鈴木 花子")));
    QVERIFY(find<BannerBar>("conflictBanner")->isHidden());
    QTRY_VERIFY(action(Command::Approve)->toolTip().contains(QLatin1String("claimed it")));
}

// The registered data may come when the request is shown already: from the cache, or later from the site.
void TestOperatorWorkspace::evidenceFollowsARegistrationThatComesLate()
{
    CertificateRequest request = FakeSite::makeRequest(1);
    request.csr = CertificateSigningRequest::create(PrivateKey::generate(KeySpec::EcP256).value(),
                                                    DistinguishedName::parse(request.subject).value(), request.sans)
                      .value()
                      .pem();
    m_fixture->site.put(request);
    SiteCapabilities capabilities = m_fixture->site.makeConnection()->capabilities();
    capabilities.registration = false;
    m_fixture->site.setCapabilities(capabilities);
    m_workspace->load();
    m_workspace->show();
    m_workspace->setSignIn(SignIn::Unlocked);
    m_fixture->connectDesk();
    const auto *pane = find<RequestDetailPane>("requestDetailPane");
    QTRY_VERIFY(pane->evidence());
    QCOMPARE(pane->evidence()->registrationVersion, 0);
    capabilities.registration = true;
    m_fixture->site.setCapabilities(capabilities);
    Registration registration;
    registration.version = 7;
    m_fixture->site.setRegistration(registration);
    m_fixture->desk.attach(m_fixture->site.makeConnection());
    QTRY_VERIFY(pane->evidence() && pane->evidence()->registrationVersion == 7);
}

void TestOperatorWorkspace::decidesOnTheVersionThatWasAskedAbout()
{
    start(1);
    const CertificateRequest asked = *m_fixture->site.request(QStringLiteral("r-0001"));
    action(Command::Approve)->trigger();
    auto *panel = find<DecisionPanel>("decisionPanel");
    QVERIFY(panel->isVisible());
    // The feed brings another request under the open question.
    CertificateRequest changed = asked;
    changed.commonName = QStringLiteral("other.example.jp");
    m_fixture->site.put(changed);
    QTRY_COMPARE(title(), changed.commonName);
    QVERIFY(panel->isVisible());
    QVERIFY(find<QLabel>("decisionQuestion")->text().contains(asked.commonName));
    find<QPushButton>("decisionConfirm")->click();
    QTRY_COMPARE(m_fixture->site.decisions().size(), 1);
    QCOMPARE(m_fixture->site.decisions().constFirst().requestId, asked.id);
    QCOMPARE(m_fixture->site.decisions().constFirst().version, asked.version);
    QTRY_VERIFY(!find<BannerBar>("conflictBanner")->isHidden());
    QCOMPARE(m_fixture->site.request(asked.id)->state, RequestState::Pending);
}

void TestOperatorWorkspace::refusalShowsItsFindings()
{
    start(1);
    Finding finding;
    finding.rule = QStringLiteral("V6");
    finding.code = QStringLiteral("site.own");
    finding.outcome = FindingOutcome::Error;
    finding.message = QStringLiteral("The key is on the block list.");
    finding.remedy = QStringLiteral("Make a new key.");
    m_fixture->site.refuseNext({QStringLiteral("refused"), {}, {finding}});
    action(Command::Approve)->trigger();
    find<QPushButton>("decisionConfirm")->click();
    QTRY_VERIFY(notice()->text().contains(QLatin1String("refused")));
    QStringList texts;
    for (const QLabel *label :
         m_workspace->findChild<QWidget *>(QStringLiteral("requestNoticeFindings"))->findChildren<QLabel *>())
        texts << label->text();
    QVERIFY(texts.join(QLatin1Char('|')).contains(finding.message));
    QVERIFY(texts.join(QLatin1Char('|')).contains(finding.remedy));
    // The rule's number is behind its button alone.
    QVERIFY(!texts.join(QLatin1Char('|')).contains(QLatin1String("V6")));
    QCOMPARE(find<QToolButton>("finding0Rule")->accessibleName(), QStringLiteral("Details: rule V6"));
    QCOMPARE(m_fixture->site.request(QStringLiteral("r-0001"))->state, RequestState::Pending);
}

void TestOperatorWorkspace::missingCapabilityHidesTheAction()
{
    SiteCapabilities few;
    few.decisionNotes = true;
    m_fixture->site.setCapabilities(few);
    m_fixture->site.putRequests(1);
    m_workspace->load();
    m_workspace->show();
    m_workspace->setSignIn(SignIn::Unlocked);
    m_fixture->connectDesk();
    QTRY_VERIFY(action(Command::Approve)->isEnabled());
    QVERIFY(action(Command::Reject)->isVisible());
    QVERIFY(!action(Command::Hold)->isVisible());
    QVERIFY(!action(Command::Claim)->isVisible());
    QVERIFY(!action(Command::Cancel)->isVisible());
}

void TestOperatorWorkspace::revokingAsksForTheReason()
{
    const CertificateRecord certificate = m_fixture->site.put(FakeSite::makeCertificate(50));
    start(1);
    m_workspace->setView(QueueView::Issued);
    QTRY_VERIFY(action(Command::Revoke)->isEnabled());
    action(Command::Revoke)->trigger();
    auto *dialog = m_workspace->findChild<RevokeDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->reason(), RevocationReason::Unspecified);
    QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("revokeSerial"))->text(), certificate.serial);
    auto *deadline = dialog->findChild<QLabel *>(QStringLiteral("revocationDeadline"));
    QVERIFY(deadline->text().contains(QLatin1String("24 hours")));
    dialog->findChild<QRadioButton *>(QStringLiteral("revocationReason_superseded"))->click();
    QVERIFY(deadline->text().contains(QLatin1String("5 days")));
    // Nothing takes its place: its name has to be typed.
    auto *confirm = dialog->findChild<QPushButton *>(QStringLiteral("revokeConfirm"));
    QVERIFY(!confirm->isEnabled());
    dialog->findChild<QLineEdit *>(QStringLiteral("revokeName"))->setText(certificate.commonName);
    confirm->click();
    QTRY_COMPARE(m_fixture->site.certificate(certificate.serial)->state, CertificateState::Revoked);
    QCOMPARE(m_fixture->site.revocations().constLast().reason, RevocationReason::Superseded);
    m_workspace->setView(QueueView::Revoked);
    QTRY_COMPARE(table("revokedTable")->model()->rowCount(), 1);
}

void TestOperatorWorkspace::fileNames_data()
{
    QTest::addColumn<QString>("commonName");
    QTest::addColumn<bool>("withChain");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << "www.example.jp" << false << "www.example.jp.pem";
    QTest::newRow("chain") << "www.example.jp" << true << "www.example.jp-chain.pem";
    QTest::newRow("wildcard") << "*.example.jp" << false << "wildcard.example.jp.pem";
    QTest::newRow("path") << "../../etc/x" << false << "0A000001.._.._etc_x.pem";
    QTest::newRow("empty") << "" << false << "0A000001.pem";
}

void TestOperatorWorkspace::fileNames()
{
    QFETCH(QString, commonName);
    QFETCH(bool, withChain);
    CertificateRecord certificate = FakeSite::makeCertificate(1);
    certificate.commonName = commonName;
    QTEST(CertificateSaver::suggestedName(certificate, withChain), "expected");
}

} // namespace tegata

TEGATA_TEST(tegata::TestOperatorWorkspace)
#include "test_operatorworkspace.moc"
