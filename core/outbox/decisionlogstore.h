// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/cachedatabase.h"
#include "core/outbox/outboxstore.h"
#include "core/outbox/storetrouble.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QStringList>

#include <functional>
#include <optional>

namespace tegata {

// One entry of the decision log as it is stored. content: JSON in UTF-8, readable by everybody who may read the file;
// sealed: what a person wrote (RecordSealer), may be empty.
struct DecisionLogRow
{
    qint64 sequence = 0; // 1, 2, 3, … without gap
    QByteArray content;
    QByteArray sealed;
    QByteArray hash; // 32 bytes
};

enum class LogDamage
{
    None,
    Changed,   // the entry, or one before it that was put in another's place, does not fit its hash
    Missing,   // a sequence number is not there
    Truncated, // the log ends before the head that was written beside it, or has another entry in that place
    Lost,      // it is whole in itself, but an entry of it says that a log before it was lost
};

// The end of the log: what must be there.
struct DecisionLogHead
{
    qint64 sequence = 0; // 0: nothing was logged
    QByteArray hash;

    friend bool operator==(const DecisionLogHead &, const DecisionLogHead &) = default;
};
// 40 bytes: the sequence, big endian, and the hash; for keeping it elsewhere. Nothing: they are not a head's.
QByteArray headBytes(const DecisionLogHead &head);
std::optional<DecisionLogHead> headFromBytes(const QByteArray &bytes);

// Why a new log began: what was expected, and what became of the old one.
struct DecisionLogLoss
{
    enum class Reason
    {
        Missing,  // there was no log
        Shorter,  // it ended before the head
        Another,  // it has another entry where the head was
        Damaged,  // it cannot be read
        HeadLost, // the head is missing or damaged; the log goes on, but nobody can say whether it is all
    };

    Reason reason = Reason::Missing;
    DecisionLogHead expected; // 0: nobody knows
    QString keptAs;           // name of the old log's file; empty: there is none
};

struct LogVerification
{
    qint64 entries = 0;     // read
    qint64 firstBroken = 0; // sequence; 0: the log is whole. Lost: of the entry that says so
    LogDamage damage = LogDamage::None;
    QByteArray head;      // hash of the last entry
    DecisionLogHead lost; // the end of the log that was lost, as the last entry about one names it
};

// What is written together: all of it is durable, or none.
struct DecisionChanges
{
    QList<DecisionLogRow> log;  // sequence and hash are filled
    QList<OutboxEntry> added;   // ids are filled
    QList<OutboxEntry> updated; // OutboxStore::update
    QList<qint64> removed;
};

// The file of decisions: the log, and what of it the site has not answered yet (outbox), so that a decision and what
// becomes of it are one transaction each. The log is append-only (the database refuses UPDATE and DELETE), every append
// durable, and each entry bound to all before it:
//   hash(n) = SHA-256( hash(n-1) ‖ SHA-256(content(n)) ‖ SHA-256(sealed(n)) ),  hash(0) = 32 zero bytes.
// The chain runs over the sealed bytes, not over the words, so that anybody can verify the log without the key, and
// nobody can try words against a plain hash. After an append the sequence and the hash of the last entry are written
// to PATH + ".head"; before the first one it says 0, so that entries without any head are never a program that ended in
// between, but a head that was lost.
// open() looks whether the log is the one that the head tells of. One that is missing, shorter, another or damaged is
// set aside, as evidence, with a copy of its head, and a new one begins with an entry that names the loss:
//   {"kind": "loss", "at", "reason", "lostSequence", "lostHash", "keptAs"}
// so that verify() names it from then on. A power cut on the way there finds the same loss again. What can be read of
// the outbox goes into the new file; so does the log, where only the outbox is damaged, with an outcome "unknown" for
// each action whose entry could not be read. The new file is made as PATH + ".next" and takes its place when it is
// whole.
// Earlier versions had the outbox in a file of its own ("outbox.sqlite" in the same folder): the first open() takes it
// over, with an outcome "unknown" for each action that is in the log alone, and removes it.
// verify() finds an entry that was changed, removed, moved or inserted, and a log that lost its end, down to the
// entries of the very last appends before a power cut. It cannot find a change by somebody who writes the whole chain
// and its head anew: no secret is in it. For that, keep an exported head elsewhere, or compare with the service's audit
// trail (DecisionLog::compareWith). Synchronous, for one thread. Errors: CacheDatabase's.
class DecisionLogStore
{
public:
    DecisionLogStore() : m_outbox(m_database) {}
    Result<void> open(const QString &path, const QDateTime &now);
    // The file as it is, for who must not write it. One that is missing is empty.
    Result<void> openToRead(const QString &path);
    void close();

