// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/signinthrottle.h"

#include <algorithm>

namespace tegata {

SignInThrottle::SignInThrottle(const SignInLimits &limits)
    : m_byLoginAndBlock(limits.failuresPerLogin, 60 * limits.minutes),
      m_byBlock(limits.failuresPerBlock, 60 * limits.minutes),
      m_byAccount(limits.failuresPerAccount, 3600 * limits.accountHours)
{}

QString SignInThrottle::pairOf(const SignInAttempt &attempt)
{
    return attempt.block + QLatin1Char(' ') + attempt.loginId; // a block holds no space
}

int SignInThrottle::waitOf(const SignInAttempt &attempt, const QDateTime &now)
{
    const int wait =
        std::max(m_byLoginAndBlock.secondsToWait(pairOf(attempt), now), m_byBlock.secondsToWait(attempt.block, now));
    return attempt.isKnownPlace ? wait : std::max(wait, m_byAccount.secondsToWait(attempt.loginId, now));
}

int SignInThrottle::secondsToWait(const SignInAttempt &attempt, const QDateTime &now)
{
    const std::lock_guard lock(m_mutex);
    const int wait = waitOf(attempt, now);
    if (wait == 0) {
        m_byLoginAndBlock.add(pairOf(attempt), now);
        m_byBlock.add(attempt.block, now);
        m_byAccount.add(attempt.loginId, now);
    }
    return wait;
}

void SignInThrottle::succeeded(const SignInAttempt &attempt)
{
    const std::lock_guard lock(m_mutex);
    m_byLoginAndBlock.forget(pairOf(attempt));
    m_byBlock.takeBack(attempt.block);
    m_byAccount.takeBack(attempt.loginId); // what others tried is counted on
}

void SignInThrottle::takeBack(const SignInAttempt &attempt)
{
    const std::lock_guard lock(m_mutex);
    m_byLoginAndBlock.takeBack(pairOf(attempt));
    m_byBlock.takeBack(attempt.block);
    m_byAccount.takeBack(attempt.loginId);
}

bool SignInThrottle::isExhausted(const SignInAttempt &attempt, const QDateTime &now)
{
    const std::lock_guard lock(m_mutex);
    return m_byLoginAndBlock.secondsToWait(pairOf(attempt), now) > 0 ||
           m_byAccount.secondsToWait(attempt.loginId, now) > 0;
}

} // namespace tegata
