// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/desknotifications.h"

#include <QWidget>

#include <chrono>
#include <utility>

namespace tegata {

namespace {

using namespace std::chrono_literals;

constexpr auto Moment = 2s;
constexpr int Weeks = 4;

} // namespace

DeskNotifications::DeskNotifications(OperatorDesk &desk, Notifier &notifier, const Clock &clock, QWidget *window,
                                     QObject *parent)
    : QObject(parent), m_desk(desk), m_notifier(notifier), m_clock(clock), m_window(window)
{
    m_moment.setSingleShot(true);
    m_moment.setInterval(Moment);
    connect(&m_moment, &QTimer::timeout, this, &DeskNotifications::tell);
    connect(&m_desk.cache(), &QueueCache::changed, this, &DeskNotifications::onChanged);
    connect(&m_desk, &OperatorDesk::outboxChanged, this, &DeskNotifications::onOutbox);
    connect(&m_desk.records(), &CustomerRecords::synchronized, this, [this] {
        m_isFirstPass = false;
        askExpiring();
    });
    connect(&m_desk, &OperatorDesk::connectionChanged, this, [this] {
        if (m_desk.connection() == DeskConnection::Offline && m_desk.outboxDepth() > 0)
            m_waitedOffline = true;
        if (m_desk.connection() == DeskConnection::Locked)
            m_isFirstPass = true; // what came meanwhile comes all at once
    });
    connect(&m_desk, &OperatorDesk::answered, this, [this] {
        if (!m_waitedOffline)
            return;
        ++m_sent;
        if (m_desk.outboxDepth() == 0)
            m_moment.start();
    });
}

void DeskNotifications::onChanged(const ChangeSet &changes)
{
    if (m_isFirstPass)
        return;
    m_newRequests += static_cast<int>(changes.of(QueueView::Pending).added.size());
    if (m_newRequests > 0 && !m_moment.isActive())
        m_moment.start();
}

void DeskNotifications::onOutbox()
{
    QSet<qint64> asking;
    for (const OutboxItem &item : m_desk.outboxItems()) {
        if (item.state == OutboxState::Asking)
            asking.insert(item.id);
    }
    const QSet<qint64> fresh = asking - m_asking;
    m_asking = asking;
    m_newlyAsking += static_cast<int>(fresh.size());
    if (m_newlyAsking > 0 && !m_moment.isActive())
        m_moment.start();
    if (asking.isEmpty())
        m_notifier.withdraw(QStringLiteral("asking"));
}

void DeskNotifications::askExpiring()
{
    const QDate today = m_clock.now().date();
    if (!m_settings.notifyExpiring || m_expiringAsked == today)
        return;
    m_expiringAsked = today;
    observe<QList<ExpiryWeek>>(m_desk.cache().expiriesByWeek(m_clock.now(), Weeks), this,
                               [this](const Result<QList<ExpiryWeek>> &weeks) {
                                   qint64 count = 0;
                                   for (const ExpiryWeek &week : weeks.value_or(QList<ExpiryWeek>()))
                                       count += week.certificates - week.renewed;
                                   if (count > m_expiring)
                                       send("expiring",
                                            tr("%n certificates that are not renewed expire within four weeks.",
                                               nullptr, static_cast<int>(count)),
                                            renewalsPlace());
                                   m_expiring = count;
                               });
}

void DeskNotifications::tell()
{
    const int requests = std::exchange(m_newRequests, 0);
    const int asking = std::exchange(m_newlyAsking, 0);
    if (requests > 0 && m_settings.notifyNewRequests)
        send("new", tr("%n new request(s) wait(s) for approval.", nullptr, requests), pendingPlace());
    if (asking > 0 && m_settings.notifyAsking)
        send("asking", tr("%n requests changed after your decision. Please decide again.", nullptr, asking),
             outboxPlace());
    if (m_waitedOffline && m_desk.outboxDepth() == 0) {
        const int sent = std::exchange(m_sent, 0);
        m_waitedOffline = false;
        if (sent > 0 && m_settings.notifySent)
            send("sent", tr("%n offline actions have been sent.", nullptr, sent), outboxPlace());
    }
}

bool DeskNotifications::isLookedAt() const
{
    return m_window && m_window->isActiveWindow();
}

void DeskNotifications::send(const char *kind, const QString &text, const QString &place)
{
    if (!isLookedAt())
        m_notifier.notify({QLatin1String(kind), tr("Tegata"), text, place, m_settings.sound});
}

} // namespace tegata