    // What was found when it was opened.
    const std::optional<DecisionLogLoss> &loss() const { return m_loss; }
    const std::optional<StoreTrouble> &outboxTrouble() const { return m_outboxTrouble; }
    Result<QList<OutboxEntry>> outbox() { return m_outbox.entries(); }
    // One durable commit. The head is not written yet: writeDueHead(), or the next opening, or closing.
    Result<void> write(DecisionChanges &changes);
    // Answers the head where one was due.
    std::optional<DecisionLogHead> writeDueHead();
    // What was kept of the log elsewhere: where it does not fit, a new log begins as in open(). Answers the loss.
    Result<std::optional<DecisionLogLoss>> expect(const DecisionLogHead &head, const QDateTime &now);
    Result<DecisionLogHead> head();

    // All or none, in the order given, and the head; fills sequence and hash.
    Result<void> append(QList<DecisionLogRow> &rows);
    // In order, from the one after `after` on.
    Result<QList<DecisionLogRow>> rows(qint64 after, int limit);
    // Of actions up to that sequence which no outcome follows ("kind" in the content).
    Result<QStringList> keysWithoutOutcome(qint64 upTo);
    Result<qint64> lastSequence(); // 0: empty
    Result<LogVerification> verify();

    static QByteArray chained(const QByteArray &before, const QByteArray &content, const QByteArray &sealed);

private:
    struct KeptHead
    {
        bool isThere = false;
        std::optional<DecisionLogHead> head; // nothing: damaged, or not there
    };

    // What can be taken over from a file that is set aside.
    struct Salvage
    {
        QList<OutboxEntry> outbox;
        qint64 given = 0; // OutboxStore::lastGiven
    };

    Result<void> openFile(const QString &path);
    template <typename Job>
    Result<void> inTransaction(Job job)
    {
        if (Result<void> begun = m_database.begin(); !begun)
            return begun;
        if (Result<void> done = job(); !done) {
            m_database.rollback();
            return done;
        }
        return m_database.commit();
    }
    static Result<QList<DecisionLogRow>> rowsIn(const CacheDatabase &database, qint64 after, int limit);
    Result<void> insert(QList<DecisionLogRow> &rows);
    Result<DecisionLogRow> last();
    // Nothing: the log has the head in its place.
    Result<std::optional<DecisionLogLoss::Reason>> misfit(const DecisionLogHead &head);
    // Whether an entry names this loss, or a later one. Brings the head beside the log up to it.
    Result<bool> isTold(const DecisionLogHead &lost);
    Result<void> compareWithHead(const KeptHead &kept, const QDateTime &now);
    Result<void> beginAnew(DecisionLogLoss::Reason reason, const DecisionLogHead &expected, const QDateTime &now);
    Result<void> tell(const DecisionLogLoss &loss, const QDateTime &now);
    // The damaged file gives way to one with what could be read of it.
    Result<void> mend(const DecisionLogHead &expected, const QDateTime &now);
    // What is there is set aside; what stands in its place begins with what `fill` writes.
    Result<void> replace(const Salvage &salvage, const std::function<Result<void>()> &fill);
    Result<void> finishReplacing();
    static Salvage salvageFrom(CacheDatabase &file);
    // All of the log can be read, fits its chain, and has the head in its place.
    static bool isWhole(const CacheDatabase &database, const DecisionLogHead &head);
    Result<void> copyLog(CacheDatabase &from);
    Result<bool> isOutboxDue();
    Result<void> takeOutboxOfItsOwn(const QDateTime &now);
    // What was taken over goes: a damaged one is evidence, and is set aside.
    Result<void> clearOutboxOfItsOwn(const QString &path);
    Result<void> keepOutboxOfItsOwn(const QString &path, qsizetype kept);
    Result<QList<DecisionLogRow>> unknownOutcomes(const QList<OutboxEntry> &waiting, const QDateTime &now);
    void writeHead(const DecisionLogRow &row) const;
    void writeFirstHead() const;
    KeptHead readHead() const;

    QString m_path;
    CacheDatabase m_database;
    OutboxStore m_outbox;
    std::optional<DecisionLogLoss> m_loss;
    std::optional<StoreTrouble> m_outboxTrouble;
    std::optional<DecisionLogRow> m_dueHead; // durable, and its head not written
};

} // namespace tegata
