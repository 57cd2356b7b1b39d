// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QObject>

#include <algorithm>

namespace tegata {

// The longest time that the event loop of the thread which made it spent on one round of work without waiting for
// events: how long a window would not have answered. Made after the application; start() begins anew. It sees whole
// rounds: from the loop's waking to its next waiting.
class EventLoopWatchdog : public QObject
{
public:
    EventLoopWatchdog()
    {
        QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
        connect(dispatcher, &QAbstractEventDispatcher::awake, this, [this] { endRound(); m_round.start(); });
        connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, [this] {
            endRound();
            m_round.invalidate();
        });
        start();
    }

    // Forgets what was. Called from within the loop, it leaves out what the round did so far.
    void start()
    {
        m_longest = 0;
        m_rounds = 0;
        m_round.start();
    }

    // Milliseconds.
    double longestPause() const { return double(m_longest) / 1e6; }
    // 0 means that the loop never ran: nothing was measured.
    qint64 rounds() const { return m_rounds; }

private:
    void endRound()
    {
        if (!m_round.isValid())
            return;
        m_longest = std::max(m_longest, m_round.nsecsElapsed());
        ++m_rounds;
    }

    QElapsedTimer m_round;
    qint64 m_longest = 0;
    qint64 m_rounds = 0;
};

} // namespace tegata
