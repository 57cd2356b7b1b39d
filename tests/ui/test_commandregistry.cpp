// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "ui/common/commandregistry.h"

#include <QAction>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

namespace tegata {

class TestCommandRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void givesTheDefaultKeys();
    void changedKeysAreKept();
    void resetGivesTheDefaultBack();
    void conflictsOnlyWhereBothWork();
    void aDestroyedActionLeaves();
    void disabledIsRefusedWithItsReason();
    void plainText_data();
    void plainText();
    void englishText();
    void lettersAreTypedInFieldsAndCommandsElsewhere();

private:
    QString file() const { return m_folder->filePath(QStringLiteral("window.ini")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {
const QString Approve = QStringLiteral("operator.approve");
const QString Quit = QStringLiteral("program.quit");
} // namespace

void TestCommandRegistry::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestCommandRegistry::givesTheDefaultKeys()
{
    CommandRegistry registry(file());
    QAction approve(QStringLiteral("&Approve"));
    registry.add(Approve, CommandCategory::Decide, &approve, {QKeySequence(Qt::Key_A)});
    QCOMPARE(approve.shortcut(), QKeySequence(Qt::Key_A));
    QCOMPARE(registry.keyText(Approve), QStringLiteral("A"));
    QVERIFY(registry.hasDefaultKeys(Approve));
}

void TestCommandRegistry::changedKeysAreKept()
{
    const QList<QKeySequence> keys{QKeySequence(Qt::Key_Y), QKeySequence(Qt::CTRL | Qt::Key_Comma)};
    {
        CommandRegistry registry(file());
        QAction approve;
        registry.add(Approve, CommandCategory::Decide, &approve, {QKeySequence(Qt::Key_A)});
        const QSignalSpy changed(&registry, &CommandRegistry::keysChanged);
        registry.setKeys(Approve, keys);
        QCOMPARE(changed.size(), 1);
        QVERIFY(!registry.hasDefaultKeys(Approve));
    }
    CommandRegistry registry(file());
    QAction approve;
    registry.add(Approve, CommandCategory::Decide, &approve, {QKeySequence(Qt::Key_A)});
    QCOMPARE(approve.shortcuts(), keys);
}

void TestCommandRegistry::resetGivesTheDefaultBack()
{
    CommandRegistry registry(file());
    QAction approve;
    QAction quit;
    registry.add(Approve, CommandCategory::Decide, &approve, {QKeySequence(Qt::Key_A)});
    registry.add(Quit, CommandCategory::Program, &quit, {QKeySequence(Qt::CTRL | Qt::Key_Q)});
    registry.setKeys(Approve, {});
    registry.setKeys(Quit, {QKeySequence(Qt::Key_F10)});
    QVERIFY(approve.shortcuts().isEmpty());
    registry.resetAll();
    QCOMPARE(approve.shortcut(), QKeySequence(Qt::Key_A));
    QCOMPARE(quit.shortcut(), QKeySequence(Qt::CTRL | Qt::Key_Q));
    CommandRegistry again(file());
    QAction later;
    again.add(Approve, CommandCategory::Decide, &later, {QKeySequence(Qt::Key_B)});
    QCOMPARE(later.shortcut(), QKeySequence(Qt::Key_B)); // nothing of the change was kept
}

void TestCommandRegistry::conflictsOnlyWhereBothWork()
{
    CommandRegistry registry;
    QAction approve;
    QAction draft;
    QAction quit;
    registry.add(Approve, CommandCategory::Decide, &approve, {QKeySequence(Qt::Key_A)});
    registry.add(QStringLiteral("enrollment.newDraft"), CommandCategory::Program, &draft, {QKeySequence(Qt::Key_A)});
    registry.add(Quit, CommandCategory::Program, &quit);
    QCOMPARE(registry.conflicts(Approve, QKeySequence(Qt::Key_A)), QStringList());
    QCOMPARE(registry.conflicts(Quit, QKeySequence(Qt::Key_A)),
             QStringList({Approve, QStringLiteral("enrollment.newDraft")}));
    registry.setScope(QStringLiteral("operator"));
    QCOMPARE(registry.available().size(), 2);
}

void TestCommandRegistry::aDestroyedActionLeaves()
{
    CommandRegistry registry;
    {
        QAction approve;
        registry.add(Approve, CommandCategory::Decide, &approve);
        QVERIFY(registry.command(Approve));
    }
    QVERIFY(!registry.command(Approve));
    QVERIFY(registry.keys(Approve).isEmpty());
}

void TestCommandRegistry::disabledIsRefusedWithItsReason()
{
    CommandRegistry registry;
    QAction approve;
    const QSignalSpy triggered(&approve, &QAction::triggered);
    const QSignalSpy refused(&registry, &CommandRegistry::refused);
    registry.add(Approve, CommandCategory::Decide, &approve);
    approve.setEnabled(false);
    approve.setStatusTip(QStringLiteral("Locked."));
    QCOMPARE(registry.run(Approve), std::optional(QStringLiteral("Locked.")));
    QCOMPARE(triggered.size(), 0);
    QCOMPARE(refused.size(), 1);
    approve.setEnabled(true);
    QCOMPARE(registry.run(Approve), std::nullopt);
    QCOMPARE(triggered.size(), 1);
}

void TestCommandRegistry::plainText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("plain");
    QTest::newRow("english") << QStringLiteral("&Reject…") << QStringLiteral("Reject");
    QTest::newRow("japanese") << QStringLiteral("却下(&R)…") << QStringLiteral("却下");
    QTest::newRow("nothing to take") << QStringLiteral("発行") << QStringLiteral("発行");
}

void TestCommandRegistry::plainText()
{
    QFETCH(QString, text);
    QTEST(CommandRegistry::plainText(QAction(text)), "plain");
}

void TestCommandRegistry::englishText()
{
    QCOMPARE(CommandRegistry::englishText(QStringLiteral("operator.addInternalNote")),
             QStringLiteral("add internal note"));
}

void TestCommandRegistry::lettersAreTypedInFieldsAndCommandsElsewhere()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *table = new QTableWidget(1, 1);
    auto *line = new QLineEdit;
    auto *readOnly = new QPlainTextEdit;
    readOnly->setReadOnly(true);
    for (QWidget *each : std::initializer_list<QWidget *>{table, line, readOnly})
        layout->addWidget(each);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    CommandRegistry registry;
    QAction approve;
    approve.setShortcutContext(Qt::WidgetWithChildrenShortcut);
    window.addAction(&approve);
    registry.add(Approve, CommandCategory::Decide, &approve, {QKeySequence(Qt::Key_A)});
    const QSignalSpy triggered(&approve, &QAction::triggered);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    line->setFocus();
    QTest::keyClick(line, Qt::Key_A);
    QCOMPARE(line->text(), QStringLiteral("a"));
    QCOMPARE(triggered.size(), 0);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_A);
    QCOMPARE(triggered.size(), 1);
    readOnly->setFocus();
    QTest::keyClick(readOnly, Qt::Key_A);
    QCOMPARE(triggered.size(), 2);
}

} // namespace tegata

TEGATA_TEST(tegata::TestCommandRegistry)
#include "test_commandregistry.moc"
