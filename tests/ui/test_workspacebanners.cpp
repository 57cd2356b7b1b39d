// SPDX-License-Identifier: Apache-2.0
#include "core/desk/evidencegatherer.h"
#include "tests/support/testmain.h"
#include "tests/ui/workspacefixture.h"
#include "ui/common/toastarea.h"

#include <QPushButton>

namespace tegata {

// What the operators' workspace says above the list: connection, lock, identity, DNS, the desk's own files.
class TestWorkspaceBanners : public QObject, private WorkspaceFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }
    void lockedOnItsWayIsSaidToBeStored();
    void offlineShowsABannerAndKeepsTheTable();
    void refusedIdentityIsSaidAsSuch();
    void missingDnsIsSaidOnce();
    void lockedOffersToUnlock();
    void saysNothingOfAnEmptyList();
    void brokenStoresAreToldAtTheStart();
    void withoutIdentityOffersToLoadOne();
};

void TestWorkspaceBanners::lockedOnItsWayIsSaidToBeStored()
{
    start(2);
    const auto *toasts = find<ToastArea>("toasts");
    m_fixture->site.hold();
    QTest::keyClick(table("pendingTable"), Qt::Key_A);
    QTRY_VERIFY(find<QWidget>("decisionPanel")->isVisible());
    QTest::keyClick(find<QPushButton>("decisionConfirm"), Qt::Key_Return);
    QTRY_COMPARE(m_fixture->desk.outboxDepth(), 1);
    m_fixture->desk.detach();
    QTRY_VERIFY(toasts->text(Toast::Kind::Done).contains(QLatin1String("saved. It is sent when you next unlock")));
    m_fixture->site.release();
    m_fixture->desk.attach(m_fixture->site.makeConnection());
    QTRY_VERIFY(toasts->text(Toast::Kind::Done).contains(QLatin1String("Sent: ")));
}

void TestWorkspaceBanners::offlineShowsABannerAndKeepsTheTable()
{
    start(3);
    auto *banner = find<BannerBar>("connectionBanner");
    QVERIFY(banner->isHidden());
    m_fixture->site.goOffline();
    QTRY_VERIFY(banner->text().contains(QLatin1String("No connection")));
    QCOMPARE(table("pendingTable")->model()->rowCount(), 3);
    m_fixture->site.goOnline();
    QTest::mouseClick(banner->findChild<QPushButton *>(QStringLiteral("bannerButton")), Qt::LeftButton);
    QTRY_VERIFY(banner->isHidden());
}

void TestWorkspaceBanners::refusedIdentityIsSaidAsSuch()
{
    m_fixture->site.fail(Error{ErrorCode::TlsIdentityRefused, {}, {}, -1});
    m_workspace->load();
    m_workspace->setSignIn(SignIn::Unlocked);
    m_workspace->show();
    m_fixture->connectDesk();
    auto *banner = find<BannerBar>("connectionBanner");
    QTRY_VERIFY(banner->text().contains(QLatin1String("refused the operator certificate")));
    QVERIFY(!banner->text().contains(QLatin1String("No connection")));
}

void TestWorkspaceBanners::missingDnsIsSaidOnce()
{
    start(1);
    QAction settings;
    int asked = 0;
    connect(&settings, &QAction::triggered, this, [&asked] { ++asked; });
    m_fixture->commands.add(QStringLiteral("program.settings"), CommandCategory::Program, &settings);
    auto *banner = find<BannerBar>("noDnsBanner");
    QVERIFY(banner->isHidden());
    Q_EMIT m_workspace->evidence().dnsChanged(false);
    QVERIFY(banner->isVisible());
    QVERIFY(banner->text().contains(QLatin1String("no DNS server")));
    QTest::mouseClick(banner->findChild<QPushButton *>(QStringLiteral("bannerButton")), Qt::LeftButton);
    QCOMPARE(asked, 1);
    m_fixture->language.setLanguage(Language::Japanese);
    QTRY_VERIFY(banner->text().contains(QStringLiteral("DNSサーバー")));
    Q_EMIT m_workspace->evidence().dnsChanged(true);
    QVERIFY(banner->isHidden());
}

void TestWorkspaceBanners::lockedOffersToUnlock()
{
    m_workspace->show();
    m_workspace->setSignIn(SignIn::Locked);
    auto *banner = find<BannerBar>("connectionBanner");
    QVERIFY(banner->text().contains(QLatin1String("Locked")));
    int asked = 0;
    connect(m_workspace.get(), &OperatorWorkspace::unlockRequested, this, [&asked] { ++asked; });
    QTest::mouseClick(banner->findChild<QPushButton *>(QStringLiteral("bannerButton")), Qt::LeftButton);
    QCOMPARE(asked, 1);
}

void TestWorkspaceBanners::saysNothingOfAnEmptyList()
{
    m_workspace->load();
    m_workspace->show();
    m_workspace->setSignIn(SignIn::Locked);
    auto *banner = find<BannerBar>("connectionBanner");
    const QLatin1String received("last data received");
    QVERIFY(banner->text().contains(QLatin1String("Locked")));
    QVERIFY2(!banner->text().contains(received), qPrintable(banner->text()));
    // As soon as there is something in it, it is said.
    (void)m_fixture->cache.upsert({FakeSite::makeRequest(7)}, {});
    QTRY_VERIFY2(banner->text().contains(received), qPrintable(banner->text()));
}

// Before anything is tried, and in words: another program works on the same files.
void TestWorkspaceBanners::brokenStoresAreToldAtTheStart()
{
    QVERIFY(find<BannerBar>("troublesBanner")->isHidden());
    OperatorDesk second(m_fixture->cache, m_fixture->clock);
    CommandRegistry commands{m_fixture->folder.filePath(QStringLiteral("other.ini"))};
    OperatorWorkspace workspace(second, m_fixture->language, m_fixture->worker, commands);
    workspace.show();
    auto *banner = workspace.findChild<BannerBar *>(QStringLiteral("troublesBanner"));
    QTRY_VERIFY(banner->isVisible());
    QTRY_VERIFY(banner->text().contains(QLatin1String("Another Tegata works on this profile")));
}

void TestWorkspaceBanners::withoutIdentityOffersToLoadOne()
{
    m_workspace->show();
    m_workspace->setSignIn(SignIn::NoIdentity);
    auto *button = find<QPushButton>("noIdentityButton");
    QVERIFY(button->isVisible());
    int asked = 0;
    connect(m_workspace.get(), &OperatorWorkspace::importRequested, this, [&asked] { ++asked; });
    QTest::keyClick(button, Qt::Key_Return);
    QCOMPARE(asked, 1);
}

} // namespace tegata

TEGATA_TEST(tegata::TestWorkspaceBanners)
#include "test_workspacebanners.moc"
