// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "tests/ui/shellfixture.h"
#include "ui/common/bannerbar.h"
#include "ui/common/pill.h"
#include "ui/records/queuetable.h"

#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QTabWidget>
#include <QTest>

namespace tegata {

class TestLanguageSwitch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void switchesEverythingAtRunTime();
    void qtsOwnTextsFollow();
    void phrasebookFollows();
};

void TestLanguageSwitch::switchesEverythingAtRunTime()
{
    ShellFixture shell(Language::Japanese);
    CertificateRequest request = FakeSite::makeRequest(1);
    request.version = 1;
    (void)shell.cache.upsert({request}, {});
    shell.window.show();
    shell.operatorDesk.workspace().load();
    shell.operatorDesk.workspace().setSignIn(SignIn::Locked);
    auto *tabs = shell.window.findChild<QTabWidget *>(QStringLiteral("queueTabs"));
    auto *table = shell.window.findChild<QueueTable *>(QStringLiteral("pendingTable"));
    auto *state = shell.window.findChild<Pill *>(QStringLiteral("requestHeadingState"));
    auto *country = static_cast<QLabel *>(nullptr);
    QTRY_COMPARE(tabs->tabText(0), QStringLiteral("承認待ち (1)"));
    QTRY_VERIFY(country = shell.window.findChild<QLabel *>(QStringLiteral("subject0_CLabel")));
    QCOMPARE(country->text(), QStringLiteral("国名（C）"));
    QCOMPARE(state->word(), QStringLiteral("承認待ち"));
    const QString banner = shell.window.findChild<BannerBar *>(QStringLiteral("connectionBanner"))->text();
    QVERIFY(banner.contains(QStringLiteral("ロック")));

    auto *english = shell.window.findChild<QAction *>(QStringLiteral("englishAction"));
    english->trigger();
    QTRY_COMPARE(tabs->tabText(0), QStringLiteral("Pending (1)")); // told by a posted event
    QCOMPARE(table->model()->headerData(0, Qt::Horizontal).toString(), QStringLiteral("Check"));
    QCOMPARE(shell.window.findChild<QLabel *>(QStringLiteral("subject0_CLabel"))->text(),
             QStringLiteral("Country (C)"));
    QCOMPARE(state->word(), QStringLiteral("Pending"));
    QVERIFY(shell.window.findChild<BannerBar *>(QStringLiteral("connectionBanner"))
                ->text()
                .contains(QLatin1String("Locked")));
    QCOMPARE(shell.window.findChild<QMenu *>(QStringLiteral("fileMenu"))->title(), QStringLiteral("&File"));
    QVERIFY(english->isChecked());

    shell.window.findChild<QAction *>(QStringLiteral("japaneseAction"))->trigger();
    QTRY_COMPARE(tabs->tabText(0), QStringLiteral("承認待ち (1)"));
    QCOMPARE(table->currentIndex().row(), 0);
}

void TestLanguageSwitch::qtsOwnTextsFollow()
{
    LanguageController controller(Language::Japanese);
    QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("キャンセル"));
    controller.setLanguage(Language::English);
    QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("Cancel"));
}

void TestLanguageSwitch::phrasebookFollows()
{
    LanguageController controller(Language::English);
    const QString english = controller.phrasebook().text("Error", "The passphrase is wrong.");
    QCOMPARE(english, QStringLiteral("The passphrase is wrong."));
    controller.setLanguage(Language::Japanese);
    QCOMPARE(controller.phrasebook().text("Error", "The passphrase is wrong."),
             QStringLiteral("パスフレーズが違います。"));
}

} // namespace tegata

TEGATA_TEST(tegata::TestLanguageSwitch)
#include "test_languageswitch.moc"
