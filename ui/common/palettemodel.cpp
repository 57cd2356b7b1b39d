// SPDX-License-Identifier: Apache-2.0
#include "ui/common/palettemodel.h"

#include "ui/common/wording.h"

#include <QRegularExpression>
#include <QStringList>

namespace tegata {

void PaletteModel::setEntries(QList<PaletteEntry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

void PaletteModel::insert(int row, const QList<PaletteEntry> &entries)
{
    if (entries.isEmpty())
        return;
    beginInsertRows({}, row, row + static_cast<int>(entries.size()) - 1);
    for (const PaletteEntry &each : entries)
        m_entries.insert(row++, each);
    endInsertRows();
}

const PaletteEntry *PaletteModel::entry(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_entries.size() ? &m_entries.at(index.row()) : nullptr;
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    const PaletteEntry *shown = entry(index);
    if (!shown)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return shown->title;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return Wording::list(
            QStringList({shown->title, shown->keys, shown->detail}).filter(QRegularExpression(QStringLiteral("."))));
    case DetailRole:
        return shown->detail;
    case KeysRole:
        return shown->keys;
    case EnabledRole:
        return shown->isEnabled;
    default:
        return {};
    }
}

} // namespace tegata
