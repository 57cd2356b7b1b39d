// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>

namespace tegata {

// What is told: never a name or an address, only what happened and how often.
struct Notification
{
    QString kind;  // of one kind only the newest is shown: it takes the place of the one before
    QString title; // in the language of the interface
    QString text;
    QString place; // given back by activated()
    bool sound = false;
};

// Tells the person outside the window. Lives on the GUI thread and never blocks it; where the desktop shows no
// notifications, nothing happens.
class Notifier : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void notify(const Notification &notification) = 0;
    // Takes back what is shown of the kind.
    virtual void withdraw(const QString &kind) = 0;

Q_SIGNALS:
    // The person chose a notification: its place.
    void activated(const QString &place);
};

} // namespace tegata
