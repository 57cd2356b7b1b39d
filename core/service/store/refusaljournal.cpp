// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/refusaljournal.h"

#include "core/base/addressblock.h"

#include <QJsonArray>
#include <QList>

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

qint64 minuteOf(const QDateTime &time)
{
    return time.toSecsSinceEpoch() / 60;
}

} // namespace

RefusalJournal::RefusalJournal(Database &database, const Clock &clock, const RefusalLimits &limits)
    : m_database(database), m_clock(clock), m_limits(limits)
{}

bool RefusalJournal::getsRow(Minute &minute, const AuditEvent &event) const
{
    const bool isHandshake = event.evidence.value(QLatin1String("stage")) == QLatin1String("handshake");
    if (!isHandshake)
        return minute.calls < m_limits.callsPerMinute && ++minute.calls > 0;
    const QString key = event.note + QLatin1Char(' ') + addressBlock(event.remoteAddress);
    if (minute.handshakes.size() >= m_limits.handshakesPerMinute || minute.handshakes.contains(key))
        return false;
    minute.handshakes.insert(key, 1);
    return true;
}

Result<void> RefusalJournal::record(const QString &listener, AuditEvent event)
{
    event.at = m_clock.now();
    QList<AuditEvent> events;
    {
        const std::lock_guard lock(m_mutex);
        Minute &minute = m_minutes[listener];
        if (minute.number != minuteOf(event.at)) {
            takeSums(listener, minute, events);
            minute = Minute();
            minute.number = minuteOf(event.at);
        }
        if (getsRow(minute, event)) {
            events.append(event);
        } else {
            Sum &sum = minute.sums[event.note];
            ++sum.count;
            const QString block = addressBlock(event.remoteAddress);
            if (sum.blocks.size() < MostBlocks || sum.blocks.contains(block))
                ++sum.blocks[block];
        }
    }
    return write(events);
}

Result<void> RefusalJournal::flush(bool all)
{
    QList<AuditEvent> events;
    {
        const std::lock_guard lock(m_mutex);
        const qint64 current = minuteOf(m_clock.now());
        for (auto &[listener, minute] : m_minutes) {
            if (all || minute.number != current)
                takeSums(listener, minute, events);
        }
    }
    return write(events);
}

void RefusalJournal::takeSums(const QString &listener, Minute &minute, QList<AuditEvent> &events) const
{
    for (const auto &[reason, sum] : minute.sums)
        events.append(sumEvent(listener, reason, sum));
    minute.sums.clear();
}

AuditEvent RefusalJournal::sumEvent(const QString &listener, const QString &reason, const Sum &sum) const
{
    QList<std::pair<qint64, QString>> blocks;
    for (auto block = sum.blocks.cbegin(); block != sum.blocks.cend(); ++block)
        blocks.append({block.value(), block.key()});
    std::sort(blocks.begin(), blocks.end(), std::greater<>());
    QJsonArray from;
    for (const auto &[count, block] : blocks.mid(0, ToldBlocks))
        from.append(QJsonObject{{QStringLiteral("block"), block}, {QStringLiteral("count"), count}});
    AuditEvent event;
    event.at = m_clock.now();
    event.action = QStringLiteral("refuse");
    event.objectKind = QStringLiteral("access");
    event.note = QStringLiteral("suppressed");
    event.evidence = {{QStringLiteral("listener"), listener},
                      {QStringLiteral("reason"), reason},
                      {QStringLiteral("count"), sum.count},
                      {QStringLiteral("blocks"), sum.blocks.size()},
                      {QStringLiteral("from"), from}};
    return event;
}

Result<void> RefusalJournal::write(const QList<AuditEvent> &events)
{
    if (events.isEmpty())
        return {};
    return m_database.write([&events](Transaction &transaction) -> Result<void> {
        for (const AuditEvent &event : events) {
            const auto appended = AuditTrail::append(transaction, event);
            if (!appended)
                return failure(appended.error());
        }
        return {};
    });
}

} // namespace tegata
