// SPDX-License-Identifier: Apache-2.0
#include "tests/support/await.h"
#include "tests/support/manualclock.h"
#include "tests/support/memorysecretstore.h"
#include "tests/support/testmain.h"
#include "ui/common/languagecontroller.h"
#include "ui/enrollment/draftnamedialog.h"
#include "ui/enrollment/enrollmentworkspace.h"
#include "ui/enrollment/postaldirectory.h"
#include "ui/enrollment/renewaldialog.h"
#include "ui/enrollment/reviewpage.h"
#include "ui/enrollment/versionsdialog.h"

#include <QAction>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tegata {

// What is open above the drafts while they are locked.
class TestLockedDrafts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aHalfTypedNameComesBack();
    void passwordsDoNot();
    void whatShowsADraftIsClosed();
    void whatIsGoneIsNotPutIntoAnother();
    void aWithdrawalIsAskedAgain_data();
    void aWithdrawalIsAskedAgain();

private:
    template <typename Dialog>
    Dialog *openBy(const char *action)
    {
        m_workspace->findChild<QAction *>(QLatin1String(action))->trigger();
        const QList<Dialog *> dialogs = m_workspace->findChildren<Dialog *>();
        return dialogs.isEmpty() ? nullptr : dialogs.constLast();
    }
    void lock()
    {
        m_workspace->lock();
        QTRY_COMPARE(m_desk->vaultState(), VaultState::Locked);
    }
    void unlock()
    {
        m_workspace->unlock();
        QTRY_COMPARE(m_desk->vaultState(), VaultState::Open);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    MemorySecretStore m_secrets;
    ManualClock m_clock;
    LanguageController m_language{Language::English};
    Worker m_worker{QStringLiteral("files")};
    PostalDirectory m_postal{m_worker, QString()};
    std::unique_ptr<EnrollmentDesk> m_desk;
    std::unique_ptr<EnrollmentWorkspace> m_workspace;
};

void TestLockedDrafts::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_desk = std::make_unique<EnrollmentDesk>(m_folder->path(), m_secrets, m_clock);
    m_workspace =
        std::make_unique<EnrollmentWorkspace>(DraftEditor::Means{*m_desk, m_language, m_postal, m_worker, m_clock});
    m_workspace->setContactSignIn([](const QString &, const SharedSecret &) { return readyFuture<void>({}); });
    m_workspace->show();
    unlock();
}

void TestLockedDrafts::cleanup()
{
    m_workspace.reset();
    m_desk.reset();
}

void TestLockedDrafts::aHalfTypedNameComesBack()
{
    const QPointer<DraftNameDialog> dialog = openBy<DraftNameDialog>("newDraftAction");
    QVERIFY(dialog && dialog->isVisible());
    auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("draftName"));
    name->setText(QStringLiteral("営業部の"));
    lock();
    QVERIFY(dialog && !dialog->isVisible());
    QCOMPARE(name->text(), QString());
    unlock();
    QTRY_VERIFY(dialog && dialog->isVisible());
    QVERIFY(dialog->isModal());
    QCOMPARE(name->text(), QStringLiteral("営業部の"));
    dialog->findChild<QPushButton *>(QStringLiteral("draftNameOk"))->click();
    QTRY_COMPARE(m_desk->drafts().size(), 1);
    QCOMPARE(m_desk->drafts().constFirst().name, QStringLiteral("営業部の"));
}

void TestLockedDrafts::passwordsDoNot()
{
    const QPointer<RenewalDialog> dialog = openBy<RenewalDialog>("renewAction");
    QVERIFY(dialog && dialog->isVisible());
    auto *id = dialog->findChild<QLineEdit *>(QStringLiteral("renewalId"));
    auto *password = dialog->findChild<QLineEdit *>(QStringLiteral("renewalPassword"));
    const auto *ok = dialog->findChild<QPushButton *>(QStringLiteral("renewalOk"));
    id->setText(QStringLiteral("contact-1"));
    password->setText(QStringLiteral("half a password"));
    QVERIFY(ok->isEnabled());
    lock();
    QVERIFY(dialog && !dialog->isVisible());
    QCOMPARE(id->text() + password->text(), QString());
    unlock();
    QTRY_VERIFY(dialog && dialog->isVisible());
    QCOMPARE(id->text(), QStringLiteral("contact-1"));
    QCOMPARE(password->text(), QString());
    QVERIFY(!ok->isEnabled());
}

