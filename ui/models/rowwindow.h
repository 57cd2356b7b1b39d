// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queuecache.h"

#include <QCache>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <QVector>

namespace tegata {

// The records of a list that were looked at lately, by key: a bounded number, fetched from the cache in one query for
// all that is asked for in one turn of the event loop. The cache outlives it.
class RowWindow : public QObject
{
    Q_OBJECT

public:
    static constexpr int RowsKept = 4096;

    RowWindow(QueueCache &cache, QueueView view, QObject *parent = nullptr);

    // Nothing while it is not at hand.
    const QueueRow *find(qint64 key) const { return m_rows.object(key); }
    bool isComing(qint64 key) const { return m_asked.contains(key) || m_wanted.contains(key); }
    // Fetches what is neither at hand nor on its way.
    void want(qint64 key);
    // Fetches again what is at hand or on its way: the old text stays on the screen until the new one is there.
    void refresh(const QList<qint64> &keys);
    void store(const QList<QueueRow> &rows);

Q_SIGNALS:
    void arrived(const QVector<qint64> &keys);
    void failed(const tegata::Error &error);

private:
    void fetch();

    QueueCache &m_cache;
    const QueueView m_view;
    QCache<qint64, QueueRow> m_rows;
    QSet<qint64> m_wanted; // to be asked for
    QSet<qint64> m_asked;  // on their way
    QTimer m_timer;
};

} // namespace tegata
