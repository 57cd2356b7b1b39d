// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/actionanswer.h"
#include "core/domain/actions.h"
#include "core/domain/auditrecord.h"
#include "core/remote/customersite.h"

#include <QDateTime>
#include <QString>

namespace tegata {

// Who the site takes us for, and what it offers.
struct SiteSession
{
    Actor operatorActor;
    QString operatorCommonName;
    Actor customer;
    QString siteName;
    QString certificateSerial;
    QDateTime certificateNotAfter;
    SiteCapabilities capabilities;
    QDateTime serverTime; // invalid where the site does not tell
    QString serviceVersion;
};

// An operator's connection to one certification authority, over the operator's certificate. Ours (rest/) and foreign
// CAs stand behind it. Rules as CustomerSite's.
class OperatorSite : public CustomerSite
{
public:
    // What the site really offers, of what capabilities() promises.
    virtual Future<SiteSession> openSession() = 0;
    virtual Future<DecisionAnswer> decide(const Decision &decision) = 0;
    virtual Future<RevocationAnswer> revoke(const Revocation &revocation) = 0;
    // The following answer Unsupported where the capability of that name is false.
    virtual Future<RevocationAnswer> cancelScheduled(const ScheduleCancellation &cancellation) = 0;
    virtual Future<DecisionAnswer> edit(const RequestEdit &edit) = 0;
    // Whether the site would take the values of the edit: Done or Refused, and nothing is changed (profiles).
    virtual Future<DecisionAnswer> validate(const RequestEdit &edit) = 0;
    virtual Future<DecisionAnswer> addNote(const NoteAddition &note) = 0;
    // From the record after `after` (0: from the first) on, in order.
    virtual Future<QList<AuditRecord>> fetchAudit(qint64 after, int limit) = 0;
    virtual Future<void> reportDecisionLog(const DecisionLogReport &)
    {
        return readyFuture<void>(failure(ErrorCode::Unsupported));
    }
};

} // namespace tegata
