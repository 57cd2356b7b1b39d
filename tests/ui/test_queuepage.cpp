// SPDX-License-Identifier: Apache-2.0
#include "ui/records/queuepage.h"

#include "core/cache/queuecache.h"
#include "tests/support/fakesite.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"
#include "ui/models/queuemodel.h"
#include "ui/records/boundedselection.h"
#include "ui/records/queuetable.h"
#include "ui/records/textwidths.h"

#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>

namespace tegata {

// The rule of the place: whatever comes, goes or moves, the chosen row stays under the person's eyes.
class TestQueuePage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void keepsThePlace_data();
    void keepsThePlace();
    void aRowThatLeavesIsNotReplaced();
    void aRowThatIsLetGoGivesWayToTheNext();
    void aRowThatComesBackIsChosenAgain();
    void choosesTogether();
    void choosesAtMostSoMany();
    void shiftExtendsFromWhereTheStepsWent();

private:
    using Change = std::function<void(TestQueuePage &)>;
    static CertificateRequest request(int number);
    void upsert(const QList<CertificateRequest> &requests);
    void reject(int number);
    void open(int count);
    QString currentId() const { return m_page->currentRow() ? m_page->currentRow()->id() : QString(); }
    QueueTable &table() const { return m_page->table(); }

    ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QueueCache> m_cache;
    TextWidths m_widths;
    std::unique_ptr<QueuePage> m_page;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    int m_version = 1;
};

void TestQueuePage::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_cache = std::make_unique<QueueCache>(m_folder->filePath(QStringLiteral("cache")));
    (void)m_cache->open();
    m_version = 1;
    m_page = std::make_unique<QueuePage>(QueuePage::Means{*m_cache, m_clock, m_widths},
                                         QueueQuery{QueueView::Pending, {}, defaultOrder(QueueView::Pending)},
                                         QStringLiteral("pending"));
    m_tester = std::make_unique<QAbstractItemModelTester>(&m_page->model(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_page->resize(700, 400);
}

void TestQueuePage::cleanup()
{
    m_tester.reset();
    m_page.reset();
    m_cache.reset();
}

CertificateRequest TestQueuePage::request(int number)
{
    CertificateRequest made = FakeSite::makeRequest(number);
    made.id = QStringLiteral("r-%1").arg(number, 5, 10, QLatin1Char('0'));
    made.version = 1;
    made.commonName = QStringLiteral("www%1.example.jp").arg(number * 7919 % 1000, 4, 10, QLatin1Char('0'));
    made.submittedAt = QDateTime(QDate(2026, 11, 1), QTime(9, 0), Qt::UTC).addSecs(60 * number);
    made.expiresAt = made.submittedAt.addDays(30);
    return made;
}

void TestQueuePage::upsert(const QList<CertificateRequest> &requests)
{
    QSignalSpy settled(&m_page->model(), &QueueModel::settled);
    (void)m_cache->upsert(requests, {});
    QTRY_VERIFY(settled.size() >= 1);
}

void TestQueuePage::reject(int number)
{
    CertificateRequest gone = request(number);
    gone.version = ++m_version;
    gone.state = RequestState::Rejected;
    upsert({gone});
}

void TestQueuePage::open(int count)
{
    QList<CertificateRequest> requests;
    for (int number = 1; number <= count; ++number)
        requests.append(request(number));
    (void)m_cache->upsert(requests, {});
    QSignalSpy settled(&m_page->model(), &QueueModel::settled);
    m_page->load();
    m_page->show();
    QTRY_VERIFY(settled.size() >= 1);
    QTRY_COMPARE(m_page->model().rowCount(), count);
    QTRY_COMPARE(currentId(), request(1).id);
}

void TestQueuePage::keepsThePlace_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("isSeen"); // the current row was on the screen, so it must not move there
    const auto row = [](const char *name, const Change &change) {
        QTest::addRow("%s", name) << change << true;
        QTest::addRow("%s, scrolled away", name) << change << false;
    };
    row("one comes before", [](TestQueuePage &test) { test.upsert({request(-5)}); });
    row("one comes after", [](TestQueuePage &test) { test.upsert({request(500)}); });
    row("one goes before", [](TestQueuePage &test) { test.reject(3); });
    row("one goes after", [](TestQueuePage &test) { test.reject(100); });
    row("the next one goes", [](TestQueuePage &test) { test.reject(61); });
    row("many before go", [](TestQueuePage &test) {
        QList<CertificateRequest> gone;
        for (int number = 5; number < 50; ++number) {
            gone.append(request(number));
            gone.last().version = 2;
            gone.last().state = RequestState::Cancelled;
        }
        test.upsert(gone);
    });
    row("many come everywhere", [](TestQueuePage &test) {
        QList<CertificateRequest> come;
        for (int number = 1; number <= 60; ++number) {
            come.append(request(1000 + number));
            come.last().submittedAt = request(number * 2).submittedAt.addSecs(30);
            come.last().expiresAt = come.last().submittedAt.addDays(30);
        }
        test.upsert(come);
    });
    row("another one moves past it", [](TestQueuePage &test) {
        CertificateRequest moved = request(5);
        moved.version = 2;
        moved.submittedAt = request(110).submittedAt.addSecs(10);
        moved.expiresAt = moved.submittedAt.addDays(30);
        test.upsert({moved});
    });
    row("it moves itself", [](TestQueuePage &test) {
        CertificateRequest moved = request(60);
        moved.version = 2;
        moved.submittedAt = request(90).submittedAt.addSecs(10);
        moved.expiresAt = moved.submittedAt.addDays(30);
        test.upsert({moved});
    });
    row("it changes", [](TestQueuePage &test) {
        CertificateRequest changed = request(60);
        changed.version = 2;
        changed.claimedBy = QStringLiteral("op-9");
        test.upsert({changed});
    });
}

