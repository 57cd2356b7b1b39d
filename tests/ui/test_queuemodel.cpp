// SPDX-License-Identifier: Apache-2.0
#include "ui/models/queuemodel.h"

#include "tests/support/fakesite.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"
#include "ui/models/keyrows.h"
#include "ui/models/queuetext.h"

#include <QAbstractItemModelTester>
#include <QIcon>
#include <QImage>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <numeric>

namespace tegata {

class TestQueueModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void showsTheCacheInItsOrder();
    void followsChangesByDifference();
    void keepsTheSelectionWhenARowMoves();
    void sortsByANewOrderOfKeys();
    void fetchesRowsThatAreLookedAt();
    void separatesDisplayFromRawValues();
    void whoHasItAndWhatIsApprovedStandInWords();
    void whatIsOutOfDateIsMarkedByTextAndIcon();
    void theCheckHasItsTime();
    void findsKeysAmongAMillion();

private:
    void fill(int count);
    QStringList commonNames(const QueueModel &model) const;

    ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QueueCache> m_cache;
};

void TestQueueModel::init()
{
    m_cache.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_cache = std::make_unique<QueueCache>(m_folder->filePath(QStringLiteral("cache")));
    (void)m_cache->open();
}

void TestQueueModel::fill(int count)
{
    QList<CertificateRequest> requests;
    for (int i = 1; i <= count; ++i) {
        requests.append(FakeSite::makeRequest(i));
        requests.last().version = 1;
        requests.last().submittedAt = QDateTime(QDate(2026, 11, 1), QTime(9, 0), Qt::UTC).addSecs(60 * i);
        requests.last().expiresAt = requests.last().submittedAt.addDays(30);
    }
    QSignalSpy changed(m_cache.get(), &QueueCache::changed);
    (void)m_cache->upsert(requests, {});
    QTRY_COMPARE(changed.size(), 1);
}

QStringList TestQueueModel::commonNames(const QueueModel &model) const
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.index(row, model.columnOf(QueueColumn::CommonName)).data().toString());
    return names;
}

void TestQueueModel::showsTheCacheInItsOrder()
{
    fill(5);
    QueueModel model(*m_cache, m_clock, QueueView::Pending);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy settled(&model, &QueueModel::settled);
    model.load();
    QTRY_COMPARE(settled.size(), 1);
    QCOMPARE(model.rowCount(), 5);
    QStringList expected;
    for (int i = 1; i <= 5; ++i)
        expected.append(FakeSite::makeRequest(i).commonName);
    QTRY_COMPARE(commonNames(model), expected);
    QCOMPARE(reset.size(), 0);
}

