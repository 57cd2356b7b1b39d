// SPDX-License-Identifier: Apache-2.0
#include "tests/support/await.h"
#include "tests/support/testmain.h"
#include "tests/ui/practiceidentity.h"
#include "tests/ui/shellfixture.h"
#include "ui/common/bannerbar.h"
#include "ui/identity/signinflow.h"
#include "ui/shell/desknotifications.h"
#include "ui/shell/idlewatcher.h"

#include <QElapsedTimer>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>

namespace tegata {

namespace {

using namespace std::chrono_literals;

const QDateTime ValidUntil(QDate(2027, 6, 1), QTime(0, 0), Qt::UTC);

class FakeNotifier : public Notifier
{
public:
    void notify(const Notification &notification) override { shown.append(notification); }
    void withdraw(const QString &kind) override { withdrawn.append(kind); }

    QList<Notification> shown;
    QStringList withdrawn;
};

} // namespace

// What happens while nobody looks: locking, telling, reminding.
class TestUnattended : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idleIsToldOnce();
    void inputPutsItOff();
    void locksAndGoesOnByOneKey();
    void statusLeadsToMore();
    void remindsOfTheOwnCertificate();
    void aLostCacheKeyIsNotReplacedWithoutAWord();
    void newRequestsAreOneNotification();
    void nothingIsToldThatNobodyWants();

private:
    Result<IdentityInfo> signIn(ShellFixture &shell)
    {
        const auto secret = std::make_shared<const SecretBytes>(PracticeIdentity::passphrase());
        const auto made =
            await(shell.session.importIdentity(m_files.pkcs12(ValidUntil, ExtendedKeyUsage::ClientAuth), secret));
        return made ? await(shell.session.unlock(secret)) : made;
    }

    PracticeIdentity m_files;
};

void TestUnattended::idleIsToldOnce()
{
    IdleWatcher watcher;
    QSignalSpy idle(&watcher, &IdleWatcher::idle);
    watcher.setLimit(30ms);
    QTRY_COMPARE(idle.count(), 1);
    watcher.setLimit(0ms);
    QVERIFY(!QTest::qWaitFor([&] { return idle.count() > 1; }, 100));
}

void TestUnattended::inputPutsItOff()
{
    QWidget window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    IdleWatcher watcher;
    QSignalSpy idle(&watcher, &IdleWatcher::idle);
    constexpr auto Limit = 400ms;
    watcher.setLimit(Limit);
    QElapsedTimer typing;
    typing.start();
    QElapsedTimer sinceKey;
    sinceKey.start();
    qint64 longest = 0; // on a busy machine two keys may lie further apart than the limit
    while (typing.elapsed() < 1000) {
        QTest::keyClick(&window, Qt::Key_A);
        QTest::qWait(20);
        longest = std::max(longest, sinceKey.restart());
    }
    // The time between two keys lies in two of these, and a timer of Qt's may be early by 5 %.
    QVERIFY(idle.isEmpty() || longest >= Limit.count() * 45 / 100);
    QTest::keyClick(&window, Qt::Key_A);
    idle.clear();
    QTRY_COMPARE(idle.count(), 1);
    QTest::keyClick(&window, Qt::Key_A); // somebody is back: it begins anew
    QTRY_COMPARE(idle.count(), 2);
}

void TestUnattended::locksAndGoesOnByOneKey()
{
    ShellFixture shell;
    shell.window.show();
    QVERIFY(signIn(shell));
    shell.operatorDesk.signIn().start();
    shell.operatorDesk.workspace().setView(QueueView::OnHold);
    shell.window.lockUnattended(false);
    QVERIFY(!shell.session.isUnlocked());
    QCOMPARE(shell.session.lockReason(), LockReason::Idle);
    QCOMPARE(shell.operatorDesk.lockState(), ShellDesk::Lock::Locked);
    QCOMPARE(shell.operatorDesk.workspace().view(), QueueView::OnHold); // the work stays as it stands
    QVERIFY(QTest::qWaitForWindowActive(&shell.window));
    QTest::keyClick(&shell.window, Qt::Key_U, Qt::ControlModifier);
    QTRY_VERIFY(shell.session.isUnlocked());
    shell.window.lockUnattended(true);
    QCOMPARE(shell.session.lockReason(), LockReason::Screen);
}

void TestUnattended::statusLeadsToMore()
{
    ShellFixture shell;
    shell.window.show();
    QVERIFY(signIn(shell));
    const auto button = [&](const char *name) { return shell.window.findChild<QToolButton *>(QLatin1String(name)); };
    QTRY_VERIFY(shell.desk.records().lastSync().isValid());
    QTRY_VERIFY2(button("statusConnection")->text().startsWith(QLatin1String("Connected, synced")),
                 qPrintable(button("statusConnection")->text()));
    QCOMPARE(button("statusIdentity")->text(), QStringLiteral("T.YAMADA"));
    QVERIFY(button("statusIdentity")->toolTip().contains(QLatin1String("2027-")));
    QCOMPARE(button("statusSite")->text(), ShellFixture::profile().name);
    for (const char *name : {"statusSite", "statusIdentity", "statusConnection"}) {
        QVERIFY2(!button(name)->accessibleName().isEmpty(), name);
        QVERIFY2(button(name)->focusPolicy() & Qt::TabFocus, name);
    }
    QVERIFY(button("statusOutbox")->isHidden());
    CertificateRecord ending = FakeSite::makeCertificate(1);
    ending.notAfter = shell.clock.now().addDays(20);
    shell.site.put(ending);
    shell.operatorDesk.goToPlace(DeskNotifications::renewalsPlace());
    QCOMPARE(shell.operatorDesk.workspace().view(), QueueView::Issued);
    QTRY_VERIFY(shell.window.findChild<QWidget *>(QStringLiteral("renewalTable"))->isVisible());
    shell.operatorDesk.goToPlace(DeskNotifications::pendingPlace());
    QCOMPARE(shell.operatorDesk.workspace().view(), QueueView::Pending);
    QSignalSpy sites(&shell.window, &MainWindow::chooseSiteRequested);
    QTest::keyClick(button("statusSite"), Qt::Key_Space);
    QCOMPARE(sites.size(), 1);
    button("statusIdentity")->click();
    QTRY_VERIFY(shell.window.findChild<QDialog *>(QStringLiteral("identitiesDialog")));
    shell.window.findChild<QDialog *>(QStringLiteral("identitiesDialog"))->reject();
    button("statusConnection")->click();
    QTRY_VERIFY(shell.window.findChild<QDialog *>(QStringLiteral("diagnosticsDialog")));
}

