// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "core/base/privatefile.h"
#include "core/outbox/outboxfile.h"
#include "tests/support/await.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;

namespace {

OutboxEntry entryOf(int number)
{
    OutboxEntry entry;
    entry.actor = QStringLiteral("op-1");
    entry.kind = QStringLiteral("decide");
    entry.target = QStringLiteral("r-%1").arg(number);
    entry.title = QStringLiteral("www%1.example.jp").arg(number);
    entry.idempotencyKey = QStringLiteral("key-%1").arg(number);
    entry.payload = QByteArrayLiteral("{\"action\":\"approve\"}");
    entry.texts = QByteArrayLiteral("\x00\x01sealed");
    entry.seen = QByteArrayLiteral("{}");
    entry.storedAt = fromRfc3339(QStringLiteral("2026-11-22T10:00:00.123Z"));
    entry.sendAt = entry.storedAt.addSecs(10);
    return entry;
}

} // namespace

class TestOutboxFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        reopen();
    }
    void cleanup() { m_file.reset(); }

    void entriesOutliveTheProgram()
    {
        const QList<qint64> ids = await(add({entryOf(1), entryOf(2)})).value();
        QCOMPARE(ids.size(), 2);
        reopen();
        const QList<OutboxEntry> entries = await(m_file->entries()).value();
        QCOMPARE(entries.size(), 2);
        for (int i = 0; i < 2; ++i) {
            const OutboxEntry given = entryOf(i + 1);
            const OutboxEntry &read = entries.at(i);
            QCOMPARE(read.id, ids.at(i));
            QCOMPARE(read.actor, given.actor);
            QCOMPARE(read.kind, given.kind);
            QCOMPARE(read.target, given.target);
            QCOMPARE(read.title, given.title);
            QCOMPARE(read.idempotencyKey, given.idempotencyKey);
            QCOMPARE(read.payload, given.payload);
            QCOMPARE(read.texts, given.texts);
            QCOMPARE(read.seen, given.seen);
            QCOMPARE(read.storedAt, given.storedAt);
            QCOMPARE(read.sendAt, given.sendAt);
            QVERIFY(!read.sent);
        }
        QVERIFY(await(remove(ids)));
        QVERIFY(await(m_file->entries()).value().isEmpty());
    }

    void anIdIsNeverUsedAgain()
    {
        const qint64 first = await(add({entryOf(1)})).value().constFirst();
        QVERIFY(await(remove({first})));
        reopen();
        QVERIFY(await(add({entryOf(2)})).value().constFirst() > first);
    }

    void aGroupIsStoredWholeOrNotAtAll()
    {
        QVERIFY(await(add({entryOf(1)})));
        QVERIFY(!await(add({entryOf(2), entryOf(1)}))); // the same idempotency key stands once
        QCOMPARE(await(m_file->entries()).value().size(), 1);
        QVERIFY(await(add({entryOf(2)})));
    }

    void keyPayloadAndSentCanChange()
    {
        OutboxEntry entry = entryOf(1);
        entry.id = await(add({entry})).value().constFirst();
        entry.idempotencyKey = QStringLiteral("key-new");
        entry.payload = QByteArrayLiteral("{\"version\":2}");
        entry.sent = true;
        QVERIFY(await(m_file->write({{}, {}, {entry}, {}})));
        const OutboxEntry read = await(m_file->entries()).value().constFirst();
        QCOMPARE(read.idempotencyKey, entry.idempotencyKey);
        QCOMPARE(read.payload, entry.payload);
        QVERIFY(read.sent);
        QCOMPARE(read.texts, entry.texts);
    }

    // Earlier versions had a file of its own.
    void theEntriesOfTheFirstVersionAreRead()
    {
        makeEarlier(1,
                    {"INSERT INTO outbox (actor, kind, target, idempotency_key, payload, stored_at) VALUES "
                     "('op-1', 'decide', 'r-1', 'k', '{\"action\":\"reject\",\"note\":\"n\",\"version\":3}', 1000)"});
        reopen();
        const QList<OutboxEntry> entries = await(m_file->entries()).value();
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries.at(0).target, QStringLiteral("r-1"));
        QVERIFY(entries.at(0).texts.isEmpty());
        QVERIFY(!entries.at(0).sendAt.isValid());
        QVERIFY(entries.at(0).sent); // nobody knows: it is not taken for never sent
        QVERIFY(!QFile::exists(earlierPath()));
    }

    void theEntriesOfTheSecondVersionAreTakenOver()
    {
        makeEarlier(2,
                    {"INSERT INTO outbox VALUES (41, 'op-1', 'decide', 'r-0', 'k-0', x'7b7d', 1000, 't', NULL, NULL, "
                     "NULL, 0)",
                     "DELETE FROM outbox",
                     "INSERT INTO outbox VALUES (7, 'op-1', 'decide', 'r-1', 'k-1', x'7b7d', 1000, 'www', x'00ff', "
                     "x'7b7d', 11000, 0)",
                     "INSERT INTO outbox VALUES (9, 'op-2', 'note', 'r-2', 'k-2', x'7b7d', 2000, '', NULL, NULL, "
                     "NULL, 1)"});
        reopen();
        QVERIFY(!await(m_file->trouble()).value());
        for (int run = 0; run < 2; ++run) {
            const QList<OutboxEntry> entries = await(m_file->entries()).value();
            QCOMPARE(entries.size(), 2);
            QCOMPARE(entries.at(0).id, 7);
            QCOMPARE(entries.at(0).idempotencyKey, QStringLiteral("k-1"));
            QCOMPARE(entries.at(0).title, QStringLiteral("www"));
            QCOMPARE(entries.at(0).texts, QByteArray("\x00\xff", 2));
            QCOMPARE(entries.at(0).storedAt.toMSecsSinceEpoch(), 1000);
            QCOMPARE(entries.at(0).sendAt.toMSecsSinceEpoch(), 11000);
            QVERIFY(!entries.at(0).sent);
            QCOMPARE(entries.at(1).actor, QStringLiteral("op-2"));
            QVERIFY(entries.at(1).sent);
            QVERIFY(!QFile::exists(earlierPath()));
            reopen(); // once
        }
        QVERIFY(await(add({entryOf(3)})).value().constFirst() > 41); // no id stands for two actions
    }

    // What its removal was too late for is not taken over once more.
    void whatWasTakenOverIsNotTakenAgain()
    {
        makeEarlier(2, {"INSERT INTO outbox VALUES (7, 'op-1', 'decide', 'r-1', 'k-1', x'7b7d', 1000, '', NULL, NULL, "
                        "NULL, 1)"});
        QVERIFY(QFile::copy(earlierPath(), earlierPath() + QStringLiteral(".copy")));
        reopen();
        QVERIFY(await(remove({7})));
        m_file.reset();
        QVERIFY(QFile::copy(earlierPath() + QStringLiteral(".copy"), earlierPath()));
        reopen();
        QVERIFY(await(m_file->entries()).value().isEmpty());
        QVERIFY(!QFile::exists(earlierPath()));
    }

    void aDamagedEarlierFileIsKept()
    {
        m_file.reset();
        removeAll();
        QVERIFY(writePrivateFile(earlierPath(), QByteArray(8192, 'x')));
        reopen();
        const std::optional<StoreTrouble> trouble = await(m_file->trouble()).value();
        QVERIFY(trouble);
        QCOMPARE(trouble->kind, StoreTrouble::Kind::Damaged);
        QCOMPARE(trouble->keptAs, QStringLiteral("outbox.sqlite.damaged"));
        QVERIFY(!QFile::exists(earlierPath()));
        QVERIFY(await(add({entryOf(1)})));
    }

    // What was taken over of it is durable, and the program ended before it was set aside.
    void aDamagedEarlierFileIsEvidenceUntilItIsSetAside()
    {
        m_file.reset();
        removeAll();
        const QByteArray damaged(8192, 'x');
        QVERIFY(writePrivateFile(earlierPath(), damaged));
        reopen();
        m_file.reset();
        QVERIFY(QFile::rename(earlierPath() + QStringLiteral(".damaged"), earlierPath()));
        reopen();
        const std::optional<StoreTrouble> trouble = await(m_file->trouble()).value();
        QVERIFY(trouble);
        QCOMPARE(trouble->keptAs, QStringLiteral("outbox.sqlite.damaged"));
        QCOMPARE(readPrivateFile(earlierPath() + QStringLiteral(".damaged"), 10000).value(), damaged);
        QVERIFY(!QFile::exists(earlierPath()));
    }

    // A log of the earlier version goes on; what it has alone, and no outbox, has no known outcome.
    void theLogOfTheEarlierVersionGoesOn()
    {
        m_file.reset();
        removeAll();
        makeLogOfTheFirstVersion();
        makeEarlier(2, {"INSERT INTO outbox VALUES (7, 'op-1', 'decide', 'r-2', 'k-2', x'7b7d', 1000, '', NULL, NULL, "
                        "NULL, 1)"});
        reopen();
        QVERIFY(!await(m_file->logTrouble()).value());
        const auto verify = [this] {
            return await(m_file->whenOpen<LogVerification>([](DecisionLogStore &file) { return file.verify(); }))
                .value();
        };
        const LogVerification verified = verify();
        QCOMPARE(verified.damage, LogDamage::None);
        QCOMPARE(verified.entries, 5); // three actions, of which one waits
        const QList<DecisionLogRow> rows = await(m_file->whenOpen<QList<DecisionLogRow>>([](DecisionLogStore &file) {
                                               return file.rows(0, 10);
                                           })).value();
        for (int i = 0; i < 2; ++i) {
            QVERIFY(rows.at(3 + i).content.contains("\"idempotencyKey\":\"k-" + QByteArray::number(i) + '"'));
            QVERIFY(rows.at(3 + i).content.contains("\"outcome\":\"unknown\""));
        }
        reopen();
        QCOMPARE(verify().entries, 5); // told once
        QCOMPARE(await(m_file->entries()).value().size(), 1);
    }

    void theFileIsPrivate()
    {
        QVERIFY(await(add({entryOf(1)})));
        const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        for (const char *suffix : {"", "-wal"})
            QVERIFY2(!(QFile::permissions(path() + QLatin1String(suffix)) & others), suffix);
        QVERIFY(!(QFile::permissions(QFileInfo(path()).absolutePath()) & others));
    }

    void whatWasGivenBeforeTheEndIsWritten()
    {
        (void)add({entryOf(1)});
        reopen();
        QCOMPARE(await(m_file->entries()).value().size(), 1);
    }

    void aDamagedFileIsKeptAndANewOneBegins()
    {
        m_file.reset();
        QVERIFY(writePrivateFile(path(), QByteArray(8192, 'x')));
        for (const char *suffix : {"-wal", "-shm"})
            QFile::remove(path() + QLatin1String(suffix));
        reopen();
        const std::optional<StoreTrouble> trouble = await(m_file->trouble()).value();
        QVERIFY(trouble);
        QCOMPARE(trouble->kind, StoreTrouble::Kind::Damaged);
        QCOMPARE(trouble->kept, 0);
        QVERIFY(await(add({entryOf(1)})));
        const QString aside = QFileInfo(path()).absoluteDir().filePath(trouble->keptAs);
        QCOMPARE(readPrivateFile(aside, 10000).value_or("lost"), QByteArray(8192, 'x')); // it may hold actions
        reopen();
        QVERIFY(!await(m_file->trouble()).value());
        QCOMPARE(await(m_file->entries()).value().size(), 1);
    }

    // Log and outbox stand or fall together.
    void whatIsWrittenTogetherIsThereTogether()
    {
        QVERIFY(await(add({entryOf(1)})));
        OutboxChanges changes;
        changes.log = {rowMaker("a")};
        changes.added = {entryOf(2), entryOf(1)}; // the same key stands once
        QVERIFY(!await(m_file->write(changes)));
        QCOMPARE(logEntries(), 0);
        changes.added = {entryOf(2)};
        changes.log.append([]() -> Result<DecisionLogRow> { return failure(ErrorCode::Internal); });
        QCOMPARE(codeOf(await(m_file->write(changes))), std::optional(ErrorCode::Internal));
        QCOMPARE(await(m_file->entries()).value().size(), 1);
        changes.log.removeLast();
        QSignalSpy moved(m_file.get(), &OutboxFile::headMoved);
        const qint64 id = await(m_file->write(changes)).value().constFirst();
        QVERIFY(await(m_file->write({{rowMaker("b")}, {}, {}, {id}})));
        QCOMPARE(logEntries(), 2);
        QTRY_VERIFY(!moved.isEmpty() && moved.last().at(0).toLongLong() == 2);
        reopen();
        QCOMPARE(logEntries(), 2);
        QCOMPARE(await(m_file->entries()).value().size(), 1);
        QVERIFY(!await(m_file->logTrouble()).value()); // the head was written, too
    }

    // The log outlives a damage of the outbox, and the outbox one of the log.
    void whatIsWholeOfADamagedFileGoesOn_data()
    {
        QTest::addColumn<QString>("place");
        QTest::newRow("outbox") << "www40.example.jp";
        QTest::newRow("log") << "\"idempotencyKey\":\"key-1\"";
    }
    void whatIsWholeOfADamagedFileGoesOn()
    {
        QFETCH(const QString, place);
        constexpr int Count = 60;
        OutboxChanges changes;
        for (int i = 0; i < Count; ++i) {
            changes.log.append(rowMaker("key-" + QByteArray::number(i)));
            changes.added.append(entryOf(i));
            changes.added.last().payload = QByteArray(1500, 'p');
        }
        QVERIFY(await(m_file->write(changes)));
        m_file.reset(); // its end checkpoints
        {
            QFile file(path());
            QVERIFY(file.open(QIODevice::ReadWrite));
            const qsizetype at = file.readAll().indexOf(place.toUtf8());
            QVERIFY(at > 0);
            QVERIFY(file.seek(at / 4096 * 4096));
            QCOMPARE(file.write(QByteArray(4096, '\xff')), 4096);
        }
        reopen();
        const bool isLog = place.startsWith(QLatin1Char('"'));
        QCOMPARE(await(m_file->trouble()).value().has_value(), !isLog);
        if (isLog) {
            // Found when it is read.
            QVERIFY(await(m_file->entries()).value().size() == Count);
            return;
        }
        QVERIFY(!await(m_file->logTrouble()).value());
        const qsizetype left = await(m_file->entries()).value().size();
        QCOMPARE(logEntries(), Count + (Count - left)); // what was lost has an outcome: unknown
        QVERIFY2(left >= Count - 12 && left <= Count, QByteArray::number(left).constData());
        QVERIFY(!QFile::exists(path() + QStringLiteral(".next")));
    }

    // The program was killed before the new file stood in the place of the damaged one.
    void anInterruptedMendingIsFinished()
    {
        QVERIFY(await(m_file->write({{rowMaker("a")}, {entryOf(1)}, {}, {}})));
        m_file.reset();
        QVERIFY(QFile::rename(path(), path() + QStringLiteral(".next")));
        reopen();
        QVERIFY(!await(m_file->trouble()).value());
        QVERIFY(!await(m_file->logTrouble()).value());
        QCOMPARE(await(m_file->entries()).value().size(), 1);
        m_file.reset();
        QVERIFY(writePrivateFile(path() + QStringLiteral(".next"), "begun"));
        reopen();
        QCOMPARE(await(m_file->entries()).value().size(), 1);
        QVERIFY(!QFile::exists(path() + QStringLiteral(".next")));
    }

    // One page of many is overwritten: what stands on the others waits on, under the same ids and keys.
    void whatCanBeReadOfADamagedFileIsUsed_data()
    {
        QTest::addColumn<int>("page"); // from the end
        for (const int page : {1, 3, 10})
            QTest::addRow("page %d from the end", page) << page;
    }
    void whatCanBeReadOfADamagedFileIsUsed()
    {
        QFETCH(const int, page);
        constexpr int Count = 60;
        QList<OutboxEntry> given;
        for (int i = 0; i < Count; ++i) {
            given.append(entryOf(i));
            given.last().payload = QByteArray(1500, 'p');
        }
        const QList<qint64> ids = await(add(given)).value();
        m_file.reset(); // its end checkpoints
        {
            QFile file(path());
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.size() > 20 * 4096);
            QVERIFY(file.seek(file.size() - page * 4096));
            QCOMPARE(file.write(QByteArray(4096, '\xff')), 4096);
        }
        reopen();
        const std::optional<StoreTrouble> trouble = await(m_file->trouble()).value();
        QVERIFY(trouble);
        const QList<OutboxEntry> left = await(m_file->entries()).value();
        QCOMPARE(left.size(), trouble->kept);
        QVERIFY2(left.size() >= Count - 12 && left.size() < Count + 1, QByteArray::number(left.size()).constData());
        for (const OutboxEntry &entry : left) {
            const qsizetype place = ids.indexOf(entry.id);
            QVERIFY(place >= 0);
            QCOMPARE(entry.idempotencyKey, given.at(place).idempotencyKey);
            QCOMPARE(entry.payload, given.at(place).payload);
        }
        QVERIFY(await(remove({left.constFirst().id})));
        QVERIFY(await(add({entryOf(100)})).value().constFirst() > ids.constLast());
    }

    void aSecondProgramOnlyReads()
    {
        QVERIFY(await(add({entryOf(1)})));
        {
            OutboxFile second(path());
            QCOMPARE(await(second.trouble()).value()->kind, StoreTrouble::Kind::InUse);
            QCOMPARE(await(second.entries()).value().size(), 1);
            QCOMPARE(await(second.write({{}, {entryOf(2)}, {}, {}})).error(), storeInUse());
            QCOMPARE(await(second.write({{}, {}, {}, {1}})).error(), storeInUse());
        }
        QVERIFY(await(add({entryOf(3)})));
        QCOMPARE(await(m_file->entries()).value().size(), 2);
        m_file.reset();
        OutboxFile next(path());
        QVERIFY(!await(next.trouble()).value());
    }

