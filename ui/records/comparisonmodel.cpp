// SPDX-License-Identifier: Apache-2.0
#include "ui/records/comparisonmodel.h"

#include "ui/common/shorthash.h"
#include "ui/records/evidencetext.h"

#include <algorithm>

namespace tegata {

ComparisonModel::ComparisonModel(QObject *parent) : QAbstractTableModel(parent) {}

void ComparisonModel::setRows(const QList<ComparisonRow> &rows, bool hasPrevious, bool hasRegistration)
{
    const bool isSameShape =
        std::equal(rows.cbegin(), rows.cend(), m_rows.cbegin(), m_rows.cend(),
                   [](const ComparisonRow &a, const ComparisonRow &b) { return a.field == b.field; });
    if (isSameShape && rows == m_rows && hasPrevious == m_hasPrevious && hasRegistration == m_hasRegistration)
        return;
    if (!isSameShape)
        beginResetModel();
    m_rows = rows;
    m_hasPrevious = hasPrevious;
    m_hasRegistration = hasRegistration;
    if (!isSameShape)
        endResetModel();
    else if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void ComparisonModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (m_rows.isEmpty())
        return;
    Q_EMIT headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

bool ComparisonModel::isEqual(int row) const
{
    const ComparisonRow &each = m_rows[row];
    if (each.worst != TextDifference::None)
        return false;
    // The same key is what somebody has to see; a value without another beside it differs from nothing, but a name that
    // was added or belongs to no registered domain does.
    for (const Column column : {Csr, Registered, Previous}) {
        if (!remark(index(row, column)).isEmpty())
            return false;
    }
    if (!each.csr.has_value())
        return !each.registered.has_value() && !each.previous.has_value();
    if (m_hasPrevious && !each.previous.has_value() && each.field.startsWith(QLatin1String("subject.")))
        return false;
    if (each.previous.has_value() && *each.previous != *each.csr)
        return false;
    // Of a name the domain is registered that it belongs to, of a product or a language all that are allowed.
    const bool isPlain = each.field.startsWith(QLatin1String("subject."));
    return !isPlain || !each.registered.has_value() || *each.registered == *each.csr;
}

bool ComparisonModel::hasValues(Column column) const
{
    return std::any_of(m_rows.cbegin(), m_rows.cend(), [column](const ComparisonRow &each) {
        const std::optional<QString> &value = column == Csr          ? each.csr
                                              : column == Registered ? each.registered
                                                                     : each.previous;
        return value && !value->isEmpty();
    });
}

int ComparisonModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ComparisonModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const std::optional<QString> &ComparisonModel::valueAt(const QModelIndex &index) const
{
    const ComparisonRow &row = m_rows[index.row()];
    switch (index.column()) {
    case Csr:
        return row.csr;
    case Registered:
        return row.registered;
    default:
        return row.previous;
    }
}

QString ComparisonModel::text(const QModelIndex &index) const
{
    const std::optional<QString> &value = valueAt(index);
    return value ? EvidenceText::value(m_rows[index.row()].field, *value) : QString();
}

QList<TextRun> ComparisonModel::runs(const QModelIndex &index) const
{
    const ComparisonRow &row = m_rows[index.row()];
    if (index.column() == Csr)
        return row.csrRuns;
    return index.column() == Previous ? row.previousRuns : QList<TextRun>();
}

QString ComparisonModel::remark(const QModelIndex &index) const
{
    const ComparisonRow &row = m_rows[index.row()];
    const bool isName = row.field.startsWith(QLatin1String("sans")) && row.field != QLatin1String("sans.more");
    QStringList remarks;
    if (isName && index.column() == Csr && row.csr && m_hasPrevious && !row.previous)
        remarks.append(tr("added"));
    if (isName && index.column() == Previous && row.previous && !row.csr)
        remarks.append(tr("removed"));
    if (isName && index.column() == Registered && m_hasRegistration && row.csr && !row.registered)
        remarks.append(tr("not in a registered domain"));
    if (row.field == QLatin1String("publicKey.sha256") && index.column() == Previous && row.csr == row.previous)
        remarks.append(tr("the same key"));
    // What the previous certificate had otherwise is told in short: the marks are the CSR's.
    if (index.column() == Csr && !row.csrRuns.isEmpty())
        remarks.append(EvidenceText::runs(row.csrRuns));
    remarks.removeAll(QString());
    return remarks.join(QLatin1Char('\n'));
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    switch (role) {
    case Qt::DisplayRole: {
        const QString shown = text(index);
        return shown.isEmpty() && !valueAt(index) ? QStringLiteral("–") : shown;
    }
    case RunsRole:
        return QVariant::fromValue(runs(index));
    case RemarkRole:
        return remark(index);
    case Qt::ToolTipRole: {
        const bool isHash = m_rows[index.row()].field == QLatin1String("publicKey.sha256") && valueAt(index);
        return isHash ? groupedHash(*valueAt(index)) + QLatin1Char('\n') + remark(index) : remark(index);
    }
    case ShortRole:
        return m_rows[index.row()].field == QLatin1String("publicKey.sha256") && valueAt(index)
                   ? shortHash(*valueAt(index))
                   : QVariant();
    case Qt::AccessibleTextRole: {
        const QString field = EvidenceText::field(m_rows[index.row()].field);
        const QString column = headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString();
        const QString shown = valueAt(index) ? text(index) : tr("nothing");
        const QString marks = remark(index);
        //: %1: a field, %2: a column, %3: the value
        const QString said = tr("%1, %2: %3").arg(field, column, shown);
        return marks.isEmpty() ? said : said + QStringLiteral(". ") + marks;
    }
    default:
        return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        const bool isText = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
        return isText && section < m_rows.size() ? EvidenceText::field(m_rows[section].field) : QVariant();
    }
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (section) {
    case Csr:
        return tr("CSR");
    case Registered:
        return tr("Registered data");
    case Previous:
        return tr("Previous certificate");
    default:
        return {};
    }
}

} // namespace tegata
