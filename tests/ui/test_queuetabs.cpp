// SPDX-License-Identifier: Apache-2.0
#include "ui/records/queuetabs.h"

#include "core/cache/queuecache.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/picture.h"
#include "ui/models/queuemodel.h"
#include "ui/records/columnchooser.h"
#include "ui/records/filterbar.h"
#include "ui/records/queuetable.h"

#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tegata {

class TestQueueTabs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void countsStandInTheTabs();
    void filtersByKeysAlone();
    void clearingTheFilterFindsThePlaceAgain();
    void theDetailsOfAFilteredRowStand();
    void dueForRenewalIsATabOfItsOwn();
    void expiryIsSaidInWords();
    void savesASearchAsATab();
    void savedSearchesAreRenamedMovedAndRemoved();
    void keepsFiltersOrdersAndColumns();
    void hiddenTabsAreMadeWhenTheyAreNeeded();
    void aHiddenTabKeepsWhatWasStored();
    void refusesADamagedLayout_data();
    void refusesADamagedLayout();
    void sortsAndChoosesColumnsByKeys();
    void fetchesTheSelectedRows();
    void everyWidgetHasItsNames();
    void pictures();

private:
    void makeTabs();
    void open();
    void nameIt(const QString &name);
    QTabWidget *bar() const { return m_tabs->findChild<QTabWidget *>(QStringLiteral("queueTabs")); }
    QLineEdit *text() const { return m_tabs->currentFilterBar().findChild<QLineEdit *>(QStringLiteral("filterText")); }
    int rows() const { return m_tabs->currentModel().rowCount(); }
    QString currentName() const;

    ManualClock m_clock;
    LanguageController m_language{Language::English};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QueueCache> m_cache;
    std::unique_ptr<QueueTabs> m_tabs;
};

void TestQueueTabs::init()
{
    m_language.setLanguage(Language::English);
    m_folder = std::make_unique<QTemporaryDir>();
    m_cache = std::make_unique<QueueCache>(m_folder->filePath(QStringLiteral("cache")));
    (void)m_cache->open();
    makeTabs();
}

void TestQueueTabs::cleanup()
{
    m_tabs.reset();
    m_cache.reset();
}

void TestQueueTabs::makeTabs()
{
    m_tabs = std::make_unique<QueueTabs>(*m_cache, m_clock);
    m_tabs->resize(900, 500);
}

// Pending: www1 … www300, every tenth of 株式会社山田商店. Issued: three, that end in 12, 80 and 200 days, and one that
// ended.
void TestQueueTabs::open()
{
    QList<CertificateRequest> requests;
    for (int number = 1; number <= 300; ++number) {
        requests.append(FakeSite::makeRequest(number));
        requests.last().version = 1;
        requests.last().submittedAt = QDateTime(QDate(2026, 11, 1), QTime(9, 0), Qt::UTC).addSecs(60 * number);
        requests.last().expiresAt = requests.last().submittedAt.addDays(30);
        if (number % 10 == 0)
            requests.last().organization = QStringLiteral("株式会社山田商店");
    }
    QList<CertificateRecord> certificates;
    for (const int days : {12, 80, 200, -3}) {
        CertificateRecord certificate = FakeSite::makeCertificate(static_cast<int>(certificates.size()) + 1);
        certificate.version = 1;
        certificate.notAfter = m_clock.now().addDays(days);
        certificate.state = days < 0 ? CertificateState::Expired : CertificateState::Valid;
        certificate.renewalOf.clear();
        certificates.append(certificate);
    }
    QVERIFY(await(m_cache->upsert(requests, certificates)));
    m_tabs->load();
    m_tabs->show();
    m_tabs->focusTable();
    QTRY_COMPARE(rows(), 300);
    QTRY_COMPARE(currentName(), FakeSite::makeRequest(1).commonName);
}

void TestQueueTabs::nameIt(const QString &name)
{
    auto *dialog = m_tabs->findChild<QInputDialog *>();
    QVERIFY(dialog);
    dialog->setTextValue(name);
    dialog->accept();
    QTRY_VERIFY(!m_tabs->findChild<QInputDialog *>());
}

