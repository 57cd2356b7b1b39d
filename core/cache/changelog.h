// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queueview.h"

#include <QVector>

#include <deque>
#include <mutex>
#include <optional>

namespace tegata {

// Which keys the latest transactions touched, so that a list can be brought up to date without reading it again. The
// writer announces a transaction before it commits; a reader asks revision() first, then begins its snapshot, then asks
// touchedSince(): what the snapshot holds is in the answer, perhaps with more, and whatever comes after the revision
// comes again next time. Bounded; any thread.
class ChangeLog
{
public:
    // The revision that the transaction will make.
    quint64 announce(const ChangeSet &changes);
    void commit(quint64 revision);
    // Another file is there (the old one was set aside): no list can be carried on, and readers open it anew.
    void restart();
    int edition() const; // of the file, raised by restart()

    quint64 revision() const; // of the last commit
    // Nothing when the log does not reach back so far: read the whole list.
    std::optional<QVector<qint64>> touchedSince(quint64 revision, QueueView view) const;

private:
    struct Entry
    {
        quint64 revision;
        std::array<QVector<qint64>, QueueViewCount> touched;
        qsizetype size;
    };

    mutable std::mutex m_mutex;
    std::deque<Entry> m_entries;
    qsizetype m_size = 0;
    int m_edition = 0;
    quint64 m_announced = 0;
    quint64 m_committed = 0;
    quint64 m_forgotten = 0; // revisions up to this one are in the log no longer
};

} // namespace tegata
