// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/bulkmodel.h"

#include "core/desk/caacheck.h"
#include "core/domain/errortext.h"
#include "core/rules/findingtext.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/shownvalue.h"
#include "ui/models/queuetext.h"
#include "ui/operator/requestactions.h"

namespace tegata {

BulkModel::BulkModel(BulkRun &run, const LanguageController &language, QObject *parent)
    : QAbstractTableModel(parent), m_run(run), m_language(language), m_count(static_cast<int>(run.rows().size()))
{
    connect(&m_run, &BulkRun::rowChanged, this, &BulkModel::follow);
    connect(&m_run, &BulkRun::prepared, this, &BulkModel::retranslate);
}

void BulkModel::setTicking(bool ticking)
{
    m_ticking = ticking;
    retranslate();
}

bool BulkModel::isTickable(int row) const
{
    const BulkRow &each = m_run.rows().at(row);
    const bool isBefore = each.state == BulkRowState::NeedsNote || each.state == BulkRowState::Ready;
    return m_ticking && isBefore && each.outcome().outcome() == FindingOutcome::Warning;
}

void BulkModel::follow(int row)
{
    if (row < m_count)
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void BulkModel::retranslate()
{
    const auto now = static_cast<int>(m_run.rows().size());
    if (now != m_count) { // the rows are given once, before the check
        beginResetModel();
        m_count = now;
        endResetModel();
    } else if (m_count > 0) {
        Q_EMIT dataChanged(index(0, 0), index(m_count - 1, ColumnCount - 1));
    }
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

QString BulkModel::stateText(BulkRowState state)
{
    switch (state) {
    case BulkRowState::Checking:
        return tr("Checking");
    case BulkRowState::Ready:
        return tr("Ready");
    case BulkRowState::NeedsNote:
        return tr("Needs a reason");
    case BulkRowState::Errors:
        return tr("Not possible: errors");
    case BulkRowState::Obstacle:
        return tr("Not possible: another operator must approve");
    case BulkRowState::NotAllowed:
        return tr("Not possible in this state");
    case BulkRowState::Stored:
        return tr("Waiting to be sent");
    case BulkRowState::Asking:
        return tr("Needs your decision");
    case BulkRowState::Done:
        return tr("Done");
    case BulkRowState::Conflict:
        return tr("Not done: not as it was shown");
    case BulkRowState::Refused:
        return tr("Not done: refused");
    case BulkRowState::Failed:
        return tr("Not done: error");
    }
    return {};
}

QString BulkModel::withCaa(const BulkRow &row, const QString &outcome)
{
    if (!row.checkedAt.isValid() || !leavesCaaUnchecked(row.check.findings))
        return outcome;
    //: %1: outcome of a check, as "Passed"
    return tr("%1, CAA not checked").arg(outcome);
}

QString BulkModel::checkText(const BulkRow &row)
{
    return withCaa(row, QueueText::checkedState(row.outcome()));
}

QString BulkModel::siteFoundMore(const BulkRow &row)
{
    //: %1: outcome of a check, as "Warning"
    return tr("The site's own check found “%1”. Open the request to see why.")
        .arg(QueueText::checkState(row.request->checkState));
}

QString BulkModel::remark(const BulkRow &row) const
{
    if (row.error)
        return describe(*row.error, m_language.phrasebook()).message;
    if (row.obstacle && row.request)
        return RequestActions::obstacleText(*row.obstacle, *row.request);
    const QList<Finding> &findings = row.findings.isEmpty() ? row.check.findings : row.findings;
    QStringList texts;
    for (const Finding &finding : findings) {
        if (finding.outcome != FindingOutcome::Note)
            texts.append(findingText(finding, m_language.phrasebook()).message);
    }
    if (row.findings.isEmpty() && row.checkedAt.isValid() && row.siteFoundMore())
        texts.append(siteFoundMore(row));
    return texts.join(QStringLiteral(" / "));
}

int BulkModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int BulkModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BulkModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_count)
        return {};
    const BulkRow &row = m_run.rows().at(index.row());
    if (index.column() == Seen && role == Qt::CheckStateRole && isTickable(index.row()))
        return isTicked(index.row()) ? Qt::Checked : Qt::Unchecked;
    if (index.column() == Seen && role == Qt::AccessibleTextRole && isTickable(index.row()))
        return tr("Warnings reviewed");
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Name:
        return shownValue(row.commonName);
    case Target:
        return shownValue(row.target);
    case Check:
        if (row.certificate)
            return {};
        return role == Qt::ToolTipRole ? checkText(row) : withCaa(row, QueueText::checkState(row.outcome()));
    case State:
        return stateText(row.state);
    case Remark:
        return remark(row);
    default:
        return {};
    }
}

bool BulkModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || index.column() != Seen || role != Qt::CheckStateRole || !isTickable(index.row()))
        return false;
    if (value.toInt() == Qt::Checked)
        m_ticked.insert(index.row());
    else
        m_ticked.remove(index.row());
    Q_EMIT dataChanged(index, index);
    Q_EMIT tickedChanged();
    return true;
}

Qt::ItemFlags BulkModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags made = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Seen && isTickable(index.row()))
        made |= Qt::ItemIsUserCheckable;
    return made;
}

QVariant BulkModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Seen:
        //: column: whether the warnings of a row were looked at
        return tr("Reviewed");
    case Name:
        return tr("Common name");
    case Target:
        return tr("Receipt no.");
    case Check:
        return tr("Check");
    case State:
        return tr("Result");
    case Remark:
        return tr("Reason");
    default:
        return {};
    }
}

} // namespace tegata