QString TestQueueTabs::currentName() const
{
    const std::optional<QueueRow> row = m_tabs->currentRow();
    if (!row)
        return {};
    return row->request() ? row->request()->commonName : row->certificate()->commonName;
}

void TestQueueTabs::countsStandInTheTabs()
{
    open();
    QTRY_COMPARE(bar()->tabText(0), QStringLiteral("Pending (300)"));
    QTRY_COMPARE(bar()->tabText(2), QStringLiteral("Issued (4)"));
    QTRY_COMPARE(bar()->tabText(5), QStringLiteral("Due for renewal (2)"));
    m_language.setLanguage(Language::Japanese);
    QTRY_COMPARE(bar()->tabText(5), QStringLiteral("更新対象 (2)"));
    m_language.setLanguage(Language::English);
    QTRY_COMPARE(bar()->tabText(5), QStringLiteral("Due for renewal (2)"));
}

void TestQueueTabs::filtersByKeysAlone()
{
    open();
    m_tabs->focusFilter();
    QTRY_COMPARE(m_tabs->focusWidget(), text());
    text()->insert(QStringLiteral("山田")); // as an input method commits it
    QTRY_COMPARE(rows(), 30);
    auto *hits = m_tabs->currentFilterBar().findChild<QLabel *>(QStringLiteral("filterHits"));
    QTRY_COMPARE(hits->text(), QStringLiteral("30 found"));
    // The counts on the tabs stay those of everything.
    QCOMPARE(bar()->tabText(0), QStringLiteral("Pending (300)"));
    QTest::keyClick(text(), Qt::Key_Down);
    QTRY_COMPARE(currentName(), FakeSite::makeRequest(10).commonName);
    QTest::keyClick(&m_tabs->currentTable(), Qt::Key_Down);
    QTRY_COMPARE(currentName(), FakeSite::makeRequest(20).commonName);
    m_tabs->focusFilter();
    QTest::keyClick(text(), Qt::Key_Escape);
    QTRY_COMPARE(rows(), 300);
    QVERIFY(!hits->isVisible());
}

void TestQueueTabs::clearingTheFilterFindsThePlaceAgain()
{
    open();
    m_tabs->focusFilter();
    QTest::keyClicks(text(), QStringLiteral("www290"));
    QTRY_COMPARE(rows(), 1);
    QTest::keyClick(text(), Qt::Key_Down);
    QTRY_COMPARE(currentName(), QStringLiteral("www290.example.jp"));
    m_tabs->focusFilter();
    QTest::keyClick(text(), Qt::Key_Escape);
    QTRY_COMPARE(rows(), 300);
    QTRY_COMPARE(currentName(), QStringLiteral("www290.example.jp"));
    QueueTable &table = m_tabs->currentTable();
    QCOMPARE(table.currentIndex().row(), 289);
    QVERIFY(table.viewport()->rect().contains(table.visualRect(table.currentIndex()).center()));
}

void TestQueueTabs::theDetailsOfAFilteredRowStand()
{
    open();
    QSignalSpy left(m_tabs.get(), &QueueTabs::currentLeft);
    m_tabs->focusFilter();
    QTest::keyClicks(text(), QStringLiteral("www29"));
    QTRY_COMPARE(left.size(), 1);
    QVERIFY(!m_tabs->hasCurrent());
    QTest::keyClick(text(), Qt::Key_Escape);
    QTRY_COMPARE(currentName(), FakeSite::makeRequest(1).commonName);
}

void TestQueueTabs::dueForRenewalIsATabOfItsOwn()
{
    open();
    m_tabs->showRenewals();
    QTRY_COMPARE(rows(), 2);
    QCOMPARE(m_tabs->view(), QueueView::Issued);
    QTRY_COMPARE(currentName(), FakeSite::makeCertificate(1).commonName); // the one that ends first
    // Renewed, it is due no longer.
    CertificateRecord successor = FakeSite::makeCertificate(9);
    successor.version = 1;
    successor.notAfter = m_clock.now().addDays(398);
    successor.renewalOf = FakeSite::makeCertificate(1).serial;
    QVERIFY(await(m_cache->upsert({}, {successor})));
    QTRY_COMPARE(rows(), 1);
    QTRY_COMPARE(bar()->tabText(5), QStringLiteral("Due for renewal (1)"));
}

