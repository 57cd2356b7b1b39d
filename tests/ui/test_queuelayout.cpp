// SPDX-License-Identifier: Apache-2.0
// How queue and details are laid out and worked: nothing is cut off or scrolls sideways, chips filter, several rows
// have their bar, what waits is said in its row.
#include "core/cache/queuecache.h"
#include "tests/support/await.h"
#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/deskfixture.h"
#include "tests/ui/picture.h"
#include "ui/common/actionbutton.h"
#include "ui/common/chip.h"
#include "ui/common/pill.h"
#include "ui/models/queuemodel.h"
#include "ui/operator/operatorworkspace.h"
#include "ui/operator/selectionbar.h"
#include "ui/records/counttabbar.h"
#include "ui/records/filterbar.h"
#include "ui/records/queuetable.h"
#include "ui/style/appearance.h"
#include "ui/style/tokens.h"

#include <QAction>
#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

#include <algorithm>
#include <memory>

namespace tegata {

class TestQueueLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void aNarrowWindowDropsColumns();
    void theHeadStays();
    void theKeysGoAsOneReads();
    void rowsFollowTheDensity();
    void chipsFilter();
    void chipsThatFindNoRoomStandInTheMenu();
    void anEmptyListSaysWhatNext();
    void oneKeyClearsAKeptFilter();
    void severalRowsHaveABar();
    void whatWaitsIsSaidInItsRow();

private:
    void start(int requests);
    template <typename T>
    T *find(const char *name) const
    {
        return m_workspace->findChild<T *>(QLatin1String(name));
    }
    QueueTable &table() const { return *find<QueueTable>("pendingTable"); }
    const QueueModel &model() const { return *static_cast<const QueueModel *>(table().model()); }
    Chip *chip(const char *name) const { return find<QWidget>("pendingPage")->findChild<Chip *>(QLatin1String(name)); }
    bool isShown(QueueColumn column) const { return !table().isColumnHidden(model().columnOf(column)); }

    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<DeskFixture> m_fixture;
    std::unique_ptr<OperatorWorkspace> m_workspace;
};

void TestQueueLayout::init()
{
    m_appearance = std::make_unique<Appearance>();
    m_appearance->apply({});
    m_fixture = std::make_unique<DeskFixture>();
    m_workspace = std::make_unique<OperatorWorkspace>(m_fixture->desk, m_fixture->language, m_fixture->worker,
                                                      m_fixture->commands);
}

void TestQueueLayout::cleanup()
{
    m_workspace.reset();
    m_fixture.reset();
    m_appearance.reset();
}

void TestQueueLayout::start(int requests)
{
    for (int number = 1; number <= requests; ++number) {
        CertificateRequest made = FakeSite::makeRequest(number);
        if (number % 3 == 0)
            made.checkState = CheckState(FindingOutcome::Error);
        else if (number % 3 == 1)
            made.checkState = CheckState(FindingOutcome::Warning);
        made.product = number % 5 == 0 ? Product::Ev : Product::Ov;
        m_fixture->site.put(made);
    }
    m_workspace->load();
    m_workspace->show();
    QVERIFY(QTest::qWaitForWindowActive(m_workspace.get()));
    m_workspace->setSignIn(SignIn::Unlocked);
    m_fixture->connectDesk();
    QTRY_COMPARE(m_fixture->desk.connection(), DeskConnection::Online);
    QTRY_COMPARE(model().rowCount(), requests);
    QTRY_VERIFY(model().isWhole());
}

void TestQueueLayout::nothingIsCutOff_data()
{
    QTest::addColumn<Language>("language");
    QTest::addColumn<QSize>("window");
    for (const Language language : {Language::Japanese, Language::English}) {
        const char *name = language == Language::Japanese ? "ja" : "en";
        QTest::addRow("%s 1280", name) << language << QSize(1280, 720);
        QTest::addRow("%s 1440", name) << language << QSize(1440, 900);
    }
}

