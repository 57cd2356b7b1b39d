// SPDX-License-Identifier: Apache-2.0
// A disk that breaks or fills up at each call that a store makes, one after the other: nothing that was acknowledged is
// lost, the error is told, and the store goes on and opens again whole.
#include "core/cache/changelog.h"
#include "core/cache/queuestore.h"
#include "core/outbox/decisionlogstore.h"
#include "core/outbox/outboxstore.h"
#include "tests/support/faultyvfs.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <functional>
#include <memory>

using namespace tegata;

namespace {

constexpr int MostCalls = 400;

QList<OutboxEntry> outboxEntries(int first, int count)
{
    QList<OutboxEntry> entries;
    for (int i = first; i < first + count; ++i) {
        OutboxEntry entry;
        entry.actor = QStringLiteral("op1");
        entry.kind = QStringLiteral("decide");
        entry.target = QStringLiteral("r-%1").arg(i);
        entry.idempotencyKey = QStringLiteral("k-%1").arg(i);
        entry.payload = QByteArray(3000, 'p'); // more than a page for two
        entry.storedAt = QDateTime::fromMSecsSinceEpoch(1000 + i, Qt::UTC);
        entries.append(entry);
    }
    return entries;
}

QList<DecisionLogRow> logRows(int first, int count)
{
    QList<DecisionLogRow> rows;
    for (int i = first; i < first + count; ++i) {
        DecisionLogRow row;
        row.content = QStringLiteral("{\"idempotencyKey\":\"k-%1\",\"kind\":\"action\",\"p\":\"%2\"}")
                          .arg(i)
                          .arg(QString(3000, QLatin1Char('x')))
                          .toUtf8();
        row.sealed = QByteArrayLiteral("sealed");
        rows.append(row);
    }
    return rows;
}

contract::ChangePage pageOf(int first, int count)
{
    contract::ChangePage page;
    for (int i = first; i < first + count; ++i) {
        CertificateRequest request;
        request.id = QStringLiteral("r-%1").arg(i);
        request.version = 1;
        request.commonName = QStringLiteral("www%1.example.jp").arg(i);
        request.submittedAt = QDateTime::fromMSecsSinceEpoch(1000 + i, Qt::UTC);
        request.updatedAt = request.submittedAt;
        page.requests.append(request);
    }
    page.next = QStringLiteral("after-%1").arg(first + count);
    return page;
}

bool isTold(const Error &error)
{
    return error.code == ErrorCode::StoreUnavailable || error.code == ErrorCode::DiskFull;
}

} // namespace

class TestStoreFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actionAndLog_data() { faults(); }
    void actionAndLog()
    {
        walk([this](int at) {
            int acknowledged = 3;
            {
                DecisionLogStore store;
                QVERIFY(store.open(path("decisions.sqlite"), now()));
                DecisionChanges before{logRows(0, 3), outboxEntries(0, 3), {}, {}};
                QVERIFY(store.write(before) && store.writeDueHead());
                breakAt(at);
                // As an action goes: into the log and the outbox together.
                DecisionChanges changes{logRows(10, 2), outboxEntries(10, 2), {}, {}};
                const Result<void> stored = store.write(changes);
                (void)store.writeDueHead();
                m_vfs->heal();
                QVERIFY2(stored || isTold(stored.error()), stored ? "" : qPrintable(stored.error().detail));
                acknowledged = stored ? 5 : 3;
                // The same program goes on, on the same connection.
                DecisionChanges later{logRows(20, 1), outboxEntries(20, 1), {}, {}};
                QVERIFY(store.write(later));
            }
            DecisionLogStore store;
            QVERIFY(store.open(path("decisions.sqlite"), now()));
            const LogVerification verified = store.verify().value();
            QCOMPARE(verified.damage, LogDamage::None);
            QVERIFY(verified.entries == 4 || verified.entries == 6); // both or none
            QVERIFY(verified.entries > acknowledged);
            QCOMPARE(store.outbox().value().size(), verified.entries);
        });
    }

    void anAnswerLeaves_data() { faults(); }
    // Its outcome and its leaving are one.
    void anAnswerLeaves()
    {
        walk([this](int at) {
            bool isAcknowledged = false;
            {
                DecisionLogStore store;
                QVERIFY(store.open(path("decisions.sqlite"), now()));
                DecisionChanges before{logRows(0, 2), outboxEntries(0, 2), {}, {}};
                QVERIFY(store.write(before) && store.writeDueHead());
                OutboxEntry carried = before.added.at(1);
                carried.payload = QByteArray(5000, 'c');
                breakAt(at);
                DecisionChanges changes{logRows(10, 1), {}, {carried}, {before.added.at(0).id}};
                const Result<void> left = store.write(changes);
                m_vfs->heal();
                QVERIFY2(left || isTold(left.error()), left ? "" : qPrintable(left.error().detail));
                isAcknowledged = left.has_value();
            }
            DecisionLogStore store;
            QVERIFY(store.open(path("decisions.sqlite"), now()));
            QVERIFY(!store.loss() && !store.outboxTrouble());
            const QList<OutboxEntry> entries = store.outbox().value();
            const bool isDone = entries.size() == 1;
            QVERIFY(isDone || (!isAcknowledged && entries.size() == 2));
            QCOMPARE(entries.constLast().payload.size(), isDone ? 5000 : 3000);
            QCOMPARE(store.verify().value().entries, isDone ? 3 : 2);
        });
    }

    void mendingADamagedFile_data() { faults(); }
    // Whenever it ends: what can be read of the outbox, and a log that is whole.
    void mendingADamagedFile()
    {
        walk([this](int at) {
            {
                DecisionLogStore store;
                QVERIFY(store.open(path("decisions.sqlite"), now()));
                DecisionChanges changes{logRows(0, 4), outboxEntries(0, 4), {}, {}};
                QVERIFY(store.write(changes) && store.writeDueHead());
            }
            {
                QFile file(path("decisions.sqlite"));
                QVERIFY(file.open(QIODevice::ReadWrite));
                const qsizetype place = file.readAll().indexOf("r-2");
                QVERIFY(place > 0 && file.seek(place / 4096 * 4096));
                QCOMPARE(file.write(QByteArray(4096, '\xff')), 4096);
            }
            {
                breakAt(at);
                DecisionLogStore store;
                const Result<void> opened = store.open(path("decisions.sqlite"), now());
                m_vfs->heal();
                QVERIFY2(opened || isTold(opened.error()), opened ? "" : qPrintable(opened.error().detail));
            }
            DecisionLogStore store;
            QVERIFY(store.open(path("decisions.sqlite"), now()));
            QVERIFY(!store.loss());
            QCOMPARE(store.outbox().value().size(), 3);
            QCOMPARE(store.verify().value().damage, LogDamage::None);
            QVERIFY(QFile::exists(path("decisions.sqlite.damaged")));
            QVERIFY(!QFile::exists(path("decisions.sqlite.next")));
            DecisionChanges more{logRows(10, 1), outboxEntries(10, 1), {}, {}};
            QVERIFY(store.write(more));
            QVERIFY(more.added.constFirst().id > 4); // no id stands for two actions
        });
    }

    void readingTheStores_data()
    {
        QTest::addColumn<unsigned>("calls");
        QTest::addColumn<int>("code");
        QTest::addColumn<FaultyVfs::Fault>("fault");
        QTest::newRow("one read") << unsigned(FaultyVfs::Read) << SQLITE_IOERR_READ << FaultyVfs::Fault::Once;
        QTest::newRow("no read") << unsigned(FaultyVfs::Read) << SQLITE_IOERR_READ << FaultyVfs::Fault::ForGood;
    }
    // A row that cannot be read is an error, never the end of the list.
    void readingTheStores()
    {
        walk([this](int at) {
            {
                DecisionLogStore store;
                QVERIFY(store.open(path("decisions.sqlite"), now()));
                DecisionChanges changes{logRows(0, 40), outboxEntries(0, 40), {}, {}};
                QVERIFY(store.write(changes) && store.writeDueHead());
            }
            DecisionLogStore log;
            QVERIFY(log.open(path("decisions.sqlite"), now()));
            breakAt(at);
            const Result<QList<OutboxEntry>> entries = log.outbox();
            const Result<QList<DecisionLogRow>> rows = log.rows(0, 100);
            const Result<LogVerification> verified = log.verify();
            const Result<QStringList> keys = log.keysWithoutOutcome(100);
            m_vfs->heal();
            QVERIFY(entries ? entries->size() == 40 : isTold(entries.error()));
            QVERIFY(rows ? rows->size() == 40 : isTold(rows.error()));
            QVERIFY(verified ? verified->entries == 40 && verified->damage == LogDamage::None
                             : isTold(verified.error()));
            QVERIFY(keys ? keys->size() == 40 : isTold(keys.error()));
            QCOMPARE(log.outbox().value().size(), 40);
            QCOMPARE(log.verify().value().entries, 40);
        });
    }

    void pageOfTheFeed_data() { faults(); }
    void pageOfTheFeed()
    {
        walk([this](int at) {
            bool isAcknowledged = false;
            {
                ChangeLog changes;
                QueueStore queue(changes);
                QVERIFY(queue.open(path("queue")));
                QVERIFY(queue.apply(pageOf(0, 20), QString()));
                const QString before = queue.cursor().value();
                breakAt(at);
                const Result<ChangeSet> applied = queue.apply(pageOf(20, 20), before);
                m_vfs->heal();
                QVERIFY2(applied || isTold(applied.error()), applied ? "" : qPrintable(applied.error().detail));
                isAcknowledged = applied.has_value();
            }
            ChangeLog changes;
            QueueStore queue(changes);
            QVERIFY(queue.open(path("queue")));
            const QString cursor = queue.cursor().value();
            QVERIFY(cursor == QLatin1String("after-40") || (!isAcknowledged && cursor == QLatin1String("after-20")));
            // Rows and cursor go together.
            QCOMPARE(count("queue", "request"), cursor == QLatin1String("after-40") ? 40 : 20);
            QVERIFY(!QFile::exists(path("queue.damaged")));
            if (!isAcknowledged)
                QVERIFY(queue.apply(pageOf(20, 20), cursor));
        });
    }

    void openingAnEarlierVersion_data() { faults(); }
    // Each step of the schema is made whole or not at all; what the file held stays.
    void openingAnEarlierVersion()
    {
        walk([this](int at) {
            {
                QSqlDatabase old = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("old"));
                old.setDatabaseName(path("outbox.sqlite"));
                QVERIFY(old.open());
                QFile script(QStringLiteral(":/migrations/cache/outbox-001.sql"));
                QVERIFY(script.open(QIODevice::ReadOnly));
                QSqlQuery query(old);
                QVERIFY(query.exec(QString::fromUtf8(script.readAll())));
                QVERIFY(
                    query.exec(QStringLiteral("INSERT INTO outbox VALUES (7, 'op1', 'decide', 'r-7', 'k-7', x'7b7d', "
                                              "1000)")));
                QVERIFY(query.exec(QStringLiteral("PRAGMA user_version = 1")));
                old.close();
            }
            QSqlDatabase::removeDatabase(QStringLiteral("old"));
            {
                breakAt(at);
                DecisionLogStore store;
                const Result<void> opened = store.open(path("decisions.sqlite"), now());
                m_vfs->heal();
                QVERIFY2(opened || isTold(opened.error()), opened ? "" : qPrintable(opened.error().detail));
            }
            DecisionLogStore store;
            QVERIFY(store.open(path("decisions.sqlite"), now()));
            const QList<OutboxEntry> entries = store.outbox().value();
            QCOMPARE(entries.size(), 1);
            QCOMPARE(entries.constFirst().target, QStringLiteral("r-7"));
            QList<DecisionLogRow> rows = logRows(0, 1);
            QVERIFY(store.append(rows));
        });
    }

