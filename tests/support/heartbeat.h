// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <ctime>

namespace tegata {

// A timer of 2 ms on the event loop of the thread that made it: whatever comes between two beats held the loop up.
// longestPause() is by the clock, and so also tells of a machine that has no time for the process; longestWork() is the
// processor time that the thread itself used between two beats. Unlike the dispatcher's signals it says the same
// whichever dispatcher Qt has chosen.
class Heartbeat : public QObject
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] { beat(); });
        m_since.start();
        m_worked = processorTime();
        m_timer.start(2);
    }

    // Milliseconds.
    double longestPause() const { return double(m_longestPause) / 1e6; }
    double longestWork() const { return double(m_longestWork) / 1e6; }
    qint64 beats() const { return m_beats; }

private:
    static qint64 processorTime()
    {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return qint64(now.tv_sec) * 1000000000 + now.tv_nsec;
    }

    void beat()
    {
        const qint64 worked = processorTime();
        m_longestPause = std::max(m_longestPause, m_since.nsecsElapsed());
        m_longestWork = std::max(m_longestWork, worked - m_worked);
        m_since.start();
        m_worked = worked;
        ++m_beats;
    }

    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_worked = 0;
    qint64 m_longestPause = 0;
    qint64 m_longestWork = 0;
    qint64 m_beats = 0;
};

} // namespace tegata
