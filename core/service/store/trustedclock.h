// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/service/store/trustedtime.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

namespace tegata {

struct ClockLeap
{
    QDateTime trusted; // what was believed last
    QDateTime machine; // what the machine's clock says
};

// The machine's clock, believed as long as it does not leap: a step of more than a day, ahead or back, against the last
// time that was believed. While it has leaped, now() goes on from that time by the seconds that pass, so that nothing
// ends or begins by a wrong clock; it is believed again when it is set right or another time is accepted. Thread-safe.
class TrustedClock final : public Clock
{
public:
    static constexpr std::chrono::seconds LargestStep{86400};

    TrustedClock(std::shared_ptr<const Clock> machine, const TrustedTime &last);

    QDateTime now() const override;
    QDateTime machineTime() const { return m_machine->now(); }
    // Looks at the machine's clock; nothing: it is believed.
    std::optional<ClockLeap> leap() const;
    // ClockLeaped while it has leaped: what may be signed asks this.
    Result<void> check() const;

    // What the store has: a newer acceptance than the one that is known counts.
    void learn(const TrustedTime &stored);

private:
    using SteadyClock = std::chrono::steady_clock;
    struct Look
    {
        QDateTime now;
        std::optional<ClockLeap> leap;
    };
    Look look() const;

    const std::shared_ptr<const Clock> m_machine;
    mutable std::mutex m_mutex;
    mutable QDateTime m_trusted;
    mutable std::optional<SteadyClock::time_point> m_leapedAt;
    qint64 m_accepted;
};

} // namespace tegata
