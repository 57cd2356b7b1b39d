// SPDX-License-Identifier: Apache-2.0
#include "ui/models/revocationlistmodel.h"

#include "core/rules/certificatestanding.h"
#include "ui/common/paletteicon.h"
#include "ui/models/queuetext.h"
#include "ui/models/standingtext.h"

#include <algorithm>

namespace tegata {

void RevocationListModel::setCertificates(const QList<CertificateRecord> &certificates, const QDateTime &now)
{
    beginResetModel(); // once, when the list is made
    m_certificates = certificates;
    m_successors.clear();
    m_results.clear();
    m_now = now;
    endResetModel();
}

void RevocationListModel::setSuccessor(const QString &serial, const QString &successor)
{
    m_successors.insert(serial, successor);
    for (int row = 0; row < m_certificates.size(); ++row) {
        if (m_certificates[row].serial == serial)
            Q_EMIT dataChanged(index(row, Successor), index(row, Successor));
    }
}

int RevocationListModel::withoutSuccessor() const
{
    return static_cast<int>(
        std::count_if(m_certificates.cbegin(), m_certificates.cend(), [this](const CertificateRecord &each) {
            const auto known = m_successors.constFind(each.serial);
            return known != m_successors.cend() && known->isEmpty();
        }));
}

void RevocationListModel::setRow(int row, const BulkRow &result)
{
    if (row < 0 || row >= m_certificates.size())
        return;
    m_results.insert(row, result.state);
    Q_EMIT dataChanged(index(row, Result), index(row, Result));
}

void RevocationListModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_certificates.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QString RevocationListModel::resultText(BulkRowState state)
{
    switch (state) {
    case BulkRowState::Checking:
        return tr("Checking");
    case BulkRowState::Ready:
        return tr("Ready");
    case BulkRowState::NeedsNote:
        return tr("Needs a reason");
    case BulkRowState::Errors:
    case BulkRowState::Obstacle:
    case BulkRowState::NotAllowed:
        return tr("Cannot be revoked");
    case BulkRowState::Stored:
        return tr("Being sent");
    case BulkRowState::Asking:
        return tr("Needs your decision");
    case BulkRowState::Done:
        return tr("Done");
    case BulkRowState::Conflict:
        return tr("Not as it was shown");
    case BulkRowState::Refused:
        return tr("Refused by the site");
    case BulkRowState::Failed:
        return tr("Failed");
    }
    return {};
}

int RevocationListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_certificates.size());
}

int RevocationListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RevocationListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return text(index.row(), column);
    if (role == Qt::DecorationRole) {
        const QString name = icon(index.row(), column);
        return name.isEmpty() ? QVariant() : QVariant(PaletteIcon::icon(name));
    }
    return {};
}

QVariant RevocationListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case CommonName:
        return QueueText::column(QueueColumn::CommonName);
    case ValidUntil:
        return QueueText::column(QueueColumn::NotAfter);
    case Successor:
        return tr("Replacement");
    case Result:
        return tr("Result");
    case Serial:
        return QueueText::column(QueueColumn::Serial);
    default:
        return {};
    }
}

QString RevocationListModel::text(int row, Column column) const
{
    const CertificateRecord &certificate = m_certificates[row];
    switch (column) {
    case CommonName:
        return certificate.commonName;
    case ValidUntil:
        //: %1: date and time, %2: how long that is from now
        return tr("%1 (%2)").arg(QueueText::time(certificate.notAfter),
                                 StandingText::expiry(expiryOf(certificate, m_now)));
    case Successor: {
        const auto known = m_successors.constFind(certificate.serial);
        if (known == m_successors.cend())
            return tr("Searching");
        return known->isEmpty() ? tr("None: the host needs a new certificate first") : *known;
    }
    case Result: {
        const auto known = m_results.constFind(row);
        return known == m_results.cend() ? QString() : resultText(*known);
    }
    case Serial:
        return certificate.serial;
    }
    return {};
}

QString RevocationListModel::icon(int row, Column column) const
{
    if (column == Successor && m_successors.contains(m_certificates[row].serial))
        return m_successors[m_certificates[row].serial].isEmpty() ? QStringLiteral("outcome-warning")
                                                                  : QStringLiteral("outcome-ok");
    if (column != Result || !m_results.contains(row))
        return {};
    switch (m_results[row]) {
    case BulkRowState::Done:
        return QStringLiteral("outcome-ok");
    case BulkRowState::Errors:
    case BulkRowState::Obstacle:
    case BulkRowState::NotAllowed:
    case BulkRowState::Refused:
    case BulkRowState::Failed:
        return QStringLiteral("outcome-error");
    case BulkRowState::NeedsNote:
    case BulkRowState::Asking:
    case BulkRowState::Conflict:
        return QStringLiteral("outcome-warning");
    default:
        return {};
    }
}

} // namespace tegata
