// SPDX-License-Identifier: Apache-2.0
#include "ui/models/queuemodel.h"

#include "ui/common/findinglist.h"
#include "ui/common/paletteicon.h"
#include "ui/models/keydifference.h"
#include "ui/models/queuetext.h"

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

constexpr int FirstPicture = 200;
constexpr int RowsKept = 4096;
constexpr int RowsAhead = 64; // fetched around a row that is missing

} // namespace

QueueModel::QueueModel(QueueCache &cache, QueueView view, QObject *parent)
    : QAbstractTableModel(parent), m_cache(cache), m_view(view), m_columns(columnsOf(view)),
      m_order(defaultOrder(view)), m_rows(RowsKept)
{
    m_fetchTimer.setSingleShot(true);
    m_fetchTimer.setInterval(0);
    connect(&m_fetchTimer, &QTimer::timeout, this, &QueueModel::fetchWanted);
    connect(&m_cache, &QueueCache::changed, this, &QueueModel::follow);
}

void QueueModel::load()
{
    const quint64 generation = m_generation;
    observe(m_cache.firstRows(m_view, m_order, FirstPicture), this,
            [this, generation](const Result<QList<QueueRow>> &rows) {
                if (!rows || m_loaded || generation != m_generation)
                    return;
                store(*rows);
                QVector<qint64> keys;
                keys.reserve(rows->size());
                for (const QueueRow &row : *rows)
                    keys.append(row.key);
                take(keys);
            });
    observe(m_cache.keys(m_view, m_order), this, [this, generation](const Result<QVector<qint64>> &keys) {
        if (generation != m_generation)
            return;
        m_loaded = true;
        if (!keys) {
            Q_EMIT failed(keys.error());
            return;
        }
        take(*keys);
        if (!m_touched.isEmpty())
            fetchKeys();
        else
            Q_EMIT settled();
    });
}

std::optional<QueueRow> QueueModel::rowAt(int row) const
{
    if (row < 0 || row >= m_keys.size())
        return std::nullopt;
    if (const QueueRow *known = m_rows.object(m_keys[row]))
        return *known;
    want(row);
    return std::nullopt;
}

void QueueModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, static_cast<int>(m_columns.size()) - 1);
    if (!m_keys.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int QueueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_keys.size());
}

int QueueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const qint64 key = m_keys[index.row()];
    if (role == KeyRole)
        return key;
    if (role != Qt::DisplayRole && role != Qt::DecorationRole && role != Qt::ToolTipRole && role != RawRole &&
        role != RecordRole && role != Qt::AccessibleTextRole)
        return {};
    const QueueRow *row = m_rows.object(key);
    if (!row) {
        want(index.row());
        return {};
    }
    const QueueColumn column = m_columns[index.column()];
    switch (role) {
    case RecordRole:
        return QVariant::fromValue(*row);
    case RawRole:
        return raw(*row, column);
    case Qt::DecorationRole:
        return decoration(*row, column);
    default:
        return display(*row, column);
    }
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size() || role != Qt::DisplayRole)
        return {};
    return QueueText::column(m_columns[section]);
}

void QueueModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= m_columns.size())
        return;
    const QueueOrder wanted{m_columns[column], order == Qt::DescendingOrder};
    if (wanted == m_order)
        return;
    m_order = wanted;
    m_loaded = true;
    m_fetchingKeys = false; // an answer in the old order no longer counts
    fetchKeys();
}

void QueueModel::follow(const ChangeSet &changes)
{
    const ChangeSet::View &mine = changes.of(m_view);
    if (mine.isEmpty())
        return;
    for (const QList<qint64> &keys : {mine.added, mine.removed, mine.updated})
        m_touched.unite(QSet<qint64>(keys.cbegin(), keys.cend()));
    // A row on the screen keeps its old text until the new one is there: no flicker.
    for (const qint64 key : mine.updated) {
        if (m_rows.contains(key) || m_asked.contains(key))
            m_wanted.insert(key, -1);
    }
    if (!m_wanted.isEmpty())
        m_fetchTimer.start();
    if (m_loaded)
        fetchKeys();
}

