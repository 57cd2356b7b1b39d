// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/mainwindow.h"

#include "tests/support/testmain.h"
#include "ui/common/commandregistry.h"
#include "ui/common/languagecontroller.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QWindow>

namespace tegata {

// A desk that holds nothing but what the window asks of one.
class PlainDesk : public ShellDesk
{
    Q_OBJECT

public:
    explicit PlainDesk(const QString &name)
        : m_name(name), m_action(new QAction(name + QStringLiteral("Work"), &m_work))
    {}

    QString name() const override { return m_name; }
    QString icon() const override { return QStringLiteral("operator"); }
    QString title() const override { return QLatin1Char('&') + m_name; }
    QString subject() const override { return m_name; }
    QWidget &work() override { return m_work; }
    QList<QAction *> fileActions() const override { return {}; }
    QList<QAction *> workActions() const override { return {m_action}; }
    QList<QAction *> viewActions() const override { return {}; }
    Lock lockState() const override { return state; }
    void lock() override { ++locks; }
    void unlock() override { ++unlocks; }
    void enter() override { ++entered; }
    Future<void> settle() override
    {
        ++settles;
        if (failing)
            return readyFuture<void>(failure(*failing));
        return settling ? settling->future() : readyFuture<void>({});
    }
    void restoreLayout(const QSettings &) override {}
    void storeLayout(QSettings &) const override { ++stores; }

    Lock state = Lock::Nothing;
    std::optional<ErrorCode> failing;
    std::optional<Promise<void>> settling; // without it, it settles at once
    int locks = 0;
    int unlocks = 0;
    int entered = 0;
    int settles = 0;
    mutable int stores = 0;

private:
    QString m_name;
    QLabel m_work;
    QAction *m_action;
};

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheDeskOfTheLastRun();
    void menusAndLockFollowTheDesk();
    void oneKeyLocksEveryDesk_data();
    void oneKeyLocksEveryDesk();
    void closesWhenAllIsStored();
    void asksWhereSomethingCannotBeStored();
    void endsWithoutAQuestion();
    void letsGoOfADeskThatGoes();

private:
    struct Window
    {
        explicit Window(const QString &settings) : window(language, commands, settings) { window.show(); }
        LanguageController language{Language::English};
        CommandRegistry commands;
        MainWindow window;
        PlainDesk first{QStringLiteral("First")};
        PlainDesk second{QStringLiteral("Second")};
        QAction *action(const char *name) { return window.findChild<QAction *>(QLatin1String(name)); }
        QWidget *shown() const
        {
            return window.findChild<QStackedWidget *>(QStringLiteral("deskStack"))->currentWidget();
        }
    };

    QTemporaryDir m_folder;
};

void TestMainWindow::showsTheDeskOfTheLastRun()
{
    const QString settings = m_folder.filePath(QStringLiteral("last.ini"));
    {
        Window run(settings);
        run.window.addDesk(run.first);
        QCOMPARE(run.shown(), &run.first.work());
        run.window.addDesk(run.second, true);
        QCOMPARE(run.shown(), &run.second.work()); // nobody has chosen yet: the preferred one
        run.action("FirstDeskAction")->trigger();
        QCOMPARE(run.shown(), &run.first.work());
        run.window.close();
        QTRY_VERIFY(!run.window.isVisible());
    }
    Window run(settings);
    run.window.addDesk(run.first);
    run.window.addDesk(run.second, true);
    QCOMPARE(run.shown(), &run.first.work());
    QCOMPARE(run.second.entered, 0);
}