void TestUnattended::remindsOfTheOwnCertificate()
{
    ShellFixture shell;
    shell.clock.setNow(ValidUntil.addDays(-20));
    shell.window.show();
    QVERIFY(signIn(shell));
    auto *banner = shell.window.findChild<BannerBar *>(QStringLiteral("identityBanner"));
    QTRY_VERIFY2(banner->text().contains(QLatin1String("20")), qPrintable(banner->text()));
    Q_EMIT banner->actionTriggered();
    QVERIFY(banner->isHidden());
    QSettings kept(shell.folder.filePath(QStringLiteral("kept.ini")), QSettings::IniFormat);
    shell.operatorDesk.storeLayout(kept);
    shell.operatorDesk.restoreLayout(kept);
    QVERIFY(banner->isHidden());
    shell.clock.setNow(ValidUntil.addDays(-15));
    shell.operatorDesk.restoreLayout(kept);
    QVERIFY(!banner->isHidden());
}

void TestUnattended::aLostCacheKeyIsNotReplacedWithoutAWord()
{
    ShellFixture shell;
    SiteSession told = shell.site.session();
    told.serverTime = shell.clock.now(); // else the banner tells of the clocks when the key is mended
    shell.site.setSession(told);
    shell.window.show();
    QVERIFY(signIn(shell));
    QVERIFY(!shell.session.cacheKeyError());
    QString entry;
    for (const QString &key : shell.secrets.keys()) {
        if (key.startsWith(QLatin1String("cache/")))
            entry = key;
    }
    shell.session.lock();
    shell.secrets.forget(entry);
    QVERIFY(await(shell.session.unlock()));
    QCOMPARE(shell.session.cacheKeyError()->code, ErrorCode::KeychainEntryMissing);
    auto *banner = shell.window.findChild<BannerBar *>(QStringLiteral("identityBanner"));
    QVERIFY(!banner->isHidden());
    const auto box = [&] { return shell.window.findChild<QMessageBox *>(QStringLiteral("cacheKeyBox")); };
    Q_EMIT banner->actionTriggered();
    QTRY_VERIFY(box());
    QCOMPARE(box()->defaultButton()->objectName(), QStringLiteral("cacheKeyAgain"));
    box()->defaultButton()->click();
    QTRY_VERIFY(!box());
    QVERIFY(shell.session.cacheKeyError()); // still lost: nothing was made up
    Q_EMIT banner->actionTriggered();
    QTRY_VERIFY(box());
    box()->findChild<QPushButton *>(QStringLiteral("cacheKeyRenew"))->click();
    QTRY_VERIFY(!shell.session.cacheKeyError());
    QVERIFY(banner->isHidden());
}

void TestUnattended::newRequestsAreOneNotification()
{
    ShellFixture shell; // its window is not in front
    FakeNotifier notifier;
    DeskNotifications notifications(shell.desk, notifier, shell.clock, &shell.window);
    QSignalSpy synchronized(&shell.desk.records(), &CustomerRecords::synchronized);
    QVERIFY(signIn(shell));
    QTRY_VERIFY(synchronized.count() > 0);
    for (int i = 0; i < 3; ++i)
        shell.site.put(FakeSite::makeRequest(i + 1));
    QTRY_COMPARE_WITH_TIMEOUT(notifier.shown.size(), 1, 20000);
    const Notification shown = notifier.shown.constFirst();
    QVERIFY(!shown.text.contains(QLatin1String("example.jp"))); // never a name
    QCOMPARE(shown.place, DeskNotifications::pendingPlace());
    QVERIFY(!shown.sound);
}

void TestUnattended::nothingIsToldThatNobodyWants()
{
    ShellFixture shell;
    FakeNotifier notifier;
    DeskNotifications notifications(shell.desk, notifier, shell.clock, &shell.window);
    Settings settings;
    settings.notifyNewRequests = false;
    notifications.setSettings(settings);
    QSignalSpy synchronized(&shell.desk.records(), &CustomerRecords::synchronized);
    QVERIFY(signIn(shell));
    QTRY_VERIFY(synchronized.count() > 0);
    shell.site.put(FakeSite::makeRequest(1));
    const auto before = synchronized.count();
    QTRY_VERIFY_WITH_TIMEOUT(synchronized.count() > before, 20000);
    QVERIFY(!QTest::qWaitFor([&] { return !notifier.shown.isEmpty(); }, 3000));
}

} // namespace tegata

TEGATA_TEST(tegata::TestUnattended)
#include "test_unattended.moc"
