// SPDX-License-Identifier: Apache-2.0
#include "ui/common/commandpalette.h"

#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "ui/common/commandregistry.h"
#include "ui/common/commandtree.h"
#include "ui/common/fuzzymatch.h"
#include "ui/common/keybindingdialog.h"
#include "ui/common/keyhelp.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace tegata {

class TestCommandPalette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void fuzzy_data();
    void fuzzy();
    void findsInBothLanguages_data();
    void findsInBothLanguages();
    void enterRunsTheChosen();
    void disabledSaysWhyAndStays();
    void recentComeFirst();
    void findersAnswerLater();
    void exactFirstImpossibleLast();
    void standsOverTheWindow();
    void helpListsKeysAndFindsThem();
    void aKeyIsTakenOverOnlyWhenSaid();
    void everyWidgetHasItsNames();

private:
    QListView *list(const QWidget &in) const { return in.findChild<QListView *>(QStringLiteral("paletteList")); }
    QLineEdit *field(const QWidget &in) const { return in.findChild<QLineEdit *>(QStringLiteral("paletteField")); }

    std::unique_ptr<CommandRegistry> m_registry;
    std::unique_ptr<QAction> m_approve;
    std::unique_ptr<QAction> m_reject;
};

void TestCommandPalette::init()
{
    m_registry = std::make_unique<CommandRegistry>();
    m_approve = std::make_unique<QAction>(QStringLiteral("承認(&A)"));
    m_reject = std::make_unique<QAction>(QStringLiteral("却下(&R)…"));
    m_registry->add(QStringLiteral("operator.approve"), CommandCategory::Decide, m_approve.get(), {Qt::Key_A});
    m_registry->add(QStringLiteral("operator.reject"), CommandCategory::Decide, m_reject.get(), {Qt::Key_R});
}

void TestCommandPalette::fuzzy_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("title");
    QTest::addColumn<bool>("fits");
    QTest::newRow("nothing typed") << ""
                                   << "Approve" << true;
    QTest::newRow("part") << "prov"
                          << "Approve" << true;
    QTest::newRow("letters in order") << "apv"
                                      << "Approve" << true;
    QTest::newRow("out of order") << "vpa"
                                  << "Approve" << false;
    QTest::newRow("every word") << "row next"
                                << "Next row" << true;
    QTest::newRow("one word missing") << "next tab"
                                      << "Next row" << false;
    QTest::newRow("japanese") << QStringLiteral("承認") << QStringLiteral("一括承認") << true;
    QTest::newRow("full width") << QStringLiteral("ＡＰＰ") << "Approve" << true;
}

void TestCommandPalette::fuzzy()
{
    QFETCH(QString, typed);
    QFETCH(QString, title);
    QTEST(fuzzyMatch(typed, title).has_value(), "fits");
}

void TestCommandPalette::findsInBothLanguages_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("japanese") << QStringLiteral("却下");
    QTest::newRow("english") << QStringLiteral("rej");
}

