// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/deskfixture.h"
#include "tests/ui/picture.h"
#include "ui/common/bannerbar.h"
#include "ui/common/commandpalette.h"
#include "ui/common/keybindingdialog.h"
#include "ui/common/keyhelp.h"
#include "ui/common/toastarea.h"
#include "ui/models/revocationlistmodel.h"
#include "ui/operator/bulkpanel.h"
#include "ui/operator/bulkrevokedialog.h"
#include "ui/operator/conflictview.h"
#include "ui/operator/editdialog.h"
#include "ui/operator/notedialog.h"
#include "ui/operator/operatorworkspace.h"
#include "ui/operator/outboxpanel.h"
#include "ui/operator/reasonlist.h"
#include "ui/operator/reasontemplatesdialog.h"
#include "ui/operator/revocationform.h"
#include "ui/records/queuetabs.h"
#include "ui/records/requestdetailpane.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

namespace tegata {

using Command = RequestActions::Command;

// What an operator does in dialogs, up to the site's answer.
class TestOperatorDialogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void editsOnlyWhatWasChanged();
    void editNeedsAChangeAndAReason();
    void editMeetsAConflict();
    void noteIsAdded();
    void refusedNoteIsToldAbout();
    void ownReasonsAreKeptInTheirOrder();
    void manyAreRevokedEachWithItsResult();
    void bulkRevocationStopsAndGoesOn();
    void bulkApprovalStopsGoesOnAndIsExported();
    void everyWidgetHasItsNames();
    void pictures();

private:
    void start(int requests);
    QList<CertificateRecord> putCertificates(int count);
    CertificateRequest request(int number) const
    {
        return *m_fixture->site.request(QStringLiteral("r-%1").arg(number, 4, 10, QLatin1Char('0')));
    }
    template <typename T>
    T *open(Command command)
    {
        m_workspace->actions().action(command)->trigger();
        return m_workspace->findChild<T *>();
    }
    template <typename T>
    static T *part(const QWidget &widget, const char *name)
    {
        T *found = widget.findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    static QString result(const BulkRevokeDialog &dialog, int row)
    {
        auto &model = const_cast<BulkRevokeDialog &>(dialog).model();
        return model.index(row, RevocationListModel::Result).data().toString();
    }

    std::unique_ptr<DeskFixture> m_fixture;
    std::unique_ptr<OperatorWorkspace> m_workspace;
};

void TestOperatorDialogs::init()
{
    m_fixture = std::make_unique<DeskFixture>();
    SiteCapabilities all;
    all.changeFeed = all.claim = all.release = all.hold = all.cancel = all.decisionNotes = all.history = true;
    all.registration = all.revoke = all.edit = all.internalNotes = all.scheduleRevocation = true;
    m_fixture->site.setCapabilities(all);
    m_workspace = std::make_unique<OperatorWorkspace>(m_fixture->desk, m_fixture->language, m_fixture->worker,
                                                      m_fixture->commands);
}

void TestOperatorDialogs::cleanup()
{
    m_workspace.reset();
    m_fixture.reset();
}

void TestOperatorDialogs::start(int requests)
{
    m_fixture->site.putRequests(requests);
    m_workspace->load();
    m_workspace->show();
    m_workspace->setSignIn(SignIn::Unlocked);
    m_fixture->connectDesk();
    QTRY_COMPARE(m_fixture->desk.connection(), DeskConnection::Online);
    if (requests == 0)
        return;
    QTRY_VERIFY(m_workspace->actions().action(Command::Edit)->isEnabled());
    QTRY_VERIFY(m_workspace->findChild<RequestDetailPane *>()->detail());
}

QList<CertificateRecord> TestOperatorDialogs::putCertificates(int count)
{
    QList<CertificateRecord> records;
    for (int number = 1; number <= count; ++number)
        records.append(m_fixture->site.put(FakeSite::makeCertificate(number)));
    return records;
}

void TestOperatorDialogs::editsOnlyWhatWasChanged()
{
    start(1);
    auto *dialog = open<EditDialog>(Command::Edit);
    QVERIFY(dialog);
    auto *product = part<QComboBox>(*dialog, "editProduct");
    product->setCurrentIndex(product->findData(static_cast<int>(Product::Ev)));
    part<QPlainTextEdit>(*dialog, "editWhy")->setPlainText(QStringLiteral("EV と確認済み"));
    const RequestEdit made = dialog->edit();
    QCOMPARE(made.product, std::optional(Product::Ev));
    QVERIFY(!made.language && !made.notifyMail && !made.renewalOf);
    QCOMPARE(made.version, request(1).version);
    part<QPushButton>(*dialog, "editSave")->click();
    QTRY_COMPARE(request(1).product, Product::Ev);
    QTRY_VERIFY(m_workspace->findChild<ToastArea *>()
                    ->text(Toast::Kind::Done)
                    .contains(QLatin1String("Edited: www1.example.jp")));
    QTRY_VERIFY(!m_workspace->findChild<EditDialog *>());
}

void TestOperatorDialogs::editNeedsAChangeAndAReason()
{
    CertificateRequest approved = FakeSite::makeRequest(1);
    approved.version = 1;
    approved.approvedBy = {QStringLiteral("op-2")};
    EditDialog dialog(approved, std::nullopt);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(part<QLabel>(dialog, "editWarning")->text().contains(QLatin1String("1 approval")));
    QVERIFY(!part<QLineEdit>(dialog, "editNotifyMail")->isEnabled()); // it is not known what it is now
    auto *save = part<QPushButton>(dialog, "editSave");
    auto *problem = part<QLabel>(dialog, "editProblem");
    QVERIFY(!save->isEnabled());
    QCOMPARE(problem->text(), QStringLiteral("Nothing has been changed yet."));
    part<QLineEdit>(dialog, "editRenewalOf")->setText(QStringLiteral(" 0a000002 "));
    QVERIFY(!save->isEnabled());
    QCOMPARE(problem->text(), QStringLiteral("Enter the reason."));
    part<QPlainTextEdit>(dialog, "editWhy")->setPlainText(QStringLiteral("  "));
    QVERIFY(!save->isEnabled());
    part<QPlainTextEdit>(dialog, "editWhy")->setPlainText(QStringLiteral("renews it"));
    QVERIFY(save->isEnabled());
    QCOMPARE(dialog.edit().renewalOf, std::optional(QStringLiteral("0A000002")));
    QVERIFY(!dialog.edit().notifyMail);
}

void TestOperatorDialogs::editMeetsAConflict()
{
    start(1);
    auto *dialog = open<EditDialog>(Command::Edit);
    part<QComboBox>(*dialog, "editLanguage")->setCurrentIndex(1);
    part<QPlainTextEdit>(*dialog, "editWhy")->setPlainText(QStringLiteral("English subject"));
    m_fixture->site.actAsOther(QStringLiteral("r-0001"), RequestAction::Hold); // before the feed can tell
    part<QPushButton>(*dialog, "editSave")->click();
    QTRY_COMPARE(ConflictView::asking(m_fixture->desk).size(), 1);
    QTRY_VERIFY(m_workspace->findChild<BannerBar *>(QStringLiteral("conflictBanner"))->isVisible());
    QCOMPARE(request(1).language, Language::Japanese);
    QVERIFY(request(1).lastEditedBy.isEmpty());
}

void TestOperatorDialogs::noteIsAdded()
{
    start(1);
    auto *dialog = open<NoteDialog>(Command::Note);
    QVERIFY(dialog);
    auto *add = part<QPushButton>(*dialog, "noteAdd");
    auto *text = part<QPlainTextEdit>(*dialog, "noteText");
    QVERIFY(!add->isEnabled());
    text->setPlainText(QStringLiteral(" \n "));
    QVERIFY(!add->isEnabled());
    text->setPlainText(QStringLiteral("登記を電話で確認"));
    QVERIFY(add->isEnabled());
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(m_workspace->findChild<ToastArea *>()
                    ->text(Toast::Kind::Done)
                    .contains(QLatin1String("Note added: www1.example.jp")));
    QTRY_VERIFY(([this] {
        const std::optional<RequestDetail> &detail = m_workspace->findChild<RequestDetailPane *>()->detail();
        return detail && detail->notes.size() == 1 &&
               detail->notes.constFirst().text == QStringLiteral("登記を電話で確認");
    }()));
}

void TestOperatorDialogs::refusedNoteIsToldAbout()
{
    start(1);
    auto *dialog = open<NoteDialog>(Command::Note);
    part<QPlainTextEdit>(*dialog, "noteText")->setPlainText(QStringLiteral("x"));
    m_fixture->site.removeRequest(QStringLiteral("r-0001"));
    part<QPushButton>(*dialog, "noteAdd")->click();
    auto *done = m_workspace->findChild<BannerBar *>(QStringLiteral("doneBanner"));
    QTRY_VERIFY(done->text().contains(QLatin1String("not done")));
    QVERIFY2(done->text().contains(QLatin1String("Internal note: www1.example.jp")), qPrintable(done->text()));
}

void TestOperatorDialogs::ownReasonsAreKeptInTheirOrder()
{
    const QString file = m_fixture->folder.filePath(QStringLiteral("reasons.ini"));
    ReasonTemplates templates(file);
    templates.setOwn(RequestAction::Reject, {QStringLiteral("first"), QStringLiteral("second")});
    ReasonTemplatesDialog dialog(templates, RequestAction::Reject);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog)); // an edit in place ends when the focus goes
    auto *list = part<QListWidget>(dialog, "reasonOwnList");
    QCOMPARE(list->count(), 2);
    auto *up = part<QPushButton>(dialog, "reasonUp");
    auto *down = part<QPushButton>(dialog, "reasonDown");
    QVERIFY(!up->isEnabled());
    down->click();
    QVERIFY(!down->isEnabled());
    QCOMPARE(list->item(1)->text(), QStringLiteral("first"));
    // A new one is typed in place.
    part<QPushButton>(dialog, "reasonAdd")->click();
    auto *editor = list->findChild<QLineEdit *>();
    QVERIFY(editor);
    QTest::keyClicks(editor, QStringLiteral("third"));
    part<QPushButton>(dialog, "reasonSave")->click();
    const QStringList expected{QStringLiteral("second"), QStringLiteral("first"), QStringLiteral("third")};
    QCOMPARE(templates.own(RequestAction::Reject), expected);
    QCOMPARE(ReasonTemplates(file).own(RequestAction::Reject), expected); // of the next start
    QCOMPARE(templates.texts(RequestAction::Reject).mid(0, 3), expected);
    QVERIFY(templates.own(RequestAction::Hold).isEmpty());

    ReasonTemplatesDialog again(templates, RequestAction::Reject);
    again.setAttribute(Qt::WA_DeleteOnClose, false);
    again.show();
    part<QPushButton>(again, "reasonRemove")->click();
    part<QPushButton>(again, "reasonCancel")->click();
    QCOMPARE(templates.own(RequestAction::Reject), expected); // left as it was
}

