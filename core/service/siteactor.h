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
};

// An audit event with the actor filled in.
inline AuditEvent eventBy(const SiteActor &who, const QString &action, const QDateTime &now)
{
    AuditEvent event;
    event.at = now;
    event.actorKind = who.kind;
    event.actor = who.actor;
    event.remoteAddress = who.remoteAddress;
    event.action = action;
    event.customerId = who.customerId;
    return event;
}

} // namespace tegata
