// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/cachedatabase.h"

#include <QByteArray>
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
};

struct LogVerification
{
    qint64 entries = 0;     // read
    qint64 firstBroken = 0; // sequence; 0: the log is whole
    LogDamage damage = LogDamage::None;
    QByteArray head; // hash of the last entry
};

// The decision log's file: append-only (the database refuses UPDATE and DELETE), every append durable, and each entry
// bound to all before it:
//   hash(n) = SHA-256( hash(n-1) ‖ SHA-256(content(n)) ‖ SHA-256(sealed(n)) ),  hash(0) = 32 zero bytes.
// The chain runs over the sealed bytes, not over the words, so that anybody can verify the log without the key, and
// nobody can try words against a plain hash. After each append the sequence and the hash of the last entry are written
// to PATH + ".head".
// verify() finds an entry that was changed, removed, moved or inserted, and a log that lost its end, down to the
// entries of the very last append before a power cut. It cannot find a change by somebody who writes the whole chain
// and its head anew: no secret is in it. For that, keep an exported head elsewhere, or compare with the service's audit
// trail (DecisionLog::compareWith). Synchronous, for one thread. Errors: CacheDatabase's.
class DecisionLogStore
{
public:
    Result<void> open(const QString &path);
    void close() { m_database.close(); }

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
    Result<DecisionLogRow> last();
    void writeHead(const DecisionLogRow &row) const;
    std::optional<DecisionLogRow> readHead() const; // sequence and hash

    QString m_path;
    CacheDatabase m_database;
};

} // namespace tegata