void TestQueueLayout::nothingIsCutOff()
{
    QFETCH(Language, language);
    QFETCH(QSize, window);
    m_fixture->language.setLanguage(language);
    start(40);
    m_workspace->resize(window - QSize(extent::Rail, extent::TopBar));
    QTRY_VERIFY(table().verticalScrollBar()->maximum() > 0);
    QTRY_COMPARE(table().horizontalScrollBar()->maximum(), 0);
    const QHeaderView *header = table().horizontalHeader();
    QVERIFY(header->length() <= table().viewport()->width());
    for (int section = 0; section < header->count(); ++section) {
        const QueueColumn column = model().columns().at(section);
        // Names may be shortened: the whole stands in the tool tip.
        if (header->isSectionHidden(section) || column == QueueColumn::CommonName ||
            column == QueueColumn::Organization)
            continue;
        const QString title = model().headerData(section, Qt::Horizontal).toString();
        QVERIFY2(header->sectionSize(section) >= header->fontMetrics().horizontalAdvance(title) + space::Small,
                 qPrintable(title));
        for (int row = 0; row < 10; ++row) {
            const QModelIndex index = model().index(row, section);
            QStyleOptionViewItem option;
            option.initFrom(&table());
            option.widget = &table();
            const int needed = table().itemDelegate()->sizeHint(option, index).width();
            QVERIFY2(header->sectionSize(section) >= needed, qPrintable(QStringLiteral("%1: %2 < %3")
                                                                            .arg(index.data().toString())
                                                                            .arg(header->sectionSize(section))
                                                                            .arg(needed)));
        }
    }
    const auto widgets = m_workspace->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const auto *label = qobject_cast<const QLabel *>(widget);
        const bool isLine = label && !label->wordWrap() && !label->text().isEmpty();
        const bool isButton = qobject_cast<const QPushButton *>(widget) || qobject_cast<const Pill *>(widget);
        if (!widget->isVisible() || (!isLine && !isButton))
            continue;
        QVERIFY2(widget->width() >= widget->sizeHint().width(), qPrintable(QStringLiteral("%1 is %2 wide and needs %3")
                                                                               .arg(widget->objectName())
                                                                               .arg(widget->width())
                                                                               .arg(widget->sizeHint().width())));
    }
    const QStringList nameless = namelessWidgets(m_workspace.get());
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
}

void TestQueueLayout::aNarrowWindowDropsColumns()
{
    start(10);
    m_workspace->resize(QSize(1024, 700) - QSize(extent::RailNarrow, extent::TopBar));
    QTRY_VERIFY(!isShown(QueueColumn::ClaimedBy));
    QVERIFY(!isShown(QueueColumn::Key));
    for (const QueueColumn column : {QueueColumn::Check, QueueColumn::CommonName, QueueColumn::Organization})
        QVERIFY(isShown(column));
    QCOMPARE(table().horizontalScrollBar()->maximum(), 0);
    // A person still has them: they are back with the room.
    for (const ColumnLayout &each : table().columnLayout())
        QVERIFY(each.isShown);
    m_workspace->resize(1440, 800);
    QTRY_VERIFY(isShown(QueueColumn::ClaimedBy));
    QVERIFY(isShown(QueueColumn::Key));
    QVERIFY(!isShown(QueueColumn::State)); // all are pending
}

void TestQueueLayout::theHeadStays()
{
    start(2);
    m_workspace->resize(extent::WideWindow, 684);
    const auto *title = find<QLabel>("requestHeadingTitle");
    QTRY_VERIFY(title->isVisible());
    const QPoint before = title->mapTo(m_workspace.get(), QPoint());
    auto *pane = find<QScrollArea>("requestDetailPane");
    QTRY_VERIFY(pane->verticalScrollBar()->maximum() > 0);
    pane->verticalScrollBar()->setValue(pane->verticalScrollBar()->maximum());
    QCOMPARE(title->mapTo(m_workspace.get(), QPoint()), before);
    QCOMPARE(find<Pill>("requestHeadingState")->word(), QStringLiteral("Pending"));
    for (const char *name : {"approveActionButton", "rejectActionButton", "holdActionButton"}) {
        auto *button = find<QWidget>("requestHeading")->findChild<ActionButton *>(QLatin1String(name));
        QVERIFY2(button && button->isVisible(), name);
        QVERIFY(button->isKeyShown());
    }
}

