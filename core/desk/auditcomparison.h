// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/decisionlogentry.h"

#include <QList>

namespace tegata {

// An action of the log beside what the service's audit trail has of it.
struct AuditPair
{
    DecisionLogEntry here;
    AuditRecord there;
    QString difference; // "action", "target", "outcome"
};

// Our log against the service's audit trail. Actions are matched by their idempotency key; where the trail has none, by
// action and target, each once, in their order.
struct AuditComparison
{
    qint64 agree = 0;
    QList<DecisionLogEntry> onlyHere; // done, or its outcome not known, and not in the trail
    QList<DecisionLogEntry> open;     // without outcome here and not in the trail: in the outbox, or just on its way
    QList<AuditRecord> onlyThere;     // this operator's, and not in the log: done on another machine, or taken out here
    QList<AuditPair> differ;
    QList<AuditRecord> headsMissing; // reports of this log's end that it does not have, and that no entry calls lost

    bool isClean() const
    {
        return onlyHere.isEmpty() && onlyThere.isEmpty() && differ.isEmpty() && headsMissing.isEmpty();
    }
};

// entries: the whole log. records: the trail from its beginning; those of other operators, and what is no action of an
// operator (sign-ins, what the service does by itself), are left out. Where the log reports another outcome than done,
// a record of the trail for that key is a difference ("outcome"). logName: of this log in its reports (LogReporter);
// empty: they are not looked at.
AuditComparison compareWithAudit(const QList<DecisionLogEntry> &entries, const QList<AuditRecord> &records,
                                 const QString &operatorId, const QString &logName = {});

} // namespace tegata
