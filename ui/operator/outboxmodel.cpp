// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/outboxmodel.h"

#include "ui/common/languagecontroller.h"
#include "ui/common/shownvalue.h"
#include "ui/models/outboxtext.h"
#include "ui/models/queuetext.h"

#include <algorithm>

namespace tegata {

OutboxModel::OutboxModel(OperatorDesk &desk, const Clock &clock, const LanguageController &language, QObject *parent)
    : QAbstractTableModel(parent), m_desk(desk), m_clock(clock), m_language(language), m_items(desk.outboxItems())
{
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &OutboxModel::tick);
    connect(&m_desk, &OperatorDesk::outboxChanged, this, &OutboxModel::follow);
    follow();
}

std::optional<OutboxItem> OutboxModel::item(int row) const
{
    return row >= 0 && row < m_items.size() ? std::optional(m_items.at(row)) : std::nullopt;
}

int OutboxModel::rowOf(qint64 id) const
{
    const auto found =
        std::find_if(m_items.cbegin(), m_items.cend(), [id](const OutboxItem &each) { return each.id == id; });
    return found == m_items.cend() ? -1 : static_cast<int>(found - m_items.cbegin());
}

void OutboxModel::follow()
{
    const QList<OutboxItem> now = m_desk.outboxItems();
    const auto holds = [&now](qint64 id) {
        return std::any_of(now.cbegin(), now.cend(), [id](const OutboxItem &each) { return each.id == id; });
    };
    for (auto row = static_cast<int>(m_items.size()) - 1; row >= 0; --row) {
        if (holds(m_items.at(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_items.removeAt(row);
        endRemoveRows();
    }
    // Both are oldest first: what is new stands at its place.
    for (int row = 0; row < now.size(); ++row) {
        if (row < m_items.size() && m_items.at(row).id == now.at(row).id) {
            m_items[row] = now.at(row);
            continue;
        }
        beginInsertRows({}, row, row);
        m_items.insert(row, now.at(row));
        endInsertRows();
    }
    tick();
}

void OutboxModel::tick()
{
    const bool runs = std::any_of(m_items.cbegin(), m_items.cend(),
                                  [](const OutboxItem &each) { return each.state == OutboxState::Undoable; });
    if (runs != m_second.isActive())
        runs ? m_second.start() : m_second.stop();
    if (!m_items.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_items.size()) - 1, ColumnCount - 1));
}

void OutboxModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    tick();
}

int OutboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int OutboxModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OutboxModel::data(const QModelIndex &index, int role) const
{
    const std::optional<OutboxItem> shown = index.isValid() ? item(index.row()) : std::nullopt;
    if (!shown || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    switch (index.column()) {
    case Action:
        return OutboxText::action(shown->action);
    case Title:
        return shownValue(OutboxText::title(*shown));
    case State:
        return OutboxText::state(*shown, m_clock.now());
    case Since:
        return QueueText::time(shown->storedAt);
    case Problem:
        return OutboxText::problem(*shown, m_language.phrasebook());
    default:
        return {};
    }
}

QVariant OutboxModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Action:
        return tr("Action");
    case Title:
        return tr("Common name");
    case State:
        return tr("Status");
    case Since:
        return tr("Decided at");
    case Problem:
        return tr("Last problem");
    default:
        return {};
    }
}

} // namespace tegata
