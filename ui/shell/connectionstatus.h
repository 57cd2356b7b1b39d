// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatorsession.h"

#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace tegata {

// The right end of the status bar, in words: requests that wait, certificates to renew, actions on their way, identity
// with its last day, last synchronisation, connection. Each is a button, by mouse and keyboard, that leads to more.
class ConnectionStatus : public QWidget
{
    Q_OBJECT

public:
    enum class Part
    {
        Queue,
        Renewals,
        Outbox,
        Identity,
        LastSync,
        Connection
    };

    // All outlive it.
    ConnectionStatus(OperatorDesk &desk, OperatorSession &session, const Clock &clock, QWidget *parent = nullptr);

    // 更新対象: certificates that are due for renewal.
    void setDueCount(qint64 count);

Q_SIGNALS:
    void activated(tegata::ConnectionStatus::Part part);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void askCounts();
    QToolButton *addPart(QHBoxLayout *layout, const char *name, Part part);
    QString connectionText() const;
    QString outboxText() const;
    QString identityText() const;

    OperatorDesk &m_desk;
    OperatorSession &m_session;
    const Clock &m_clock;
    qint64 m_pending = -1; // not known yet
    qint64 m_due = 0;
    QToolButton *m_queue;
    QToolButton *m_renewals;
    QToolButton *m_outbox;
    QToolButton *m_identity;
    QToolButton *m_lastSync;
    QToolButton *m_connection;
};

} // namespace tegata
