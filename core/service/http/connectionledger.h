// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

#include <array>
#include <cstddef>
#include <list>
#include <unordered_map>
#include <vector>

namespace tegata {

class HttpConnection;

// What a stranger's connection is at: one whose caller was not let in yet (HttpResponse::isCallerKnown).
enum class StrangerState
{
    Handshake, // of TLS
    Head,      // we wait for a request, read its head, or send an answer
    Body,      // we read a request's body
    Work,      // its request is looked at
};

struct StrangerLimit
{
    int ofListener = 0;
    int ofBlock = 0; // addressblock.h
};

struct ConnectionLimits
{
    int connections = 2048;   // of the listener
    int knownPerBlock = 1100; // of callers that were let in
    // Together less than `connections`: the rest is for those who were let in.
    StrangerLimit handshakes{384, 128};
    StrangerLimit heads{512, 256};
    StrangerLimit bodies{256, 64};
    StrangerLimit works{384, 256};
    // Memory for bodies of strangers, beside the first SmallBody bytes of each.
    qsizetype bodyBytes = 8 * 1024 * 1024;
    qsizetype bodyBytesPerBlock = 1024 * 1024;
};

// A listener's open connections, counted by address block and, of strangers, by state. Who comes when a state is full
// takes the place of the oldest of the same block, or else of the block that has the most there: nobody can keep others
// out by holding on, and whoever has few is never the one that goes. What is being worked on is not ended; there the
// newcomer is told to come later. Knows connections by their address only. Of one thread (the I/O thread).
class ConnectionLedger
{
public:
    static constexpr qsizetype SmallBody = 4096;

    explicit ConnectionLedger(const ConnectionLimits &limits) : m_limits(limits) {}

    struct Admission
    {
        bool isGranted = false;
        std::vector<HttpConnection *> toEnd{}; // no longer counted as strangers; the caller cuts them
    };
    // A new connection, in that state. Not granted: there is no room and nobody to take it from.
    Admission admit(HttpConnection *connection, const QString &block, StrangerState state);
    // A stranger begins something else (again). Granted always for a known caller, and counted as before.
    Admission enter(HttpConnection *connection, StrangerState state);
    // Its caller was let in. Where the block has as many of these as it may, it stays a stranger.
    void makeKnown(HttpConnection *connection);
    // Memory for a body of that size, until it is released or the connection leaves; a known caller's is not counted.
    bool reserveBody(HttpConnection *connection, qsizetype size);
    void releaseBody(HttpConnection *connection);
    void leave(HttpConnection *connection);

    int connections() const { return int(m_members.size()); }
    int strangers(StrangerState state) const { return m_states[std::size_t(state)].count; }
    qsizetype reservedBytes() const { return m_reservedBytes; }

private:
    using Queue = std::list<HttpConnection *>; // oldest first
    struct State
    {
        int count = 0;
        std::unordered_map<QString, Queue> blocks;
    };
    struct Member
    {
        QString block;
        bool isKnown = false;
        bool isCounted = false; // as a stranger in `state`
        StrangerState state = StrangerState::Head;
        Queue::iterator place;
        qsizetype reserved = 0;
    };

    const StrangerLimit &limitOf(StrangerState state) const;
    void count(HttpConnection *connection, Member &member, StrangerState state);
    void uncount(Member &member);
    HttpConnection *endOldest(StrangerState state, const QString &block);
    QString greediest(const State &state) const;

    const ConnectionLimits m_limits;
    std::unordered_map<HttpConnection *, Member> m_members;
    std::array<State, 4> m_states;
    QHash<QString, int> m_knownByBlock;
    QHash<QString, qsizetype> m_bytesByBlock;
    qsizetype m_reservedBytes = 0;
};

} // namespace tegata