void TestCommandPalette::findsInBothLanguages()
{
    QFETCH(QString, typed);
    CommandPalette palette(*m_registry);
    palette.setAttribute(Qt::WA_DeleteOnClose, false);
    palette.open();
    const QAbstractItemModelTester tester(list(palette)->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(list(palette)->model()->rowCount(), 2);
    field(palette)->setText(typed);
    QCOMPARE(list(palette)->model()->rowCount(), 1);
    const QModelIndex found = list(palette)->model()->index(0, 0);
    QCOMPARE(found.data().toString(), QStringLiteral("却下"));
    QCOMPARE(found.data(PaletteModel::KeysRole).toString(), QStringLiteral("R"));
}

void TestCommandPalette::enterRunsTheChosen()
{
    auto *palette = new CommandPalette(*m_registry);
    const QSignalSpy rejected(m_reject.get(), &QAction::triggered);
    palette->open();
    QTest::keyClick(field(*palette), Qt::Key_Down);
    QTest::keyClick(field(*palette), Qt::Key_Return);
    QCOMPARE(rejected.size(), 1);
}

void TestCommandPalette::disabledSaysWhyAndStays()
{
    m_approve->setEnabled(false);
    m_approve->setStatusTip(QStringLiteral("Four eyes."));
    CommandPalette palette(*m_registry);
    palette.setAttribute(Qt::WA_DeleteOnClose, false);
    palette.open();
    QCOMPARE(list(palette)->model()->index(0, 0).data().toString(), QStringLiteral("却下")); // what is possible first
    QCOMPARE(list(palette)->model()->index(1, 0).data(PaletteModel::DetailRole).toString(),
             QStringLiteral("Four eyes."));
    const QSignalSpy approved(m_approve.get(), &QAction::triggered);
    QTest::keyClick(field(palette), Qt::Key_Down);
    QTest::keyClick(field(palette), Qt::Key_Return);
    QCOMPARE(approved.size(), 0);
    QVERIFY(palette.isVisible());
    QVERIFY(palette.findChild<QLabel *>(QStringLiteral("paletteRemark"))->text().contains(QLatin1String("Four eyes.")));
}

void TestCommandPalette::recentComeFirst()
{
    (void)m_registry->run(QStringLiteral("operator.reject"));
    CommandPalette palette(*m_registry);
    palette.setAttribute(Qt::WA_DeleteOnClose, false);
    palette.open();
    QCOMPARE(list(palette)->model()->index(0, 0).data().toString(), QStringLiteral("却下"));
}

void TestCommandPalette::findersAnswerLater()
{
    CommandPalette palette(*m_registry);
    palette.setAttribute(Qt::WA_DeleteOnClose, false);
    QList<CommandPalette::Deliver> waiting;
    palette.addFinder([&waiting](const QString &, const CommandPalette::Deliver &deliver) { waiting.append(deliver); });
    bool isRun = false;
    palette.open();
    field(palette)->setText(QStringLiteral("www"));
    QCOMPARE(list(palette)->model()->rowCount(), 0);
    const PaletteEntry entry{QStringLiteral("www.example.jp"), {}, {}, true, [&isRun] { isRun = true; }};
    waiting.constFirst()({entry}); // an answer to what was typed before
    QCOMPARE(list(palette)->model()->rowCount(), 0);
    waiting.constLast()({entry});
    QCOMPARE(list(palette)->model()->rowCount(), 1);
    QTest::keyClick(field(palette), Qt::Key_Return);
    QVERIFY(isRun);
}

// What is called so, what can be done, what else was found, what cannot be done: whenever the answers come.
void TestCommandPalette::exactFirstImpossibleLast()
{
    m_approve->setText(QStringLiteral("www approval"));
    m_reject->setText(QStringLiteral("www rejection"));
    m_approve->setEnabled(false);
    CommandPalette palette(*m_registry);
    palette.setAttribute(Qt::WA_DeleteOnClose, false);
    CommandPalette::Deliver deliver;
    palette.addFinder([&deliver](const QString &, const CommandPalette::Deliver &answer) { deliver = answer; });
    palette.open();
    const auto titles = [&palette, this] {
        QStringList found;
        for (int row = 0; row < list(palette)->model()->rowCount(); ++row)
            found.append(list(palette)->model()->index(row, 0).data().toString());
        return found;
    };
    const auto entry = [](const char *title, const char *id) {
        return PaletteEntry{QLatin1String(title), {}, {}, true, [] {}, QLatin1String(id)};
    };
    field(palette)->setText(QStringLiteral("WWW"));
    deliver({entry("www.example.jp", "0a"), entry("www", "0b")});
    QCOMPARE(titles(), QStringList({QStringLiteral("www"), QStringLiteral("www rejection"),
                                    QStringLiteral("www.example.jp"), QStringLiteral("www approval")}));
    QCOMPARE(list(palette)->currentIndex().row(), 0); // Enter means the exact one
    deliver({entry("www2.example.jp", "0c")});
    QCOMPARE(titles().indexOf(QStringLiteral("www2.example.jp")), 3);
    QCOMPARE(titles().constLast(), QStringLiteral("www approval"));
    field(palette)->setText(QStringLiteral("0A:0B"));
    QTest::keyClick(field(palette), Qt::Key_Down);
    deliver({entry("mail.example.jp", "01"), entry("held.example.jp", "0a0b")});
    QCOMPARE(titles(), QStringList({QStringLiteral("held.example.jp"), QStringLiteral("mail.example.jp")}));
}

void TestCommandPalette::standsOverTheWindow()
{
    QWidget window;
    window.resize(900, 600);
    auto *work = new QLineEdit(&window);
    auto *other = new QPushButton(&window);
    other->move(0, 500);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    work->setFocus();
    const auto open = [this, &window] {
        auto *palette = new CommandPalette(*m_registry, &window);
        palette->setAttribute(Qt::WA_DeleteOnClose, false);
        palette->open();
        return palette;
    };
    CommandPalette *palette = open();
    QVERIFY(!palette->isWindow());
    QVERIFY(field(*palette)->hasFocus());
    QVERIFY(window.rect().contains(palette->geometry()));
    window.resize(500, 400);
    QTRY_VERIFY(window.rect().contains(palette->geometry()));
    QTest::keyClick(field(*palette), Qt::Key_Tab); // stays
    QVERIFY(field(*palette)->hasFocus());
    QTest::keyClick(field(*palette), Qt::Key_Escape);
    QVERIFY(!palette->isVisible());
    QVERIFY(work->hasFocus()); // the keys are back
    palette = open();
    other->setFocus();
    QVERIFY(!palette->isVisible());
    QVERIFY(other->hasFocus());
    palette = open();
    QTest::mouseClick(&window, Qt::LeftButton, Qt::NoModifier, QPoint(2, 390));
    QVERIFY(!palette->isVisible());
}

void TestCommandPalette::helpListsKeysAndFindsThem()
{
    KeyHelp help(*m_registry);
    help.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *tree = help.findChild<CommandTree *>();
    QCOMPARE(tree->topLevelItemCount(), 1); // a category without commands is not shown
    QCOMPARE(tree->topLevelItem(0)->childCount(), 2);
    QCOMPARE(tree->topLevelItem(0)->child(0)->text(1), QStringLiteral("A"));
    help.findChild<QLineEdit *>(QStringLiteral("keyHelpFilter"))->setText(QStringLiteral("reject"));
    QCOMPARE(tree->topLevelItem(0)->childCount(), 1);
}

void TestCommandPalette::aKeyIsTakenOverOnlyWhenSaid()
{
    KeyBindingDialog dialog(*m_registry);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *tree = dialog.findChild<CommandTree *>();
    QCOMPARE(tree->chosen(), QStringLiteral("operator.approve"));
    auto *key = dialog.findChild<QKeySequenceEdit *>(QStringLiteral("bindingKey"));
    auto *set = dialog.findChild<QPushButton *>(QStringLiteral("bindingSet"));
    auto *conflict = dialog.findChild<QLabel *>(QStringLiteral("bindingConflict"));
    QVERIFY(!set->isEnabled()); // it is its key already
    key->setKeySequence(QKeySequence(Qt::Key_R));
    QVERIFY(conflict->text().contains(QStringLiteral("却下")));
    QCOMPARE(m_approve->shortcut(), QKeySequence(Qt::Key_A)); // not yet
    set->click();
    QCOMPARE(m_approve->shortcut(), QKeySequence(Qt::Key_R));
    QVERIFY(m_reject->shortcuts().isEmpty());
    dialog.findChild<QPushButton *>(QStringLiteral("bindingResetAll"))->click();
    QCOMPARE(m_approve->shortcut(), QKeySequence(Qt::Key_A));
    QCOMPARE(m_reject->shortcut(), QKeySequence(Qt::Key_R));
}

void TestCommandPalette::everyWidgetHasItsNames()
{
    CommandPalette palette(*m_registry);
    KeyHelp help(*m_registry);
    KeyBindingDialog keys(*m_registry);
    for (QWidget *each : std::initializer_list<QWidget *>{&palette, &help, &keys}) {
        each->setAttribute(Qt::WA_DeleteOnClose, false);
        each->show();
        const QStringList found = namelessWidgets(each);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
}

} // namespace tegata

TEGATA_TEST(tegata::TestCommandPalette)
#include "test_commandpalette.moc"
