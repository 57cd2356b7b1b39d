// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/contract.h"
#include "core/service/store/transaction.h"

namespace tegata {

// What changed for one customer, in order of the change sequence: requests and server certificates merged. A reader
// that follows `next` misses nothing: the sequence is allocated under the writer's lock and becomes visible in order.
class ChangeFeed
{
public:
    // The change sequences of one page, and what its reader goes on with.
    struct Range
    {
        qint64 after = 0;
        qint64 last = 0;
        QList<qint64> requests; // both in their order
        QList<qint64> certificates;
        QString next;
        bool more = false;
        bool reset = false;
    };
    // Where the store stands: as long as it stands there, every range and page of it stays the same.
    struct Position
    {
        QString store;
        qint64 newest = 0; // the change sequence of the last commit
    };
    static Result<Position> position(ReadTransaction &transaction);
    static Result<Range> range(ReadTransaction &transaction, const Position &position, const QString &customerId,
                               const QString &cursor, int limit);
    // cursor empty, of another store or from the future: the page begins a complete pass (reset). limit counts
    // requests and certificates together. more: another page waits. Nothing changed: an empty page whose next is the
    // cursor.
    static Result<contract::ChangePage> page(ReadTransaction &transaction, const QString &customerId,
                                             const QString &cursor, int limit);
};

} // namespace tegata
