// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/topbar.h"

#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/shellfixture.h"
#include "ui/common/commandpalette.h"
#include "ui/shell/activity.h"
#include "ui/shell/deskrail.h"
#include "ui/shell/editmenu.h"
#include "ui/style/tokens.h"

#include <QAction>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTest>
#include <QToolButton>
#include <QWindow>

namespace tegata {

// The window's upper edge: menus, command box, what happened lately, and who is connected to what.
class TestTopBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void menusStandInTheUsualOrder_data();
    void menusStandInTheUsualOrder();
    void editsTheFieldThatHasTheKeys();
    void copiesNoSecret();
    void theDesksOwnEditsFollow();
    void theBoxOpensThePalette();
    void thePalettesKeyWorksInFields();
    void itFitsANarrowWindow();
    void tabOrderIsReadingOrder();
    void whatHappenedIsListedNewestFirst();
    void everyWidgetHasItsNames();
};

void TestTopBar::menusStandInTheUsualOrder_data()
{
    QTest::addColumn<Language>("language");
    QTest::newRow("en") << Language::English;
    QTest::newRow("ja") << Language::Japanese;
}

void TestTopBar::menusStandInTheUsualOrder()
{
    QFETCH(Language, language);
    ShellFixture shell(language);
    QStringList order;
    for (const QAction *menu : shell.window.findChild<QMenuBar *>(QStringLiteral("menuBar"))->actions()) {
        order.append(menu->menu()->objectName());
        QVERIFY(!menu->text().isEmpty());
        QVERIFY2(!menu->menu()->isEmpty(), qPrintable(order.constLast()));
    }
    QCOMPARE(order, QStringList({QStringLiteral("fileMenu"), QStringLiteral("editMenu"), QStringLiteral("actionMenu"),
                                 QStringLiteral("viewMenu"), QStringLiteral("helpMenu")}));
}

void TestTopBar::editsTheFieldThatHasTheKeys()
{
    QMainWindow window;
    auto *bar = new TopBar(&window);
    window.setMenuWidget(bar);
    auto *menu = new EditMenu(&bar->menus());
    bar->menus().addMenu(menu);
    auto *field = new QPlainTextEdit(&window);
    window.setCentralWidget(field);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const auto action = [menu](const char *name) { return menu->findChild<QAction *>(QLatin1String(name)); };
    field->setFocus();
    Q_EMIT menu->aboutToShow();
    QVERIFY(!action("editCutAction")->isEnabled()); // nothing is selected
    QVERIFY(action("editPasteAction")->isEnabled());
    field->setPlainText(QStringLiteral("kept"));
    action("editSelectAllAction")->trigger();
    Q_EMIT menu->aboutToShow();
    QVERIFY(action("editCutAction")->isEnabled());
    action("editCutAction")->trigger();
    QCOMPARE(field->toPlainText(), QString());
    action("editUndoAction")->setEnabled(true);
    action("editUndoAction")->trigger();
    QCOMPARE(field->toPlainText(), QStringLiteral("kept"));
    field->setReadOnly(true);
    Q_EMIT menu->aboutToShow();
    QVERIFY(!action("editPasteAction")->isEnabled());
    for (const QAction *each : menu->actions())
        QVERIFY2(each->shortcut().isEmpty(), qPrintable(each->objectName())); // the field's own keys, shown only
}

void TestTopBar::copiesNoSecret()
{
    QMainWindow window;
    auto *bar = new TopBar(&window);
    window.setMenuWidget(bar);
    auto *menu = new EditMenu(&bar->menus());
    bar->menus().addMenu(menu);
    auto *field = new QLineEdit(QStringLiteral("secret"), &window);
    field->setEchoMode(QLineEdit::Password);
    window.setCentralWidget(field);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    field->setFocus();
    field->selectAll();
    Q_EMIT menu->aboutToShow();
    QVERIFY(!menu->findChild<QAction *>(QStringLiteral("editCopyAction"))->isEnabled());
    QVERIFY(!menu->findChild<QAction *>(QStringLiteral("editCutAction"))->isEnabled());
}

void TestTopBar::theDesksOwnEditsFollow()
{
    ShellFixture shell;
    auto *menu = shell.window.findChild<EditMenu *>();
    const auto count = menu->actions().size();
    QVERIFY(menu->actions().contains(shell.window.findChild<QAction *>(QStringLiteral("undoAction"))));
    Q_EMIT shell.operatorDesk.placeChanged(); // filled anew: nothing twice, nothing lost
    QCOMPARE(menu->actions().size(), count);
    menu->setDeskActions({});
    QVERIFY(menu->actions().size() < count);
    QVERIFY(shell.window.findChild<QAction *>(QStringLiteral("undoAction"))); // the desk's own
}

void TestTopBar::theBoxOpensThePalette()
{
    ShellFixture shell;
    shell.window.show();
    auto *box = shell.window.findChild<CommandBox *>();
    QVERIFY(!box->accessibleName().isEmpty());
    QCOMPARE(box->accessibleDescription(), QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText));
    QTest::keyClick(box, Qt::Key_Space);
    QVERIFY(shell.window.findChild<CommandPalette *>());
}

