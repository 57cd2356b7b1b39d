// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>

#include <deque>
#include <utility>

namespace tegata {

// Counts attempts by key within the last seconds; a step costs the same however many keys there are, taking back as
// much as there were attempts since. Holds at most MostAttempts, then forgets the oldest early. In memory only. Of one
// thread at a time.
class AttemptWindow
{
public:
    static constexpr std::size_t MostAttempts = 200'000;

    AttemptWindow(int limit, int seconds) : m_limit(limit), m_seconds(seconds) {}

    // Seconds until the key has an attempt left; 0: it has one now.
    int secondsToWait(const QString &key, const QDateTime &now);
    void add(const QString &key, const QDateTime &now);
    void takeBack(const QString &key); // its newest
    void forget(const QString &key) { m_times.remove(key); }

    qsizetype keys() const { return m_times.size(); }

private:
    void forgetOld(qint64 now);

    const int m_limit;
    const int m_seconds;
    QHash<QString, QList<qint64>> m_times; // oldest first, in seconds; the last m_limit of a key
    std::deque<std::pair<qint64, QString>> m_order;
};

} // namespace tegata
