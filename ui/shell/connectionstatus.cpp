// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/connectionstatus.h"

#include "ui/models/queuetext.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace tegata {

namespace {

constexpr int WarnDaysBefore = 30; // that the operator certificate ends

void say(QLabel *label, const QString &text)
{
    label->setText(text);
    label->setAccessibleName(text);
    label->setVisible(!text.isEmpty());
}

} // namespace

ConnectionStatus::ConnectionStatus(OperatorDesk &desk, OperatorSession &session, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_session(session), m_clock(clock)
{
    setObjectName(QStringLiteral("connectionStatus"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_outbox = addLabel(layout, "statusOutbox");
    m_identity = addLabel(layout, "statusIdentity");
    m_lastSync = addLabel(layout, "statusLastSync");
    m_connection = addLabel(layout, "statusConnection");
    connect(&m_desk, &OperatorDesk::connectionChanged, this, &ConnectionStatus::refresh);
    connect(&m_desk, &OperatorDesk::synchronized, this, &ConnectionStatus::refresh);
    connect(&m_desk, &OperatorDesk::outboxDepthChanged, this, &ConnectionStatus::refresh);
    connect(&m_session, &OperatorSession::identityChanged, this, &ConnectionStatus::refresh);
    refresh();
}

void ConnectionStatus::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

QLabel *ConnectionStatus::addLabel(QHBoxLayout *layout, const char *name)
{
    auto *label = new QLabel(this);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setContentsMargins(8, 0, 8, 0);
    layout->addWidget(label);
    return label;
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

void ConnectionStatus::refresh()
{
    setAccessibleName(tr("Connection"));
    say(m_connection, connectionText());
    say(m_lastSync,
        m_desk.lastSync().isValid() ? tr("Last sync: %1").arg(QueueText::time(m_desk.lastSync())) : QString());
    //: %n: actions that are stored and wait to be sent
    say(m_outbox,
        m_desk.outboxDepth() > 0 ? tr("%n action(s) waiting to be sent", nullptr, m_desk.outboxDepth()) : QString());
    QString identity;
    if (m_session.identity()) {
        const Certificate &certificate = m_session.identity()->certificate;
        const QString name = certificate.subject().value(QLatin1String("CN"));
        const QString day = certificate.notAfter().toLocalTime().date().toString(Qt::ISODate);
        const bool isEnding = m_clock.now().daysTo(certificate.notAfter()) < WarnDaysBefore;
        //: %1: the operator's name, %2: last day of the operator certificate
        identity = isEnding ? tr("⚠ %1 – certificate ends on %2").arg(name, day)
                            : tr("%1 – certificate valid until %2").arg(name, day);
    }
    say(m_identity, identity);
}

} // namespace tegata
