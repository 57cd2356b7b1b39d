// SPDX-License-Identifier: Apache-2.0
#include "core/sync/outboxqueue.h"

namespace tegata {

void OutboxQueue::insert(Pending action)
{
    const QString target = action->stored.target;
    m_byTarget[target].insert(action->stored.id);
    m_actions.insert_or_assign(action->stored.id, std::move(action));
    consider(target);
}

void OutboxQueue::remove(qint64 id)
{
    const Pending action = find(id);
    if (!action)
        return;
    forget(*action);
    m_actions.erase(id);
    std::set<qint64> &ids = m_byTarget[action->stored.target];
    ids.erase(id);
    if (ids.empty())
        m_byTarget.remove(action->stored.target);
    else
        consider(action->stored.target);
}

OutboxQueue::Pending OutboxQueue::find(qint64 id) const
{
    const auto found = m_actions.find(id);
    return found == m_actions.end() ? nullptr : found->second;
}

void OutboxQueue::schedule(const Pending &action, OutboxState state, Time notBefore)
{
    forget(*action);
    action->item.state = state;
    action->notBefore = notBefore;
    consider(action->stored.target);
}

void OutboxQueue::settle(const Pending &action)
{
    forget(*action);
    action->settled = true;
}

void OutboxQueue::forget(const PendingAction &action)
{
    m_timed.erase({action.notBefore, action.stored.id});
    m_ready.erase(action.stored.id);
}

void OutboxQueue::consider(const QString &target)
{
    const Pending first = find(*m_byTarget.constFind(target)->begin());
    const OutboxState state = first->item.state;
    const bool waits = !first->settled && (state == OutboxState::Waiting || state == OutboxState::Undoable);
    if (waits && !m_ready.contains(first->stored.id))
        m_timed.insert({first->notBefore, first->stored.id});
}

OutboxQueue::Pending OutboxQueue::takeReady(Time now)
{
    while (!m_timed.empty() && m_timed.begin()->first <= now) {
        m_ready.insert(m_timed.begin()->second);
        m_timed.erase(m_timed.begin());
    }
    if (m_ready.empty())
        return nullptr;
    const Pending action = find(*m_ready.begin());
    m_ready.erase(m_ready.begin());
    action->item.state = OutboxState::Sending;
    return action;
}

QList<OutboxQueue::Pending> OutboxQueue::ready(qsizetype limit) const
{
    QList<Pending> actions;
    for (auto id = m_ready.begin(); id != m_ready.end() && actions.size() < limit; ++id)
        actions.append(find(*id));
    return actions;
}

std::optional<OutboxQueue::Time> OutboxQueue::nextTime() const
{
    return m_timed.empty() ? std::nullopt : std::optional(m_timed.begin()->first);
}

QList<OutboxQueue::Pending> OutboxQueue::behind(const PendingAction &action) const
{
    QList<Pending> later;
    const std::set<qint64> ids = m_byTarget.value(action.stored.target);
    for (auto id = ids.upper_bound(action.stored.id); id != ids.end(); ++id)
        later.append(find(*id));
    return later;
}

QList<OutboxQueue::Pending> OutboxQueue::all() const
{
    QList<Pending> actions;
    for (const auto &[id, action] : m_actions)
        actions.append(action);
    return actions;
}

} // namespace tegata
