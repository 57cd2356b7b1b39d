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

void RefusalJournal::add(Sum &sum, const QString &block, qint64 count)
{
    if (sum.blocks.size() < MostBlocks || sum.blocks.contains(block))
        sum.blocks[block] += count;
}

Result<void> RefusalJournal::record(const QString &listener, AuditEvent event)
{
    event.at = m_clock.now();
    const QString block = addressBlock(event.remoteAddress);
    QList<TakenSum> taken;
    QList<AuditEvent> rows;
    {
        const std::lock_guard lock(m_mutex);
        Minute &minute = m_minutes[listener];
        if (minute.number != minuteOf(event.at)) {
            takeSums(listener, minute, taken);
            minute = Minute();
            minute.number = minuteOf(event.at);
        }
        if (getsRow(minute, event)) {
            rows.append(event);
        } else {
            Sum &sum = minute.sums[event.note];
            ++sum.count;
            add(sum, block, 1);
        }
    }
    const Result<void> written = write(taken, rows);
    if (!written) {
        for (const AuditEvent &row : rows)
            taken.append(TakenSum{listener, row.note, Sum{1, {{block, 1}}}});
        giveBack(taken);
    }
    return written;
}

Result<void> RefusalJournal::flush(bool all)
{
    QList<TakenSum> taken;
    {
        const std::lock_guard lock(m_mutex);
        const qint64 current = minuteOf(m_clock.now());
        for (auto &[listener, minute] : m_minutes) {
            if (all || minute.number != current)
                takeSums(listener, minute, taken);
        }
    }
    const Result<void> written = write(taken, {});
    if (!written)
        giveBack(taken);
    return written;
}

void RefusalJournal::takeSums(const QString &listener, Minute &minute, QList<TakenSum> &taken)
{
    for (auto &[reason, sum] : minute.sums)
        taken.append(TakenSum{listener, reason, std::move(sum)});
    minute.sums.clear();
}

void RefusalJournal::giveBack(const QList<TakenSum> &taken)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[listener, reason, lost] : taken) {
        Sum &sum = m_minutes[listener].sums[reason];
        sum.count += lost.count;
        for (auto block = lost.blocks.cbegin(); block != lost.blocks.cend(); ++block)
            add(sum, block.key(), block.value());
    }
}

AuditEvent RefusalJournal::sumEvent(const TakenSum &taken) const
{
    const Sum &sum = taken.sum;
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
    event.evidence = {{QStringLiteral("listener"), taken.listener},
                      {QStringLiteral("reason"), taken.reason},
                      {QStringLiteral("count"), sum.count},
                      {QStringLiteral("blocks"), sum.blocks.size()},
                      {QStringLiteral("from"), from}};
    return event;
}

Result<void> RefusalJournal::write(const QList<TakenSum> &taken, const QList<AuditEvent> &rows)
{
    QList<AuditEvent> events;
    for (const TakenSum &each : taken)
        events.append(sumEvent(each));
    events += rows;
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
