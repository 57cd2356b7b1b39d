// SPDX-License-Identifier: Apache-2.0
#include "ui/models/queuemodel.h"

#include "ui/models/keyrows.h"
#include "ui/models/queuecell.h"
#include "ui/models/queuetext.h"

#include <QSet>

#include <algorithm>

namespace tegata {

namespace {

constexpr int FirstRows = 200;
constexpr qsizetype FactsKept = 500;
constexpr qint64 FactsSeconds = 60;
constexpr int RowsAhead = 64;   // fetched around a row that is missing
constexpr int RangesByRow = 8;  // beyond, replacing the list costs less than moving its rows again and again
constexpr int KeptAsOne = 1000; // cells: beyond, Qt's selection takes "all selected" to stay so through a new layout

// Stands at the right end of its column.
bool isNumber(QueueColumn column)
{
    return column == QueueColumn::Approvals;
}

template <typename Row, typename RowOf>
int rangesOf(const QList<Row> &rows, RowOf rowOf)
{
    int ranges = 0;
    for (qsizetype i = 0; i < rows.size(); ++i)
        ranges += i == 0 || rowOf(rows[i]) != rowOf(rows[i - 1]) + 1;
    return ranges;
}

} // namespace

QueueModel::QueueModel(QueueCache &cache, const Clock &clock, QueueView view, QObject *parent)
    : QAbstractTableModel(parent), m_cache(cache), m_clock(clock), m_query{view, {}, defaultOrder(view)},
      m_columns(columnsOf(view)), m_rows(new RowWindow(cache, view, this)), m_ticket(m_line.next())
{
    connect(m_rows, &RowWindow::arrived, this, &QueueModel::onArrived);
    connect(m_rows, &RowWindow::failed, this, &QueueModel::failed);
    connect(&m_cache, &QueueCache::changed, this, &QueueModel::follow);
}

void QueueModel::load()
{
    m_isStarted = true;
    ask(true);
}

void QueueModel::setQuery(const QueueQuery &query)
{
    Q_ASSERT(query.view == m_query.view);
    if (query == m_query)
        return;
    const bool isSameSet = query.filter == m_query.filter;
    const bool isTurned = isSameSet && m_isWhole && !m_isAsking && query.order.column == m_query.order.column;
    m_query = query;
    m_ticket = m_line.next();
    ++m_generation;
    if (!m_isStarted)
        return;
    if (isTurned) { // the keys themselves decide between equal rows, so the other direction is the reverse
        takeWhole({QVector<qint64>(m_list.keys.crbegin(), m_list.keys.crend()), m_list.revision});
        return;
    }
    // When a filter goes, what was chosen in it is most likely not among the first rows: all of them come soon.
    ask(!isSameSet && !query.filter.isEmpty());
}

void QueueModel::ask(bool withFirstRows)
{
    const quint64 generation = ++m_generation;
    m_isWhole = false;
    if (withFirstRows) {
        observe(m_cache.firstRows(m_query, FirstRows, m_ticket), this,
                [this, generation](const Result<QList<QueueRow>> &rows) {
                    if (!rows || generation != m_generation)
                        return;
                    m_rows->store(*rows);
                    QueueKeys first;
                    first.keys.reserve(rows->size());
                    for (const QueueRow &row : *rows)
                        first.keys.append(row.key);
                    if (m_isWhole) // all keys came first
                        onArrived(first.keys);
                    else
                        replaceKeys(first);
                });
    }
    askKeys();
}

void QueueModel::askKeys()
{
    m_isAsking = true;
    m_isStale = false;
    const quint64 generation = m_generation;
    observe(m_cache.keys(m_query, m_ticket), this, [this, generation](const Result<QueueKeys> &keys) {
        if (generation != m_generation)
            return;
        m_isAsking = false;
        if (!keys) {
            replaceKeys({}); // what stands there is not what was asked for
            Q_EMIT failed(keys.error());
            return;
        }
        takeWhole(*keys);
    });
}

void QueueModel::takeWhole(const QueueKeys &keys)
{
    m_isWhole = true;
    replaceKeys(keys);
    if (m_isStale)
        askChanges();
    else
        Q_EMIT settled();
}

std::optional<QueueRow> QueueModel::rowAt(int row) const
{
    if (row < 0 || row >= m_list.keys.size())
        return std::nullopt;
    if (const QueueRow *known = m_rows->find(m_list.keys[row]))
        return *known;
    want(row);
    return std::nullopt;
}

qint64 QueueModel::keyAt(int row) const
{
    return row < m_list.keys.size() ? m_list.keys[row] : 0;
}

void QueueModel::retranslate()
{
    m_facts.clear();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, static_cast<int>(m_columns.size()) - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void QueueModel::setOffers(const QueueOffers &offers)
{
    if (m_offers == offers)
        return;
    m_offers = offers;
    retranslate();
}

int QueueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_list.keys.size() + m_tail);
}

int QueueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const qint64 key = keyAt(index.row());
    if (role == KeyRole)
        return key;
    if (role == Qt::TextAlignmentRole && isNumber(m_columns[index.column()]))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole && role != Qt::DecorationRole && role != Qt::ToolTipRole && role != RawRole &&
        role != RecordRole && role != Qt::AccessibleTextRole)
        return {};
    const QueueRow *row = m_rows->find(key);
    if (!row) {
        want(index.row());
        return {};
    }
    const QueueColumn column = m_columns[index.column()];
    if (const QVariant waiting = m_waiting->cell(*row, column, role, m_clock.now()); waiting.isValid())
        return waiting;
    switch (role) {
    case RecordRole:
        return QVariant::fromValue(*row);
    case RawRole:
        return QueueCell::raw(*row, column);
    case Qt::DecorationRole:
        return QueueCell::icon(*row, column, factsOf(*row));
    case Qt::ToolTipRole:
        return QueueCell::toolTip(*row, column, *m_context, factsOf(*row), m_offers);
    default:
        break;
    }
    const QString text = QueueCell::text(*row, column, *m_context, factsOf(*row), m_offers);
    if (role != Qt::AccessibleTextRole || column != QueueColumn::CommonName)
        return text;
    // What the row shows over its cells is said with its name.
    const std::optional<WaitingState> waiting = m_waiting->stateOf(*row, m_clock.now());
    return waiting ? QStringLiteral("%1, %2").arg(text, waiting->text) : text;
}

const QueueCell::Facts &QueueModel::factsOf(const QueueRow &row) const
{
    const QDateTime now = m_clock.now();
    const auto known = m_facts.constFind(row.key);
    if (known != m_facts.cend() && std::abs(known->now.secsTo(now)) < FactsSeconds)
        return *known;
    if (m_facts.size() >= FactsKept)
        m_facts.clear();
    return *m_facts.insert(row.key, QueueCell::factsOf(row, *m_context, now));
}

void QueueModel::setContext(std::shared_ptr<const QueueContext> context)
{
    m_context = std::move(context);
    m_facts.clear();
    tellTextsChanged();
}

void QueueModel::tellTextsChanged()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1),
                           {Qt::DisplayRole, Qt::DecorationRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

void QueueModel::setWaiting(std::shared_ptr<const WaitingRows> waiting)
{
    if (m_waiting->isEmpty() && waiting->isEmpty())
        return;
    m_waiting = std::move(waiting);
    tellTextsChanged();
}

std::optional<WaitingState> QueueModel::waitingAt(int row) const
{
    if (m_waiting->isEmpty() || row < 0 || row >= rowCount())
        return std::nullopt;
    const QueueRow *record = m_rows->find(keyAt(row));
    return record ? m_waiting->stateOf(*record, m_clock.now()) : std::nullopt;
}

std::optional<RequestDue> QueueModel::dueAt(int row) const
{
    const QueueRow *record = m_rows->find(keyAt(row));
    return record ? factsOf(*record).due : std::nullopt;
}

std::optional<FindingOutcome> QueueModel::outcomeAt(int row) const
{
    const QueueRow *record = m_rows->find(keyAt(row));
    if (!record || !record->request())
        return std::nullopt;
    const QueueCell::Facts &facts = factsOf(*record);
    if (facts.gone.isEmpty())
        return facts.check.outcome();
    return std::max(facts.check.outcome().value_or(FindingOutcome::Warning), FindingOutcome::Warning);
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    if (role == Qt::TextAlignmentRole && isNumber(m_columns[section]))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    return QueueCell::title(m_columns[section], m_offers);
}

void QueueModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= m_columns.size())
        return;
    QueueQuery query = m_query;
    query.order = {m_columns[column], order == Qt::DescendingOrder};
    setQuery(query);
}

void QueueModel::follow(const ChangeSet &changes)
{
    const ChangeSet::View &mine = changes.of(view());
    // Whether a certificate is due for renewal depends on the one that renews it, wherever that stands.
    const bool isRenewal = m_query.filter.dueForRenewal &&
                           !(changes.of(QueueView::Issued).isEmpty() && changes.of(QueueView::Revoked).isEmpty());
    if (!m_isStarted || (mine.isEmpty() && !isRenewal))
        return;
    m_rows->refresh(mine.updated);
    m_rows->refresh(mine.added);
    if (m_isAsking)
        m_isStale = true;
    else
        askChanges();
}

void QueueModel::askChanges()
{
    if (m_query.filter.dueForRenewal) {
        askKeys(); // a certificate that is renewed leaves this list without being touched itself
        return;
    }
    m_isAsking = true;
    m_isStale = false;
    const quint64 generation = m_generation;
    observe(m_cache.changesOf(m_query, m_list, m_ticket), this,
            [this, generation](const Result<QueueListChange> &change) {
                if (generation != m_generation)
                    return;
                m_isAsking = false;
                if (!change) {
                    Q_EMIT failed(change.error());
                    return;
                }
                take(*change);
                if (m_isStale)
                    askChanges();
                else
                    Q_EMIT settled();
            });
}

