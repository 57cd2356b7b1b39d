// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatorsession.h"

#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace tegata {

// The right end of the status bar, in words: requests that wait, actions on their way, identity with its last day, last
// synchronisation, connection. Each is a button, by mouse and keyboard, that leads to more.
class ConnectionStatus : public QWidget
{
    Q_OBJECT

public:
    enum class Part
    {
        Queue,
        Outbox,
        Identity,
        LastSync,
        Connection
    };

    // All outlive it.
    ConnectionStatus(OperatorDesk &desk, OperatorSession &session, const Clock &clock, QWidget *parent = nullptr);

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
    QToolButton *m_queue;
    QToolButton *m_outbox;
    QToolButton *m_identity;
    QToolButton *m_lastSync;
    QToolButton *m_connection;
};

} // namespace tegata
