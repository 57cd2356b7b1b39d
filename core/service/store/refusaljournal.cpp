// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/refusaljournal.h"

#include <QList>

namespace tegata {

namespace {

qint64 minuteOf(const QDateTime &time)
{
    return time.toSecsSinceEpoch() / 60;
}

} // namespace

RefusalJournal::RefusalJournal(Database &database, const Clock &clock, int perMinute)
    : m_database(database), m_clock(clock), m_perMinute(perMinute)
{}

Result<void> RefusalJournal::record(const QString &listener, AuditEvent event)
{
    event.at = m_clock.now();
    qint64 earlier = 0;
    {
        std::lock_guard lock(m_mutex);
        Minute &minute = m_minutes[listener];
        if (minute.number != minuteOf(event.at)) {
            earlier = minute.suppressed;
            minute = {minuteOf(event.at), 0, 0};
        }
        if (minute.written == m_perMinute) {
            ++minute.suppressed;
            return {};
        }
        ++minute.written;
    }
    if (Result<void> written = writeSuppressed(listener, earlier); !written)
        return written;
    return m_database.write([&event](Transaction &transaction) -> Result<void> {
        const auto appended = AuditTrail::append(transaction, event);
        if (!appended)
            return failure(appended.error());
        return {};
    });
}

Result<void> RefusalJournal::flush(bool all)
{
    QList<std::pair<QString, qint64>> due;
    {
        std::lock_guard lock(m_mutex);
        const qint64 current = minuteOf(m_clock.now());
        for (auto &[listener, minute] : m_minutes) {
            if (minute.suppressed == 0 || (!all && minute.number == current))
                continue;
            due.append({listener, minute.suppressed});
            minute.suppressed = 0;
        }
    }
    for (const auto &[listener, count] : due) {
        if (Result<void> written = writeSuppressed(listener, count); !written)
            return written;
    }
    return {};
}

Result<void> RefusalJournal::writeSuppressed(const QString &listener, qint64 count)
{
    if (count == 0)
        return {};
    AuditEvent event;
    event.at = m_clock.now();
    event.action = QStringLiteral("refuse");
    event.objectKind = QStringLiteral("access");
    event.note = QStringLiteral("suppressed");
    event.evidence = {{QStringLiteral("listener"), listener}, {QStringLiteral("count"), count}};
    return m_database.write([&event](Transaction &transaction) -> Result<void> {
        const auto appended = AuditTrail::append(transaction, event);
        if (!appended)
            return failure(appended.error());
        return {};
    });
}

} // namespace tegata
