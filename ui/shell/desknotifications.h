// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatordesk.h"
#include "ui/common/notifier.h"
#include "ui/common/settings.h"

#include <QDate>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace tegata {

// Notifies of what happens at the operator's desk while nobody looks: new requests, decisions that ask again, what
// waited offline and was sent, certificates that expire soon. Several of a kind within a moment are one notification,
// and none contains a name. Silent while the window is in front. Lives on the GUI thread.
class DeskNotifications : public QObject
{
    Q_OBJECT

public:
    // Both outlive it. window: in front means that somebody looks.
    DeskNotifications(OperatorDesk &desk, Notifier &notifier, const Clock &clock, QWidget *window,
                      QObject *parent = nullptr);

    void setSettings(const Settings &settings) { m_settings = settings; }

    // The places that Notifier::activated() gives back.
    static QString pendingPlace() { return QStringLiteral("operator/pending"); }
    static QString outboxPlace() { return QStringLiteral("operator/outbox"); }
    static QString renewalsPlace() { return QStringLiteral("operator/renewals"); }

private:
    void onChanged(const ChangeSet &changes);
    void onOutbox();
    // Once a day: how many certificates without successor expire soon; told when there are more than before.
    void askExpiring();
    void tell();
    bool isLookedAt() const;
    void send(const char *kind, const QString &text, const QString &place);

    OperatorDesk &m_desk;
    Notifier &m_notifier;
    const Clock &m_clock;
    QWidget *m_window;
    Settings m_settings;
    QTimer m_moment; // in which several things are one
    int m_newRequests = 0;
    int m_sent = 0;
    qint64 m_expiring = 0;
    QDate m_expiringAsked;
    bool m_isFirstPass = true; // rows that were there at the start are no news
    bool m_waitedOffline = false;
    QSet<qint64> m_asking; // outbox ids that were told
    int m_newlyAsking = 0;
};

} // namespace tegata
