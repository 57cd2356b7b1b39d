// SPDX-License-Identifier: Apache-2.0
#include "core/desk/export/csvtablewriter.h"
#include "core/desk/export/queueexportsource.h"
#include "core/desk/export/recordfield.h"
#include "core/desk/export/tableexport.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <sys/resource.h>

using namespace tegata;

namespace {

// Rows out of nothing, as many as wanted.
class CountingSource final : public ExportSource
{
public:
    CountingSource(qint64 rows, qint64 chunk) : m_rows(rows), m_chunk(chunk) {}

    Future<QList<ExportRow>> next() override
    {
        ++chunks;
        if (job)
            mostWaiting = std::max(mostWaiting, m_at - job->rowsWritten());
        QList<ExportRow> rows;
        for (; rows.size() < m_chunk && m_at < m_rows; ++m_at)
            rows.append({QStringLiteral("www%1.example.jp").arg(m_at), QStringLiteral("株式会社サンプル"), m_at});
        return readyFuture<QList<ExportRow>>(rows);
    }
    qint64 expectedRows() const override { return m_rows; }

    int chunks = 0;
    const TableExport *job = nullptr;
    qint64 mostWaiting = -1; // rows that were given and not written when more were asked for

private:
    qint64 m_rows;
    qint64 m_chunk;
    qint64 m_at = 0;
};

class FailingSource final : public ExportSource
{
public:
    Future<QList<ExportRow>> next() override { return readyFuture<QList<ExportRow>>(failure(ErrorCode::StoreCorrupt)); }
    qint64 expectedRows() const override { return -1; }
};

ExportTable table()
{
    return {QStringLiteral("t"),
            {{QStringLiteral("name")}, {QStringLiteral("organisation")}, {QStringLiteral("n")}},
            QTimeZone::utc()};
}

long peakMemory() // KiB
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

} // namespace

class TestTableExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void writesAllRowsAndTellsProgress()
    {
        TableExport job(m_worker, table(), std::make_unique<CountingSource>(1000, 300),
                        std::make_unique<CsvTableWriter>(), path("a.csv"));
        QSignalSpy progress(&job, &TableExport::progressed);
        QCOMPARE(await(job.start()).value_or(-1), 1000);
        QCOMPARE(progress.size(), 4);
        QCOMPARE(progress.last().first().toLongLong(), 1000);
        const QList<QByteArray> lines = read("a.csv").split('\n');
        QCOMPARE(lines.size(), 1002);
        QVERIFY(lines[1000].startsWith("www999.example.jp,"));
    }

    void stoppedLeavesNothing()
    {
        TableExport job(m_worker, table(), std::make_unique<CountingSource>(1'000'000'000, 100),
                        std::make_unique<CsvTableWriter>(), path("a.csv"));
        const Future<qint64> answer = job.start();
        QTRY_VERIFY(job.rowsWritten() >= 300);
        job.stop();
        QCOMPARE(codeOf(await(answer)), ErrorCode::Cancelled);
        QTRY_VERIFY(files().isEmpty());
        const qint64 written = job.rowsWritten();
        QVERIFY(await(m_worker.run<void>([]() -> Result<void> { return {}; })));
        QCOMPARE(job.rowsWritten(), written);
    }

    void deletedLeavesNothing()
    {
        Future<qint64> answer;
        {
            TableExport job(m_worker, table(), std::make_unique<CountingSource>(1'000'000'000, 100),
                            std::make_unique<CsvTableWriter>(), path("a.csv"));
            answer = job.start();
            QTRY_VERIFY(job.rowsWritten() > 0);
        }
        QCOMPARE(codeOf(await(answer)), ErrorCode::Cancelled);
        QTRY_VERIFY(files().isEmpty());
    }

    void failuresOfSourceAndWriterAreTold()
    {
        TableExport broken(m_worker, table(), std::make_unique<FailingSource>(), std::make_unique<CsvTableWriter>(),
                           path("a.csv"));
        QCOMPARE(codeOf(await(broken.start())), ErrorCode::StoreCorrupt);
        TableExport nowhere(m_worker, table(), std::make_unique<CountingSource>(1, 1),
                            std::make_unique<CsvTableWriter>(), path("absent/a.csv"));
        QCOMPARE(codeOf(await(nowhere.start())), ErrorCode::FileNotWritable);
        QTRY_VERIFY(files().isEmpty());
    }

    void takesTheRowsOfTheQueue()
    {
        QueueCache cache(path("cache"));
        QVERIFY(await(cache.open()));
        QList<CertificateRequest> requests;
        constexpr int Count = QueueExportSource::ChunkSize + 500;
        for (int i = 1; i <= Count; ++i) {
            requests.append(FakeSite::makeRequest(i));
            requests.last().version = 1;
        }
        QVERIFY(await(cache.upsert(requests, {})));
        const QVector<qint64> keys =
            await(cache.keys(QueueQuery{QueueView::Pending, {}, defaultOrder(QueueView::Pending)})).value().keys;
        QCOMPARE(keys.size(), Count);
        // Two rows leave the list before they are asked for.
        requests[0].state = requests[Count - 1].state = RequestState::Rejected;
        requests[0].version = requests[Count - 1].version = 2;
        QVERIFY(await(cache.upsert({requests[0], requests[Count - 1]}, {})));
        ExportTable columns;
        for (const RecordField field : requestFields())
            columns.columns.append(recordColumn(field, recordFieldName(field)));
        const auto map = [](const QueueRow &row) {
            ExportRow cells;
            for (const RecordField field : requestFields())
                cells.append(recordCell(field, *row.request()));
            return cells;
        };
        TableExport job(m_worker, columns,
                        std::make_unique<QueueExportSource>(cache, m_worker, QueueView::Pending, keys, map),
                        std::make_unique<CsvTableWriter>(), path("queue.csv"));
        QCOMPARE(job.expectedRows(), Count);
        QCOMPARE(await(job.start()).value_or(-1), Count - 2);
        const QByteArray text = read("queue.csv");
        QVERIFY(text.contains("id,state,product,commonName,sans,subject,"));
        QVERIFY(!text.contains("r-0001,"));
        QVERIFY(text.contains("r-0002,pending,"));
        QVERIFY(text.contains(requests[Count - 2].commonName.toUtf8()));
    }

    // The promise of the class: the memory of a chunk, however many rows.
    void asksForNoMoreThanItHasWritten()
    {
        auto source = std::make_unique<CountingSource>(1000, 300);
        CountingSource *rows = source.get();
        TableExport job(m_worker, table(), std::move(source), std::make_unique<CsvTableWriter>(), path("a.csv"));
        rows->job = &job;
        QCOMPARE(await(job.start()).value_or(-1), 1000);
        QCOMPARE(rows->chunks, 5); // the last has none
        QCOMPARE(rows->mostWaiting, 0);
    }

    // … and of the writers, which are others' code.
    void memoryDoesNotGrowWithTheRows_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("csv") << static_cast<int>(ExportFormat::Csv);
        QTest::newRow("xlsx") << static_cast<int>(ExportFormat::Xlsx);
    }
    void memoryDoesNotGrowWithTheRows()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("a sanitizer keeps what was freed: the process's memory says nothing of the writer's");
#endif
        QFETCH(int, format);
        const auto run = [&](qint64 rows) {
            TableExport job(m_worker, table(), std::make_unique<CountingSource>(rows, 2000),
                            makeTableWriter(static_cast<ExportFormat>(format)), path("big"));
            return await(job.start(), 60000).value_or(-1);
        };
        QCOMPARE(run(10'000), 10'000); // warms up
        const long before = peakMemory();
        QCOMPARE(run(200'000), 200'000);
        const long grown = peakMemory() - before;
        QVERIFY2(grown < 8 * 1024, QByteArray::number(qlonglong(grown)).constData());
    }

private:
    QString path(const char *name) const
    {
        return m_folder->filePath(QLatin1String(name));
    }
    QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
    }
    QByteArray read(const char *name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Worker m_worker{QStringLiteral("export")};
    std::unique_ptr<QTemporaryDir> m_folder;
};

TEGATA_TEST(TestTableExport)
#include "test_tableexport.moc"