void QueueModel::fetchKeys()
{
    if (m_fetchingKeys) {
        m_keysStale = true;
        return;
    }
    m_fetchingKeys = true;
    m_keysStale = false;
    const quint64 generation = ++m_generation;
    observe(m_cache.keys(m_view, m_order), this, [this, generation](const Result<QVector<qint64>> &keys) {
        if (generation != m_generation)
            return;
        m_fetchingKeys = false;
        if (!keys) {
            Q_EMIT failed(keys.error());
            return;
        }
        take(*keys);
        if (m_keysStale)
            fetchKeys();
        else
            Q_EMIT settled();
    });
}

void QueueModel::take(const QVector<qint64> &keys)
{
    const auto length = m_keys.size();
    if (keys.size() > length && std::equal(m_keys.cbegin(), m_keys.cend(), keys.cbegin())) {
        m_touched.clear();
        beginInsertRows({}, static_cast<int>(length), static_cast<int>(keys.size()) - 1);
        m_keys = keys;
        endInsertRows();
        return;
    }
    const KeyDifference difference = differenceOf(m_keys, keys, m_touched);
    m_touched.clear();
    removeKeys(difference.gone);
    if (difference.moved) {
        QVector<qint64> stay;
        stay.reserve(m_keys.size());
        std::copy_if(keys.cbegin(), keys.cend(), std::back_inserter(stay),
                     [&difference](qint64 key) { return !difference.come.contains(key); });
        layOut(stay);
    }
    insertKeys(keys, difference.come);
}

