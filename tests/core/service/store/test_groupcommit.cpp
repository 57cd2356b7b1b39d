// SPDX-License-Identifier: Apache-2.0
// Writers that wait are committed together: one commit, each in a savepoint of its own.
#include "core/service/store/audittrail.h"
#include "core/service/store/database.h"
#include "core/service/store/topics.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/faultyvfs.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <functional>
#include <future>
#include <mutex>
#include <sqlite3.h>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace tegata;

namespace {

using Write = std::function<Result<qint64>(Transaction &)>;

struct Outcome
{
    Result<qint64> answer = failure(ErrorCode::Internal, QStringLiteral("did not run"));
    bool hasThrown = false;
};

// All wait for the first one, in this order, so that they come into one group.
std::vector<Outcome> writeTogether(Database &database, const std::vector<Write> &writes)
{
    std::vector<Outcome> outcomes(writes.size());
    std::promise<void> begun;
    std::promise<void> go;
    std::vector<std::thread> threads;
    const auto start = [&](size_t number, const Write &write) {
        threads.emplace_back([&database, &outcome = outcomes[number], write] {
            try {
                outcome.answer = database.write(write);
            } catch (const std::runtime_error &) {
                outcome.hasThrown = true;
            }
            database.closeThreadConnection();
        });
    };
    start(0, [&, first = writes.front()](Transaction &transaction) {
        begun.set_value();
        go.get_future().wait();
        return first(transaction);
    });
    begun.get_future().wait();
    bool areWaiting = true;
    for (size_t i = 1; i < writes.size(); ++i) {
        start(i, writes[i]);
        areWaiting = areWaiting && QTest::qWaitFor([&] { return database.writerCounts().waiting == i; }, 30'000);
    }
    go.set_value();
    for (std::thread &thread : threads)
        thread.join();
    if (!areWaiting)
        qFatal("the writers do not wait");
    return outcomes;
}

AuditEvent event(const QString &note)
{
    AuditEvent event;
    event.at = StoreFixture::time();
    event.action = QStringLiteral("submit");
    event.note = note;
    return event;
}

// A change with its line on the trail. Answers the sequence.
Write change(const QString &note)
{
    return [note](Transaction &transaction) -> Result<qint64> {
        const auto sequence = transaction.nextSequence();
        if (!sequence)
            return sequence;
        if (const auto line = AuditTrail::append(transaction, event(note)); !line)
            return line;
        transaction.touch(customerTopic(note));
        return sequence;
    };
}

// The same, undone.
Write changeThenFail(const QString &note, ErrorCode code)
{
    return [note, code](Transaction &transaction) -> Result<qint64> {
        if (const auto changed = change(note)(transaction); !changed)
            return changed;
        return failure(code, note);
    };
}

QStringList notesOnTrail(Database &database)
{
    QStringList notes;
    const auto rows =
        database.read([](ReadTransaction &transaction) { return AuditTrail::list(transaction, std::nullopt, 0, 100); });
    for (const AuditRow &row : rows.value_or(QList<AuditRow>()))
        notes.append(row.event.note);
    return notes;
}

bool isTrailWhole(Database &database)
{
    const auto verified = database.read([](ReadTransaction &transaction) { return AuditTrail::verify(transaction); });
    return verified && verified->firstBroken == 0;
}

} // namespace

class TestGroupCommit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commitsWhoWaitsTogether();
    void oneThatFailsHarmsNoOther();
    void aWriteThatThrowsThrowsToItsCallerOnly();
    void aFullDiskFailsTheWholeGroup();
    void aTransactionThatIsLostFailsTheWholeGroup();
    void tellsEachItsOwnTopics();
};

void TestGroupCommit::commitsWhoWaitsTogether()
{
    StoreFixture fixture;
    Database &database = fixture.database();
    std::vector<Write> writes;
    QStringList notes;
    for (int i = 0; i < 8; ++i) {
        notes.append(QString::number(i));
        writes.push_back(change(notes.last()));
    }
    const Database::WriterCounts before = database.writerCounts();
    const std::vector<Outcome> outcomes = writeTogether(database, writes);
    const Database::WriterCounts after = database.writerCounts();
    QCOMPARE(after.commits - before.commits, quint64(1));
    QCOMPARE(after.writes - before.writes, quint64(8));
    QCOMPARE(after.waiting, size_t(0));
    // The sequence and the trail go as they came.
    for (size_t i = 0; i < outcomes.size(); ++i)
        QCOMPARE(outcomes[i].answer.value_or(0), qint64(i + 1));
    QCOMPARE(notesOnTrail(database), notes);
    QVERIFY(isTrailWhole(database));
    fixture.reopen();
    QCOMPARE(notesOnTrail(fixture.database()), notes);
}

