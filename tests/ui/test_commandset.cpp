// SPDX-License-Identifier: Apache-2.0
#include "ui/common/commandset.h"

#include "tests/support/testmain.h"

#include <QAction>
#include <QTest>

namespace tegata {

// One declaration gives the action its text, icon, keys, tool tip and enabling, and the registry its entry.
class TestCommandSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheDeclaration();
    void namedOnesAreInTheRegistry();
    void keepsTheOrder();
    void followsItsPrecondition_data();
    void followsItsPrecondition();
    void runsOnlyWhenItIsPossible();
    void textTakesItsValueAnew();

private:
    enum class Id
    {
        Last,
        First,
        Middle
    };

    // Declared in another order than the enum has.
    void declare(CommandSet &set);

    int m_runs = 0;
    int m_count = 3;
    CommandState m_state;
};

void TestCommandSet::declare(CommandSet &set)
{
    m_runs = 0;
    m_count = 3;
    m_state = {};
    set.add(Id::First, {.name = "first",
                        .objectName = "firstAction",
                        .category = CommandCategory::Decide,
                        .icon = "approve",
                        .keys = "A; Ctrl+F1",
                        .text = QT_TR_NOOP("&First"),
                        .state = [this] { return m_state; },
                        .run = [this] { ++m_runs; },
                        .isRepeated = false});
    set.add(Id::Middle, {.objectName = "middleAction",
                         .category = CommandCategory::View,
                         .keys = "Del",
                         .text = QT_TR_NOOP("&Middle (%1)"),
                         .value = [this] { return QString::number(m_count); },
                         .run = [this] { m_runs += 10; },
                         .isLocal = true});
    set.add(Id::Last, {.name = "last",
                       .objectName = "lastAction",
                       .category = CommandCategory::Decide,
                       .text = QT_TR_NOOP("&Last"),
                       .run = [this] { m_runs += 100; }});
    set.retranslate();
}

void TestCommandSet::followsTheDeclaration()
{
    CommandSet set(staticMetaObject);
    declare(set);
    const QAction *first = set.action(Id::First);
    QCOMPARE(first->objectName(), QStringLiteral("firstAction"));
    QCOMPARE(first->text(), QStringLiteral("&First"));
    QCOMPARE(first->shortcuts(),
             QList<QKeySequence>({QKeySequence(QStringLiteral("A")), QKeySequence(QStringLiteral("Ctrl+F1"))}));
    QCOMPARE(first->shortcutContext(), Qt::WindowShortcut);
    QVERIFY(!first->autoRepeat());
    QVERIFY(!first->icon().isNull());
    QCOMPARE(first->toolTip(), QStringLiteral("First (A)"));
    const QAction *middle = set.action(Id::Middle);
    QCOMPARE(middle->shortcutContext(), Qt::WidgetWithChildrenShortcut);
    QVERIFY(middle->autoRepeat());
    QVERIFY(middle->icon().isNull());
    QVERIFY(set.action(Id::Last)->isEnabled()); // it has no precondition
    QCOMPARE(set.action(Id::Last)->toolTip(), QStringLiteral("Last"));
}

void TestCommandSet::namedOnesAreInTheRegistry()
{
    CommandRegistry registry;
    CommandSet set(staticMetaObject);
    declare(set);
    set.addTo(registry, QStringLiteral("operator"));
    QCOMPARE(registry.commands().size(), 2);
    const CommandEntry *first = registry.command(QStringLiteral("operator.first"));
    QVERIFY(first);
    QCOMPARE(first->action, set.action(Id::First));
    QCOMPARE(first->category, CommandCategory::Decide);
    QCOMPARE(registry.keyText(QStringLiteral("operator.first")), QStringLiteral("A; Ctrl+F1"));
    // Another key: the tool tip says it.
    registry.setKeys(QStringLiteral("operator.first"), {QKeySequence(QStringLiteral("B"))});
    set.update();
    QCOMPARE(first->action->toolTip(), QStringLiteral("First (B)"));
}

void TestCommandSet::keepsTheOrder()
{
    CommandSet set(staticMetaObject);
    declare(set);
    QCOMPARE(set.actions(), QList<QAction *>({set.action(Id::First), set.action(Id::Middle), set.action(Id::Last)}));
    QCOMPARE(set.actionsOf({CommandCategory::Decide}), QList<QAction *>({set.action(Id::First), set.action(Id::Last)}));
    QCOMPARE(set.actionsOf({CommandCategory::Find, CommandCategory::View}), QList<QAction *>({set.action(Id::Middle)}));
}

void TestCommandSet::followsItsPrecondition_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<bool>("isOffered");
    QTest::addColumn<QString>("remark");
    QTest::addColumn<QString>("toolTip");
    QTest::newRow("possible") << QString() << true << QString() << QStringLiteral("First (A)");
    QTest::newRow("not now") << QStringLiteral("Locked.") << true << QString() << QStringLiteral("First (A)\nLocked.");
    QTest::newRow("possible, with a remark")
        << QString() << true << QStringLiteral("For ever.") << QStringLiteral("First (A)\nFor ever.");
    QTest::newRow("both") << QStringLiteral("Locked.") << true << QStringLiteral("For ever.")
                          << QStringLiteral("First (A)\nLocked.\nFor ever.");
    QTest::newRow("no such thing here") << QString() << false << QString() << QStringLiteral("First (A)");
}

void TestCommandSet::followsItsPrecondition()
{
    QFETCH(QString, reason);
    QFETCH(bool, isOffered);
    QFETCH(QString, remark);
    QFETCH(QString, toolTip);
    CommandSet set(staticMetaObject);
    declare(set);
    m_state = {reason, isOffered, remark};
    set.update();
    const QAction *first = set.action(Id::First);
    QCOMPARE(first->isVisible(), isOffered);
    if (isOffered)
        QCOMPARE(first->isEnabled(), reason.isEmpty());
    QCOMPARE(first->statusTip(), reason.isEmpty() ? remark : reason); // the registry tells it as the reason against
    QCOMPARE(first->toolTip(), toolTip);
}

void TestCommandSet::runsOnlyWhenItIsPossible()
{
    CommandSet set(staticMetaObject);
    declare(set);
    set.action(Id::First)->trigger();
    QCOMPARE(m_runs, 1);
    m_state.reason = QStringLiteral("Locked.");
    set.update();
    set.action(Id::First)->trigger();
    QCOMPARE(m_runs, 1);
    set.action(Id::Last)->trigger();
    QCOMPARE(m_runs, 101);
}

void TestCommandSet::textTakesItsValueAnew()
{
    CommandSet set(staticMetaObject);
    declare(set);
    QCOMPARE(set.action(Id::Middle)->text(), QStringLiteral("&Middle (3)"));
    m_count = 4;
    set.retranslate();
    QCOMPARE(set.action(Id::Middle)->text(), QStringLiteral("&Middle (4)"));
}

} // namespace tegata

TEGATA_TEST(tegata::TestCommandSet)
#include "test_commandset.moc"
