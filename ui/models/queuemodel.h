// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/cache/queuecache.h"
#include "ui/models/queuecell.h"
#include "ui/models/rowwindow.h"
#include "ui/models/waitingrows.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QVector>

#include <memory>
#include <optional>

namespace tegata {

// A list of the queue as a table: one query's rows. Holds the keys in their order (8 bytes a row) and the rows that
// were looked at lately; a row that is not there yet shows empty and is fetched. Follows the cache without a reset:
// what changed is worked out by the cache's thread, and selection and indexes stay on their keys. A change of a million
// rows costs the GUI thread a few milliseconds, whatever it moves. Cache and clock outlive it.
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

    // All of the view, in its default order.
    QueueModel(QueueCache &cache, const Clock &clock, QueueView view, QObject *parent = nullptr);

    // The first rows at once, then all keys. Once.
    void load();
    bool isLoaded() const { return m_isStarted; }
    // Another filter or order of the same view; before load(), what it loads. The newest wins. Until it is answered the
    // rows of the one before stay.
    void setQuery(const QueueQuery &query);
    const QueueQuery &query() const { return m_query; }
    QueueView view() const { return m_query.view; }
    QueueOrder order() const { return m_query.order; }
    // Whether the rows are all that the query finds, not only the first ones.
    bool isWhole() const { return m_isWhole; }

    const QList<QueueColumn> &columns() const { return m_columns; }
    int columnOf(QueueColumn column) const { return static_cast<int>(m_columns.indexOf(column)); }
    std::optional<QueueRow> rowAt(int row) const;
    // 0 for a row that is just being taken away.
    qint64 keyAt(int row) const;
    int rowOfKey(qint64 key) const { return static_cast<int>(m_list.keys.indexOf(key)); }
    // What it knows beside the rows; the texts follow.
    void setContext(std::shared_ptr<const QueueContext> context);
    // Rows whose decision is not answered show that. Tells the views about roles, not about records.
    void setWaiting(std::shared_ptr<const WaitingRows> waiting);
    // What waits for this row; nothing where nothing does, or the row is not there yet.
    std::optional<WaitingState> waitingAt(int row) const;
    // How the row's check stands in its cell: what is out of date asks for a look like a warning. Nothing where nobody
    // has checked, or the row is not there yet.
    std::optional<FindingOutcome> outcomeAt(int row) const;
    // How long there is for the row's request; nothing where nobody waits for it, or the row is not there yet.
    std::optional<RequestDue> dueAt(int row) const;
    // Texts again in the new language; records and selection stay.
    void retranslate();
    const QueueOffers &offers() const { return m_offers; }
    void setOffers(const QueueOffers &offers);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    // Around everything that inserts, removes or moves rows: a view notes its place and finds it again.
    void aboutToRearrange();
    void rearranged();
    // The keys agree with the cache and the query as they are now.
    void settled();
    void failed(const tegata::Error &error);

private:
    void ask(bool withFirstRows);
    void askKeys();
    void takeWhole(const QueueKeys &keys);
    void follow(const ChangeSet &changes);
    void askChanges();
    void take(const QueueListChange &change);
    void takeRowByRow(const QueueListChange &change);
    void replaceKeys(const QueueKeys &next);
    void resizeTail(qsizetype rows);
    void want(int row) const;
    void onArrived(const QVector<qint64> &keys);
    // Of all rows; the records are the same.
    void tellTextsChanged();

    const QueueCell::Facts &factsOf(const QueueRow &row) const;

    QueueCache &m_cache;
    const Clock &m_clock;
    std::shared_ptr<const QueueContext> m_context = std::make_shared<const QueueContext>();
    std::shared_ptr<const WaitingRows> m_waiting = std::make_shared<const WaitingRows>();
    // Of the rows that were painted last, by key: a cell asks several times, and a row has many cells.
    mutable QHash<qint64, QueueCell::Facts> m_facts;
    QueueQuery m_query;
    QueueOffers m_offers;
    const QList<QueueColumn> m_columns;
    QueueKeys m_list;
    qsizetype m_tail = 0; // rows without a key behind the list, while it is being replaced
    RowWindow *m_rows;
    SearchLine m_line;
    SearchTicket m_ticket;
    quint64 m_generation = 0; // only answers about the latest query count
    bool m_isStarted = false;
    bool m_isWhole = false;
    bool m_isAsking = false; // for the whole list, or for what changed
    bool m_isStale = false;  // the cache changed since that was asked
};

} // namespace tegata

Q_DECLARE_METATYPE(tegata::QueueRow)
