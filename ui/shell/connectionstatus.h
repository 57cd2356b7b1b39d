// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatorsession.h"

#include <QObject>

class QLabel;
class QStatusBar;

namespace tegata {

// The right end of the status bar, in words: connection, last synchronisation, identity with its last day, and actions
// that wait to be sent.
class ConnectionStatus : public QObject
{
    Q_OBJECT

public:
    // All outlive it; the labels belong to the bar.
    ConnectionStatus(OperatorDesk &desk, OperatorSession &session, const Clock &clock, QStatusBar *bar);

    void refresh();

private:
    QLabel *addLabel(QStatusBar *bar, const char *name);
    QString connectionText() const;

    OperatorDesk &m_desk;
    OperatorSession &m_session;
    const Clock &m_clock;
    QLabel *m_outbox;
    QLabel *m_identity;
    QLabel *m_lastSync;
    QLabel *m_connection;
};

} // namespace tegata