void TestGroupCommit::oneThatFailsHarmsNoOther()
{
    StoreFixture fixture;
    Database &database = fixture.database();
    const Write breaksAConstraint = [](Transaction &transaction) -> Result<qint64> {
        if (const auto changed = change(QStringLiteral("constraint"))(transaction); !changed)
            return changed;
        const auto inserted = transaction.run(QStringLiteral("INSERT INTO change_counter (id, value) VALUES (1, 99)"));
        return inserted ? Result<qint64>(-1) : failure(inserted.error());
    };
    const std::vector<Outcome> outcomes = writeTogether(
        database, {changeThenFail(QStringLiteral("first"), ErrorCode::Refused), change(QStringLiteral("a")),
                   changeThenFail(QStringLiteral("second"), ErrorCode::Conflict), breaksAConstraint,
                   change(QStringLiteral("b")), changeThenFail(QStringLiteral("last"), ErrorCode::NotFound)});
    QCOMPARE(outcomes[0].answer.error().code, ErrorCode::Refused);
    QCOMPARE(outcomes[1].answer.value_or(0), 1);
    QCOMPARE(outcomes[2].answer.error().code, ErrorCode::Conflict);
    QCOMPARE(outcomes[3].answer.error().code, ErrorCode::Conflict);
    QCOMPARE(outcomes[4].answer.value_or(0), 2); // without a gap
    QCOMPARE(outcomes[5].answer.error().code, ErrorCode::NotFound);
    QCOMPARE(notesOnTrail(database), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QVERIFY(isTrailWhole(database));
    QCOMPARE(database.write(change(QStringLiteral("c"))).value_or(0), 3);
    QVERIFY(isTrailWhole(database));
}

// On whichever thread it ran.
void TestGroupCommit::aWriteThatThrowsThrowsToItsCallerOnly()
{
    StoreFixture fixture;
    Database &database = fixture.database();
    const Write throws = [](Transaction &transaction) -> Result<qint64> {
        static_cast<void>(change(QStringLiteral("thrown"))(transaction));
        throw std::runtime_error("of this write");
    };
    const std::vector<Outcome> outcomes =
        writeTogether(database, {change(QStringLiteral("a")), throws, change(QStringLiteral("b"))});
    QVERIFY(!outcomes[0].hasThrown && outcomes[1].hasThrown && !outcomes[2].hasThrown);
    QCOMPARE(outcomes[0].answer.value_or(0), 1);
    QCOMPARE(outcomes[2].answer.value_or(0), 2);
    QCOMPARE(notesOnTrail(database), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
}

// Also who would have answered an error of its own: it may rest on what another had written.
void TestGroupCommit::aFullDiskFailsTheWholeGroup()
{
    FaultyVfs vfs;
    {
        StoreFixture fixture;
        Database &database = fixture.database();
        QCOMPARE(database.write(change(QStringLiteral("before"))).value_or(0), 1);
        vfs.breakAt(0, FaultyVfs::Write, SQLITE_FULL, FaultyVfs::Fault::ForGood);
        const std::vector<Outcome> outcomes = writeTogether(
            database, {change(QStringLiteral("a")), changeThenFail(QStringLiteral("b"), ErrorCode::Conflict),
                       change(QStringLiteral("c")), change(QStringLiteral("d"))});
        QVERIFY(vfs.isBroken());
        vfs.heal();
        for (const Outcome &outcome : outcomes) {
            QVERIFY(!outcome.answer);
            QCOMPARE(outcome.answer.error().code, ErrorCode::DiskFull);
        }
        QCOMPARE(notesOnTrail(database), QStringList(QStringLiteral("before")));
        QCOMPARE(database.write(change(QStringLiteral("after"))).value_or(0), 2);
        QVERIFY(isTrailWhole(database));
    }
}

// A write too large for SQLite's memory meets the full disk in its midst: SQLite rolls everything back by itself.
// Nothing that follows in the group may be committed alone, neither of this write, which does not look, nor of another.
void TestGroupCommit::aTransactionThatIsLostFailsTheWholeGroup()
{
    FaultyVfs vfs;
    {
        StoreFixture fixture;
        Database &database = fixture.database();
        const Write tooLarge = [](Transaction &transaction) -> Result<qint64> {
            for (int i = 0; i < 12; ++i) {
                static_cast<void>(transaction.run(
                    QStringLiteral("INSERT INTO published_crl (issuer, change_sequence, der) VALUES (?, 1, ?)"),
                    {QStringLiteral("large-%1").arg(i), QByteArray(1'000'000, 'x')}));
            }
            static_cast<void>(change(QStringLiteral("alone"))(transaction));
            return 7;
        };
        vfs.breakAt(0, FaultyVfs::Write, SQLITE_FULL, FaultyVfs::Fault::ForGood);
        const std::vector<Outcome> outcomes =
            writeTogether(database, {change(QStringLiteral("a")), tooLarge, change(QStringLiteral("b"))});
        QVERIFY(vfs.isBroken());
        vfs.heal();
        for (const Outcome &outcome : outcomes) {
            QVERIFY(!outcome.answer);
            QCOMPARE(outcome.answer.error().code, ErrorCode::DiskFull);
        }
        QCOMPARE(notesOnTrail(database), QStringList());
        QVERIFY(database
                    .read([](ReadTransaction &transaction) -> Result<bool> {
                        auto query = transaction.run(QStringLiteral("SELECT 1 FROM published_crl"));
                        return query ? Result<bool>(!query->next()) : failure(query.error());
                    })
                    .value_or(false));
        QCOMPARE(database.write(change(QStringLiteral("after"))).value_or(0), 1);
    }
}

void TestGroupCommit::tellsEachItsOwnTopics()
{
    StoreFixture fixture;
    Database &database = fixture.database();
    std::mutex mutex;
    QSet<QString> told;
    int calls = 0;
    database.onCommitted([&](const QSet<QString> &topics) {
        const std::lock_guard lock(mutex);
        told += topics;
        ++calls;
    });
    const std::vector<Outcome> outcomes =
        writeTogether(database, {change(QStringLiteral("a")), changeThenFail(QStringLiteral("b"), ErrorCode::Refused),
                                 change(QStringLiteral("c"))});
    QCOMPARE(outcomes.size(), size_t(3));
    QCOMPARE(told, (QSet<QString>{customerTopic(QStringLiteral("a")), customerTopic(QStringLiteral("c"))}));
    QCOMPARE(calls, 2);
}

TEGATA_TEST(TestGroupCommit)
#include "test_groupcommit.moc"
