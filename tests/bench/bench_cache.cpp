// SPDX-License-Identifier: Apache-2.0
#include "core/cache/queuecache.h"
#include "tests/bench/measurement.h"
#include "tests/support/bigcache.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

#include <sqlite3.h>

// The cache with a million rows against performance.md's targets. Floors are the least that SQLite's own C API needs
// for the same, on the same file in the same run.
namespace tegata {

namespace {

constexpr int Rows = 1'000'000;

template <typename T>
T answered(Future<T> future)
{
    future.waitForFinished(); // not await(): it looks every 10 ms
    Result<T> answer = future.resultAt(0);
    if (!answer)
        qFatal("%s: %s", qPrintable(errorCodeName(answer.error().code)), qPrintable(answer.error().detail));
    if constexpr (!std::is_void_v<T>)
        return *std::move(answer);
}

// SQLite alone on the cache's file.
class RawFile
{
public:
    explicit RawFile(const QString &directory)
    {
        if (sqlite3_open(QDir(directory).filePath(QStringLiteral("queue.sqlite")).toUtf8().constData(), &m_database) !=
            SQLITE_OK)
            qFatal("no file");
    }
    ~RawFile() { sqlite3_close(m_database); }
    RawFile(const RawFile &) = delete;
    RawFile &operator=(const RawFile &) = delete;

    // Steps through all rows and reads every column.
    qint64 read(const char *sql) const
    {
        sqlite3_stmt *statement = nullptr;
        if (sqlite3_prepare_v2(m_database, sql, -1, &statement, nullptr) != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(m_database));
        qint64 rows = 0;
        for (; sqlite3_step(statement) == SQLITE_ROW; ++rows) {
            for (int column = 0; column < sqlite3_column_count(statement); ++column)
                m_sum += sqlite3_column_bytes(statement, column);
        }
        sqlite3_finalize(statement);
        return rows;
    }

private:
    sqlite3 *m_database = nullptr;
    mutable qint64 m_sum = 0;
};

QueueQuery search(const QString &text)
{
    QueueQuery query{QueueView::Pending, {}, defaultOrder(QueueView::Pending)};
    query.filter.text = text;
    return query;
}

void measureSearch(Measurements &results, QueueCache &cache, const RawFile &raw)
{
    const Timing floor =
        timed(20, [&] { (void)raw.read("SELECT * FROM request WHERE view = 0 ORDER BY submitted_at LIMIT 200"); });
    const QString floorName = QStringLiteral("SQLite: the view's first 200 rows");
    const QList<std::pair<QString, QString>> texts = {
        {QStringLiteral("two letters, most rows"), QStringLiteral("jp")},
        {QStringLiteral("two letters, an eighth"), QStringLiteral("vp")},
        {QStringLiteral("kanji, a sixteenth"), QStringLiteral("山田")},
        {QStringLiteral("two words, 1 in 192"), QStringLiteral("山田 電機")},
        {QStringLiteral("digits, 1 in 20,000"), QStringLiteral("corp12345")},
        {QStringLiteral("one row"), QStringLiteral("www765433.")},
        {QStringLiteral("nothing"), QStringLiteral("zqzqzq")},
        {QStringLiteral("common parts that hardly meet"), QStringLiteral("example.jp99")},
    };
    for (const auto &[name, text] : texts) {
        results.add(QStringLiteral("quick filter, first rows: ") + name,
                    timed(10, [&] { (void)answered(cache.firstRows(search(text), 200)); }), floorName, floor, 50);
    }
    const Timing keysFloor =
        timed(5, [&] { (void)raw.read("SELECT key FROM request WHERE view = 0 ORDER BY submitted_at, key"); });
    for (const auto &[name, text] : texts) {
        results.add(QStringLiteral("quick filter, all keys: ") + name,
                    timed(3, [&] { (void)answered(cache.keys(search(text))); }),
                    QStringLiteral("SQLite: all keys of the view"), keysFloor, 1000);
    }
}

void measureOrders(Measurements &results, QueueCache &cache, const RawFile &raw)
{
    const Timing floor =
        timed(20, [&] { (void)raw.read("SELECT * FROM request WHERE view = 0 ORDER BY submitted_at LIMIT 200"); });
    for (const QueueColumn column : columnsOf(QueueView::Pending)) {
        const QueueQuery query{QueueView::Pending, {}, {column, true}};
        results.add(QStringLiteral("sorted by column %1, first rows").arg(static_cast<int>(column)),
                    timed(10, [&] { (void)answered(cache.firstRows(query, 200)); }),
                    QStringLiteral("SQLite: the view's first 200 rows"), floor, 50);
    }
}

} // namespace

} // namespace tegata

int main(int argc, char **argv)
{
    using namespace tegata;
    QCoreApplication application(argc, argv);
    const QString directory = QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("bigcache"));
    if (const Result<void> filled = fillBigCache(directory, Rows, 0); !filled)
        qFatal("%s", qPrintable(filled.error().detail));
    Measurements results;
    {
        QueueCache cache(directory);
        answered(cache.open());
        const RawFile raw(directory);
        measureSearch(results, cache, raw);
        measureOrders(results, cache, raw);
    }
    return results.print(QStringLiteral("bench_cache"));
}