void TestLockedDrafts::whatShowsADraftIsClosed()
{
    QVERIFY(await(m_desk->createDraft(QStringLiteral("one"))));
    QTRY_COMPARE(m_desk->drafts().size(), 1);
    m_workspace->findChild<QTableView *>(QStringLiteral("drafts"))->selectRow(0);
    QTRY_VERIFY(m_workspace->findChild<QAction *>(QStringLiteral("draftVersionsAction"))->isEnabled());
    const QPointer<VersionsDialog> versions = openBy<VersionsDialog>("draftVersionsAction");
    QVERIFY(versions && versions->isVisible());
    lock();
    QTRY_VERIFY(!versions);
    unlock();
    QVERIFY(m_workspace->findChildren<VersionsDialog *>().isEmpty());
}

void TestLockedDrafts::whatIsGoneIsNotPutIntoAnother()
{
    QPointer<DraftNameDialog> dialog = openBy<DraftNameDialog>("newDraftAction");
    dialog->findChild<QLineEdit *>(QStringLiteral("draftName"))->setText(QStringLiteral("first"));
    lock();
    delete dialog.data();
    unlock();
    dialog = openBy<DraftNameDialog>("newDraftAction");
    dialog->findChild<QLineEdit *>(QStringLiteral("draftName"))->clear();
    lock();
    unlock();
    QTRY_VERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("draftName"))->text(), QString());
}

void TestLockedDrafts::aWithdrawalIsAskedAgain_data()
{
    QTest::addColumn<bool>("isRenewal");
    QTest::newRow("of a new contract") << false;
    QTest::newRow("of a renewal") << true;
}

// Its dialog belongs to the open draft, which locking closes.
void TestLockedDrafts::aWithdrawalIsAskedAgain()
{
    QFETCH(bool, isRenewal);
    EnrollmentApplication application;
    application.kind = isRenewal ? EnrollmentKind::Renewal : EnrollmentKind::New;
    QVERIFY(await(m_desk->createDraft(QStringLiteral("one"), application)));
    QTRY_COMPARE(m_desk->drafts().size(), 1);
    m_workspace->findChild<QTableView *>(QStringLiteral("drafts"))->selectRow(0);
    auto *open = m_workspace->findChild<QAction *>(QStringLiteral("openDraftAction"));
    QTRY_VERIFY(open->isEnabled());
    open->trigger();
    const auto review = [this] { return m_workspace->findChild<ReviewPage *>(); };
    QTRY_VERIFY(review());
    Q_EMIT review()->withdrawRequested();
    const auto asking = [this]() -> QDialog * {
        for (auto *dialog : m_workspace->findChildren<QDialog *>()) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    };
    const QPointer<QDialog> dialog = asking();
    QVERIFY(dialog);
    QCOMPARE(qobject_cast<RenewalDialog *>(dialog) != nullptr, isRenewal);
    if (isRenewal)
        dialog->findChild<QLineEdit *>(QStringLiteral("renewalId"))->setText(QStringLiteral("contact-1"));
    for (auto *line : dialog->findChildren<QLineEdit *>()) {
        if (line->echoMode() == QLineEdit::Password)
            line->setText(QStringLiteral("half a password"));
    }
    lock();
    QTRY_VERIFY(!dialog);
    QVERIFY(!asking());
    unlock();
    QTRY_VERIFY(asking());
    QCOMPARE(qobject_cast<RenewalDialog *>(asking()) != nullptr, isRenewal);
    if (isRenewal)
        QCOMPARE(asking()->findChild<QLineEdit *>(QStringLiteral("renewalId"))->text(), QStringLiteral("contact-1"));
    for (auto *line : asking()->findChildren<QLineEdit *>()) {
        if (line->echoMode() == QLineEdit::Password)
            QCOMPARE(line->text(), QString());
    }
    // Once: who closes it has closed it.
    asking()->reject();
    lock();
    unlock();
    QTRY_VERIFY(review());
    QVERIFY(!asking());
}

} // namespace tegata

TEGATA_TEST(tegata::TestLockedDrafts)
#include "test_lockeddrafts.moc"
