// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "core/base/privatefile.h"
#include "core/outbox/decisionlogstore.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace tegata;

namespace {

QList<DecisionLogRow> rowsOf(int first, int count)
{
    QList<DecisionLogRow> rows;
    for (int i = first; i < first + count; ++i) {
        DecisionLogRow row;
        row.content =
            QStringLiteral("{\"idempotencyKey\":\"k-%1\",\"kind\":\"action\",\"note\":\"日本\"}").arg(i).toUtf8();
        row.sealed = QByteArrayLiteral("\x00sealed\xff") + QByteArray::number(i);
        rows.append(row);
    }
    return rows;
}

QStringList list(std::initializer_list<const char *> texts)
{
    QStringList list;
    for (const char *text : texts)
        list.append(QString::fromLatin1(text));
    return list;
}

} // namespace

class TestDecisionLogStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        reopen();
        for (int first : {1, 4, 7}) {
            QList<DecisionLogRow> rows = rowsOf(first, 3);
            QVERIFY(m_store->append(rows));
            QCOMPARE(rows.constFirst().sequence, qint64(first));
        }
    }
    void cleanup() { m_store.reset(); }

    void entriesAreChained()
    {
        const QList<DecisionLogRow> rows = m_store->rows(0, 100).value();
        QCOMPARE(rows.size(), 9);
        QByteArray before(32, '\0');
        const auto sha256 = [](const QByteArray &bytes) {
            return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
        };
        for (const DecisionLogRow &row : rows) {
            QCOMPARE(row.hash, sha256(before + sha256(row.content) + sha256(row.sealed))); // the header's recipe
            before = row.hash;
        }
        reopen();
        const LogVerification verified = m_store->verify().value();
        QCOMPARE(verified.damage, LogDamage::None);
        QCOMPARE(verified.entries, 9);
        QCOMPARE(verified.head, before);
        QCOMPARE(m_store->rows(4, 2).value().constFirst().sequence, 5);
    }

    void theDatabaseRefusesChanges_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::newRow("update") << "UPDATE entry SET content = '{}' WHERE sequence = 2";
        QTest::newRow("delete") << "DELETE FROM entry WHERE sequence = 9";
    }
    void theDatabaseRefusesChanges()
    {
        QFETCH(QString, statement);
        QVERIFY(!tamper({statement}));
    }

    // What a person with a database tool, who takes the triggers away first, can do, and where it is found.
    void tamperingIsFound_data()
    {
        QTest::addColumn<QStringList>("statements");
        QTest::addColumn<LogDamage>("damage");
        QTest::addColumn<qint64>("sequence");
        QTest::newRow("content")
            << list({"UPDATE entry SET content = replace(content, 'k-5', 'k-x') WHERE sequence = 5"})
            << LogDamage::Changed << qint64(5);
        QTest::newRow("sealed") << list({"UPDATE entry SET sealed = x'00' WHERE sequence = 1"}) << LogDamage::Changed
                                << qint64(1);
        QTest::newRow("hash") << list({"UPDATE entry SET hash = zeroblob(32) WHERE sequence = 9"}) << LogDamage::Changed
                              << qint64(9);
        QTest::newRow("removed") << list({"DELETE FROM entry WHERE sequence = 4"}) << LogDamage::Missing << qint64(4);
        QTest::newRow("removed and closed up") << list({"DELETE FROM entry WHERE sequence = 4",
                                                        "UPDATE entry SET sequence = sequence - 1 WHERE sequence > 4"})
                                               << LogDamage::Changed << qint64(4);
        QTest::newRow("reordered") << list({"UPDATE entry SET sequence = 100 WHERE sequence = 3",
                                            "UPDATE entry SET sequence = 3 WHERE sequence = 6",
                                            "UPDATE entry SET sequence = 6 WHERE sequence = 100"})
                                   << LogDamage::Changed << qint64(3);
        QTest::newRow("inserted") << list({"INSERT INTO entry VALUES (10, '{}', NULL, zeroblob(32))"})
                                  << LogDamage::Changed << qint64(10);
        QTest::newRow("truncated") << list({"DELETE FROM entry WHERE sequence > 6"}) << LogDamage::Truncated
                                   << qint64(7);
        QTest::newRow("emptied") << list({"DELETE FROM entry"}) << LogDamage::Truncated << qint64(1);
    }
    void tamperingIsFound()
    {
        QFETCH(QStringList, statements);
        QFETCH(LogDamage, damage);
        QFETCH(qint64, sequence);
        QStringList all{QStringLiteral("DROP TRIGGER entry_no_update"), QStringLiteral("DROP TRIGGER entry_no_delete")};
        QVERIFY(tamper(all + statements));
        const LogVerification verified = m_store->verify().value();
        QCOMPARE(verified.damage, damage);
        QCOMPARE(verified.firstBroken, sequence);
    }

    // What can become of the file and its head while the program does not run; the next opening finds it.
    void aLostLogIsNamed_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<bool>("isLoss");
        QTest::addColumn<DecisionLogLoss::Reason>("reason");
        QTest::addColumn<bool>("keepsOld");
        using Reason = DecisionLogLoss::Reason;
        QTest::newRow("nothing") << QString() << false << Reason::Missing << false;
        QTest::newRow("log removed") << QStringLiteral("removed") << true << Reason::Missing << false;
        QTest::newRow("log shorter") << QStringLiteral("shorter") << true << Reason::Shorter << true;
        QTest::newRow("an empty log") << QStringLiteral("emptied") << true << Reason::Shorter << true;
        QTest::newRow("another log") << QStringLiteral("another") << true << Reason::Another << true;
        QTest::newRow("no database") << QStringLiteral("damaged") << true << Reason::Damaged << true;
        QTest::newRow("head removed") << QStringLiteral("headRemoved") << true << Reason::HeadLost << false;
        QTest::newRow("head damaged") << QStringLiteral("headDamaged") << true << Reason::HeadLost << false;
        QTest::newRow("both removed") << QStringLiteral("both") << false << Reason::Missing << false;
    }
    void aLostLogIsNamed()
    {
        QFETCH(const QString, what);
        QFETCH(const bool, isLoss);
        QFETCH(const DecisionLogLoss::Reason, reason);
        QFETCH(const bool, keepsOld);
        const DecisionLogHead before = m_store->head().value();
        m_store.reset();
        if (what == QLatin1String("removed") || what == QLatin1String("both"))
            removeLog();
        if (what == QLatin1String("headRemoved") || what == QLatin1String("both"))
            QVERIFY(QFile::remove(headPath()));
        if (what == QLatin1String("headDamaged"))
            QVERIFY(writePrivateFile(headPath(), "9 nothing"));
        const QStringList free{QStringLiteral("DROP TRIGGER entry_no_delete")};
        if (what == QLatin1String("shorter"))
            QVERIFY(tamper(free + list({"DELETE FROM entry WHERE sequence > 6"})));
        if (what == QLatin1String("emptied"))
            QVERIFY(tamper(free + list({"DELETE FROM entry"})));
        if (what == QLatin1String("damaged")) {
            removeLog();
            QVERIFY(writePrivateFile(path(), QByteArray(8192, 'x')));
        }
        if (what == QLatin1String("another")) {
            const QByteArray head = readPrivateFile(headPath(), 1000).value();
            removeLog();
            QVERIFY(QFile::remove(headPath()));
            reopen();
            QList<DecisionLogRow> rows = rowsOf(20, 12);
            QVERIFY(m_store->append(rows));
            m_store.reset();
            QVERIFY(writePrivateFile(headPath(), head));
        }
        reopen();
        QCOMPARE(m_store->loss().has_value(), isLoss);
        const LogVerification verified = m_store->verify().value();
        if (!isLoss) {
            QCOMPARE(verified.damage, LogDamage::None);
            return;
        }
        QCOMPARE(int(m_store->loss()->reason), int(reason));
        QCOMPARE(!m_store->loss()->keptAs.isEmpty(), keepsOld);
        if (keepsOld) {
            QVERIFY(QFile::exists(m_folder->filePath(m_store->loss()->keptAs)));
            QVERIFY(QFile::exists(m_folder->filePath(m_store->loss()->keptAs) + QStringLiteral(".head")));
        }
        // From then on the log itself says so, however often it is opened, and whatever is appended.
        QList<DecisionLogRow> more = rowsOf(30, 2);
        QVERIFY(m_store->append(more));
        reopen();
        QVERIFY(!m_store->loss());
        const LogVerification later = m_store->verify().value();
        QCOMPARE(later.damage, LogDamage::Lost);
        QCOMPARE(later.lost, reason == DecisionLogLoss::Reason::HeadLost ? DecisionLogHead() : before);
        const DecisionLogRow told = m_store->rows(later.firstBroken - 1, 1).value().constFirst();
        const QJsonObject entry = QJsonDocument::fromJson(told.content).object();
        QCOMPARE(entry.value(QLatin1String("kind")).toString(), QStringLiteral("loss"));
        QCOMPARE(fromRfc3339(entry.value(QLatin1String("at")).toString()), now());
    }

    // A power cut between the new file and the entry that names the loss.
    void aLossThatWasNotToldIsFoundAgain()
    {
        const DecisionLogHead before = m_store->head().value();
        m_store.reset();
        const QByteArray head = readPrivateFile(headPath(), 1000).value();
        removeLog();
        QVERIFY(QFile::remove(headPath()));
        reopen(); // makes the new, empty file
        m_store.reset();
        QVERIFY(writePrivateFile(headPath(), head));
        reopen();
        QCOMPARE(m_store->loss()->expected, before);
        // The entry is there, its head is not yet.
        m_store.reset();
        QVERIFY(writePrivateFile(headPath(), head));
        reopen();
        QVERIFY(!m_store->loss());
        QCOMPARE(m_store->verify()->damage, LogDamage::Lost);
        QCOMPARE(m_store->verify()->entries, 1);
    }

    // The entries are durable before their head: before the first one the head says that there was none.
    void aKillBeforeTheFirstHeadIsNoLoss()
    {
        m_store.reset();
        removeLog();
        QVERIFY(QFile::remove(headPath()));
        reopen();
        DecisionChanges changes;
        changes.log = rowsOf(1, 3);
        QVERIFY(m_store->write(changes));
        reopen(); // without close(): as after a kill
        QVERIFY(!m_store->loss());
        LogVerification verified = m_store->verify().value();
        QCOMPARE(verified.damage, LogDamage::None);
        QCOMPARE(verified.entries, 3);
        // What was found there has to be there from now on.
        m_store.reset();
        QVERIFY(tamper(list({"DROP TRIGGER entry_no_delete", "DELETE FROM entry WHERE sequence > 1"})));
        reopen();
        QVERIFY(m_store->loss());
        QCOMPARE(int(m_store->loss()->reason), int(DecisionLogLoss::Reason::Shorter));
    }

    // A kill while nothing was logged yet, at any place.
    void anEmptyLogIsNoLoss()
    {
        m_store.reset();
        removeLog();
        QVERIFY(QFile::remove(headPath()));
        reopen();
        const QByteArray head = readPrivateFile(headPath(), 1000).value();
        for (const bool hasHead : {true, false}) {
            m_store.reset();
            if (!hasHead)
                QVERIFY(QFile::remove(headPath()));
            reopen();
            QVERIFY(!m_store->loss());
            QCOMPARE(m_store->verify()->damage, LogDamage::None);
            QCOMPARE(readPrivateFile(headPath(), 1000).value(), head);
        }
        // Only that one form says so.
        for (const char *other : {"0 nothing", "none 00", "-1 00", "0"}) {
            m_store.reset();
            QVERIFY(writePrivateFile(headPath(), other));
            reopen();
            QVERIFY2(m_store->loss(), other);
        }
    }

    // File and head both replaced: what was kept elsewhere tells.
    void theHeadThatIsKeptElsewhereIsCompared()
    {
        const DecisionLogHead kept = m_store->head().value();
        QCOMPARE(headFromBytes(headBytes(kept)), std::optional(kept));
        QVERIFY(!headFromBytes(headBytes(kept).chopped(1)));
        QVERIFY(!m_store->expect(kept, now()).value());
        QList<DecisionLogRow> more = rowsOf(10, 1);
        QVERIFY(m_store->append(more));
        QVERIFY(!m_store->expect(kept, now()).value()); // it was behind
        m_store.reset();
        removeLog();
        QVERIFY(QFile::remove(headPath()));
        reopen();
        QVERIFY(!m_store->loss());
        const auto loss = m_store->expect(kept, now()).value();
        QVERIFY(loss);
        QCOMPARE(loss->expected, kept);
        QCOMPARE(m_store->verify()->damage, LogDamage::Lost);
        QVERIFY(!m_store->expect(kept, now()).value()); // told
    }

    // For the command line: nothing is made, moved or written.
    void readingChangesNothing()
    {
        m_store.reset();
        removeLog();
        const QStringList before = QDir(m_folder->path()).entryList(QDir::Files);
        DecisionLogStore reader;
        QVERIFY(reader.openToRead(path()));
        const LogVerification verified = reader.verify().value();
        QCOMPARE(verified.damage, LogDamage::Truncated);
        QCOMPARE(verified.firstBroken, 1);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), before);
    }

    void actionsWithoutOutcomeAreFound()
    {
        QList<DecisionLogRow> outcome{{0, "{\"idempotencyKey\":\"k-2\",\"kind\":\"outcome\"}", {}, {}}};
        QVERIFY(m_store->append(outcome));
        const QStringList open = m_store->keysWithoutOutcome(9).value();
        QCOMPARE(open.size(), 8);
        QCOMPARE(m_store->keysWithoutOutcome(3)->size(), 2); // the others are of this run
        QVERIFY(!open.contains(QStringLiteral("k-2")));
    }

    void filesArePrivate()
    {
        for (const char *suffix : {"", "-wal", ".head"}) {
            const auto rights = QFile::permissions(path() + QLatin1String(suffix));
            QVERIFY2(!(rights & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)), suffix);
        }
    }

private:
    static QDateTime now() { return fromRfc3339(QStringLiteral("2026-11-30T20:00:00.000Z")); }
    QString path() const { return m_folder->filePath(QStringLiteral("decisions.sqlite")); }
    QString headPath() const { return path() + QStringLiteral(".head"); }
    void removeLog()
    {
        QVERIFY(QFile::remove(path()));
        for (const char *suffix : {"-wal", "-shm"})
            QFile::remove(path() + QLatin1String(suffix));
    }
    void reopen()
    {
        m_store.reset();
        m_store = std::make_unique<DecisionLogStore>();
        QVERIFY(m_store->open(path(), now()));
    }
    // By another connection, and the store sees it. False when the database refuses.
    bool tamper(const QStringList &statements)
    {
        bool done = true;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("tamper"));
            database.setDatabaseName(path());
            done = database.open();
            for (const QString &statement : statements) {
                QSqlQuery query(database);
                done = done && query.exec(statement);
            }
            database.close();
        }
        QSqlDatabase::removeDatabase(QStringLiteral("tamper"));
        return done;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DecisionLogStore> m_store;
};

TEGATA_TEST(TestDecisionLogStore)
#include "test_decisionlogstore.moc"
