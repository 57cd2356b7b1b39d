// SPDX-License-Identifier: Apache-2.0
#include "ui/common/toastarea.h"

#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/deskfixture.h"
#include "ui/operator/operatorworkspace.h"
#include "ui/operator/undobar.h"
#include "ui/records/queuetable.h"

#include <QEnterEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

namespace tegata {

using namespace std::chrono_literals;

// What happened is told over the work, and moves and covers nothing that counts.
class TestToasts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void movesNoRow();
    void neverCoversTheCurrentRow_data();
    void neverCoversTheCurrentRow();
    void followsTheCurrentRow();
    void standsAboveTheBar();
    void twoAtMost();
    void aHintReplacesTheOneBefore();
    void goesByItself();
    void staysUnderThePointer();
    void staysUnderTheFocus();
    void itsButtonRunsOnce();
    void theKeysComeBack();
    void takingBackStandsInOne();
    void everyWidgetHasItsNames();

private:
    QRect currentRow() const
    {
        const QRect cell = m_table->visualRect(m_table->currentIndex());
        return {m_table->viewport()->mapTo(m_host.get(), QPoint(0, cell.top())),
                QSize(m_table->viewport()->width(), cell.height())};
    }
    QRect toastPlace() const { return m_area->shown().constLast()->geometry(); }
    template <typename T>
    T *part(const char *name) const
    {
        return m_area->shown().constLast()->findChild<T *>(QLatin1String(name));
    }

    std::unique_ptr<QWidget> m_host;
    QStandardItemModel *m_model = nullptr;
    QTableView *m_table = nullptr;
    QWidget *m_bar = nullptr;
    ToastArea *m_area = nullptr;
};

void TestToasts::init()
{
    m_host = std::make_unique<QWidget>();
    m_host->resize(1000, 600);
    m_model = new QStandardItemModel(60, 3, m_host.get());
    m_table = new QTableView;
    m_table->setModel(m_model);
    m_bar = new QWidget;
    m_bar->setFixedHeight(48);
    auto *layout = new QVBoxLayout(m_host.get());
    layout->addWidget(m_table, 1);
    layout->addWidget(m_bar);
    m_bar->hide();
    m_area = new ToastArea(*m_host);
    m_host->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_host.get()));
    m_table->setCurrentIndex(m_model->index(0, 0));
}

void TestToasts::cleanup()
{
    m_host.reset();
}

void TestToasts::movesNoRow()
{
    const QRect table = m_table->geometry();
    const QRect row = currentRow();
    m_area->show({Toast::Kind::Done, QStringLiteral("Approved: www.example.jp")});
    m_area->show({Toast::Kind::Hint, QStringLiteral("Not possible now.")});
    QCoreApplication::sendPostedEvents();
    QCOMPARE(m_table->geometry(), table);
    QCOMPARE(currentRow(), row);
    QCOMPARE(m_table->verticalScrollBar()->value(), 0);
    QVERIFY(toastPlace().top() > m_host->height() / 2); // at the bottom
    QVERIFY(toastPlace().left() < m_host->width() / 4); // and left
}

void TestToasts::neverCoversTheCurrentRow_data()
{
    QTest::addColumn<int>("row");
    for (const int row : {0, 5, 10, 14, 15, 16, 17, 18})
        QTest::addRow("row %d", row) << row;
}

void TestToasts::neverCoversTheCurrentRow()
{
    QFETCH(int, row);
    m_table->setCurrentIndex(m_model->index(row, 1));
    m_area->show({Toast::Kind::Done, QStringLiteral("one")});
    m_area->show({Toast::Kind::Done, QStringLiteral("another, which is longer")});
    for (const ToastView *toast : m_area->shown()) {
        QVERIFY(!toast->geometry().intersects(currentRow()));
        QVERIFY(m_host->rect().contains(toast->geometry()));
    }
}

void TestToasts::followsTheCurrentRow()
{
    m_area->show({Toast::Kind::Done, QStringLiteral("Approved: www.example.jp")});
    const QRect before = toastPlace();
    const int under = m_table->rowAt(m_table->viewport()->mapFrom(m_host.get(), before.center()).y());
    QVERIFY(under > 0);
    m_table->setCurrentIndex(m_model->index(under, 0)); // the row under it becomes the current one
    QTRY_VERIFY(!toastPlace().intersects(currentRow()));
    m_table->setCurrentIndex(m_model->index(0, 0));
    QTRY_COMPARE(toastPlace(), before);
}

void TestToasts::standsAboveTheBar()
{
    ToastArea::standAbove(m_bar);
    m_area->show({Toast::Kind::Done, QStringLiteral("x")});
    m_bar->show();
    QTRY_VERIFY(toastPlace().bottom() < m_bar->y());
    QVERIFY(toastPlace().top() > 0);
}

void TestToasts::twoAtMost()
{
    for (const char *text : {"one", "two", "three"})
        m_area->show({Toast::Kind::Done, QLatin1String(text)});
    QCOMPARE(m_area->shown().size(), ToastArea::Most);
    QCOMPARE(m_area->shown().constFirst()->text(), QStringLiteral("two"));
    QCOMPARE(m_area->text(Toast::Kind::Done), QStringLiteral("three"));
    QVERIFY(!m_area->shown().at(0)->geometry().intersects(m_area->shown().at(1)->geometry()));
}