private:
    QString path() const { return m_directory->filePath(QStringLiteral("cache/decisions.sqlite")); }
    QString earlierPath() const { return m_directory->filePath(QStringLiteral("cache/outbox.sqlite")); }
    Future<QList<qint64>> add(const QList<OutboxEntry> &entries) { return m_file->write({{}, entries, {}, {}}); }
    Future<QList<qint64>> remove(const QList<qint64> &ids) { return m_file->write({{}, {}, {}, ids}); }
    static LogRowMaker rowMaker(const QByteArray &key)
    {
        return [key]() -> Result<DecisionLogRow> {
            return DecisionLogRow{0, "{\"idempotencyKey\":\"" + key + "\",\"kind\":\"action\"}", {}, {}};
        };
    }
    // Whole, and so many.
    qint64 logEntries()
    {
        const LogVerification verified =
            await(m_file->whenOpen<LogVerification>([](DecisionLogStore &file) { return file.verify(); })).value();
        return verified.damage == LogDamage::None ? verified.entries : -1;
    }
    void removeAll()
    {
        for (const char *suffix : {"", "-wal", "-shm", ".head"})
            QFile::remove(path() + QLatin1String(suffix));
    }
    void runScripts(const QString &file, const QStringList &scripts, const QStringList &statements, int version)
    {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("old"));
            database.setDatabaseName(file);
            QVERIFY(database.open());
            QStringList all;
            for (const QString &name : scripts) {
                QFile script(QStringLiteral(":/migrations/cache/") + name);
                QVERIFY(script.open(QIODevice::ReadOnly));
                static const QRegularExpression comment(QStringLiteral("--[^\n]*"));
                all += QString::fromUtf8(script.readAll()).remove(comment).split(QLatin1Char(';'));
            }
            all += statements;
            all.append(QStringLiteral("PRAGMA user_version = %1").arg(version));
            for (const QString &statement : std::as_const(all)) {
                if (!statement.trimmed().isEmpty())
                    QVERIFY2(QSqlQuery(database).exec(statement), qPrintable(statement));
            }
            database.close();
        }
        QSqlDatabase::removeDatabase(QStringLiteral("old"));
    }
    // The outbox as an earlier version left it; what this version made is gone.
    void makeEarlier(int version, std::initializer_list<const char *> statements)
    {
        if (m_file) {
            m_file.reset();
            removeAll();
        }
        const QStringList scripts{QStringLiteral("outbox-001.sql"), QStringLiteral("outbox-002.sql")};
        QStringList texts;
        for (const char *statement : statements)
            texts.append(QString::fromLatin1(statement));
        runScripts(earlierPath(), scripts.mid(0, version), texts, version);
    }
    // Three actions without outcome.
    void makeLogOfTheFirstVersion()
    {
        QStringList statements;
        QByteArray before;
        int sequence = 0;
        for (const char *content :
             {R"({"idempotencyKey":"k-0","kind":"action"})", R"({"idempotencyKey":"k-1","kind":"action"})",
              R"({"idempotencyKey":"k-2","kind":"action"})"}) {
            before = DecisionLogStore::chained(before, content, {});
            statements.append(QStringLiteral("INSERT INTO entry VALUES (%1, '%2', NULL, x'%3')")
                                  .arg(++sequence)
                                  .arg(QLatin1String(content), QString::fromLatin1(before.toHex())));
        }
        runScripts(path(), {QStringLiteral("decisions-001.sql")}, statements, 1);
        QVERIFY(writePrivateFile(path() + QStringLiteral(".head"),
                                 QByteArray::number(sequence) + ' ' + before.toHex() + '\n'));
    }
    void reopen()
    {
        m_file.reset();
        m_file = std::make_unique<OutboxFile>(path());
        (void)await(m_file->entries());
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<OutboxFile> m_file;
};

TEGATA_TEST(TestOutboxFile)
#include "test_outboxfile.moc"
