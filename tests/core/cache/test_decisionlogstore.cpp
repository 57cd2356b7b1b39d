// SPDX-License-Identifier: Apache-2.0
#include "core/cache/decisionlogstore.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QFile>
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

    void aLostHeadIsNoDamageButALogOfAnotherHeadIs()
    {
        QVERIFY(QFile::remove(path() + QStringLiteral(".head")));
        QCOMPARE(m_store->verify()->damage, LogDamage::None);
        // Somebody writes the log anew, shorter and with a chain of its own, and leaves the head.
        QList<DecisionLogRow> more = rowsOf(10, 1);
        QVERIFY(m_store->append(more));
        m_store.reset();
        QVERIFY(QFile::remove(path()));
        QFile::remove(path() + QStringLiteral("-wal"));
        reopen();
        QVERIFY(QFile::copy(path() + QStringLiteral(".head"), path() + QStringLiteral(".kept")));
        QList<DecisionLogRow> forged = rowsOf(20, 12);
        QVERIFY(m_store->append(forged));
        QVERIFY(QFile::remove(path() + QStringLiteral(".head")));
        QVERIFY(QFile::rename(path() + QStringLiteral(".kept"), path() + QStringLiteral(".head")));
        QCOMPARE(m_store->verify()->damage, LogDamage::Truncated);
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
    QString path() const { return m_folder->filePath(QStringLiteral("decisions.sqlite")); }
    void reopen()
    {
        m_store.reset();
        m_store = std::make_unique<DecisionLogStore>();
        QVERIFY(m_store->open(path()));
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
