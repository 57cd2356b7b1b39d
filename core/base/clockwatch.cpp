// SPDX-License-Identifier: Apache-2.0
#include "core/base/clockwatch.h"

#include <ctime>
#include <utility>

namespace tegata {

namespace {

constexpr std::chrono::seconds Pause{5};
// What no time service steps by, and what changes what is shown to the minute.
constexpr std::chrono::seconds SmallestLeap{30};

std::chrono::milliseconds sinceEpoch(const Clock &clock)
{
    return std::chrono::milliseconds(clock.now().toMSecsSinceEpoch());
}

} // namespace

ClockWatch::ClockWatch(const Clock &clock, QObject *parent, Steady steady)
    : QObject(parent), m_clock(clock), m_steady(std::move(steady)), m_difference(sinceEpoch(clock) - m_steady())
{
    connect(&m_timer, &QTimer::timeout, this, &ClockWatch::look);
    m_timer.start(Pause);
}

void ClockWatch::look()
{
    const std::chrono::milliseconds difference = sinceEpoch(m_clock) - m_steady();
    const std::chrono::milliseconds by = difference - m_difference;
    if (std::chrono::abs(by) < SmallestLeap)
        return;
    m_difference = difference;
    Q_EMIT leapt(by);
}

ClockWatch::Steady ClockWatch::systemSteady()
{
    return [] {
        timespec now{};
        clock_gettime(CLOCK_BOOTTIME, &now);
        return std::chrono::seconds(now.tv_sec) +
               std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::nanoseconds(now.tv_nsec));
    };
}

} // namespace tegata
