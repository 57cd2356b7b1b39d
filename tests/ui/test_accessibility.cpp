// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/shellfixture.h"
#include "ui/enrollment/draftlist.h"
#include "ui/enrollment/draftnamedialog.h"
#include "ui/enrollment/passphrasedialog.h"
#include "ui/enrollment/renewaldialog.h"
#include "ui/identity/importidentitydialog.h"
#include "ui/identity/unlockdialog.h"
#include "ui/operator/decisionpanel.h"
#include "ui/operator/revokedialog.h"
#include "ui/shell/choosesitedialog.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QTabWidget>
#include <QTest>

namespace tegata {

// Every widget of every window can be named by a person who does not see it and found by a test, and no action needs a
// mouse.
class TestAccessibility : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyWidgetHasItsNames_data();
    void everyWidgetHasItsNames();
    void everyActionHasAKeyOrAMenu();
    void menusOfRowsAreInGroups();
    void noKeyIsGivenTwice();
};

void TestAccessibility::everyWidgetHasItsNames_data()
{
    QTest::addColumn<QString>("window");
    for (const char *window : {"locked", "request", "certificate", "noIdentity", "import", "unlock", "revoke", "site",
                               "draftName", "passphrase", "renewal", "drafts"})
        QTest::newRow(window) << QString::fromLatin1(window);
}

void TestAccessibility::everyWidgetHasItsNames()
{
    QFETCH(QString, window);
    ShellFixture shell;
    shell.site.putRequests(2);
    shell.site.put(FakeSite::makeCertificate(50));
    shell.window.show();
    shell.operatorDesk.workspace().load();
    OperatorWorkspace &workspace = shell.operatorDesk.workspace();
    std::unique_ptr<QWidget> dialog;
    QWidget *walked = &shell.window;
    if (window == QLatin1String("locked")) {
        workspace.setSignIn(SignIn::Locked);
    } else if (window == QLatin1String("request") || window == QLatin1String("certificate")) {
        workspace.setSignIn(SignIn::Unlocked);
        shell.connectDesk();
        QTRY_COMPARE(shell.desk.connection(), DeskConnection::Online);
        if (window == QLatin1String("certificate"))
            workspace.setView(QueueView::Issued);
        const QString heading = window + QStringLiteral("HeadingTitle");
        QTRY_VERIFY(shell.window.findChild<QLabel *>(heading)); // a pane is made when something is shown in it
        QTRY_VERIFY(shell.window.findChild<QLabel *>(heading)->isVisible());
        if (window == QLatin1String("request")) {
            QTRY_VERIFY(workspace.actions().action(RequestActions::Command::Reject)->isEnabled());
            workspace.actions().action(RequestActions::Command::Reject)->trigger();
        } else {
            auto *tabs = shell.window.findChild<QTabWidget *>(QStringLiteral("certificateTabs"));
            QTRY_VERIFY(tabs->isTabEnabled(2)); // the PEM is there
        }
    } else if (window == QLatin1String("noIdentity")) {
        workspace.setSignIn(SignIn::NoIdentity);
    } else {
        if (window == QLatin1String("import"))
            dialog = std::make_unique<ImportIdentityDialog>(shell.session, shell.language, shell.worker);
        else if (window == QLatin1String("unlock"))
            dialog = std::make_unique<UnlockDialog>(shell.session, shell.language,
                                                    Error{ErrorCode::PassphraseNeeded, {}, {}, -1});
        else if (window == QLatin1String("revoke"))
            dialog = std::make_unique<RevokeDialog>(FakeSite::makeCertificate(1), SiteCapabilities());
        else if (window == QLatin1String("draftName"))
            dialog = std::make_unique<DraftNameDialog>(DraftNameDialog::Purpose::New, QStringLiteral("x"));
        else if (window == QLatin1String("passphrase"))
            dialog = std::make_unique<PassphraseDialog>(PassphraseDialog::Purpose::NewVault, shell.language);
        else if (window == QLatin1String("renewal"))
            dialog = std::make_unique<RenewalDialog>(RenewalDialog::Purpose::Start, shell.language);
        else if (window == QLatin1String("drafts"))
            dialog = std::make_unique<DraftList>(DraftList::Handlers{[] {}, [] {}, [] {}, {}, {}, {}, {}, {}, {}, {}});
        else
            dialog = std::make_unique<ChooseSiteDialog>(shell.language);
        dialog->show();
        walked = dialog.get();
    }
    const QStringList found = namelessWidgets(walked);
    QVERIFY2(found.isEmpty(), qPrintable(QLatin1Char('\n') + found.join(QLatin1Char('\n'))));
}

void TestAccessibility::everyActionHasAKeyOrAMenu()
{
    ShellFixture shell;
    QSet<const QAction *> inMenus;
    for (const QMenu *menu : shell.window.findChildren<QMenu *>()) {
        for (const QAction *action : menu->actions())
            inMenus.insert(action);
    }
    int seen = 0;
    for (const QAction *action : shell.window.findChildren<QAction *>()) {
        if (action->objectName().isEmpty() || !action->objectName().endsWith(QLatin1String("Action")))
            continue;
        ++seen;
        QVERIFY2(!action->shortcut().isEmpty() || inMenus.contains(action), qPrintable(action->objectName()));
        QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
    }
    QVERIFY(seen >= 19);
}

void TestAccessibility::menusOfRowsAreInGroups()
{
    ShellFixture shell;
    const RequestActions &actions = shell.operatorDesk.workspace().actions();
    const QList<QAction *> &menu = actions.menuActions();
    QSet<QAction *> named;
    for (qsizetype i = 0; i < menu.size(); ++i) {
        if (!menu.at(i)->isSeparator())
            named.insert(menu.at(i));
        else
            QVERIFY(i > 0 && i + 1 < menu.size() && !menu.at(i + 1)->isSeparator());
    }
    const QList<QAction *> all = actions.actions();
    QCOMPARE(named, QSet<QAction *>(all.cbegin(), all.cend())); // each of them, once
    QCOMPARE(menu.size(), all.size() + 4);
    // What cannot be undone at the site stands apart, at the end.
    QCOMPARE(menu.constLast(), actions.action(RequestActions::Command::Revoke));
    QVERIFY(menu.at(menu.size() - 3)->isSeparator());
}

void TestAccessibility::noKeyIsGivenTwice()
{
    ShellFixture shell;
    QHash<QString, QString> keys;
    for (const QAction *action : shell.window.findChildren<QAction *>()) {
        if (action->shortcut().isEmpty())
            continue;
        const QString key = action->shortcut().toString();
        QVERIFY2(!keys.contains(key),
                 qPrintable(key + QLatin1String(": ") + keys.value(key) + QLatin1String(", ") + action->objectName()));
        keys.insert(key, action->objectName());
    }
    QVERIFY(!keys.isEmpty());
}

} // namespace tegata

TEGATA_TEST(tegata::TestAccessibility)
#include "test_accessibility.moc"
