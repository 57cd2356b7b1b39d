// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <atomic>
#include <chrono>

namespace tegata {

// A clock that stands still until the test moves it. Safe from any thread.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(const QString &start = QStringLiteral("2026-11-22T09:00:00.000Z"))
        : m_now(fromRfc3339(start).toMSecsSinceEpoch())
    {}

    QDateTime now() const override { return QDateTime::fromMSecsSinceEpoch(m_now, Qt::UTC); }
    void setNow(const QDateTime &now) { m_now = now.toMSecsSinceEpoch(); }
    void advance(std::chrono::milliseconds step) { m_now += step.count(); }

private:
    std::atomic<qint64> m_now;
};

} // namespace tegata
