// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/signinthrottle.h"

#include <algorithm>

namespace tegata {

void SignInThrottle::forgetOld(Failures &failures, const QDateTime &now) const
{
    const QDateTime oldest = now.addSecs(-60 * m_limits.minutes);
    for (auto entry = failures.begin(); entry != failures.end();) {
        QList<QDateTime> &times = entry.value();
        times.erase(std::remove_if(times.begin(), times.end(), [&](const QDateTime &at) { return at <= oldest; }),
                    times.end());
        entry = times.isEmpty() ? failures.erase(entry) : std::next(entry);
    }
}

int SignInThrottle::waitFor(const Failures &failures, const QString &key, int limit, const QDateTime &now) const
{
    const QList<QDateTime> times = failures.value(key);
    if (times.size() < limit)
        return 0;
    const QDateTime free = times.at(times.size() - limit).addSecs(60 * m_limits.minutes);
    return static_cast<int>(std::max<qint64>(1, now.secsTo(free)));
}

int SignInThrottle::secondsToWait(const QString &loginId, const QString &address, const QDateTime &now)
{
    const std::lock_guard lock(m_mutex);
    forgetOld(m_byLogin, now);
    forgetOld(m_byAddress, now);
    const int wait = std::max(waitFor(m_byLogin, loginId, m_limits.failuresPerLogin, now),
                              waitFor(m_byAddress, address, m_limits.failuresPerAddress, now));
    if (wait == 0) {
        m_byLogin[loginId].append(now);
        m_byAddress[address].append(now);
    }
    return wait;
}

void SignInThrottle::succeeded(const QString &loginId, const QString &address)
{
    const std::lock_guard lock(m_mutex);
    m_byLogin.remove(loginId);
    const auto entry = m_byAddress.find(address);
    if (entry != m_byAddress.end() && !entry->isEmpty())
        entry->removeLast();
}

} // namespace tegata
