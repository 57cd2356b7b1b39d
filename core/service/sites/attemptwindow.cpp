// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/attemptwindow.h"

#include <algorithm>
#include <iterator>

namespace tegata {

void AttemptWindow::forgetOld(qint64 now)
{
    while (!m_order.empty() && (m_order.front().first <= now - m_seconds || m_order.size() > MostAttempts)) {
        const auto [time, key] = m_order.front();
        m_order.pop_front();
        const auto times = m_times.find(key);
        // Not there: taken back, forgotten, or pushed out by newer ones of the key.
        if (times == m_times.end() || times->isEmpty() || times->first() != time)
            continue;
        times->removeFirst();
        if (times->isEmpty())
            m_times.erase(times);
    }
}

int AttemptWindow::secondsToWait(const QString &key, const QDateTime &now)
{
    const qint64 second = now.toSecsSinceEpoch();
    forgetOld(second);
    const auto times = m_times.constFind(key);
    if (times == m_times.cend() || times->size() < m_limit)
        return 0;
    const qint64 wait = times->at(times->size() - m_limit) + m_seconds - second;
    return static_cast<int>(std::clamp<qint64>(wait, 1, m_seconds));
}

void AttemptWindow::add(const QString &key, const QDateTime &now)
{
    const qint64 second = now.toSecsSinceEpoch();
    forgetOld(second);
    QList<qint64> &times = m_times[key];
    times.append(second);
    if (times.size() > m_limit)
        times.removeFirst();
    m_order.emplace_back(second, key);
}

void AttemptWindow::takeBack(const QString &key)
{
    const auto times = m_times.find(key);
    if (times == m_times.end())
        return;
    const qint64 newest = times->takeLast();
    if (times->isEmpty())
        m_times.erase(times);
    // Out of the order too, near its end: what was never made would push out early what was, and who is told to come
    // later at once can ask often.
    for (auto entry = m_order.rbegin(); entry != m_order.rend() && entry->first >= newest; ++entry) {
        if (entry->first == newest && entry->second == key) {
            m_order.erase(std::next(entry).base());
            return;
        }
    }
}

} // namespace tegata
