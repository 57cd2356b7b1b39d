// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QString>

namespace tegata {

// One event of the site's audit trail that concerns the operator's customer.
struct AuditRecord
{
    qint64 sequence = 0;
    QDateTime at;
    QString action; // as HistoryEntry::action
    Actor actor;
    QString objectKind; // "request", "certificate", …
    QString objectId;
    QString fromState;
    QString toState;
    QString note;
    QJsonObject evidence; // by action: csrSha256, registrationVersion, policy, check, idempotencyKey, …

    friend bool operator==(const AuditRecord &, const AuditRecord &) = default;
};

// Where an operator's own log of decisions ends (DecisionLogStore), for the site's audit trail.
struct DecisionLogReport
{
    QString log; // which of the operator's logs: opaque, the same as long as it is kept in the same place
    qint64 sequence = 0;
    QByteArray hash;
    QString idempotencyKey;

    friend bool operator==(const DecisionLogReport &, const DecisionLogReport &) = default;
};

} // namespace tegata