void TestToasts::aHintReplacesTheOneBefore()
{
    m_area->show({Toast::Kind::Done, QStringLiteral("done")});
    m_area->show({Toast::Kind::Hint, QStringLiteral("not now")});
    m_area->show({Toast::Kind::Hint, QStringLiteral("not now either")});
    QCOMPARE(m_area->shown().size(), 2);
    QCOMPARE(m_area->text(Toast::Kind::Done), QStringLiteral("done"));
    QCOMPARE(m_area->text(Toast::Kind::Hint), QStringLiteral("not now either"));
    m_area->dismiss(Toast::Kind::Hint);
    QCOMPARE(m_area->text(Toast::Kind::Hint), QString());
    QCOMPARE(m_area->shown().size(), 1);
    m_area->show({Toast::Kind::Hint, QString()}); // nothing to say
    QCOMPARE(m_area->shown().size(), 1);
}

void TestToasts::goesByItself()
{
    m_area->setLifetime(50ms);
    m_area->show({Toast::Kind::Done, QStringLiteral("x")});
    QTRY_VERIFY(m_area->shown().isEmpty());
    QTRY_VERIFY(!m_host->findChild<ToastView *>());
}

void TestToasts::staysUnderThePointer()
{
    m_area->setLifetime(50ms);
    m_area->show({Toast::Kind::Done, QStringLiteral("x")});
    QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
    QCoreApplication::sendEvent(m_area->shown().constLast(), &enter);
    QVERIFY(m_area->shown().constLast()->isHeld());
    QVERIFY(!QTest::qWaitFor([this] { return m_area->shown().isEmpty(); }, 300));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(m_area->shown().constLast(), &leave);
    QTRY_VERIFY(m_area->shown().isEmpty());
}

void TestToasts::staysUnderTheFocus()
{
    QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
    m_area->setLifetime(50ms);
    m_area->show({Toast::Kind::Done, QStringLiteral("x")});
    part<QToolButton>("toastClose")->setFocus();
    QVERIFY(m_area->shown().constLast()->isHeld());
    QVERIFY(!QTest::qWaitFor([this] { return m_area->shown().isEmpty(); }, 300));
    m_table->setFocus();
    QTRY_VERIFY(m_area->shown().isEmpty());
}

void TestToasts::itsButtonRunsOnce()
{
    int runs = 0;
    m_area->show({Toast::Kind::Done, QStringLiteral("x"), QStringLiteral("Undo"), [&runs] { ++runs; }});
    auto *button = part<QPushButton>("toastAction");
    QCOMPARE(button->text(), QStringLiteral("Undo"));
    button->click();
    QCOMPARE(runs, 1);
    QVERIFY(m_area->shown().isEmpty());
    m_area->show({Toast::Kind::Done, QStringLiteral("y")});
    QVERIFY(part<QPushButton>("toastAction")->isHidden());
}

void TestToasts::theKeysComeBack()
{
    QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
    const QSignalSpy left(m_area, &ToastArea::focusLeft);
    m_area->show({Toast::Kind::Done, QStringLiteral("x")});
    part<QToolButton>("toastClose")->click();
    QCOMPARE(left.size(), 0);
    m_area->show({Toast::Kind::Done, QStringLiteral("x")});
    part<QToolButton>("toastClose")->setFocus();
    QTest::keyClick(part<QToolButton>("toastClose"), Qt::Key_Space);
    QCOMPARE(left.size(), 1);
}

// What can still be taken back is told in one that stays as long as it can be, and leaves the list as it is.
void TestToasts::takingBackStandsInOne()
{
    DeskFixture fixture;
    fixture.desk.setUndoWindow(10s);
    OperatorWorkspace workspace(fixture.desk, fixture.language, fixture.worker, fixture.commands);
    workspace.resize(1200, 700);
    fixture.site.putRequests(3);
    workspace.load();
    workspace.show();
    workspace.setSignIn(SignIn::Unlocked);
    fixture.connectDesk();
    auto *table = workspace.findChild<QueueTable *>(QStringLiteral("pendingTable"));
    QTRY_COMPARE(table->model()->rowCount(), 3);
    auto *bar = workspace.findChild<UndoBar *>();
    QVERIFY(bar->isHidden());
    QCOMPARE(workspace.layout()->indexOf(bar), -1); // it takes no room of the list's
    const Future<DecisionAnswer> answer =
        fixture.desk.decide(*fixture.site.request(QStringLiteral("r-0002")), RequestAction::Approve, {});
    QTRY_VERIFY(bar->isVisible());
    QTRY_VERIFY(bar->height() > 0 && workspace.rect().contains(bar->geometry()));
    const QRect cell = table->visualRect(table->currentIndex());
    const QRect row(table->viewport()->mapTo(&workspace, QPoint(0, cell.top())),
                    QSize(table->viewport()->width(), cell.height()));
    QVERIFY(!bar->geometry().intersects(row));
    bar->findChild<QPushButton *>(QStringLiteral("undoButton"))->click();
    QTRY_VERIFY(bar->isHidden());
    QVERIFY(fixture.desk.outboxItems().isEmpty());
    const auto *area = workspace.findChild<ToastArea *>();
    QTRY_VERIFY2(!fixture.desk.outboxDepth(), "taken back");
    QCOMPARE(fixture.site.request(QStringLiteral("r-0002"))->state, RequestState::Pending);
    QVERIFY(area->text(Toast::Kind::Hint).isEmpty()); // it was not too late
}

void TestToasts::everyWidgetHasItsNames()
{
    m_area->show({Toast::Kind::Done, QStringLiteral("x"), QStringLiteral("Undo"), [] {}});
    const QStringList found = namelessWidgets(m_area->shown().constLast());
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

} // namespace tegata

TEGATA_TEST(tegata::TestToasts)
#include "test_toasts.moc"
