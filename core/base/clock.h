// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>

namespace tegata {

// The time of day, always UTC; injected, so that tests set it. Implementations are safe to call from any thread.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual QDateTime now() const = 0;
};

class SystemClock final : public Clock
{
public:
    QDateTime now() const override { return QDateTime::currentDateTimeUtc(); }
};

// RFC 3339 in UTC with milliseconds, the contract's only form of a time ("2026-11-22T09:53:43.120Z").
QString toRfc3339(const QDateTime &time);
// An invalid QDateTime when the text is not RFC 3339; any offset is read and turned into UTC.
QDateTime fromRfc3339(const QString &text);

} // namespace tegata
