// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/connectionstatus.h"

#include "ui/models/queuetext.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>

namespace tegata {

namespace {

constexpr int WarnDaysBefore = 90; // that the operator certificate ends: the first reminder

// hint: what the button leads to.
void say(QToolButton *button, const QString &text, const QString &hint)
{
    button->setText(text);
    button->setAccessibleName(text);
    button->setAccessibleDescription(hint);
    button->setToolTip(hint);
    button->setVisible(!text.isEmpty());
}

} // namespace

ConnectionStatus::ConnectionStatus(OperatorDesk &desk, OperatorSession &session, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_session(session), m_clock(clock)
{
    setObjectName(QStringLiteral("connectionStatus"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_queue = addPart(layout, "statusQueue", Part::Queue);
    m_renewals = addPart(layout, "statusRenewals", Part::Renewals);
    m_outbox = addPart(layout, "statusOutbox", Part::Outbox);
    m_identity = addPart(layout, "statusIdentity", Part::Identity);
    m_lastSync = addPart(layout, "statusLastSync", Part::LastSync);
    m_connection = addPart(layout, "statusConnection", Part::Connection);
    connect(&m_desk, &OperatorDesk::connectionChanged, this, &ConnectionStatus::refresh);
    connect(&m_desk.records(), &CustomerRecords::synchronized, this, &ConnectionStatus::refresh);
    connect(&m_desk, &OperatorDesk::clockChanged, this, &ConnectionStatus::refresh);
    connect(&m_desk, &OperatorDesk::outboxChanged, this, &ConnectionStatus::refresh);
    connect(&m_desk, &OperatorDesk::outboxDepthChanged, this, &ConnectionStatus::refresh);
    connect(&m_session, &OperatorSession::identityChanged, this, &ConnectionStatus::refresh);
    connect(&m_session, &OperatorSession::lockChanged, this, &ConnectionStatus::refresh);
    connect(&m_desk.cache(), &QueueCache::changed, this, [this](const ChangeSet &changes) {
        m_pending = changes.counts[static_cast<std::size_t>(QueueView::Pending)];
        refresh();
    });
    askCounts();
    refresh();
}

void ConnectionStatus::setDueCount(qint64 count)
{
    m_due = count;
    refresh();
}

void ConnectionStatus::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

QToolButton *ConnectionStatus::addPart(QHBoxLayout *layout, const char *name, Part part)
{
    auto *button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    layout->addWidget(button);
    connect(button, &QToolButton::clicked, this, [this, part] { Q_EMIT activated(part); });
    return button;
}

void ConnectionStatus::askCounts()
{
    observe<QueueCounts>(m_desk.cache().counts(), this, [this](const Result<QueueCounts> &counts) {
        if (counts && m_pending < 0) {
            m_pending = (*counts)[static_cast<std::size_t>(QueueView::Pending)];
            refresh();
        }
    });
}

QString ConnectionStatus::connectionText() const
{
    switch (m_desk.connection()) {
    case DeskConnection::Locked:
        return tr("Locked");
    case DeskConnection::Connecting:
        return tr("Connecting…");
    case DeskConnection::Online:
        return tr("Connected");
    case DeskConnection::Offline:
        return tr("No connection");
    }
    return {};
}

QString ConnectionStatus::outboxText() const
{
    const QList<OutboxItem> items = m_desk.outboxItems();
    const auto count = [&items](OutboxState state) {
        return static_cast<int>(std::count_if(items.cbegin(), items.cend(),
                                              [state](const OutboxItem &item) { return item.state == state; }));
    };
    if (items.isEmpty()) // locked: what is stored waits
        return m_desk.outboxDepth() > 0 ? tr("%n action(s) waiting to be sent", nullptr, m_desk.outboxDepth())
                                        : QString();
    QStringList parts;
    if (const int asking = count(OutboxState::Asking); asking > 0)
        parts.append(tr("⚠ %n action(s) asking you", nullptr, asking));
    if (const int sending = count(OutboxState::Sending); sending > 0)
        parts.append(tr("%n action(s) being sent", nullptr, sending));
    if (const int waiting = count(OutboxState::Waiting) + count(OutboxState::Undoable); waiting > 0)
        parts.append(tr("%n action(s) waiting to be sent", nullptr, waiting));
    return parts.join(tr(", "));
}

QString ConnectionStatus::identityText() const
{
    if (!m_session.identity())
        return tr("No operator certificate");
    const Certificate &certificate = m_session.identity()->certificate;
    const QString name = certificate.subject().value(QLatin1String("CN"));
    const QString day = certificate.notAfter().toLocalTime().date().toString(Qt::ISODate);
    const bool isEnding = m_clock.now().daysTo(certificate.notAfter()) < WarnDaysBefore;
    //: %1: the operator's name, %2: last day of the operator certificate
    return isEnding ? tr("⚠ %1 – certificate ends on %2").arg(name, day)
                    : tr("%1 – certificate valid until %2").arg(name, day);
}

void ConnectionStatus::refresh()
{
    setAccessibleName(tr("Connection"));
    say(m_queue, m_pending < 0 ? QString() : tr("%n pending", nullptr, static_cast<int>(m_pending)),
        tr("Show the requests that wait for approval"));
    say(m_renewals, m_due > 0 ? tr("%n due for renewal", nullptr, static_cast<int>(m_due)) : QString(),
        tr("Show the certificates that are due for renewal"));
    say(m_outbox, outboxText(), tr("Show what is on its way"));
    say(m_identity, identityText(), tr("Operator certificates"));
    say(m_lastSync,
        m_desk.records().lastSync().isValid() ? tr("Last sync: %1").arg(QueueText::time(m_desk.records().lastSync()))
                                              : QString(),
        tr("Synchronise now"));
    say(m_connection, connectionText(), tr("Diagnostics"));
}

} // namespace tegata
