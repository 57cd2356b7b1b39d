// SPDX-License-Identifier: Apache-2.0
#include "ui/models/draftlistmodel.h"

#include "ui/common/paletteicon.h"
#include "ui/models/drafttext.h"
#include "ui/models/queuetext.h"

#include <algorithm>

namespace tegata {

void DraftListModel::setDrafts(const QList<DraftInfo> &drafts)
{
    const auto has = [](const QList<DraftInfo> &list, const QString &id) {
        return std::any_of(list.cbegin(), list.cend(), [&id](const DraftInfo &draft) { return draft.id == id; });
    };
    for (auto row = static_cast<int>(m_drafts.size()) - 1; row >= 0; --row) {
        if (has(drafts, m_drafts.at(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_drafts.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < drafts.size(); ++row) {
        const DraftInfo &draft = drafts.at(row);
        const int from = rowOf(draft.id);
        if (from < 0) {
            beginInsertRows({}, row, row);
            m_drafts.insert(row, draft);
            endInsertRows();
            continue;
        }
        if (from != row) {
            beginMoveRows({}, from, from, {}, row); // rows above are in place: it only moves up
            m_drafts.move(from, row);
            endMoveRows();
        }
        if (m_drafts.at(row) != draft) {
            m_drafts[row] = draft;
            Q_EMIT dataChanged(index(row, 0), index(row, DraftColumnCount - 1));
        }
    }
}

const DraftInfo *DraftListModel::draftAt(int row) const
{
    return row >= 0 && row < m_drafts.size() ? &m_drafts.at(row) : nullptr;
}

int DraftListModel::rowOf(const QString &id) const
{
    const auto found =
        std::find_if(m_drafts.cbegin(), m_drafts.cend(), [&id](const DraftInfo &draft) { return draft.id == id; });
    return found == m_drafts.cend() ? -1 : static_cast<int>(found - m_drafts.cbegin());
}

void DraftListModel::retranslate()
{
    if (!m_drafts.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_drafts.size()) - 1, DraftColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, DraftColumnCount - 1);
}

int DraftListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_drafts.size());
}

int DraftListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : DraftColumnCount;
}

QVariant DraftListModel::data(const QModelIndex &index, int role) const
{
    const DraftInfo *draft = draftAt(index.row());
    if (!draft)
        return {};
    const auto column = static_cast<DraftColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return text(*draft, column);
    case Qt::DecorationRole:
        if (column == DraftColumn::State && draft->damage)
            return PaletteIcon::icon(QStringLiteral("outcome-error"));
        return {};
    default:
        return {};
    }
}

QString DraftListModel::text(const DraftInfo &draft, DraftColumn column) const
{
    switch (column) {
    case DraftColumn::Name:
        return draft.damage && draft.name.isEmpty() ? draft.id : DraftText::name(draft.name);
    case DraftColumn::Kind:
        return draft.damage ? QString() : DraftText::kind(draft.kind);
    case DraftColumn::Progress:
        // What was sent is whole, although the draft no longer holds the password.
        return draft.damage || draft.receipt ? QString() : DraftText::progress(draft.progress);
    case DraftColumn::State:
        return DraftText::state(draft);
    case DraftColumn::Receipt:
        return draft.receipt ? draft.receipt->receipt : QString();
    case DraftColumn::ChangedAt:
        return QueueText::time(draft.changedAt);
    }
    return {};
}

QVariant DraftListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<DraftColumn>(section)) {
    case DraftColumn::Name:
        return tr("Name");
    case DraftColumn::Kind:
        return tr("Kind");
    case DraftColumn::Progress:
        return tr("Required fields");
    case DraftColumn::State:
        return tr("State");
    case DraftColumn::Receipt:
        return tr("Receipt number");
    case DraftColumn::ChangedAt:
        return tr("Last change");
    }
    return {};
}

} // namespace tegata
