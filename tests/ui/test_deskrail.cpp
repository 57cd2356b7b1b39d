// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/deskrail.h"

#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/shellfixture.h"
#include "ui/common/paletteicon.h"
#include "ui/shell/windowplace.h"
#include "ui/style/tokens.h"

#include <QAction>
#include <QListWidget>
#include <QScreen>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

namespace tegata {

// The left edge of the window, and where the window stands.
class TestDeskRail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badges_data();
    void badges();
    void aBadgeIsReadOut();
    void theBadgeCountsWhatIsPending();
    void wordsGoWhereItIsNarrow();
    void theFootObeysItsActions();
    void tabOrderIsReadingOrder();
    void everyWidgetHasItsNames();
    void windowsStayOnTheScreens_data();
    void windowsStayOnTheScreens();
    void restoredOntoAScreenThatIsThere();
};

void TestDeskRail::badges_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("shown");
    QTest::newRow("none") << 0 << QString();
    QTest::newRow("never negative") << -1 << QString();
    QTest::newRow("one") << 1 << QStringLiteral("1");
    QTest::newRow("most") << 99 << QStringLiteral("99");
    QTest::newRow("more") << 100 << QStringLiteral("99+");
}

void TestDeskRail::badges()
{
    QFETCH(int, count);
    QTEST(DeskRail::badgeText(count), "shown");
}

void TestDeskRail::aBadgeIsReadOut()
{
    DeskRail rail;
    rail.addDesk(PaletteIcon::icon(QStringLiteral("operator")));
    rail.setTitle(0, QStringLiteral("Operator"));
    rail.setBadge(0, 29, QStringLiteral("29 waiting for you"));
    const QListWidgetItem *item = rail.findChild<QListWidget *>(QStringLiteral("desks"))->item(0);
    QCOMPARE(item->data(Qt::AccessibleTextRole).toString(), QStringLiteral("Operator")); // the name stays its name
    QCOMPARE(item->data(Qt::AccessibleDescriptionRole).toString(), QStringLiteral("29 waiting for you"));
    rail.setBadge(0, 0, QStringLiteral("0 waiting for you"));
    QCOMPARE(item->data(Qt::AccessibleDescriptionRole).toString(), QString());
    QCOMPARE(item->toolTip(), QStringLiteral("Operator"));
}

void TestDeskRail::theBadgeCountsWhatIsPending()
{
    ShellFixture shell;
    QCOMPARE(shell.operatorDesk.waiting(), 0);
    shell.site.putRequests(3);
    shell.connectDesk();
    QTRY_COMPARE(shell.operatorDesk.waiting(), 3);
    const QListWidgetItem *item = shell.window.findChild<QListWidget *>(QStringLiteral("desks"))->item(0);
    QVERIFY2(item->data(Qt::AccessibleDescriptionRole).toString().startsWith(QLatin1Char('3')),
             qPrintable(item->data(Qt::AccessibleDescriptionRole).toString()));
    shell.site.actAsOther(QStringLiteral("r-0001"), RequestAction::Hold);
    QTRY_COMPARE(shell.operatorDesk.waiting(), 2);
}

void TestDeskRail::wordsGoWhereItIsNarrow()
{
    ShellFixture shell;
    auto *rail = shell.window.findChild<DeskRail *>();
    const QListWidgetItem *item = rail->findChild<QListWidget *>(QStringLiteral("desks"))->item(0);
    shell.window.show();
    const int narrow = extent::NarrowWindow * iconSize(&shell.window, icon::Rail) / icon::Rail;
    shell.window.resize(narrow + 40, 700);
    QTRY_VERIFY(!rail->isNarrow());
    QVERIFY(rail->width() >= extent::Rail);
    QCOMPARE(item->text(), QStringLiteral("Approvals"));
    shell.window.resize(narrow - 40, 700);
    QTRY_VERIFY(rail->isNarrow());
    QVERIFY(rail->width() < extent::Rail);
    QCOMPARE(item->text(), QString());
    QVERIFY(item->toolTip().startsWith(QLatin1String("Approvals")));
    QCOMPARE(item->data(Qt::AccessibleTextRole).toString(), QStringLiteral("Approvals"));
}

