// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/connectionledger.h"

#include <algorithm>

namespace tegata {

namespace {

template <typename Number>
void take(QHash<QString, Number> &counts, const QString &block, Number amount)
{
    const auto found = counts.find(block);
    if (found == counts.end())
        return;
    *found -= amount;
    if (*found <= 0)
        counts.erase(found);
}

} // namespace

const StrangerLimit &ConnectionLedger::limitOf(StrangerState state) const
{
    switch (state) {
    case StrangerState::Handshake:
        return m_limits.handshakes;
    case StrangerState::Head:
        return m_limits.heads;
    case StrangerState::Body:
        return m_limits.bodies;
    case StrangerState::Work:
        break;
    }
    return m_limits.works;
}

void ConnectionLedger::count(HttpConnection *connection, Member &member, StrangerState state)
{
    State &counted = m_states[std::size_t(state)];
    Queue &queue = counted.blocks[member.block];
    member.place = queue.insert(queue.end(), connection);
    member.state = state;
    member.isCounted = true;
    ++counted.count;
}

void ConnectionLedger::uncount(Member &member)
{
    if (!member.isCounted)
        return;
    State &counted = m_states[std::size_t(member.state)];
    const auto queue = counted.blocks.find(member.block);
    queue->second.erase(member.place);
    if (queue->second.empty())
        counted.blocks.erase(queue);
    --counted.count;
    member.isCounted = false;
}

QString ConnectionLedger::greediest(const State &state) const
{
    const auto most = std::max_element(state.blocks.begin(), state.blocks.end(),
                                       [](const auto &a, const auto &b) { return a.second.size() < b.second.size(); });
    return most == state.blocks.end() ? QString() : most->first;
}

HttpConnection *ConnectionLedger::endOldest(StrangerState state, const QString &block)
{
    if (state == StrangerState::Work)
        return nullptr;
    State &counted = m_states[std::size_t(state)];
    const auto queue = counted.blocks.find(block);
    if (queue == counted.blocks.end())
        return nullptr;
    HttpConnection *oldest = queue->second.front();
    uncount(m_members.at(oldest));
    releaseBody(oldest);
    return oldest;
}

ConnectionLedger::Admission ConnectionLedger::admit(HttpConnection *connection, const QString &block,
                                                    StrangerState state)
{
    Admission admission;
    if (connections() >= m_limits.connections) {
        const auto fullest = std::max_element(m_states.begin(), m_states.begin() + std::ptrdiff_t(StrangerState::Work),
                                              [](const State &a, const State &b) { return a.count < b.count; });
        HttpConnection *ended = endOldest(StrangerState(fullest - m_states.begin()), greediest(*fullest));
        if (!ended)
            return admission;
        admission.toEnd.push_back(ended);
    }
    m_members[connection].block = block;
    const Admission entered = enter(connection, state);
    admission.isGranted = entered.isGranted;
    admission.toEnd.insert(admission.toEnd.end(), entered.toEnd.begin(), entered.toEnd.end());
    if (!entered.isGranted)
        m_members.erase(connection);
    return admission;
}

ConnectionLedger::Admission ConnectionLedger::enter(HttpConnection *connection, StrangerState state)
{
    Admission admission;
    const auto found = m_members.find(connection);
    if (found == m_members.end())
        return admission;
    Member &member = found->second;
    if (!member.isKnown) {
        uncount(member);
        const StrangerLimit &limit = limitOf(state);
        const State &counted = m_states[std::size_t(state)];
        const auto own = counted.blocks.find(member.block);
        const bool blockIsFull = own != counted.blocks.end() && int(own->second.size()) >= limit.ofBlock;
        if (blockIsFull || counted.count >= limit.ofListener) {
            HttpConnection *ended = endOldest(state, blockIsFull ? member.block : greediest(counted));
            if (!ended)
                return admission;
            admission.toEnd.push_back(ended);
        }
        count(connection, member, state);
    }
    admission.isGranted = true;
    return admission;
}

void ConnectionLedger::makeKnown(HttpConnection *connection)
{
    const auto found = m_members.find(connection);
    if (found == m_members.end())
        return;
    Member &member = found->second;
    if (member.isKnown || m_knownByBlock.value(member.block) >= m_limits.knownPerBlock)
        return;
    uncount(member);
    releaseBody(connection);
    member.isKnown = true;
    ++m_knownByBlock[member.block];
}

bool ConnectionLedger::reserveBody(HttpConnection *connection, qsizetype size)
{
    const auto found = m_members.find(connection);
    if (found == m_members.end())
        return false;
    Member &member = found->second;
    const qsizetype counted = size - SmallBody - member.reserved;
    if (member.isKnown || counted <= 0)
        return true;
    if (m_reservedBytes + counted > m_limits.bodyBytes ||
        m_bytesByBlock.value(member.block) + counted > m_limits.bodyBytesPerBlock)
        return false;
    member.reserved += counted;
    m_reservedBytes += counted;
    m_bytesByBlock[member.block] += counted;
    return true;
}

void ConnectionLedger::releaseBody(HttpConnection *connection)
{
    const auto found = m_members.find(connection);
    if (found == m_members.end() || found->second.reserved == 0)
        return;
    Member &member = found->second;
    m_reservedBytes -= member.reserved;
    take(m_bytesByBlock, member.block, member.reserved);
    member.reserved = 0;
}

void ConnectionLedger::leave(HttpConnection *connection)
{
    const auto found = m_members.find(connection);
    if (found == m_members.end())
        return;
    uncount(found->second);
    releaseBody(connection);
    if (found->second.isKnown)
        take(m_knownByBlock, found->second.block, 1);
    m_members.erase(found);
}

} // namespace tegata
