// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatorsession.h"

#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace tegata {

// The right end of the top bar: what is on its way to the site, the site, the connection with the last synchronisation,
// and who works here. Each is icon and words, a button by mouse and keyboard that leads to more; where there is little
// room the words become tool tips.
class ConnectionStatus : public QWidget
{
    Q_OBJECT

public:
    enum class Part
    {
        Outbox,
        Site,
        Connection,
        Identity
    };

    // All outlive it.
    ConnectionStatus(OperatorDesk &desk, OperatorSession &session, const Clock &clock, QWidget *parent = nullptr);

    // With all words, whatever is shown now.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void activated(tegata::ConnectionStatus::Part part);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void fit();
    QToolButton *addPart(QHBoxLayout *layout, const char *name, Part part);
    // icon: a drawing's name. hint: what the words do not say, and where the button leads.
    void tell(QToolButton *button, const char *icon, const QString &words, const QString &hint);
    void tellConnection();
    void tellIdentity();
    QString outboxText() const;

    OperatorDesk &m_desk;
    OperatorSession &m_session;
    const Clock &m_clock;
    QToolButton *m_outbox;
    QToolButton *m_site;
    QToolButton *m_connection;
    QToolButton *m_identity;
};

} // namespace tegata
