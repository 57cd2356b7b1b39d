// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "ui/common/scrollareaaccessible.h"

#include <QAccessible>
#include <QLabel>
#include <QScrollArea>
#include <QTest>

using namespace tegata;

class TestScrollAreaAccessible : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installScrollAreaAccessible(); }
    void namesItsContent();
    void answersForAChildThatHasGone();
};

void TestScrollAreaAccessible::namesItsContent()
{
    QScrollArea area;
    area.setAccessibleName(QStringLiteral("details"));
    auto *label = new QLabel(QStringLiteral("content"));
    area.setWidget(label);
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&area);
    QVERIFY(interface);
    QCOMPARE(interface->text(QAccessible::Name), QStringLiteral("details"));
    QAccessibleInterface *viewport = nullptr;
    for (int i = 0; i < interface->childCount() && !viewport; ++i) {
        if (interface->child(i)->object() == area.viewport())
            viewport = interface->child(i);
    }
    QVERIFY(viewport);
    QVERIFY(viewport->indexOfChild(QAccessible::queryAccessibleInterface(label)) >= 0);
}

// A screen reader counts, the scroll bar goes, the screen reader asks: Qt 6.4 crashed (e2e, after a revocation).
void TestScrollAreaAccessible::answersForAChildThatHasGone()
{
    QScrollArea area;
    area.resize(100, 100);
    auto *content = new QWidget;
    content->setFixedSize(400, 400);
    area.setWidget(content);
    area.show();
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&area);
    const int counted = interface->childCount();
    QVERIFY(counted >= 1);
    content->setFixedSize(10, 10);
    QCoreApplication::sendPostedEvents();
    for (const int index : {counted - 1, counted, counted + 100})
        QVERIFY(index < interface->childCount() || !interface->child(index));
}

TEGATA_TEST(TestScrollAreaAccessible)
#include "test_scrollareaaccessible.moc"
