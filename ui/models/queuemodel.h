// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queuecache.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QHash>
#include <QSet>
#include <QTimer>
#include <QVector>

#include <optional>

namespace tegata {

// One view of the queue as a table. Holds the keys in their order (8 bytes a row) and the rows that were looked at
// lately; a row that is not there yet shows empty and is fetched. Follows the cache by difference, never by reset: what
// went is removed, what came is inserted, what moved is laid out anew with its selection. The cache outlives it.
class QueueModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role
    {
        RecordRole = Qt::UserRole + 1, // QVariant of QueueRow; invalid while the row is being fetched
        RawRole,                       // the column's value as such: QDateTime, int, QString
        KeyRole,                       // qint64, the row's key in the cache
    };

    QueueModel(QueueCache &cache, QueueView view, QObject *parent = nullptr);

    // The first rows at once, then all keys. Once.
    void load();
    QueueView view() const { return m_view; }
    QueueOrder order() const { return m_order; }
    int columnOf(QueueColumn column) const { return static_cast<int>(m_columns.indexOf(column)); }
    std::optional<QueueRow> rowAt(int row) const;
    qint64 keyAt(int row) const { return m_keys[row]; }
    int rowOfKey(qint64 key) const { return static_cast<int>(m_keys.indexOf(key)); }
    // Texts again in the new language; records and selection stay.
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    // The keys agree with the cache as it is now.
    void settled();
    void failed(const tegata::Error &error);

private:
    void follow(const ChangeSet &changes);
    void fetchKeys();
    void take(const QVector<qint64> &keys);
    void removeKeys(const QSet<qint64> &gone);
    void layOut(const QVector<qint64> &keys);
    void insertKeys(const QVector<qint64> &keys, const QSet<qint64> &come);
    void want(int row) const;
    void fetchWanted();
    void store(const QList<QueueRow> &rows);
    // That the rows changed; hints: where each key stood when it was asked for, -1 when unknown.
    void announce(const QList<QueueRow> &rows, const QHash<qint64, int> &hints);
    QVariant display(const QueueRow &row, QueueColumn column) const;
    QVariant raw(const QueueRow &row, QueueColumn column) const;
    QVariant decoration(const QueueRow &row, QueueColumn column) const;

    QueueCache &m_cache;
    const QueueView m_view;
    const QList<QueueColumn> m_columns;
    QueueOrder m_order;
    QVector<qint64> m_keys;
    QSet<qint64> m_touched; // by change sets since the keys were last asked for
    mutable QCache<qint64, QueueRow> m_rows;
    mutable QHash<qint64, int> m_wanted; // to be asked for, and where they stand
    QSet<qint64> m_asked;                // on their way
    mutable QTimer m_fetchTimer;
    quint64 m_generation = 0; // only the answer to the latest key request counts
    bool m_fetchingKeys = false;
    bool m_keysStale = false;
    bool m_loaded = false;
};

} // namespace tegata

Q_DECLARE_METATYPE(tegata::QueueRow)