void TestMainWindow::menusAndLockFollowTheDesk()
{
    Window run(m_folder.filePath(QStringLiteral("menus.ini")));
    run.window.addDesk(run.first);
    run.window.addDesk(run.second);
    auto *menu = run.window.findChild<QMenu *>(QStringLiteral("actionMenu"));
    QCOMPARE(menu->actions(), run.first.workActions());
    QCOMPARE(run.window.windowTitle(), QStringLiteral("First – Tegata"));
    QVERIFY(!run.action("lockAction")->isEnabled());
    QCOMPARE(run.action("lockAction")->statusTip(), QStringLiteral("Nothing is unlocked."));
    run.second.state = ShellDesk::Lock::Unlocked;
    QVERIFY(QTest::qWaitForWindowActive(&run.window));
    QTest::keyClick(&run.window, Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(run.shown(), &run.second.work());
    QCOMPARE(menu->actions(), run.second.workActions());
    QVERIFY(run.second.work().isVisible());
    QVERIFY(!run.first.work().isVisible());
    QCOMPARE(run.window.findChild<QListWidget *>(QStringLiteral("desks"))->currentRow(), 1);
    run.action("lockAction")->trigger();
    QCOMPARE(run.second.locks, 1);
    run.second.state = ShellDesk::Lock::Locked;
    Q_EMIT run.second.lockStateChanged();
    QVERIFY(!run.action("lockAction")->isEnabled());
    run.action("unlockAction")->trigger();
    QCOMPARE(run.second.unlocks, 1);
    QCOMPARE(run.first.locks + run.first.unlocks, 0);
}

void TestMainWindow::oneKeyLocksEveryDesk_data()
{
    QTest::addColumn<QString>("above");
    for (const char *above : {"nothing", "modal", "beside", "menu"})
        QTest::newRow(above) << QString::fromLatin1(above);
}

void TestMainWindow::oneKeyLocksEveryDesk()
{
    QFETCH(QString, above);
    Window run(m_folder.filePath(above + QStringLiteral(".ini")));
    run.window.addDesk(run.first);
    run.window.addDesk(run.second);
    run.first.state = run.second.state = ShellDesk::Lock::Unlocked;
    Q_EMIT run.first.lockStateChanged();
    run.window.show();
    QVERIFY(QTest::qWaitForWindowActive(&run.window));
    QDialog dialog(above == QLatin1String("modal") ? &run.window : nullptr);
    QLineEdit field(&dialog);
    QMenu menu;
    QWidget *focused = &run.window;
    if (above == QLatin1String("menu")) {
        menu.addAction(QStringLiteral("x"));
        menu.popup(QPoint(0, 0));
        focused = &menu;
    } else if (above != QLatin1String("nothing")) {
        if (above == QLatin1String("modal"))
            dialog.open();
        else
            dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        field.setFocus();
        focused = &dialog;
    }
    QTest::keyClick(focused->windowHandle(), Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(run.first.locks, 1);
    QCOMPARE(run.second.locks, 1);
    QCOMPARE(field.text(), QString());
    QVERIFY(!menu.isVisible());
}

void TestMainWindow::closesWhenAllIsStored()
{
    Window run(m_folder.filePath(QStringLiteral("close.ini")));
    run.window.addDesk(run.first);
    run.window.addDesk(run.second);
    run.first.settling.emplace();
    run.window.close();
    QTRY_COMPARE(run.first.settles, 1);
    QVERIFY(run.window.isVisible());
    run.window.close(); // impatience changes nothing
    QVERIFY(run.window.isVisible());
    run.first.settling->deliver({});
    QTRY_VERIFY(!run.window.isVisible());
    QCOMPARE(run.first.settles, 1);
    QCOMPARE(run.second.settles, 1);
    QCOMPARE(run.first.stores, 1);
}

void TestMainWindow::asksWhereSomethingCannotBeStored()
{
    Window run(m_folder.filePath(QStringLiteral("ask.ini")));
    run.window.addDesk(run.first);
    run.first.failing = ErrorCode::DiskFull;
    const auto box = [&run] { return run.window.findChild<QMessageBox *>(QStringLiteral("closeBox")); };
    run.window.close();
    QTRY_VERIFY(box());
    QVERIFY(run.window.isVisible());
    QVERIFY(box()->text().contains(QLatin1String("First")));
    box()->findChild<QPushButton *>(QStringLiteral("closeStay"))->click();
    QTRY_VERIFY(!box());
    QVERIFY(run.window.isVisible());
    run.window.close();
    QTRY_VERIFY(box());
    box()->findChild<QPushButton *>(QStringLiteral("closeLose"))->click();
    QTRY_VERIFY(!run.window.isVisible());
}

void TestMainWindow::endsWithoutAQuestion()
{
    Window run(m_folder.filePath(QStringLiteral("end.ini")));
    run.window.addDesk(run.first);
    run.first.settling.emplace();
    run.window.end();
    QTRY_COMPARE(run.first.settles, 1);
    QVERIFY(run.window.isVisible()); // stored first
    run.first.settling->deliver(failure(ErrorCode::DiskFull));
    QTRY_VERIFY(!run.window.isVisible());
    QVERIFY(!run.window.findChild<QMessageBox *>(QStringLiteral("closeBox")));
}

void TestMainWindow::letsGoOfADeskThatGoes()
{
    Window run(m_folder.filePath(QStringLiteral("gone.ini")));
    run.window.addDesk(run.first);
    {
        PlainDesk site(QStringLiteral("Site"));
        run.window.addDesk(site, true);
        QCOMPARE(run.shown(), &site.work());
    }
    QCOMPARE(run.shown(), &run.first.work());
    QVERIFY(run.first.work().isVisible());
    QCOMPARE(run.window.findChild<QListWidget *>(QStringLiteral("desks"))->count(), 1);
    QVERIFY(!run.action("SiteDeskAction"));
    run.window.close();
    QTRY_VERIFY(!run.window.isVisible());
}

} // namespace tegata

TEGATA_TEST(tegata::TestMainWindow)
#include "test_mainwindow.moc"