void TestQueueTabs::expiryIsSaidInWords()
{
    open();
    m_tabs->setView(QueueView::Issued);
    QTRY_COMPARE(rows(), 4);
    QueueModel &model = m_tabs->currentModel();
    model.sort(model.columnOf(QueueColumn::NotAfter));
    const auto expiry = [&model](int row, int role) {
        return model.index(row, model.columnOf(QueueColumn::NotAfter)).data(role);
    };
    QTRY_VERIFY(expiry(0, Qt::DisplayRole).toString().contains(QLatin1String("Expired")));
    QTRY_VERIFY(expiry(1, Qt::DisplayRole).toString().contains(QLatin1String("12 days left")));
    QVERIFY(!expiry(1, Qt::DecorationRole).value<QIcon>().isNull());
    QVERIFY(expiry(3, Qt::DisplayRole).toString().contains(QLatin1String("200 days left")));
    QVERIFY(!expiry(3, Qt::DecorationRole).isValid());
}

void TestQueueTabs::savesASearchAsATab()
{
    open();
    text()->insert(QStringLiteral("山田")); // as an input method commits it
    QTRY_COMPARE(rows(), 30);
    m_tabs->saveSearch();
    nameIt(QStringLiteral("山田 & Co."));
    QCOMPARE(bar()->count(), 7);
    QVERIFY(m_tabs->isSavedSearch());
    QTRY_COMPARE(bar()->tabText(6), QStringLiteral("山田 && Co. (30)"));
    QTRY_COMPARE(rows(), 30);
    QCOMPARE(text()->text(), QStringLiteral("山田"));
    // It goes on counting while another tab is shown.
    m_tabs->setView(QueueView::Pending);
    CertificateRequest more = FakeSite::makeRequest(301);
    more.version = 1;
    more.organization = QStringLiteral("株式会社山田商店");
    QVERIFY(await(m_cache->upsert({more}, {})));
    QTRY_COMPARE(bar()->tabText(6), QStringLiteral("山田 && Co. (31)"));
}

void TestQueueTabs::savedSearchesAreRenamedMovedAndRemoved()
{
    open();
    m_tabs->renameSearch();
    QVERIFY(!m_tabs->findChild<QInputDialog *>()); // a view's own tab keeps its name
    m_tabs->removeSearch();
    QCOMPARE(bar()->count(), 6);
    for (const char *name : {"first", "second"}) {
        m_tabs->saveSearch();
        nameIt(QLatin1String(name));
    }
    m_tabs->moveSearch(-1);
    QVERIFY(bar()->tabText(6).startsWith(QLatin1String("second")));
    m_tabs->moveSearch(-1); // not before the built-in ones
    QVERIFY(bar()->tabText(6).startsWith(QLatin1String("second")));
    m_tabs->renameSearch();
    nameIt(QStringLiteral("other"));
    QVERIFY(bar()->tabText(6).startsWith(QLatin1String("other")));
    m_tabs->removeSearch();
    QCOMPARE(bar()->count(), 7);
    QVERIFY(bar()->tabText(6).startsWith(QLatin1String("first")));
}

void TestQueueTabs::keepsFiltersOrdersAndColumns()
{
    open();
    text()->insert(QStringLiteral("山田")); // as an input method commits it
    QTRY_COMPARE(rows(), 30);
    m_tabs->currentTable().sortByColumn(m_tabs->currentModel().columnOf(QueueColumn::CommonName), Qt::DescendingOrder);
    const QList<ColumnLayout> columns = {{QueueColumn::CommonName, 222, true}, {QueueColumn::Check, 0, true},
                                         {QueueColumn::Key, 0, false},         {QueueColumn::Organization, 0, true},
                                         {QueueColumn::Product, 0, true},      {QueueColumn::State, 0, false},
                                         {QueueColumn::SubmittedAt, 0, true}};
    m_tabs->currentTable().setColumnLayout(columns);
    const QList<ColumnLayout> shown = m_tabs->currentTable().columnLayout();
    QCOMPARE(shown.mid(0, columns.size()), columns);
    m_tabs->saveSearch();
    nameIt(QStringLiteral("mine"));
    const QByteArray layout = m_tabs->saveLayout();

    makeTabs();
    m_tabs->restoreLayout(layout);
    m_tabs->load();
    m_tabs->show();
    QTRY_COMPARE(rows(), 30);
    QCOMPARE(text()->text(), QStringLiteral("山田"));
    QCOMPARE(m_tabs->currentModel().order(), (QueueOrder{QueueColumn::CommonName, true}));
    QCOMPARE(m_tabs->currentTable().horizontalHeader()->sortIndicatorSection(),
             m_tabs->currentModel().columnOf(QueueColumn::CommonName));
    QCOMPARE(m_tabs->currentTable().columnLayout(), shown);
    QCOMPARE(bar()->count(), 7);
    QTRY_COMPARE(bar()->tabText(6), QStringLiteral("mine (30)"));
    QCOMPARE(m_tabs->saveLayout(), layout);
}

