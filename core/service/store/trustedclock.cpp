// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/trustedclock.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace tegata {

TrustedClock::TrustedClock(std::shared_ptr<const Clock> machine, const TrustedTime &last)
    : m_machine(std::move(machine)), m_trusted(last.at), m_accepted(last.accepted)
{}

QDateTime TrustedClock::now() const
{
    return look().now;
}

std::optional<ClockLeap> TrustedClock::leap() const
{
    return look().leap;
}

Result<void> TrustedClock::check() const
{
    const std::optional<ClockLeap> found = leap();
    if (!found)
        return {};
    return failure(ErrorCode::ClockLeaped,
                   QStringLiteral("from %1 to %2").arg(toRfc3339(found->trusted), toRfc3339(found->machine)));
}

void TrustedClock::learn(const TrustedTime &stored)
{
    const std::lock_guard lock(m_mutex);
    if (stored.accepted <= m_accepted)
        return;
    m_accepted = stored.accepted;
    m_trusted = stored.at;
    m_leapedAt.reset();
}

TrustedClock::Look TrustedClock::look() const
{
    const QDateTime machine = m_machine->now();
    const std::lock_guard lock(m_mutex);
    QDateTime expected = m_trusted;
    if (m_leapedAt) {
        const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - *m_leapedAt);
        expected = expected.addMSecs(passed.count());
    }
    const qint64 step = std::abs(expected.msecsTo(machine));
    if (step <= std::chrono::milliseconds(LargestStep).count()) {
        m_leapedAt.reset();
        m_trusted = std::max(m_trusted, machine);
        return {machine, std::nullopt};
    }
    if (!m_leapedAt)
        m_leapedAt = SteadyClock::now();
    return {expected, ClockLeap{expected, machine}};
}

} // namespace tegata