void QueueModel::take(const QueueListChange &change)
{
    const bool isNothing = change.removed.isEmpty() && change.inserted.isEmpty() && !change.isWhole;
    if (isNothing) {
        m_list = change.list;
        return;
    }
    const auto rowOf = [](const QueueListChange::Insertion &insertion) { return insertion.row; };
    const int ranges = rangesOf(change.removed, [](qsizetype row) { return row; }) + rangesOf(change.inserted, rowOf);
    QSet<qint64> gone;
    for (const qsizetype row : change.removed)
        gone.insert(keyAt(static_cast<int>(row)));
    const bool isMoved = std::any_of(change.inserted.cbegin(), change.inserted.cend(),
                                     [&gone](const auto &each) { return gone.contains(each.key); });
    if (change.isWhole || isMoved || ranges > RangesByRow)
        replaceKeys(change.list);
    else
        takeRowByRow(change);
}

void QueueModel::takeRowByRow(const QueueListChange &change)
{
    Q_EMIT aboutToRearrange();
    for (qsizetype end = change.removed.size(); end > 0;) {
        qsizetype begin = end - 1;
        while (begin > 0 && change.removed[begin - 1] == change.removed[begin] - 1)
            --begin;
        const auto first = static_cast<int>(change.removed[begin]);
        const auto last = static_cast<int>(change.removed[end - 1]);
        beginRemoveRows({}, first, last);
        m_list.keys.remove(first, last - first + 1);
        endRemoveRows();
        end = begin;
    }
    for (qsizetype begin = 0; begin < change.inserted.size();) {
        qsizetype end = begin + 1;
        while (end < change.inserted.size() && change.inserted[end].row == change.inserted[end - 1].row + 1)
            ++end;
        const auto first = static_cast<int>(change.inserted[begin].row);
        beginInsertRows({}, first, first + static_cast<int>(end - begin) - 1);
        m_list.keys.insert(first, end - begin, 0);
        for (qsizetype i = begin; i < end; ++i)
            m_list.keys[change.inserted[i].row] = change.inserted[i].key;
        endInsertRows();
        begin = end;
    }
    m_list = change.list;
    Q_EMIT rearranged();
}

// However many rows come, go and move, it is one new layout, with rows coming or going at the end only: what costs is
// the number of indexes that somebody holds, not the number of rows.
void QueueModel::replaceKeys(const QueueKeys &next)
{
    const qsizetype before = m_list.keys.size();
    const qsizetype after = next.keys.size();
    if (next.keys == m_list.keys) {
        m_list = next;
        return;
    }
    Q_EMIT aboutToRearrange();
    if (after >= before && std::equal(m_list.keys.cbegin(), m_list.keys.cend(), next.keys.cbegin())) {
        beginInsertRows({}, static_cast<int>(before), static_cast<int>(after) - 1);
        m_list = next;
        endInsertRows();
        Q_EMIT rearranged();
        return;
    }
    // One row more than needed: else all rows that were selected would be taken for all rows that come.
    const bool needsSpare = before * m_columns.size() > KeptAsOne;
    resizeTail(std::max<qsizetype>(after - before, 0) + (needsSpare ? 1 : 0));

    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList held = persistentIndexList();
    QVector<qint64> keys;
    keys.reserve(held.size());
    for (const QModelIndex &each : held)
        keys.append(keyAt(each.row()));
    const qsizetype rows = before + m_tail;
    m_list = next;
    m_tail = rows - after;
    const QHash<qint64, int> places = rowsOfKeys(m_list.keys, keys);
    QModelIndexList moved;
    moved.reserve(held.size());
    for (qsizetype i = 0; i < held.size(); ++i) {
        const auto place = places.constFind(keys[i]);
        moved.append(place == places.cend() ? QModelIndex() : index(*place, held[i].column()));
    }
    changePersistentIndexList(held, moved);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);

    resizeTail(0);
    Q_EMIT rearranged();
}

void QueueModel::resizeTail(qsizetype rows)
{
    const auto first = static_cast<int>(m_list.keys.size() + std::min(m_tail, rows));
    const auto last = static_cast<int>(m_list.keys.size() + std::max(m_tail, rows)) - 1;
    if (rows > m_tail) {
        beginInsertRows({}, first, last);
        m_tail = rows;
        endInsertRows();
    } else if (rows < m_tail) {
        beginRemoveRows({}, first, last);
        m_tail = rows;
        endRemoveRows();
    }
}

void QueueModel::want(int row) const
{
    const qint64 key = keyAt(row);
    if (key == 0 || m_rows->isComing(key))
        return;
    const int last = std::min(row + RowsAhead, static_cast<int>(m_list.keys.size()) - 1);
    for (int near = std::max(row - RowsAhead / 4, 0); near <= last; ++near)
        m_rows->want(m_list.keys[near]);
}

void QueueModel::onArrived(const QVector<qint64> &keys)
{
    for (const qint64 key : keys)
        m_facts.remove(key);
    QVector<int> rows;
    for (const int row : rowsOfKeys(m_list.keys, keys))
        rows.append(row);
    std::sort(rows.begin(), rows.end());
    const int lastColumn = columnCount() - 1;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const int first = rows[i];
        while (i + 1 < rows.size() && rows[i + 1] == rows[i] + 1)
            ++i;
        Q_EMIT dataChanged(index(first, 0), index(rows[i], lastColumn));
    }
}

} // namespace tegata
