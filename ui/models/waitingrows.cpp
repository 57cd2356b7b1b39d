// SPDX-License-Identifier: Apache-2.0
#include "ui/models/waitingrows.h"

#include "ui/common/paletteicon.h"
#include "ui/models/outboxtext.h"

#include <algorithm>

namespace tegata {

namespace {

// A note or an edit decides nothing.
bool decides(const OutboxItem &item)
{
    return std::holds_alternative<Decision>(item.action) || std::holds_alternative<Revocation>(item.action);
}

bool isApproval(const OutboxItem &item)
{
    const auto *decision = std::get_if<Decision>(&item.action);
    return decision && decision->action == RequestAction::Approve;
}

} // namespace

WaitingRows::WaitingRows(const QList<OutboxItem> &items, bool isLocked, bool isOffline)
    : m_isLocked(isLocked), m_isOffline(isOffline)
{
    for (const OutboxItem &item : items) {
        if (decides(item))
            m_items.insert(item.target, item);
    }
}

WaitingRows WaitingRows::locked() const
{
    WaitingRows made = *this;
    made.m_isLocked = true;
    return made;
}

bool WaitingRows::isCounting() const
{
    return !m_isLocked && std::any_of(m_items.cbegin(), m_items.cend(),
                                      [](const OutboxItem &item) { return item.state == OutboxState::Undoable; });
}

QVariant WaitingRows::cell(const QueueRow &row, QueueColumn column, int role, const QDateTime &now) const
{
    const bool isState = column == QueueColumn::State;
    if (m_items.isEmpty() || (!isState && column != QueueColumn::Approvals))
        return {};
    const auto item = m_items.constFind(row.id());
    if (item == m_items.cend())
        return {};
    const CertificateRequest *request = row.request();
    if (!isState) {
        const bool isText = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
        if (!isText || !request || !isApproval(*item))
            return {};
        //: approvals: %1 given, one more waits to be sent, %2 needed
        return tr("%1 + 1 waiting / %2").arg(request->approvedBy.size()).arg(request->approvalsNeeded);
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(*item, now);
    case Qt::DecorationRole:
        return PaletteIcon::icon(item->state == OutboxState::Asking ? QStringLiteral("outcome-warning")
                                                                    : QStringLiteral("sync"));
    case Qt::ToolTipRole:
        return item->canBeUndone && !m_isLocked
                   ? text(*item, now) + QLatin1Char('\n') + tr("It can be undone while the row is selected.")
                   : text(*item, now);
    default:
        return {};
    }
}

std::optional<WaitingState> WaitingRows::stateOf(const QueueRow &row, const QDateTime &now) const
{
    const auto item = m_items.constFind(row.id());
    if (item == m_items.cend())
        return std::nullopt;
    const QString action = OutboxText::action(item->action);
    WaitingState state;
    state.icon = QStringLiteral("send");
    state.canBeTakenBack = item->canBeUndone && !m_isLocked && item->state != OutboxState::Asking;
    if (m_isLocked) {
        //: in a row that is decided: %1: what, as "Approve"
        state.text = tr("%1 · waits for unlocking").arg(action);
        state.icon = QStringLiteral("lock");
        state.meaning = Meaning::Neutral;
        return state;
    }
    switch (item->state) {
    case OutboxState::Undoable:
        //: in a row that is decided: %1: what, as "Approve"
        state.text = tr("%1 · sends in %n s", nullptr, OutboxText::secondsLeft(*item, now)).arg(action);
        break;
    case OutboxState::Waiting:
        state.text = m_isOffline ? tr("%1 · waits for a connection").arg(action) : tr("%1 · waits").arg(action);
        if (m_isOffline) {
            state.icon = QStringLiteral("offline");
            state.meaning = Meaning::Warning;
        }
        break;
    case OutboxState::Sending:
        state.text = tr("%1 · being sent").arg(action);
        break;
    case OutboxState::Asking:
        state.text = tr("%1 · needs your decision").arg(action);
        state.icon = QStringLiteral("outcome-warning");
        state.meaning = Meaning::Warning;
        break;
    }
    return state;
}

std::optional<qint64> WaitingRows::itemOf(const QString &id) const
{
    const auto item = m_items.constFind(id);
    return item == m_items.cend() ? std::nullopt : std::optional(item->id);
}

QString WaitingRows::text(const OutboxItem &item, const QDateTime &now) const
{
    //: a row that is decided and not answered; %1: what was decided, as "Approve", %2: how far it is, as "Being sent"
    return tr("%1: %2").arg(OutboxText::action(item.action),
                            m_isLocked ? tr("sent when you next unlock") : OutboxText::state(item, now));
}

} // namespace tegata
