// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/store/audittrail.h"

namespace tegata {

// Who stands behind one call of a site, after the site has made sure of it. A value.
struct SiteActor
{
    QString site; // "application", "operator", "examiner"
    ActorKind kind = ActorKind::Nobody;
    Actor actor;
    QString mail;       // contacts only
    QString customerId; // empty for the CA's staff
    QString remoteAddress;
    QString certificateSerial; // of the client certificate; empty for contacts
    QDateTime validUntil;      // of the client certificate or of the session
    QString idempotencyKey;    // of the action at hand; empty while reading
};

// An audit event with the actor filled in, and in its evidence the key of the action, by which the actor's own log of
// decisions can be matched with the trail.
inline AuditEvent eventBy(const SiteActor &who, const QString &action, const QDateTime &now)
{
    AuditEvent event;
    event.at = now;
    event.actorKind = who.kind;
    event.actor = who.actor;
    event.remoteAddress = who.remoteAddress;
    event.action = action;
    event.customerId = who.customerId;
    if (!who.idempotencyKey.isEmpty())
        event.evidence.insert(QStringLiteral("idempotencyKey"), who.idempotencyKey);
    return event;
}

inline void addEvidence(AuditEvent &event, const QJsonObject &evidence)
{
    for (auto it = evidence.constBegin(); it != evidence.constEnd(); ++it)
        event.evidence.insert(it.key(), it.value());
}

} // namespace tegata
