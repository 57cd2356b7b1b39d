// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "core/base/privatefile.h"
#include "core/outbox/outboxfile.h"
#include "tests/support/await.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
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
        const QList<qint64> ids = await(m_file->add({entryOf(1), entryOf(2)})).value();
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
        QVERIFY(await(m_file->remove(ids)));
        QVERIFY(await(m_file->entries()).value().isEmpty());
    }

    void anIdIsNeverUsedAgain()
    {
        const qint64 first = await(m_file->add({entryOf(1)})).value().constFirst();
        QVERIFY(await(m_file->remove({first})));
        reopen();
        QVERIFY(await(m_file->add({entryOf(2)})).value().constFirst() > first);
    }

    void aGroupIsStoredWholeOrNotAtAll()
    {
        QVERIFY(await(m_file->add({entryOf(1)})));
        QVERIFY(!await(m_file->add({entryOf(2), entryOf(1)}))); // the same idempotency key stands once
        QCOMPARE(await(m_file->entries()).value().size(), 1);
        QVERIFY(await(m_file->add({entryOf(2)})));
    }

    void keyPayloadAndSentCanChange()
    {
        OutboxEntry entry = entryOf(1);
        entry.id = await(m_file->add({entry})).value().constFirst();
        entry.idempotencyKey = QStringLiteral("key-new");
        entry.payload = QByteArrayLiteral("{\"version\":2}");
        entry.sent = true;
        QVERIFY(await(m_file->update({entry})));
        const OutboxEntry read = await(m_file->entries()).value().constFirst();
        QCOMPARE(read.idempotencyKey, entry.idempotencyKey);
        QCOMPARE(read.payload, entry.payload);
        QVERIFY(read.sent);
        QCOMPARE(read.texts, entry.texts);
    }

    void theEntriesOfTheFirstVersionAreRead()
    {
        m_file.reset();
        QVERIFY(QFile::remove(path()));
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("old"));
            database.setDatabaseName(path());
            QVERIFY(database.open());
            QFile script(QStringLiteral(":/migrations/cache/outbox-001.sql"));
            QVERIFY(script.open(QIODevice::ReadOnly));
            QVERIFY(QSqlQuery(database).exec(QString::fromUtf8(script.readAll())));
            QVERIFY(QSqlQuery(database).exec(QStringLiteral(
                "INSERT INTO outbox (actor, kind, target, idempotency_key, payload, stored_at) VALUES "
                "('op-1', 'decide', 'r-1', 'k', '{\"action\":\"reject\",\"note\":\"n\",\"version\":3}', 1000)")));
            QVERIFY(QSqlQuery(database).exec(QStringLiteral("PRAGMA user_version = 1")));
            database.close();
        }
        QSqlDatabase::removeDatabase(QStringLiteral("old"));
        reopen();
        const QList<OutboxEntry> entries = await(m_file->entries()).value();
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries.at(0).target, QStringLiteral("r-1"));
        QVERIFY(entries.at(0).texts.isEmpty());
        QVERIFY(!entries.at(0).sendAt.isValid());
        QVERIFY(entries.at(0).sent); // nobody knows: it is not taken for never sent
    }

    void theFileIsPrivate()
    {
        QVERIFY(await(m_file->add({entryOf(1)})));
        const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        for (const char *suffix : {"", "-wal"})
            QVERIFY2(!(QFile::permissions(path() + QLatin1String(suffix)) & others), suffix);
        QVERIFY(!(QFile::permissions(QFileInfo(path()).absolutePath()) & others));
    }

    void whatWasGivenBeforeTheEndIsWritten()
    {
        (void)m_file->add({entryOf(1)});
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
        QVERIFY(await(m_file->add({entryOf(1)})));
        const QString aside = QFileInfo(path()).absoluteDir().filePath(trouble->keptAs);
        QCOMPARE(readPrivateFile(aside, 10000).value_or("lost"), QByteArray(8192, 'x')); // it may hold actions
        reopen();
        QVERIFY(!await(m_file->trouble()).value());
        QCOMPARE(await(m_file->entries()).value().size(), 1);
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
        const QList<qint64> ids = await(m_file->add(given)).value();
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
        QVERIFY(await(m_file->remove({left.constFirst().id})));
        QVERIFY(await(m_file->add({entryOf(100)})).value().constFirst() > ids.constLast());
    }

    void aSecondProgramOnlyReads()
    {
        QVERIFY(await(m_file->add({entryOf(1)})));
        {
            OutboxFile second(path());
            QCOMPARE(await(second.trouble()).value()->kind, StoreTrouble::Kind::InUse);
            QCOMPARE(await(second.entries()).value().size(), 1);
            QCOMPARE(await(second.add({entryOf(2)})).error(), storeInUse());
            QCOMPARE(await(second.remove({1})).error(), storeInUse());
        }
        QVERIFY(await(m_file->add({entryOf(3)})));
        QCOMPARE(await(m_file->entries()).value().size(), 2);
        m_file.reset();
        OutboxFile next(path());
        QVERIFY(!await(next.trouble()).value());
    }

private:
    QString path() const { return m_directory->filePath(QStringLiteral("cache/outbox.sqlite")); }
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