void TestQueueTabs::hiddenTabsAreMadeWhenTheyAreNeeded()
{
    const auto isThere = [this](const char *name) { return m_tabs->findChild<QueueTable *>(QLatin1String(name)); };
    QVERIFY(isThere("pendingTable"));
    for (const char *hidden : {"onHoldTable", "issuedTable", "closedTable", "revokedTable", "renewalTable"})
        QVERIFY2(!isThere(hidden), hidden);
    m_tabs->setView(QueueView::Closed); // somebody goes there first
    QVERIFY(isThere("closedTable"));
    QVERIFY(!isThere("issuedTable"));
    m_tabs->setView(QueueView::Pending);
    open();
    QTRY_VERIFY(m_tabs->currentModel().isWhole());
    QTRY_COMPARE(bar()->tabText(static_cast<int>(QueueViewCount)), QStringLiteral("Due for renewal (2)"));
    for (const char *hidden : {"onHoldTable", "issuedTable", "revokedTable", "renewalTable"})
        QVERIFY2(!isThere(hidden), hidden);
    m_tabs->setView(QueueView::Issued);
    QVERIFY(isThere("issuedTable"));
    QTRY_COMPARE(rows(), 4);
    m_tabs->setView(QueueView::Pending);
    CertificateRecord another = FakeSite::makeCertificate(9);
    another.version = 1;
    another.notAfter = m_clock.now().addDays(300);
    another.renewalOf.clear();
    QVERIFY(await(m_cache->upsert({}, {another})));
    QTRY_COMPARE(isThere("issuedTable")->model()->rowCount(), 5); // and follows the cache unseen
    QVERIFY(!isThere("renewalTable"));
    m_tabs->showRenewals();
    QVERIFY(isThere("renewalTable"));
    QTRY_COMPARE(rows(), 2);
    for (const char *hidden : {"onHoldTable", "revokedTable"})
        QVERIFY2(!isThere(hidden), hidden);
}

void TestQueueTabs::aHiddenTabKeepsWhatWasStored()
{
    const QByteArray fresh = m_tabs->saveLayout();
    open();
    m_tabs->showRenewals();
    QTRY_COMPARE(rows(), 2);
    m_tabs->setView(QueueView::Issued);
    m_tabs->setView(QueueView::Pending);
    QCOMPARE(m_tabs->saveLayout(), fresh); // made or not, it is the same
    m_tabs->setView(QueueView::Issued);
    QTRY_COMPARE(rows(), 4);
    const QList<ColumnLayout> columns = {{QueueColumn::NotAfter, 0, true}, {QueueColumn::CommonName, 234, true}};
    m_tabs->currentTable().setColumnLayout(columns);
    const QList<ColumnLayout> shown = m_tabs->currentTable().columnLayout();
    const QByteArray layout = m_tabs->saveLayout();

    makeTabs();
    m_tabs->restoreLayout(layout);
    QVERIFY(!m_tabs->findChild<QueueTable *>(QStringLiteral("issuedTable")));
    QCOMPARE(m_tabs->saveLayout(), layout);
    m_tabs->setView(QueueView::Issued);
    QCOMPARE(m_tabs->currentTable().columnLayout(), shown);
    QCOMPARE(m_tabs->saveLayout(), layout);
}

