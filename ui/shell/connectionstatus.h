// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatorsession.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace tegata {

// The right end of the status bar, in words: connection, last synchronisation, identity with its last day, and actions
// that wait to be sent.
class ConnectionStatus : public QWidget
{
    Q_OBJECT

public:
    // All outlive it.
    ConnectionStatus(OperatorDesk &desk, OperatorSession &session, const Clock &clock, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    QLabel *addLabel(QHBoxLayout *layout, const char *name);
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
