// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/measurement.h"

#include "core/base/clock.h"
#include "core/base/worker.h"
#include "core/cache/queuecache.h"
#include "core/domain/contract.h"
#include "tests/support/fakesite.h"
#include "tests/support/heartbeat.h"
#include "ui/common/languagecontroller.h"
#include "ui/models/queuemodel.h"
#include "ui/models/queuetext.h"
#include "ui/records/filterbar.h"
#include "ui/records/queuetable.h"
#include "ui/records/queuetabs.h"

#include <QAbstractTableModel>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QLineEdit>
#include <QProcess>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <functional>
#include <memory>

// The queue's tables with 1,000,000 rows against their targets (performance.md). The program starts itself anew for
// what is measured of a whole process: the start, and the memory. TEGATA_BENCH_ROWS takes fewer rows,
// TEGATA_BENCH_CACHE keeps the filled cache for the next run.
namespace tegata {

namespace {

constexpr int PageSize = 5000;

int rowCount()
{
    const int asked = qEnvironmentVariableIntValue("TEGATA_BENCH_ROWS");
    return asked > 0 ? asked : 1'000'000;
}

// The event loop until it holds; 2 minutes are taken for never. Sleeps between the events (processEvents() with a time
// does not): a loop that turns takes a processor from the threads that it waits for.
void waitUntil(const std::function<bool()> &holds)
{
    QElapsedTimer timer;
    timer.start();
    QTimer look;
    look.start(1000);
    while (!holds()) {
        if (timer.elapsed() > 120'000)
            qFatal("waited in vain");
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

template <typename T>
T resultOf(const Future<T> &future)
{
    while (!future.isFinished())
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    Result<T> result = future.resultAt(0);
    if (!result)
        qFatal("%s", qPrintable(result.error().detail));
    return std::move(*result);
}

double residentMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QFile::ReadOnly))
        qFatal("no /proc");
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

CertificateRequest request(int number)
{
    static const CertificateRequest sample = FakeSite::makeRequest(1);
    static const QStringList towns = {QStringLiteral("東京"), QStringLiteral("大阪"), QStringLiteral("札幌"),
                                      QStringLiteral("福岡"), QStringLiteral("仙台"), QStringLiteral("那覇")};
    CertificateRequest made = sample;
    made.id = QStringLiteral("r-%1").arg(number, 9, 10, QLatin1Char('0'));
    made.version = 1;
    made.commonName = QStringLiteral("www%1.example%2.co.jp").arg((number * 7919LL) % 1'000'003).arg(number % 1000);
    made.subject = QStringLiteral("CN=") + made.commonName;
    made.sans = {made.commonName};
    made.organization = QStringLiteral("株式会社%1商事%2").arg(towns[number % towns.size()]).arg(number % 9973);
    made.key.spkiSha256 = QStringLiteral("%1").arg(number, 64, 16, QLatin1Char('0'));
    made.state = RequestState::Pending;
    made.submittedAt = QDateTime::fromMSecsSinceEpoch(1'760'000'000'000LL + 37'000LL * number, Qt::UTC);
    made.updatedAt = made.submittedAt;
    made.csr = QByteArray(200, 'c');
    return made;
}

// The feed's answer with 100 changed rows: moved to another tab, moved within the order, or the same place.
QByteArray changedPage(int version, int rows)
{
    contract::ChangePage page;
    for (int i = 0; i < 100; ++i) {
        CertificateRequest each = request(1 + i * (rows / 100));
        each.version = version;
        if (i % 3 == 0)
            each.state = version % 2 == 0 ? RequestState::Rejected : RequestState::Pending;
        else if (i % 3 == 1)
            each.submittedAt = each.submittedAt.addSecs(version * 3600);
        else
            each.claimedBy = QString::number(version);
        page.requests.append(each);
    }
    page.next = QStringLiteral("v%1").arg(version);
    return QJsonDocument(contract::toJson(page)).toJson(QJsonDocument::Compact);
}

void fill(QueueCache &cache, int rows)
{
    if (resultOf(cache.counts())[0] >= rows)
        return;
    for (int begin = 1; begin <= rows; begin += PageSize) {
        contract::ChangePage page;
        for (int number = begin; number < begin + PageSize && number <= rows; ++number)
            page.requests.append(request(number));
        page.next = QString::number(begin);
        page.more = begin + PageSize <= rows;
        resultOf(cache.apply(page));
    }
    // A second tab to change to.
    QList<CertificateRequest> closed;
    for (int number = 1; number <= 1000; ++number) {
        closed.append(request(rows + number));
        closed.last().state = RequestState::Rejected;
    }
    resultOf(cache.upsert(closed, {}));
}

// Counts the paintings of a widget at which something holds.
class PaintWatch : public QObject
{
public:
    explicit PaintWatch(
        QWidget &widget, std::function<bool()> counts = [] { return true; })
        : m_counts(std::move(counts))
    {
        widget.installEventFilter(this);
    }
    int count = 0;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint && m_counts();
        return false;
    }

private:
    std::function<bool()> m_counts;
};

// The rows of the queue's first paint as plain text, in a table that has them already: what Qt alone takes to show
// them.
class PlainRows : public QAbstractTableModel
{
public:
    PlainRows()
    {
        for (int number = 1; number <= Rows; ++number)
            m_requests.append(request(number));
    }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : Rows; }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        const CertificateRequest &shown = m_requests.at(index.row());
        switch (m_columns.at(index.column())) {
        case QueueColumn::CommonName:
            return shown.commonName;
        case QueueColumn::Organization:
            return shown.organization;
        case QueueColumn::SubmittedAt:
            return QueueText::time(shown.submittedAt);
        case QueueColumn::Product:
            return QueueText::product(shown.product);
        case QueueColumn::Key:
            return QStringLiteral("RSA 2048");
        case QueueColumn::Check:
            return QueueText::checkState(shown.checkState);
        default: // nobody has claimed or approved them
            return {};
        }
    }

private:
    static constexpr int Rows = 200;
    const QList<QueueColumn> m_columns = columnsOf(QueueView::Pending);
    QList<CertificateRequest> m_requests;
};

enum class ChildKind
{
    Empty,
    Plain,
    Queue
};

// A process of its own: prints when its first paint (with rows, unless it is the empty one) is painted, then its
// memory when all keys are there.
int runChild(ChildKind kind, const QString &folder)
{
    const SystemClock clock;
    std::unique_ptr<PlainRows> rows;
    std::unique_ptr<QueueCache> cache;
    std::unique_ptr<QWidget> window;
    std::unique_ptr<PaintWatch> watch;
    QueueTabs *tabs = nullptr;
    if (kind == ChildKind::Queue) {
        cache = std::make_unique<QueueCache>(folder);
        (void)cache->open();
        auto made = std::make_unique<QueueTabs>(*cache, clock);
        tabs = made.get();
        tabs->load();
        window = std::move(made);
        watch = std::make_unique<PaintWatch>(*tabs->currentTable().viewport(),
                                             [tabs] { return tabs->currentModel().rowAt(0).has_value(); });
    } else {
        auto table = std::make_unique<QTableView>();
        if (kind == ChildKind::Plain) {
            rows = std::make_unique<PlainRows>();
            table->setModel(rows.get());
        }
        watch = std::make_unique<PaintWatch>(*table->viewport());
        window = std::move(table);
    }
    window->resize(1000, 700);
    window->show();
    waitUntil([&watch] { return watch->count > 0; });
    std::fputs("painted\n", stdout);
    std::fflush(stdout);
    if (tabs)
        waitUntil([tabs] { return tabs->currentModel().isWhole(); });
    QTest::qWait(1500); // the rest of what the start does
    std::printf("%f\n", residentMegabytes());
    return 0;
}

struct Start
{
    double milliseconds = 0;
    double megabytes = 0;
};

Start start(const QStringList &arguments)
{
    QProcess process;
    QElapsedTimer timer;
    Start measured;
    timer.start();
    process.start(QCoreApplication::applicationFilePath(), arguments);
    while (!process.canReadLine()) {
        if (!process.waitForReadyRead(60'000))
            qFatal("the child said nothing");
    }
    measured.milliseconds = double(timer.nsecsElapsed()) / 1e6;
    process.readLine();
    process.waitForFinished(60'000);
    measured.megabytes = process.readLine().trimmed().toDouble();
    return measured;
}

void measureStart(Measurements &results, const QString &folder)
{
    const QStringList emptyArguments{QStringLiteral("--empty")};
    const QStringList plainArguments{QStringLiteral("--plain")};
    const QStringList queueArguments{QStringLiteral("--queue"), folder};
    QList<double> emptyTimes;
    QList<double> plainTimes;
    QList<double> queueTimes;
    double emptyMemory = 0;
    double queueMemory = 0;
    for (const QStringList &arguments : {emptyArguments, plainArguments, queueArguments})
        (void)start(arguments); // warm
    for (int round = 0; round < 7; ++round) {
        const Start empty = start(emptyArguments);
        const Start queue = start(queueArguments);
        emptyTimes.append(empty.milliseconds);
        plainTimes.append(start(plainArguments).milliseconds);
        queueTimes.append(queue.milliseconds);
        emptyMemory = std::max(emptyMemory, empty.megabytes);
        queueMemory = std::max(queueMemory, queue.megabytes);
    }
    const auto timingOf = [](QList<double> times) {
        std::sort(times.begin(), times.end());
        return Timing{times.at(times.size() / 2), times.constLast()};
    };
    // No program shows rows sooner than a table that has them: drawing Japanese text is in it.
    const Timing plain = timingOf(plainTimes);
    results.add(QStringLiteral("start → first paint of the cached queue"), timingOf(queueTimes),
                QStringLiteral("start → first paint of a plain QTableView with the same 200 rows of text"), plain,
                1.3 * plain.median);
    results.addRatio(QStringLiteral("start → first paint of a plain QTableView with the same 200 rows of text"),
                     plain.median, QStringLiteral("ms"), QStringLiteral("an empty QTableView window"),
                     timingOf(emptyTimes).median, 0);
    results.addLimit(QStringLiteral("memory with all rows in the table, over an empty QTableView window"),
                     queueMemory - emptyMemory, QStringLiteral("MB"), 40);
}

// One window over the full cache, and what a person does in it.
class Desk
{
public:
    explicit Desk(QueueCache &cache) : m_tabs(cache, m_clock)
    {
        m_tabs.resize(1000, 700);
        m_tabs.show();
        m_tabs.load();
        settle();
    }

    // Until what is shown agrees with the cache and is painted with its records.
    void settle()
    {
        waitUntil([this] { return m_tabs.currentModel().isWhole() && isComplete(); });
    }

    enum class Limited
    {
        Median,
        EveryRound
    };

    void measure(Measurements &results, const QString &name, double limit, Limited limited, int rounds,
                 const std::function<void(int round)> &act, const std::function<bool()> &isDone)
    {
        QList<double> times;
        double pause = 0;
        for (int round = 0; round < rounds; ++round) {
            PaintWatch paint(*m_tabs.currentTable().viewport());
            Heartbeat heartbeat;
            QElapsedTimer timer;
            timer.start();
            act(round);
            waitUntil([&] { return isDone() && isComplete(); });
            PaintWatch last(*m_tabs.currentTable().viewport());
            m_tabs.currentTable().viewport()->update();
            waitUntil([&last] { return last.count > 0; });
            times.append(double(timer.nsecsElapsed()) / 1e6);
            settle();
            QTest::qWait(50);
            pause = std::max(pause, heartbeat.longestWork());
        }
        std::sort(times.begin(), times.end());
        results.addTime(name, {times.at(times.size() / 2), times.constLast()}, limit);
        if (limited == Limited::EveryRound)
            results.addLimit(name + QStringLiteral(": the slowest round"), times.constLast(), QStringLiteral("ms"),
                             limit);
        results.addLimit(name + QStringLiteral(": longest work of the GUI thread at one go"), pause,
                         QStringLiteral("ms"), 16);
    }

    QueueTabs &tabs() { return m_tabs; }
    QueueTable &table() { return m_tabs.currentTable(); }
    QueueModel &model() { return m_tabs.currentModel(); }

private:
    bool isComplete()
    {
        QueueTable &shown = table();
        const int first = shown.rowAt(0);
        const int below = shown.rowAt(shown.viewport()->height() - 1);
        const int last = below < 0 ? model().rowCount() - 1 : below;
        for (int row = std::max(first, 0); row <= last; ++row) {
            if (!model().rowAt(row))
                return false;
        }
        return true;
    }

    SystemClock m_clock;
    QueueTabs m_tabs;
};

void measureDesk(Measurements &results, QueueCache &cache, int rows)
{
    Desk desk(cache);
    // In the middle, where everything before counts.
    desk.table().setCurrentIndex(desk.model().index(rows / 2, 0));
    desk.settle();
    desk.tabs().setView(QueueView::Closed);
    desk.settle();
    desk.measure(
        results, QStringLiteral("change of tab"), 100, Desk::Limited::Median, 10,
        [&](int round) { desk.tabs().setView(round % 2 == 0 ? QueueView::Pending : QueueView::Closed); },
        [&] { return desk.model().isWhole(); });
    desk.tabs().setView(QueueView::Pending);
    desk.settle();

    const int name = desk.model().columnOf(QueueColumn::CommonName);
    const int submitted = desk.model().columnOf(QueueColumn::SubmittedAt);
    desk.measure(
        results, QStringLiteral("sort by another indexed column"), 100, Desk::Limited::EveryRound, 6,
        [&](int round) { desk.table().sortByColumn(round % 2 == 0 ? name : submitted, Qt::AscendingOrder); },
        [&] { return desk.model().isWhole(); });
    desk.measure(
        results, QStringLiteral("the other direction"), 100, Desk::Limited::EveryRound, 6,
        [&](int round) {
            desk.table().sortByColumn(submitted, round % 2 == 0 ? Qt::DescendingOrder : Qt::AscendingOrder);
        },
        [&] { return desk.model().isWhole(); });

    // From the moment at which the answer's bytes are there: they are read on a worker, stored, and the table follows.
    constexpr int ChangeRounds = 10;
    QList<QByteArray> answers;
    // A cache that was kept has the changes of the run before: older ones would be ignored.
    const std::optional<CertificateRequest> touched = resultOf(cache.request(request(1).id));
    const int version = touched ? touched->version : 1;
    for (int round = 0; round < ChangeRounds; ++round)
        answers.append(changedPage(version + round + 1, rows));
    Worker worker(QStringLiteral("decoder"));
    int settled = 0;
    int base = 0;
    QObject::connect(&desk.model(), &QueueModel::settled, &desk.tabs(), [&settled] { ++settled; });
    desk.measure(
        results, QStringLiteral("100 changes: from their bytes → repainted"), 50, Desk::Limited::EveryRound,
        ChangeRounds,
        [&](int round) {
            base = settled;
            const auto read = [bytes = answers.at(round)] {
                return contract::changePageFromJson(QJsonDocument::fromJson(bytes).object());
            };
            observe(worker.run<contract::ChangePage>(read), &desk.tabs(),
                    [&cache](const Result<contract::ChangePage> &page) {
                        if (!page)
                            qFatal("%s", qPrintable(page.error().detail));
                        (void)cache.apply(*page);
                    });
        },
        [&] { return settled > base && desk.tabs().currentRow().has_value(); });

    auto *text = desk.tabs().currentFilterBar().findChild<QLineEdit *>(QStringLiteral("filterText"));
    const QStringList typed = {QStringLiteral("札幌"), QStringLiteral("www77"), QStringLiteral("商事99"),
                               QStringLiteral("那覇"), QStringLiteral("example500")};
    desk.measure(
        results, QStringLiteral("key in the quick filter → first results"), 50, Desk::Limited::Median, 5,
        [&](int round) { text->setText(typed[round]); },
        [&] { return desk.model().rowCount() < rows && desk.model().rowCount() > 0; });
}

} // namespace

} // namespace tegata

int main(int argc, char **argv)
{
    using namespace tegata;
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.contains(QStringLiteral("--empty")))
        return runChild(ChildKind::Empty, {});
    if (arguments.contains(QStringLiteral("--plain")))
        return runChild(ChildKind::Plain, {});
    if (const auto at = arguments.indexOf(QStringLiteral("--queue")); at >= 0)
        return runChild(ChildKind::Queue, arguments.value(at + 1));

    QTemporaryDir temporary;
    const QString kept = qEnvironmentVariable("TEGATA_BENCH_CACHE");
    const QString folder = kept.isEmpty() ? temporary.filePath(QStringLiteral("cache")) : kept;
    Measurements results;
    {
        QueueCache cache(folder);
        (void)cache.open();
        fill(cache, rowCount());
    }
    measureStart(results, folder);
    QueueCache cache(folder);
    (void)cache.open();
    measureDesk(results, cache, rowCount());
    return results.print(QStringLiteral("bench_views"));
}