// Qt's own order is that in which the parts were made, and the list and the head's buttons are made late.
void TestQueueLayout::theKeysGoAsOneReads()
{
    start(3);
    m_workspace->resize(1192, 684);
    using Actions = RequestActions;
    for (const Actions::Command each : {Actions::Command::Approve, Actions::Command::Reject, Actions::Command::Hold})
        QTRY_VERIFY(m_workspace->actions().action(each)->isEnabled());
    table().setFocus();
    QStringList passed;
    for (int step = 0; step < 5; ++step) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        passed.append(QApplication::focusWidget()->objectName());
    }
    QCOMPARE(passed, QStringList({QStringLiteral("requestHeadingCopy"), QStringLiteral("approveActionButton"),
                                  QStringLiteral("rejectActionButton"), QStringLiteral("holdActionButton"),
                                  QStringLiteral("requestHeadingMore")}));
    for (int step = 0; step < 5; ++step)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(table().hasFocus());
}

void TestQueueLayout::rowsFollowTheDensity()
{
    start(2);
    QTRY_COMPARE(table().rowHeight(0), rowHeight(&table()));
    const int standard = table().rowHeight(0);
    m_appearance->apply({SchemeChoice::Light, Density::Compact, 100});
    QTRY_VERIFY(table().rowHeight(0) < standard);
    m_appearance->apply({});
    QTRY_COMPARE(table().rowHeight(0), standard);
}

void TestQueueLayout::chipsFilter()
{
    start(30);
    m_workspace->resize(1352, 800);
    QTRY_COMPARE(chip("filterErrors")->count(), 10);
    QTRY_COMPARE(chip("filterWarnings")->count(), 10);
    QTRY_COMPARE(chip("filterEv")->count(), 6);
    QTRY_COMPARE(chip("filterAll")->count(), 30);
    QVERIFY(chip("filterAll")->isChecked());
    QTRY_VERIFY(chip("filterMine")->isVisible());
    chip("filterErrors")->setFocus();
    QTest::keyClick(chip("filterErrors"), Qt::Key_Space);
    QTRY_COMPARE(model().rowCount(), 10);
    QVERIFY(chip("filterErrors")->isChecked());
    QVERIFY(!chip("filterAll")->isChecked());
    // What a chip shows is not shown once more.
    QVERIFY(!find<QWidget>("pendingPage")
                 ->findChild<QWidget *>(QStringLiteral("filterChip%1").arg(static_cast<int>(QueueColumn::Check))));
    QTest::keyClick(chip("filterWarnings"), Qt::Key_Space); // errors or warnings
    QTRY_COMPARE(model().rowCount(), 20);
    QTest::keyClick(chip("filterEv"), Qt::Key_Space); // and EV
    QTRY_COMPARE(model().rowCount(), 4);
    QTest::keyClick(chip("filterAll"), Qt::Key_Space);
    QTRY_COMPARE(model().rowCount(), 30);
    QVERIFY(chip("filterAll")->isChecked());
    QVERIFY(!chip("filterErrors")->isChecked());
    // The counts are of the whole list, whatever is filtered.
    QCOMPARE(chip("filterWarnings")->count(), 10);
    QTest::keyClick(chip("filterPassed"), Qt::Key_Space);
    QTRY_COMPARE(model().rowCount(), 10);
}

void TestQueueLayout::chipsThatFindNoRoomStandInTheMenu()
{
    start(30);
    QTRY_COMPARE(chip("filterAll")->count(), 30);
    auto *bar = find<QWidget>("pendingPage")->findChild<FilterBar *>(QStringLiteral("filterBar"));
    const int height = bar->height();
    m_workspace->resize(968, 600);
    QTRY_VERIFY(chip("filterEv")->isHidden());
    QVERIFY(chip("filterErrors")->isVisible());
    QCOMPARE(bar->height(), height); // one line, whatever the width
    auto *menu = bar->findChild<QMenu *>(QStringLiteral("filterColumnsMenu"));
    Q_EMIT menu->aboutToShow();
    const QList<QAction *> actions = menu->actions();
    const auto found = std::find_if(actions.cbegin(), actions.cend(),
                                    [](const QAction *each) { return each->text() == QLatin1String("EV"); });
    QVERIFY(found != actions.cend());
    (*found)->trigger();
    QTRY_COMPARE(model().rowCount(), 6);
    QTRY_VERIFY(chip("filterEv")->isVisible()); // what is on is never left out
    QVERIFY(chip("filterEv")->isChecked());
    bar->clear();
    m_workspace->resize(1352, 800);
    QTRY_VERIFY(chip("filterMine")->isVisible());
}