// A field of several lines would delete to the line's end by Ctrl+K.
void TestTopBar::thePalettesKeyWorksInFields()
{
    ShellFixture shell;
    shell.window.show();
    QVERIFY(QTest::qWaitForWindowActive(&shell.window));
    QPlainTextEdit field(shell.window.centralWidget());
    field.setPlainText(QStringLiteral("kept"));
    field.show();
    field.setFocus();
    QTest::keyClick(shell.window.windowHandle(), Qt::Key_K, Qt::ControlModifier);
    const QPointer<CommandPalette> palette = shell.window.findChild<CommandPalette *>();
    QVERIFY(palette && palette->isVisible());
    QCOMPARE(field.toPlainText(), QStringLiteral("kept"));
    QTest::keyClick(shell.window.windowHandle(), Qt::Key_K, Qt::ControlModifier); // and closes it
    QVERIFY(!palette || !palette->isVisible());
    QVERIFY(field.hasFocus());
}

void TestTopBar::itFitsANarrowWindow()
{
    ShellFixture shell(Language::Japanese);
    shell.window.show();
    shell.window.resize(1024, 700);
    const auto *bar = shell.window.findChild<TopBar *>();
    QVERIFY(bar->height() >= extent::TopBar);
    QVERIFY(bar->minimumSizeHint().width() <= 1024);
    for (const QWidget *part : bar->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
        if (part->isVisible())
            QVERIFY2(bar->rect().contains(part->geometry()), qPrintable(part->objectName()));
    }
    // The command box gives its room before a menu goes behind "»".
    const auto *menus = bar->findChild<QMenuBar *>(QStringLiteral("menuBar"));
    QTRY_VERIFY(menus->width() >= menus->sizeHint().width());
}

// From left to right in the top bar, down the rail, then the work.
void TestTopBar::tabOrderIsReadingOrder()
{
    ShellFixture shell;
    shell.window.show();
    const auto *bar = shell.window.findChild<TopBar *>();
    const auto *rail = shell.window.findChild<DeskRail *>();
    const QWidget *first = shell.window.findChild<CommandBox *>();
    QStringList passed;
    QPoint last(-1, -1);
    const QWidget *lastArea = bar;
    for (const QWidget *each = first;; each = each->nextInFocusChain()) {
        const bool isInShell = bar->isAncestorOf(each) || rail->isAncestorOf(each);
        if (!each->isVisible() || !(each->focusPolicy() & Qt::TabFocus))
            continue;
        if (!isInShell)
            break;
        const QWidget *area = bar->isAncestorOf(each) ? static_cast<const QWidget *>(bar) : rail;
        if (area != lastArea) {
            QCOMPARE(lastArea, bar);
            last = QPoint(-1, -1);
            lastArea = area;
        }
        const QPoint place = each->mapTo(area, QPoint(0, 0));
        QVERIFY2(area == bar ? place.x() > last.x() : place.y() > last.y(), qPrintable(each->objectName()));
        last = place;
        passed.append(each->objectName());
    }
    for (const char *name : {"commandBox", "activityButton", "statusConnection", "desks", "rail-keyHelpAction"})
        QVERIFY2(passed.contains(QLatin1String(name)), name);
}

void TestTopBar::whatHappenedIsListedNewestFirst()
{
    ShellFixture shell;
    Q_EMIT shell.operatorDesk.announced(QStringLiteral("first"));
    Q_EMIT shell.operatorDesk.announced(QStringLiteral("second"));
    shell.window.show();
    shell.window.findChild<QToolButton *>(QStringLiteral("activityButton"))->click();
    auto *list = shell.window.findChild<QListWidget *>(QStringLiteral("activityList"));
    QVERIFY(list);
    QCOMPARE(list->count(), 2);
    QVERIFY(list->item(0)->text().endsWith(QLatin1String("second")));
    Q_EMIT shell.operatorDesk.announced(QStringLiteral("third")); // it follows while it is open
    QVERIFY(list->item(0)->text().endsWith(QLatin1String("third")));
    for (int i = 0; i < 2 * Activity::Kept; ++i)
        Q_EMIT shell.operatorDesk.announced(QString::number(i));
    QCOMPARE(list->count(), Activity::Kept);
}

void TestTopBar::everyWidgetHasItsNames()
{
    ShellFixture shell;
    shell.window.show();
    shell.window.findChild<QToolButton *>(QStringLiteral("activityButton"))->click();
    for (QWidget *each : std::initializer_list<QWidget *>{shell.window.findChild<TopBar *>(),
                                                          shell.window.findChild<ActivityDialog *>()}) {
        const QStringList found = namelessWidgets(each);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
}

} // namespace tegata

TEGATA_TEST(tegata::TestTopBar)
#include "test_topbar.moc"
