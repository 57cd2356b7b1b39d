// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QVector>

namespace tegata {

// The keys of a list in its order, as of a revision of the cache. Revisions count the transactions since the cache was
// opened; ChangeSet carries the one that it made.
struct QueueKeys
{
    QVector<qint64> keys;
    quint64 revision = 0;
};

// What turns a list into the one of a later revision, worked out beside the GUI thread (QueueCache::changesOf). A model
// takes it in this order: rows at `removed`, then rows at `inserted`; keys in both have moved. Where isWhole, too much
// changed to tell it row by row: `list` replaces the old one (removed and inserted are empty).
struct QueueListChange
{
    struct Insertion
    {
        qsizetype row = 0; // in the list when all is done
        qint64 key = 0;

        friend bool operator==(const Insertion &, const Insertion &) = default;
    };
    QVector<qsizetype> removed; // rows of the old list, ascending
    QList<Insertion> inserted;  // rows of the new list, ascending
    QVector<qint64> updated;    // keys that stay where they are, with other contents
    QueueKeys list;             // as it is when all is done
    bool isWhole = false;
};

} // namespace tegata
