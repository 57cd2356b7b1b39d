// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QThread>

#include <atomic>
#include <memory>

namespace tegata {

// How often each fault comes, in thousandths of the pieces of data that pass (of the connections, for refusals).
struct ChaosRates
{
    int refusedConnections = 10; // closed before a byte has passed
    int drops = 4;               // reset instead of passing the piece on: the request never arrived, or its answer
    int resetsAfter = 6; // passed on, then reset: the request arrived and nobody hears the answer, so it is sent again
    int halfCloses = 3;  // one direction ends, the other goes on for a moment
    int stalls = 3;      // nothing passes for up to two seconds, then a reset
    int delays = 60;     // up to 40 ms late
};

// What it did.
struct ChaosCounts
{
    std::atomic<int> connections{0};
    std::atomic<int> refused{0};
    std::atomic<int> drops{0};
    std::atomic<int> resetsAfter{0};
    std::atomic<int> halfCloses{0};
    std::atomic<int> stalls{0};
    std::atomic<int> delays{0};

    int faults() const { return refused + drops + resetsAfter + halfCloses + stalls; }
};

// A TCP proxy on a port of its own that treats connections badly, at random but by a seed. It knows nothing of TLS:
// what it sees are pieces of a stream. Runs on a thread of its own, so that the loop under test does only its own work.
class ChaosProxy : public QObject
{
    Q_OBJECT

public:
    ChaosProxy(quint16 upstream, quint32 seed, const ChaosRates &rates = {});
    ~ChaosProxy() override;

    quint16 port() const { return m_port; }
    // For connections from now on: a service that was started again may listen elsewhere.
    void setUpstream(quint16 port) { m_upstream = port; }
    // From now on everything passes unharmed.
    void behave() { m_behaves = true; }
    const ChaosCounts &counts() const { return m_counts; }

private:
    friend class ChaosLink;

    bool happens(int thousandths);
    void accept();

    std::atomic<quint16> m_upstream;
    const ChaosRates m_rates;
    QRandomGenerator m_random; // on the proxy's thread
    ChaosCounts m_counts;
    std::atomic<bool> m_behaves{false};
    QThread m_thread;
    QObject *m_context; // lives on the thread; deleted there
    QTcpServer *m_server = nullptr;
    quint16 m_port = 0;
};

} // namespace tegata
