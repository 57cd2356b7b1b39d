// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/cachedatabase.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QStringList>

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

// The decision log's file: append-only (the database refuses UPDATE and DELETE), every append durable, and each entry
// bound to all before it:
//   hash(n) = SHA-256( hash(n-1) ‖ SHA-256(content(n)) ‖ SHA-256(sealed(n)) ),  hash(0) = 32 zero bytes.
// The chain runs over the sealed bytes, not over the words, so that anybody can verify the log without the key, and
// nobody can try words against a plain hash. After each append the sequence and the hash of the last entry are written
// to PATH + ".head".
// open() looks whether the log is the one that the head tells of. One that is missing, shorter, another or damaged is
// set aside, as evidence, with a copy of its head, and a new one begins with an entry that names the loss:
//   {"kind": "loss", "at", "reason", "lostSequence", "lostHash", "keptAs"}
// so that verify() names it from then on. A power cut on the way there finds the same loss again.
// verify() finds an entry that was changed, removed, moved or inserted, and a log that lost its end, down to the
// entries of the very last append before a power cut. It cannot find a change by somebody who writes the whole chain
// and its head anew: no secret is in it. For that, keep an exported head elsewhere, or compare with the service's audit
// trail (DecisionLog::compareWith). Synchronous, for one thread. Errors: CacheDatabase's.
class DecisionLogStore
{
public:
    Result<void> open(const QString &path, const QDateTime &now);
    // The file as it is, for who must not write it. One that is missing is empty.
    Result<void> openToRead(const QString &path);
    void close() { m_database.close(); }

    // What was found when it was opened.
    const std::optional<DecisionLogLoss> &loss() const { return m_loss; }
    // What was kept of the log elsewhere: where it does not fit, a new log begins as in open(). Answers the loss.
    Result<std::optional<DecisionLogLoss>> expect(const DecisionLogHead &head, const QDateTime &now);
    Result<DecisionLogHead> head();

    // All or none, in the order given; fills sequence and hash.
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

    Result<void> openFile();
    Result<DecisionLogRow> last();
    // Nothing: the log has the head in its place.
    Result<std::optional<DecisionLogLoss::Reason>> misfit(const DecisionLogHead &head);
    // Whether an entry names this loss, or a later one. Brings the head beside the log up to it.
    Result<bool> isTold(const DecisionLogHead &lost);
    Result<void> beginAnew(DecisionLogLoss::Reason reason, const DecisionLogHead &expected, const QDateTime &now);
    Result<void> tell(const DecisionLogLoss &loss, const QDateTime &now);
    void writeHead(const DecisionLogRow &row) const;
    KeptHead readHead() const;

    QString m_path;
    CacheDatabase m_database;
    std::optional<DecisionLogLoss> m_loss;
};

} // namespace tegata