void TestQueueLayout::anEmptyListSaysWhatNext()
{
    start(3);
    auto *empty = find<QWidget>("pendingEmpty");
    QVERIFY(!empty->isVisible());
    find<QWidget>("pendingPage")->findChild<FilterBar *>(QStringLiteral("filterBar"))->setText(QStringLiteral("zzz"));
    QTRY_VERIFY(empty->isVisible());
    QCOMPARE(find<QLabel>("pendingEmptyTitle")->text(), QStringLiteral("Nothing matches the filters"));
    find<QPushButton>("pendingEmptyButton")->click();
    QTRY_COMPARE(model().rowCount(), 3);
    QTRY_VERIFY(!empty->isVisible());
    QVERIFY(table().hasFocus());
    for (int row = 0; row < 3; ++row) {
        CertificateRequest gone = *model().rowAt(row)->request();
        gone.version += 1;
        gone.state = RequestState::Rejected;
        m_fixture->site.put(gone);
    }
    QTRY_VERIFY(empty->isVisible());
    QCOMPARE(find<QLabel>("pendingEmptyTitle")->text(), QStringLiteral("No pending requests"));
    find<QPushButton>("pendingEmptyButton")->click();
    QTRY_COMPARE(m_workspace->view(), QueueView::Issued);
}

void TestQueueLayout::oneKeyClearsAKeptFilter()
{
    start(30);
    QTest::keyClick(chip("filterErrors"), Qt::Key_Space);
    QTRY_COMPARE(model().rowCount(), 10);
    auto *clear = find<QWidget>("pendingPage")->findChild<ActionButton *>(QStringLiteral("filterClear"));
    QTRY_VERIFY(clear->isVisible());
    QVERIFY(clear->isKeyShown());
    table().setFocus();
    QTest::keyClick(m_workspace->windowHandle(), Qt::Key_Backspace);
    QTRY_COMPARE(model().rowCount(), 30);
    QVERIFY(!clear->isVisible());
}

void TestQueueLayout::severalRowsHaveABar()
{
    start(6);
    auto *bar = find<SelectionBar>("selectionBar");
    QVERIFY(!bar->isVisible());
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Down, Qt::ShiftModifier);
    QTRY_VERIFY(bar->isVisible());
    QVERIFY(find<QLabel>("selectionCount")->text().contains(QLatin1Char('2')));
    QTRY_VERIFY(bar->height() >= extent::SelectionBar);
    // The caps stand on what obeys the keys.
    QVERIFY(bar->findChild<ActionButton *>(QStringLiteral("bulkApproveButton"))->isKeyShown());
    QVERIFY(!find<QWidget>("requestHeading")
                 ->findChild<ActionButton *>(QStringLiteral("approveActionButton"))
                 ->isKeyShown());
    QTest::keyClick(m_workspace->windowHandle(), Qt::Key_Escape);
    QTRY_VERIFY(!bar->isVisible());
    QCOMPARE(table().selectionModel()->selectedRows().size(), 1);
}

void TestQueueLayout::whatWaitsIsSaidInItsRow()
{
    m_fixture->desk.setUndoWindow(std::chrono::seconds(10));
    start(3);
    m_workspace->resize(1192, 684);
    (void)m_fixture->desk.decide(*model().rowAt(1)->request(), RequestAction::Reject, QStringLiteral("重複"));
    QTRY_VERIFY(model().waitingAt(1));
    QVERIFY(model().waitingAt(1)->text.contains(QLatin1String("10 s")));
    QVERIFY(model().waitingAt(1)->canBeTakenBack);
    m_fixture->clock.advance(std::chrono::seconds(2));
    QTRY_VERIFY(model().waitingAt(1)->text.contains(QLatin1String("8 s")));
    QVERIFY(!model().waitingAt(0));
    // It is heard with the row's name, and the row stays where it is.
    const QModelIndex name = model().index(1, model().columnOf(QueueColumn::CommonName));
    QVERIFY(name.data(Qt::AccessibleTextRole).toString().contains(model().waitingAt(1)->text));
    const QRect row = table().visualRect(name);
    QTest::mouseClick(table().viewport(), Qt::LeftButton, Qt::NoModifier,
                      QPoint(table().viewport()->width() - 30, row.center().y()));
    QTRY_VERIFY(!model().waitingAt(1));
    QCOMPARE(m_fixture->site.request(model().rowAt(1)->id())->state, RequestState::Pending);
    QCOMPARE(model().rowCount(), 3);
}

} // namespace tegata

TEGATA_TEST(tegata::TestQueueLayout)
#include "test_queuelayout.moc"