void QueueModel::removeKeys(const QSet<qint64> &gone)
{
    if (gone.isEmpty())
        return;
    for (int last = static_cast<int>(m_keys.size()) - 1; last >= 0; --last) {
        if (!gone.contains(m_keys[last]))
            continue;
        int first = last;
        while (first > 0 && gone.contains(m_keys[first - 1]))
            --first;
        beginRemoveRows({}, first, last);
        m_keys.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
    for (const qint64 key : gone)
        m_rows.remove(key);
}

void QueueModel::layOut(const QVector<qint64> &keys)
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QHash<qint64, int> rows; // new row of each key that somebody holds an index of
    QVector<qint64> held;
    for (const QModelIndex &each : before) {
        held.append(m_keys[each.row()]);
        rows.insert(held.last(), -1);
    }
    m_keys = keys;
    for (int row = 0, left = static_cast<int>(rows.size()); row < m_keys.size() && left > 0; ++row) {
        const auto found = rows.find(m_keys[row]);
        if (found != rows.end()) {
            *found = row;
            --left;
        }
    }
    QModelIndexList after;
    after.reserve(before.size());
    for (int i = 0; i < before.size(); ++i)
        after.append(index(rows.value(held[i]), before[i].column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void QueueModel::insertKeys(const QVector<qint64> &keys, const QSet<qint64> &come)
{
    if (come.isEmpty())
        return;
    for (int first = 0; first < keys.size(); ++first) {
        if (!come.contains(keys[first]))
            continue;
        int last = first;
        while (last + 1 < keys.size() && come.contains(keys[last + 1]))
            ++last;
        const int count = last - first + 1;
        beginInsertRows({}, first, last);
        m_keys.insert(first, count, 0);
        std::copy_n(keys.cbegin() + first, count, m_keys.begin() + first);
        endInsertRows();
        first = last;
    }
}

void QueueModel::want(int row) const
{
    if (m_asked.contains(m_keys[row]))
        return;
    const int last = std::min(row + RowsAhead, static_cast<int>(m_keys.size()) - 1);
    for (int near = std::max(row - RowsAhead / 4, 0); near <= last; ++near) {
        const qint64 key = m_keys[near];
        if (!m_rows.contains(key) && !m_asked.contains(key))
            m_wanted.insert(key, near);
    }
    m_fetchTimer.start();
}

void QueueModel::fetchWanted()
{
    if (m_wanted.isEmpty())
        return;
    const QHash<qint64, int> wanted = std::exchange(m_wanted, {});
    for (auto each = wanted.keyBegin(); each != wanted.keyEnd(); ++each)
        m_asked.insert(*each);
    observe(m_cache.rows(m_view, wanted.keys()), this, [this, wanted](const Result<QList<QueueRow>> &rows) {
        for (auto each = wanted.keyBegin(); each != wanted.keyEnd(); ++each)
            m_asked.remove(*each);
        if (!rows) {
            Q_EMIT failed(rows.error());
            return;
        }
        store(*rows);
        announce(*rows, wanted);
    });
}

void QueueModel::store(const QList<QueueRow> &rows)
{
    for (const QueueRow &row : rows)
        m_rows.insert(row.key, new QueueRow(row));
}

void QueueModel::announce(const QList<QueueRow> &rows, const QHash<qint64, int> &hints)
{
    QVector<int> places;
    for (const QueueRow &row : rows) {
        const int hint = hints.value(row.key, -1);
        const bool stands = hint >= 0 && hint < m_keys.size() && m_keys[hint] == row.key;
        const int place = stands ? hint : rowOfKey(row.key);
        if (place >= 0)
            places.append(place);
    }
    std::sort(places.begin(), places.end());
    const int lastColumn = columnCount() - 1;
    for (qsizetype i = 0; i < places.size(); ++i) {
        const int first = places[i];
        while (i + 1 < places.size() && places[i + 1] == places[i] + 1)
            ++i;
        Q_EMIT dataChanged(index(first, 0), index(places[i], lastColumn));
    }
}

QVariant QueueModel::display(const QueueRow &row, QueueColumn column) const
{
    const CertificateRequest *request = row.request();
    const CertificateRecord *certificate = row.certificate();
    switch (column) {
    case QueueColumn::Product:
        return QueueText::product(request ? request->product : certificate->product);
    case QueueColumn::Check:
        return request ? QueueText::checkOutcome(request->checkOutcome) : QString();
    case QueueColumn::State:
        return request ? QueueText::requestState(request->state) : QueueText::certificateState(certificate->state);
    case QueueColumn::Reason:
        return certificate && certificate->revocationReason
                   ? QueueText::revocationReason(*certificate->revocationReason)
                   : QString();
    case QueueColumn::SubmittedAt:
    case QueueColumn::UpdatedAt:
    case QueueColumn::IssuedAt:
    case QueueColumn::NotAfter:
    case QueueColumn::RevokedAt:
        return QueueText::time(raw(row, column).toDateTime());
    case QueueColumn::CommonName:
    case QueueColumn::Organization:
    case QueueColumn::Key:
    case QueueColumn::Serial:
        return raw(row, column);
    }
    return {};
}

QVariant QueueModel::raw(const QueueRow &row, QueueColumn column) const
{
    const CertificateRequest *request = row.request();
    const CertificateRecord *certificate = row.certificate();
    switch (column) {
    case QueueColumn::CommonName:
        return request ? request->commonName : certificate->commonName;
    case QueueColumn::Organization:
        return request ? request->organization : certificate->organization;
    case QueueColumn::Product:
        return static_cast<int>(request ? request->product : certificate->product);
    case QueueColumn::Key:
        return request ? request->key.label : certificate->key.label;
    case QueueColumn::Check:
        return request ? QVariant(static_cast<int>(request->checkOutcome)) : QVariant();
    case QueueColumn::State:
        return request ? static_cast<int>(request->state) : static_cast<int>(certificate->state);
    case QueueColumn::SubmittedAt:
        return request ? request->submittedAt : QDateTime();
    case QueueColumn::UpdatedAt:
        return request ? request->updatedAt : QDateTime();
    case QueueColumn::IssuedAt:
        return certificate ? certificate->issuedAt : QDateTime();
    case QueueColumn::NotAfter:
        return certificate ? certificate->notAfter : QDateTime();
    case QueueColumn::RevokedAt:
        return certificate ? certificate->revokedAt : QDateTime();
    case QueueColumn::Reason:
        return certificate && certificate->revocationReason ? QVariant(static_cast<int>(*certificate->revocationReason))
                                                            : QVariant();
    case QueueColumn::Serial:
        return request ? request->serial : certificate->serial;
    }
    return {};
}

QVariant QueueModel::decoration(const QueueRow &row, QueueColumn column) const
{
    const CertificateRequest *request = row.request();
    if (column != QueueColumn::Check || !request)
        return {};
    return PaletteIcon::icon(request->checkOutcome == FindingOutcome::Note
                                 ? QStringLiteral("outcome-ok")
                                 : FindingList::outcomeIcon(request->checkOutcome));
}

} // namespace tegata
