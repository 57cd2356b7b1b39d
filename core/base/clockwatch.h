// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace tegata {

// Tells when somebody sets the computer's clock: the time of day is compared with one that only runs on, also while the
// computer sleeps. Lives on its creator's thread, which must have an event loop; clock outlives it.
class ClockWatch final : public QObject
{
    Q_OBJECT

public:
    using Steady = std::function<std::chrono::milliseconds()>;

    // steady: time since any point, set by nobody; the system's by default.
    explicit ClockWatch(const Clock &clock, QObject *parent = nullptr, Steady steady = systemSteady());

    // Compares now; by itself every few seconds.
    void look();

    // CLOCK_BOOTTIME.
    static Steady systemSteady();

Q_SIGNALS:
    // The time of day is now later (negative: earlier) than what has passed. Small corrections add up until they count.
    void leapt(std::chrono::milliseconds by);

private:
    const Clock &m_clock;
    Steady m_steady;
    QTimer m_timer;
    std::chrono::milliseconds m_difference; // time of day minus steady time
};

} // namespace tegata
