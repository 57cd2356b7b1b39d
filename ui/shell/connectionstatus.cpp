// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/connectionstatus.h"

#include "ui/common/paletteicon.h"
#include "ui/common/plaintext.h"
#include "ui/models/queuetext.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>

namespace tegata {

namespace {

constexpr int WarnDaysBefore = 90; // that the operator certificate ends: the first reminder

// A time of today without its day.
QString shortTime(const QDateTime &time, const QDateTime &now)
{
    const QDateTime local = time.toLocalTime();
    return local.date() == now.toLocalTime().date() ? local.toString(QStringLiteral("HH:mm")) : QueueText::time(time);
}

int iconWidth(const QToolButton *button)
{
    return iconSize(button, icon::Row) + 2 * space::Small;
}

int wordsWidth(const QToolButton *button)
{
    return iconWidth(button) + button->fontMetrics().horizontalAdvance(button->text()) + 2 * space::Small;
}

} // namespace

ConnectionStatus::ConnectionStatus(OperatorDesk &desk, OperatorSession &session, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_session(session), m_clock(clock)
{
    setObjectName(QStringLiteral("connectionStatus"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::Nothing);
    layout->setSpacing(space::None);
    layout->addStretch(1);
    m_outbox = addPart(layout, "statusOutbox", Part::Outbox);
    m_site = addPart(layout, "statusSite", Part::Site);
    m_connection = addPart(layout, "statusConnection", Part::Connection);
    m_identity = addPart(layout, "statusIdentity", Part::Identity);
    connect(&m_desk, &OperatorDesk::connectionChanged, this, &ConnectionStatus::refresh);
    connect(&m_desk.records(), &CustomerRecords::synchronized, this, &ConnectionStatus::refresh);
    connect(&m_desk, &OperatorDesk::clockChanged, this, &ConnectionStatus::refresh);
    connect(&m_desk, &OperatorDesk::outboxChanged, this, &ConnectionStatus::refresh);
    connect(&m_desk, &OperatorDesk::outboxDepthChanged, this, &ConnectionStatus::refresh);
    connect(&m_session, &OperatorSession::identityChanged, this, &ConnectionStatus::refresh);
    connect(&m_session, &OperatorSession::lockChanged, this, &ConnectionStatus::refresh);
    refresh();
}

void ConnectionStatus::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    else if (event->type() == QEvent::FontChange)
        fit();
    QWidget::changeEvent(event);
}

void ConnectionStatus::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

QSize ConnectionStatus::sizeHint() const
{
    int width = 0;
    for (const QToolButton *button : {m_outbox, m_site, m_connection, m_identity})
        width += button->isHidden() ? 0 : wordsWidth(button);
    return {width, smallControlHeight(this)};
}

QSize ConnectionStatus::minimumSizeHint() const
{
    int width = 0;
    for (const QToolButton *button : {m_outbox, m_site, m_connection, m_identity})
        width += button->isHidden() ? 0 : iconWidth(button);
    return {width, smallControlHeight(this)};
}

void ConnectionStatus::fit()
{
    // Words go one after the other, last those that say whether what is shown is true.
    int left = width() - minimumSizeHint().width();
    for (QToolButton *button : {m_connection, m_outbox, m_site, m_identity}) {
        button->setMinimumWidth(iconWidth(button));
        const int words = button->isHidden() ? 0 : wordsWidth(button) - iconWidth(button);
        const bool hasRoom = words <= left;
        left -= hasRoom ? words : 0;
        button->setToolButtonStyle(hasRoom ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    }
}

QToolButton *ConnectionStatus::addPart(QHBoxLayout *layout, const char *name, Part part)
{
    auto *button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    setTextRole(button, TextRole::Small);
    layout->addWidget(button);
    connect(button, &QToolButton::clicked, this, [this, part] { Q_EMIT activated(part); });
    return button;
}

void ConnectionStatus::tell(QToolButton *button, const char *icon, const QString &words, const QString &hint)
{
    button->setIcon(PaletteIcon::icon(QLatin1String(icon)));
    button->setText(PlainText::withoutMnemonics(words));
    button->setAccessibleName(words);
    button->setAccessibleDescription(hint);
    button->setToolTip(words + QLatin1Char('\n') + hint);
    button->setVisible(!words.isEmpty());
}

void ConnectionStatus::tellConnection()
{
    const QDateTime sync = m_desk.records().lastSync();
    QString hint = tr("Diagnostics");
    if (sync.isValid())
        hint = tr("Last sync: %1").arg(QueueText::time(sync)) + QLatin1Char('\n') + hint;
    switch (m_desk.connection()) {
    case DeskConnection::Locked:
        tell(m_connection, "lock", tr("Locked"), hint);
        return;
    case DeskConnection::Connecting:
        tell(m_connection, "sync", tr("Connecting…"), hint);
        return;
    case DeskConnection::Online:
        tell(m_connection, "outcome-ok",
             //: %1: a time of today
             sync.isValid() ? tr("Connected, synced %1").arg(shortTime(sync, m_clock.now())) : tr("Connected"), hint);
        return;
    case DeskConnection::Offline:
        tell(m_connection, "offline", tr("No connection"), hint);
        return;
    }
}

void ConnectionStatus::tellIdentity()
{
    if (!m_session.identity()) {
        tell(m_identity, "claim", tr("No operator certificate"), tr("Operator certificates"));
        return;
    }
    const Certificate &certificate = m_session.identity()->certificate;
    const QString day = certificate.notAfter().toLocalTime().date().toString(Qt::ISODate);
    const bool isEnding = m_clock.now().daysTo(certificate.notAfter()) < WarnDaysBefore;
    //: the operator certificate; %1: its last day
    const QString until = isEnding ? tr("Certificate ends on %1").arg(day) : tr("Certificate valid until %1").arg(day);
    tell(m_identity, isEnding ? "outcome-warning" : "claim", certificate.subject().value(QLatin1String("CN")),
         until + QLatin1Char('\n') + tr("Operator certificates"));
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
        parts.append(tr("%n actions need your decision", nullptr, asking));
    if (const int sending = count(OutboxState::Sending); sending > 0)
        parts.append(tr("%n action(s) being sent", nullptr, sending));
    if (const int waiting = count(OutboxState::Waiting) + count(OutboxState::Undoable); waiting > 0)
        parts.append(tr("%n action(s) waiting to be sent", nullptr, waiting));
    return parts.join(tr(", "));
}

void ConnectionStatus::refresh()
{
    setAccessibleName(tr("Connection"));
    const QList<OutboxItem> items = m_desk.outboxItems();
    const bool isAsking = std::any_of(items.cbegin(), items.cend(),
                                      [](const OutboxItem &item) { return item.state == OutboxState::Asking; });
    tell(m_outbox, isAsking ? "outcome-warning" : "send", outboxText(), tr("Show what is waiting to be sent"));
    tell(m_site, "building", m_session.site().name, tr("Choose site"));
    tellConnection();
    tellIdentity();
    updateGeometry();
    fit();
}

} // namespace tegata