void TestQueuePage::keepsThePlace()
{
    QFETCH(Change, change);
    QFETCH(bool, isSeen);
    open(120);
    QSignalSpy settled(&m_page->model(), &QueueModel::settled);
    table().setCurrentIndex(m_page->model().index(59, 0));
    QTRY_COMPARE(currentId(), request(60).id);
    table().scrollTo(m_page->model().index(59, 0), QAbstractItemView::PositionAtCenter);
    if (!isSeen)
        table().verticalScrollBar()->setValue(0);
    const int y = table().rowViewportPosition(59);
    QSignalSpy left(m_page.get(), &QueuePage::currentLeft);

    change(*this);

    QTRY_COMPARE(currentId(), request(60).id);
    QCOMPARE(left.size(), 0);
    const QModelIndexList selected = table().selectionModel()->selectedRows();
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected.first().row(), table().currentIndex().row());
    if (isSeen)
        QCOMPARE(table().rowViewportPosition(table().currentIndex().row()), y);
}

void TestQueuePage::aRowThatLeavesIsNotReplaced()
{
    open(10);
    QSignalSpy left(m_page.get(), &QueuePage::currentLeft);
    QTest::keyClick(&table(), Qt::Key_Down);
    QTest::keyClick(&table(), Qt::Key_Down);
    QTRY_COMPARE(currentId(), request(3).id);
    reject(3);
    QTRY_COMPARE(left.size(), 1);
    QVERIFY(!m_page->hasCurrent());
    QVERIFY(!table().selectionModel()->hasSelection());
    // The next step goes to the row in its place, not past it.
    QTest::keyClick(&table(), Qt::Key_Down);
    QTRY_COMPARE(currentId(), request(4).id);
    QVERIFY(table().selectionModel()->isRowSelected(2));
}

void TestQueuePage::aRowThatIsLetGoGivesWayToTheNext()
{
    open(3);
    QSignalSpy left(m_page.get(), &QueuePage::currentLeft);
    // Before it leaves …
    m_page->letGo(request(1).id);
    reject(1);
    QTRY_COMPARE(currentId(), request(2).id);
    QCOMPARE(left.size(), 0);
    // … after it left …
    reject(2);
    QTRY_COMPARE(left.size(), 1);
    m_page->letGo(request(2).id);
    QTRY_COMPARE(currentId(), request(3).id);
    // … and the last one.
    m_page->letGo(request(3).id);
    reject(3);
    QTRY_COMPARE(m_page->model().rowCount(), 0);
    QVERIFY(!m_page->hasCurrent());
}

void TestQueuePage::aRowThatComesBackIsChosenAgain()
{
    open(5);
    table().step(1);
    QTRY_COMPARE(currentId(), request(2).id);
    CertificateRequest held = request(2);
    held.version = 2;
    held.state = RequestState::OnHold;
    upsert({held});
    QTRY_VERIFY(!m_page->hasCurrent());
    held.version = 3;
    held.state = RequestState::Pending;
    upsert({held});
    QTRY_COMPARE(currentId(), request(2).id);
}

void TestQueuePage::choosesTogether()
{
    open(8);
    QTest::keyClick(&table(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&table(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_page->selectedKeys().size(), 3);
    QTRY_COMPARE(currentId(), request(3).id);
    // One of them leaves, one comes before: the others stay chosen.
    reject(2);
    upsert({request(-1)});
    QTRY_COMPARE(m_page->model().rowCount(), 8);
    const QVector<qint64> keys = m_page->selectedKeys();
    QCOMPARE(keys.size(), 2);
    QCOMPARE(currentId(), request(3).id);
    QTest::keyClick(&table(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_page->selectedKeys().size(), 8);
    // What comes is not chosen with the rest.
    upsert({request(300), request(-2)});
    QTRY_COMPARE(m_page->model().rowCount(), 10);
    QCOMPARE(m_page->selectedKeys().size(), 8);
}

void TestQueuePage::choosesAtMostSoMany()
{
    constexpr int Most = BoundedSelection::MaximumRows;
    open(Most + 200);
    auto *selection = qobject_cast<BoundedSelection *>(table().selectionModel());
    QVERIFY(selection);
    QSignalSpy limited(selection, &BoundedSelection::limited);
    table().selectAll();
    QCOMPARE(limited.size(), 1);
    QCOMPARE(m_page->selectedKeys().size(), Most);
    selection->select(m_page->model().index(Most + 100, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QCOMPARE(m_page->selectedKeys().size(), Most);
    QCOMPARE(limited.size(), 2);
}

void TestQueuePage::shiftExtendsFromWhereTheStepsWent()
{
    open(30);
    table().step(1);
    QTest::keyClick(&table(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_page->selectedKeys().size(), 2);
    for (int i = 0; i < 19; ++i)
        table().step(1);
    QCOMPARE(m_page->selectedKeys().size(), 1);
    QTest::keyClick(&table(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_page->selectedKeys().size(), 2);
    QCOMPARE(m_page->selectedKeys().constFirst(), m_page->model().keyAt(21));
    // The place of a row that left, with nothing chosen: Shift begins there.
    m_page->clearChosen();
    QTest::keyClick(&table(), Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(m_page->selectedKeys().size(), 2);
    QCOMPARE(m_page->selectedKeys().constLast(), m_page->model().keyAt(22));
}

} // namespace tegata

TEGATA_TEST(tegata::TestQueuePage)
#include "test_queuepage.moc"