void TestQueueTabs::refusesADamagedLayout_data()
{
    QTest::addColumn<QByteArray>("layout");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("of an older version") << QByteArray("\0\0\0\xff", 4);
    QTest::newRow("other kinds") << QByteArray(R"({"pages":[1],"searches":{"a":1}})");
    QTest::newRow("wrong members") << QByteArray(
        R"({"pages":{"pendingPage":{"query":{"view":"issued"},"columns":[[99,-5,true],"x",[0]]}},)"
        R"("searches":[{"name":"","query":{"view":"pending"}},{"name":"x","query":{"view":"none"}},7]})");
    QTest::newRow("no column left") << QByteArray(
        R"({"pages":{"pendingPage":{"columns":[[0,0,false],[1,0,false],[2,0,false],[3,0,false],[4,0,false],)"
        R"([5,0,false],[6,0,false],[13,0,false],[14,0,false]]}}})");
}

void TestQueueTabs::refusesADamagedLayout()
{
    QFETCH(QByteArray, layout);
    m_tabs->restoreLayout(layout);
    open();
    QCOMPARE(bar()->count(), 6);
    const QHeaderView *header = m_tabs->currentTable().horizontalHeader();
    QVERIFY(header->hiddenSectionCount() < header->count());
}

void TestQueueTabs::sortsAndChoosesColumnsByKeys()
{
    open();
    m_tabs->chooseColumns();
    auto *chooser = m_tabs->findChild<ColumnChooser *>();
    QVERIFY(chooser);
    auto *list = chooser->findChild<QListWidget *>();
    QVERIFY2(namelessWidgets(chooser).isEmpty(), qPrintable(namelessWidgets(chooser).join(QLatin1Char('\n'))));
    const QString first = list->item(0)->text();
    QTest::keyClick(list, Qt::Key_Space); // the first column goes
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(chooser->findChild<QWidget *>(QStringLiteral("columnChooserUp")), Qt::Key_Space);
    QCOMPARE(list->item(1)->text(), first);
    QTest::keyClick(chooser, Qt::Key_Return);
    QTRY_VERIFY(!m_tabs->findChild<ColumnChooser *>());
    QueueTable &table = m_tabs->currentTable();
    QVERIFY(table.isColumnHidden(0));
    QCOMPARE(table.horizontalHeader()->visualIndex(0), 1);
    // The order: the chosen row stays chosen and in sight.
    table.sortByColumn(m_tabs->currentModel().columnOf(QueueColumn::SubmittedAt), Qt::DescendingOrder);
    QTRY_COMPARE(table.currentIndex().row(), 299);
    QCOMPARE(currentName(), FakeSite::makeRequest(1).commonName);
    QVERIFY(table.viewport()->rect().contains(table.visualRect(table.currentIndex().siblingAtColumn(1)).center()));
}

void TestQueueTabs::fetchesTheSelectedRows()
{
    open();
    m_tabs->selectAll();
    QCOMPARE(m_tabs->selectedKeys().size(), 300);
    const Result<QList<QueueRow>> rows = await(m_tabs->selectedRows());
    QVERIFY(rows);
    QCOMPARE(rows->size(), 300);
    m_tabs->toggleSelected();
    QCOMPARE(m_tabs->selectedKeys().size(), 299);
    QCOMPARE(currentName(), FakeSite::makeRequest(1).commonName); // still what the details are of
}

void TestQueueTabs::everyWidgetHasItsNames()
{
    open();
    for (int tab = 0; tab < bar()->count(); ++tab) {
        bar()->setCurrentIndex(tab);
        const QStringList found = namelessWidgets(m_tabs.get());
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
}

void TestQueueTabs::pictures()
{
    open();
    QTest::keyClicks(text(), QStringLiteral("www2"));
    ColumnCondition condition;
    condition.column = QueueColumn::Organization;
    condition.contains = QStringLiteral("山田");
    m_tabs->currentFilterBar().setCondition(condition);
    QTRY_COMPARE(rows(), 11);
    keepPictures(*m_tabs, m_language, QStringLiteral("queue-filtered"));
    m_tabs->setView(QueueView::Issued);
    QTRY_COMPARE(rows(), 4);
    QTRY_VERIFY(m_tabs->currentModel().isWhole());
    keepPictures(*m_tabs, m_language, QStringLiteral("queue-issued"));
}

} // namespace tegata

TEGATA_TEST(tegata::TestQueueTabs)
#include "test_queuetabs.moc"