void TestDeskRail::theFootObeysItsActions()
{
    QAction action(QStringLiteral("&Lock…"));
    action.setObjectName(QStringLiteral("lockAction"));
    DeskRail rail;
    rail.addFootAction(&action);
    auto *button = rail.findChild<RailButton *>(QStringLiteral("rail-lockAction"));
    QVERIFY(button);
    QCOMPARE(button->accessibleName(), QStringLiteral("Lock"));
    const QSignalSpy triggered(&action, &QAction::triggered);
    rail.show();
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(triggered.size(), 1);
    action.setEnabled(false);
    QVERIFY(!button->isEnabled());
}

void TestDeskRail::tabOrderIsReadingOrder()
{
    QAction keys(QStringLiteral("Keys"));
    QAction settings(QStringLiteral("Settings"));
    QAction lock(QStringLiteral("Lock"));
    DeskRail rail;
    rail.addFootAction(&keys);
    rail.addFootAction(&lock);
    rail.addFootAction(&settings, &lock); // later, but above
    QStringList order;
    for (const QWidget *each = rail.nextInFocusChain(); each != &rail; each = each->nextInFocusChain()) {
        if (const auto *button = qobject_cast<const RailButton *>(each))
            order.append(button->text());
    }
    QCOMPARE(order, QStringList({QStringLiteral("Keys"), QStringLiteral("Settings"), QStringLiteral("Lock")}));
    rail.show();
    const QList<RailButton *> buttons = rail.findChildren<RailButton *>();
    for (const RailButton *one : buttons) {
        for (const RailButton *other : buttons)
            QCOMPARE(order.indexOf(one->text()) < order.indexOf(other->text()), one->y() < other->y());
    }
}

void TestDeskRail::everyWidgetHasItsNames()
{
    ShellFixture shell;
    shell.window.show();
    const QStringList found = namelessWidgets(shell.window.findChild<DeskRail *>());
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void TestDeskRail::windowsStayOnTheScreens_data()
{
    QTest::addColumn<QRect>("wanted");
    QTest::addColumn<QList<QRect>>("screens");
    QTest::addColumn<QRect>("placed");
    const QRect main(0, 0, 1440, 900);
    const QRect right(1440, 0, 1920, 1080);
    QTest::newRow("where it was") << QRect(100, 50, 1200, 800) << QList<QRect>{main} << QRect(100, 50, 1200, 800);
    QTest::newRow("its screen has gone") << QRect(1600, 100, 1200, 800) << QList<QRect>{main}
                                         << QRect(240, 100, 1200, 800);
    QTest::newRow("half outside") << QRect(-500, -40, 1000, 700) << QList<QRect>{main} << QRect(0, 0, 1000, 700);
    QTest::newRow("larger than the screen") << QRect(10, 10, 2000, 1200) << QList<QRect>{main} << main;
    QTest::newRow("on the screen that shows most")
        << QRect(1300, 200, 1000, 800) << QList<QRect>{main, right} << QRect(1440, 200, 1000, 800);
    QTest::newRow("below the panel") << QRect(0, 0, 800, 600) << QList<QRect>{QRect(0, 32, 1440, 868)}
                                     << QRect(0, 32, 800, 600);
    QTest::newRow("no screen") << QRect(1, 2, 3, 4) << QList<QRect>{} << QRect(1, 2, 3, 4);
}

void TestDeskRail::windowsStayOnTheScreens()
{
    QFETCH(QRect, wanted);
    QFETCH(QList<QRect>, screens);
    QTEST(placeOnScreens(wanted, screens), "placed");
}

void TestDeskRail::restoredOntoAScreenThatIsThere()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("window.ini"));
    {
        QWidget elsewhere;
        elsewhere.setGeometry(20000, 20000, 700, 500);
        QSettings settings(file, QSettings::IniFormat);
        settings.setValue(QStringLiteral("window/geometry"), elsewhere.saveGeometry());
    }
    LanguageController language{Language::English};
    CommandRegistry commands;
    const MainWindow window(language, commands, file);
    QVERIFY2(window.screen()->availableGeometry().intersects(window.geometry()), "seen");
    const QRect seen = window.screen()->availableGeometry().intersected(window.geometry());
    QCOMPARE(seen.size(), window.size());
}

} // namespace tegata

TEGATA_TEST(tegata::TestDeskRail)
#include "test_deskrail.moc"