private:
    void faults()
    {
        QTest::addColumn<unsigned>("calls");
        QTest::addColumn<int>("code");
        QTest::addColumn<FaultyVfs::Fault>("fault");
        using Fault = FaultyVfs::Fault;
        QTest::newRow("one write") << unsigned(FaultyVfs::Write) << SQLITE_IOERR_WRITE << Fault::Once;
        QTest::newRow("disk full") << unsigned(FaultyVfs::Write) << SQLITE_FULL << Fault::ForGood;
        QTest::newRow("full for a moment") << unsigned(FaultyVfs::Write) << SQLITE_FULL << Fault::Once;
        QTest::newRow("one sync") << unsigned(FaultyVfs::Sync) << SQLITE_IOERR_FSYNC << Fault::Once;
        QTest::newRow("no sync") << unsigned(FaultyVfs::Sync) << SQLITE_IOERR_FSYNC << Fault::ForGood;
        QTest::newRow("one truncation") << unsigned(FaultyVfs::Truncate) << SQLITE_IOERR_TRUNCATE << Fault::Once;
        QTest::newRow("no change") << unsigned(FaultyVfs::Changes) << SQLITE_IOERR_WRITE << Fault::ForGood;
    }

    // One fault further each time, until the work is done before it is met. each: (at) sets the scene anew.
    void walk(const std::function<void(int at)> &each)
    {
        int at = 0;
        do {
            m_folder = std::make_unique<QTemporaryDir>();
            m_vfs.reset(); // the next one stands on SQLite's own layer, not on this one
            m_vfs = std::make_unique<FaultyVfs>();
            each(at);
            if (QTest::currentTestFailed())
                qWarning("at call %d", at);
            QVERIFY(!QTest::currentTestFailed());
            QVERIFY2(++at < MostCalls, "the work never ends before the fault");
        } while (m_vfs->isBroken());
        m_vfs.reset();
    }
    void breakAt(int at)
    {
        QFETCH(const unsigned, calls);
        QFETCH(const int, code);
        QFETCH(const FaultyVfs::Fault, fault);
        m_vfs->breakAt(at, calls, code, fault);
    }
    static QDateTime now() { return QDateTime::fromMSecsSinceEpoch(0, Qt::UTC); }
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    int count(const char *file, const char *table)
    {
        int rows = -1;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("count"));
            database.setDatabaseName(path(file));
            QSqlQuery query(database);
            if (database.open()) {
                QSqlQuery counting(database);
                if (counting.exec(QStringLiteral("SELECT COUNT(*) FROM %1").arg(QLatin1String(table))) &&
                    counting.next())
                    rows = counting.value(0).toInt();
            }
        }
        QSqlDatabase::removeDatabase(QStringLiteral("count"));
        return rows;
    }

    std::unique_ptr<FaultyVfs> m_vfs;
    std::unique_ptr<QTemporaryDir> m_folder;
};

TEGATA_TEST(TestStoreFaults)
#include "test_storefaults.moc"