void TestOperatorDialogs::manyAreRevokedEachWithItsResult()
{
    const QList<CertificateRecord> records = putCertificates(4);
    start(0);
    BulkRevokeDialog dialog(m_fixture->desk, records);
    const QAbstractItemModelTester tester(&dialog.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    dialog.show();
    dialog.form().setReason(RevocationReason::Superseded);
    part<QLineEdit>(dialog, "bulkRevokeNumber")->setText(QStringLiteral("4"));
    // One that the site refuses, and one that somebody else has revoked meanwhile.
    CertificateRecord gone = records[1];
    gone.state = CertificateState::Revoked;
    gone.revokedAt = m_fixture->clock.now();
    gone.revocationReason = RevocationReason::KeyCompromise;
    m_fixture->site.refuseNext({QStringLiteral("refused"), {}, {}});
    part<QPushButton>(dialog, "bulkRevokeConfirm")->click();
    (void)m_fixture->site.put(gone);
    QTRY_VERIFY(part<QPushButton>(dialog, "bulkRevokeRetry")->isVisible());
    QStringList results;
    for (int row = 0; row < 4; ++row)
        results.append(result(dialog, row));
    QCOMPARE(results.count(QStringLiteral("Refused by the site")), 1);
    QCOMPARE(results.count(QStringLiteral("Done")), 2);
    QCOMPARE(m_fixture->site.certificate(records[3].serial)->revocationReason,
             std::optional(RevocationReason::Superseded));
    const QString progress = part<QLabel>(dialog, "bulkRevokeProgress")->text();
    QVERIFY2(progress.startsWith(QLatin1String("2 of 4 revoked")), qPrintable(progress));
    // Again: what was refused goes through, what is revoked already does not.
    part<QPushButton>(dialog, "bulkRevokeRetry")->click();
    QTRY_VERIFY(part<QLabel>(dialog, "bulkRevokeProgress")->text().startsWith(QLatin1String("3 of 4 revoked")));
    QCOMPARE(m_fixture->site.certificate(gone.serial)->revocationReason, gone.revocationReason);
}

void TestOperatorDialogs::bulkRevocationStopsAndGoesOn()
{
    const QList<CertificateRecord> records = putCertificates(3);
    start(0);
    m_fixture->desk.setUndoWindow(std::chrono::minutes(10)); // nothing is sent while it is open
    BulkRevokeDialog dialog(m_fixture->desk, records);
    dialog.show();
    part<QLineEdit>(dialog, "bulkRevokeNumber")->setText(QStringLiteral("3"));
    part<QPushButton>(dialog, "bulkRevokeConfirm")->click();
    auto *stop = part<QPushButton>(dialog, "bulkRevokeStop");
    QTRY_COMPARE(m_fixture->desk.outboxDepth(), 3);
    QTRY_COMPARE(stop->text(), QStringLiteral("Sto&p"));
    stop->click();
    QTRY_COMPARE(m_fixture->desk.outboxDepth(), 0);
    QTRY_COMPARE(result(dialog, 0), QStringLiteral("Ready"));
    QVERIFY(m_fixture->site.revocations().isEmpty());
    QTRY_COMPARE(stop->text(), QStringLiteral("Re&sume"));
    m_fixture->desk.setUndoWindow(std::chrono::milliseconds(0));
    stop->click();
    QTRY_COMPARE(result(dialog, 2), QStringLiteral("Done"));
    QTRY_VERIFY(part<QLabel>(dialog, "bulkRevokeProgress")->text().startsWith(QLatin1String("3 of 3 revoked")));
    QCOMPARE(m_fixture->site.revocations().size(), 3); // each once
}

void TestOperatorDialogs::bulkApprovalStopsGoesOnAndIsExported()
{
    start(3);
    m_fixture->desk.setUndoWindow(std::chrono::minutes(10));
    ReasonTemplates templates;
    BulkPanel panel(m_fixture->desk, m_fixture->language, m_fixture->worker, templates,
                    {request(1), request(2), request(3)}, RequestAction::Reject);
    panel.setAttribute(Qt::WA_DeleteOnClose, false);
    panel.show();
    const QAbstractItemModelTester tester(part<QTableView>(panel, "bulkTable")->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(panel.run().count(BulkRowState::Checking), 0);
    part<QPlainTextEdit>(panel, "bulkNote")->setPlainText(QStringLiteral("重複"));
    part<QPushButton>(panel, "bulkStart")->click();
    QTRY_COMPARE(panel.run().count(BulkRowState::Stored), 3);
    auto *stop = part<QPushButton>(panel, "bulkStop");
    QVERIFY(stop->isEnabled());
    stop->click();
    QTRY_COMPARE(panel.run().count(BulkRowState::Ready), 3);
    QVERIFY(m_fixture->site.decisions().isEmpty());
    QCOMPARE(part<QPushButton>(panel, "bulkStart")->text(), QStringLiteral("Re&sume"));
    m_fixture->site.refuseNext({QStringLiteral("refused"), {}, {}});
    m_fixture->desk.setUndoWindow(std::chrono::milliseconds(0));
    part<QPushButton>(panel, "bulkStart")->click();
    QTRY_COMPARE(panel.run().count(BulkRowState::Done), 2);
    QTRY_COMPARE(panel.run().count(BulkRowState::Refused), 1);
    const QString path = m_fixture->folder.filePath(QStringLiteral("result.csv"));
    panel.exportTo(path);
    QTRY_VERIFY(part<QLabel>(panel, "bulkProblem")->text().startsWith(QLatin1String("Saved:")));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QCOMPARE(text.count("\r\n"), 4); // a header and a row each
    QCOMPARE(text.count("Done"), 2);
    QCOMPARE(text.count("Not done: refused"), 1);
    QVERIFY(part<QPushButton>(panel, "bulkRetry")->isEnabled());
    part<QPushButton>(panel, "bulkRetry")->click();
    QTRY_COMPARE(panel.run().count(BulkRowState::Done), 3);
    QCOMPARE(m_fixture->site.requestCount(), 3);
    for (int number = 1; number <= 3; ++number)
        QCOMPARE(request(number).state, RequestState::Rejected);
}

void TestOperatorDialogs::everyWidgetHasItsNames()
{
    ReasonTemplates templates;
    templates.setOwn(RequestAction::Reject, {QStringLiteral("first")});
    EditDialog edit(FakeSite::makeRequest(1), std::nullopt);
    NoteDialog note(FakeSite::makeRequest(1));
    ReasonTemplatesDialog reasons(templates, RequestAction::Reject);
    for (QDialog *each : std::initializer_list<QDialog *>{&edit, &note, &reasons}) {
        each->setAttribute(Qt::WA_DeleteOnClose, false);
        each->show();
        QCOMPARE(namelessWidgets(each), QStringList());
    }
}

void TestOperatorDialogs::pictures()
{
    ReasonTemplates templates;
    templates.setOwn(RequestAction::Reject, {QStringLiteral("登記簿の商号と申請の組織名が一致しません。")});
    CertificateRequest approved = FakeSite::makeRequest(1);
    approved.approvedBy = {QStringLiteral("op-2")};
    EditDialog edit(approved, std::nullopt);
    NoteDialog note(FakeSite::makeRequest(1));
    ReasonTemplatesDialog reasons(templates, RequestAction::Reject);
    start(3);
    BulkPanel bulk(m_fixture->desk, m_fixture->language, m_fixture->worker, templates,
                   {request(1), request(2), request(3)}, RequestAction::Reject);
    QTRY_COMPARE(bulk.run().count(BulkRowState::Checking), 0);
    // One that asks and one that waits for its seconds.
    m_fixture->site.failNext(Error{ErrorCode::TimedOut, {}, {}, -1});
    const Future<DecisionAnswer> asks = m_fixture->desk.decide(request(2), RequestAction::Approve, {});
    QTRY_VERIFY(m_fixture->desk.outboxItems().value(0).tries > 0);
    m_fixture->site.actAsOther(QStringLiteral("r-0002"), RequestAction::Hold);
    m_fixture->desk.retryNow();
    QTRY_COMPARE(ConflictView::asking(m_fixture->desk).size(), 1);
    m_fixture->desk.setUndoWindow(std::chrono::minutes(1));
    const Future<DecisionAnswer> waits =
        m_fixture->desk.decide(request(3), RequestAction::Hold, QStringLiteral("電話で確認"));
    OutboxPanel outbox(m_fixture->desk, m_fixture->clock, m_fixture->language);
    ConflictView conflict(m_fixture->desk, m_fixture->language, 0);
    KeyHelp keys(m_fixture->commands);
    KeyBindingDialog bindings(m_fixture->commands);
    CommandPalette palette(m_fixture->commands);
    palette.open();
    for (QWidget *each : std::initializer_list<QWidget *>{&edit, &note, &reasons, &bulk, &outbox, &conflict, &keys,
                                                          &bindings, &palette}) {
        each->setAttribute(Qt::WA_DeleteOnClose, false);
        each->show();
        keepPictures(*each, m_fixture->language, each->objectName());
    }
}

} // namespace tegata

TEGATA_TEST(tegata::TestOperatorDialogs)
#include "test_operatordialogs.moc"