void TestQueueModel::followsChangesByDifference()
{
    fill(6);
    QueueModel model(*m_cache, m_clock, QueueView::Pending);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy settled(&model, &QueueModel::settled);
    model.load();
    QTRY_COMPARE(settled.size(), 1);
    QItemSelectionModel selection(&model);
    selection.select(model.index(4, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy rearranged(&model, &QueueModel::rearranged);

    CertificateRequest rejected = FakeSite::makeRequest(2);
    rejected.version = 2;
    rejected.state = RequestState::Rejected;
    CertificateRequest come = FakeSite::makeRequest(9);
    come.version = 1;
    come.submittedAt = QDateTime(QDate(2026, 10, 1), QTime(9, 0), Qt::UTC);
    come.expiresAt = come.submittedAt.addDays(30);
    (void)m_cache->upsert({rejected, come}, {});

    QTRY_COMPARE(settled.size(), 2);
    QCOMPARE(rearranged.size(), 1);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(model.rowCount(), 6);
    QTRY_COMPARE(commonNames(model).constFirst(), come.commonName);
    QCOMPARE(selection.selectedRows().size(), 1);
    QTRY_COMPARE(commonNames(model).at(selection.selectedRows().constFirst().row()),
                 FakeSite::makeRequest(5).commonName);
}

void TestQueueModel::keepsTheSelectionWhenARowMoves()
{
    fill(6);
    QueueModel model(*m_cache, m_clock, QueueView::Pending);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy settled(&model, &QueueModel::settled);
    model.load();
    QTRY_COMPARE(settled.size(), 1);
    QItemSelectionModel selection(&model);
    selection.select(model.index(1, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);

    CertificateRequest moved = FakeSite::makeRequest(2);
    moved.version = 2;
    moved.submittedAt = QDateTime(QDate(2026, 12, 1), QTime(9, 0), Qt::UTC);
    moved.expiresAt = moved.submittedAt.addDays(30);
    (void)m_cache->upsert({moved}, {});

    QTRY_COMPARE(settled.size(), 2);
    QCOMPARE(removed.size(), 0);
    QCOMPARE(selection.selectedRows().size(), 1);
    QCOMPARE(selection.selectedRows().constFirst().row(), 5);
    const QModelIndex submitted = model.index(5, model.columnOf(QueueColumn::SubmittedAt));
    QTRY_COMPARE(submitted.data(QueueModel::RawRole).toDateTime(), moved.submittedAt);
}

void TestQueueModel::sortsByANewOrderOfKeys()
{
    fill(4);
    QueueModel model(*m_cache, m_clock, QueueView::Pending);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy settled(&model, &QueueModel::settled);
    model.load();
    QTRY_COMPARE(settled.size(), 1);
    // The keys may come before the rows.
    QTRY_VERIFY(!commonNames(model).contains(QString()));
    const QStringList before = commonNames(model);
    const QPersistentModelIndex held = model.index(0, 0);
    QSignalSpy layout(&model, &QAbstractItemModel::layoutChanged);
    // Two in a row: only the latest counts.
    model.sort(model.columnOf(QueueColumn::CommonName), Qt::AscendingOrder);
    model.sort(model.columnOf(QueueColumn::SubmittedAt), Qt::DescendingOrder);
    QTRY_COMPARE(layout.size(), 1);
    QTRY_VERIFY(!commonNames(model).contains(QString()));
    QStringList after = commonNames(model);
    std::reverse(after.begin(), after.end());
    QCOMPARE(after, before);
    QCOMPARE(held.row(), 3);
}

void TestQueueModel::fetchesRowsThatAreLookedAt()
{
    fill(450);
    QueueModel model(*m_cache, m_clock, QueueView::Pending);
    QSignalSpy settled(&model, &QueueModel::settled);
    model.load();
    QTRY_COMPARE(settled.size(), 1);
    QCOMPARE(model.rowCount(), 450);
    QTRY_VERIFY(model.rowAt(0)); // the first rows may come after all keys
    QVERIFY(!model.rowAt(400));
    QSignalSpy data(&model, &QAbstractItemModel::dataChanged);
    QTRY_VERIFY(model.rowAt(400));
    QCOMPARE(model.rowAt(400)->request()->commonName, FakeSite::makeRequest(401).commonName);
    QCOMPARE(data.size(), 1); // one page, not one row each
}

void TestQueueModel::separatesDisplayFromRawValues()
{
    fill(1);
    QueueModel model(*m_cache, m_clock, QueueView::Pending);
    QSignalSpy settled(&model, &QueueModel::settled);
    model.load();
    QTRY_COMPARE(settled.size(), 1);
    QTRY_VERIFY(model.rowAt(0)); // its record may come after the keys
    const QModelIndex check = model.index(0, model.columnOf(QueueColumn::Check));
    const auto outcome = static_cast<FindingOutcome>(check.data(QueueModel::RawRole).toInt());
    QCOMPARE(outcome, FakeSite::makeRequest(1).checkState.outcome());
    QVERIFY(!check.data().toString().isEmpty());
    const QModelIndex submitted = model.index(0, model.columnOf(QueueColumn::SubmittedAt));
    QCOMPARE(submitted.data(QueueModel::RawRole).metaType(), QMetaType::fromType<QDateTime>());
    QVERIFY(submitted.data().toString().contains(QLatin1String("2026-11-01")));
    QVERIFY(model.index(0, 0).data(QueueModel::KeyRole).toLongLong() > 0);
    QCOMPARE(model.index(0, 0).data(QueueModel::RecordRole).value<QueueRow>().request()->id,
             FakeSite::makeRequest(1).id);
}

void TestQueueModel::whoHasItAndWhatIsApprovedStandInWords()
{
    QList<CertificateRequest> requests;
    for (int i = 1; i <= 4; ++i) {
        requests.append(FakeSite::makeRequest(i));
        requests.last().claimedBy =
            QStringList{{}, QStringLiteral("op-1"), QStringLiteral("op-2"), QStringLiteral("op-3")}.at(i - 1);
        requests.last().approvalsNeeded = 2;
    }
    requests.last().approvedBy = {QStringLiteral("op-2")};
    (void)m_cache->upsert(requests, {});
    QueueModel model(*m_cache, m_clock, QueueView::Pending);
    model.setQuery({QueueView::Pending, {}, {QueueColumn::ClaimedBy, false}});
    auto context = std::make_shared<QueueContext>();
    context->me = QStringLiteral("op-1");
    context->names.insert(QStringLiteral("op-2"), QStringLiteral("鈴木 花子"));
    model.setContext(context);
    model.load();
    const auto texts = [&model](QueueColumn column) {
        QStringList shown;
        for (int row = 0; row < model.rowCount(); ++row)
            shown.append(model.index(row, model.columnOf(column)).data().toString());
        return shown;
    };
    QTRY_COMPARE(texts(QueueColumn::ClaimedBy),
                 (QStringList{QString(), QStringLiteral("You"), QStringLiteral("鈴木 花子"), QStringLiteral("op-3")}));
    QCOMPARE(texts(QueueColumn::Approvals).at(3), QStringLiteral("1 / 2"));
    QCOMPARE(model.index(3, model.columnOf(QueueColumn::Approvals)).data(QueueModel::RawRole), QVariant(1));

    // Only what has one approval; then nobody is signed in any more.
    QueueFilter half;
    half.conditions = {{QueueColumn::Approvals, {}, {1}, {}, {}}};
    model.setQuery({QueueView::Pending, half, {QueueColumn::Approvals, true}});
    QTRY_COMPARE(texts(QueueColumn::ClaimedBy), QStringList{QStringLiteral("op-3")});
    context = std::make_shared<QueueContext>();
    context->names.insert(QStringLiteral("op-3"), QStringLiteral("高橋 次郎"));
    model.setContext(context);
    QCOMPARE(texts(QueueColumn::ClaimedBy), QStringList{QStringLiteral("高橋 次郎")});
}

void TestQueueModel::whatIsOutOfDateIsMarkedByTextAndIcon()
{
    fill(1);
    QueueModel model(*m_cache, m_clock, QueueView::Pending);
    model.load();
    QTRY_COMPARE(model.rowCount(), 1);
    const QModelIndex check = model.index(0, model.columnOf(QueueColumn::Check));
    QTRY_COMPARE(check.data().toString(), QStringLiteral("Passed"));
    const auto picture = [&check] { return check.data(Qt::DecorationRole).value<QIcon>().pixmap(16).toImage(); };
    const QImage passed = picture();
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    auto context = std::make_shared<QueueContext>();
    context->registration = Registration(); // no domain is registered any more
    context->policy = loadPolicy(Registration().policy).value();
    model.setContext(context);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(check.data().toString(), QStringLiteral("Outdated"));
    QVERIFY(picture() != passed);
    const QString why = check.data(Qt::ToolTipRole).toString();
    QVERIFY2(why.contains(QLatin1String("Passed")) && why.contains(QLatin1String("no longer registered")),
             qPrintable(why));
}

void TestQueueModel::theCheckHasItsTime()
{
    CertificateRequest request = FakeSite::makeRequest(1);
    request.state = RequestState::Pending;
    request.checkState = CheckState(FindingOutcome::Note);
    const auto shown = [this](const CertificateRequest &of, const QueueContext &context, int role) {
        const QueueRow row{1, of};
        const QueueCell::Facts facts = QueueCell::factsOf(row, context, m_clock.now());
        return role == Qt::ToolTipRole ? QueueCell::toolTip(row, QueueColumn::Check, context, facts, {})
                                       : QueueCell::text(row, QueueColumn::Check, context, facts, {});
    };
    QueueContext context;
    QCOMPARE(shown(request, context, Qt::ToolTipRole),
             QStringLiteral("Passed, by the site's check; not checked on this computer yet"));
    const QDateTime told = m_clock.now().addSecs(-7200);
    request.checkState = CheckState(FindingOutcome::Note, told);
    QCOMPARE(shown(request, context, Qt::ToolTipRole),
             QStringLiteral("Passed, checked on %1").arg(QueueText::time(told)));
    // The desk's own check counts with its own time, for the version that it was made of.
    const QDateTime own = m_clock.now();
    context.checks.note(request, CheckState(FindingOutcome::Warning, own));
    QCOMPARE(shown(request, context, Qt::DisplayRole), QStringLiteral("Warning"));
    QCOMPARE(shown(request, context, Qt::ToolTipRole),
             QStringLiteral("Warning, checked on %1").arg(QueueText::time(own)));
    ++request.version;
    QCOMPARE(shown(request, context, Qt::DisplayRole), QStringLiteral("Passed"));
    request.checkState = {};
    QCOMPARE(shown(request, context, Qt::ToolTipRole), QStringLiteral("Not checked"));
}

void TestQueueModel::findsKeysAmongAMillion()
{
    QVector<qint64> list(1'000'000);
    std::iota(list.begin(), list.end(), 1);
    std::reverse(list.begin(), list.end());
    // 1024 apart: keys whose lowest bits are the same
    const QHash<qint64, int> rows = rowsOfKeys(list, {1'000'000, 1, 1025, 2'000'000});
    QCOMPARE(rows, (QHash<qint64, int>{{1'000'000, 0}, {1, 999'999}, {1025, 998'975}}));
    QVERIFY(rowsOfKeys({}, {1}).isEmpty());
    QVERIFY(rowsOfKeys(list, {}).isEmpty());
}

} // namespace tegata

TEGATA_TEST(tegata::TestQueueModel)
#include "test_queuemodel.moc"
