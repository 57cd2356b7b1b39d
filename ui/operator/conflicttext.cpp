// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/conflicttext.h"

#include "core/domain/conflictcause.h"
#include "ui/models/queuetext.h"
#include "ui/records/historytext.h"

namespace tegata {

QString ConflictText::cause(const CertificateRequest &seen, const CertificateRequest &now,
                            const QList<HistoryEntry> &history, const QString &me, const QDateTime &at)
{
    switch (conflictCause(seen, now, me, at)) {
    case ConflictCause::TimedOut:
        //: %1: a time
        return tr("The request has timed out: it had to be decided by %1. Nobody else changed it.")
            .arg(QueueText::time(now.expiresAt));
    case ConflictCause::Changed:
        return changedBy(seen, history, me);
    case ConflictCause::Claimed:
        return tr("Another operator has claimed it. Nothing else changed.");
    case ConflictCause::State:
        break;
    }
    //: %1: a state of a request
    return tr("The site does not allow this in the state “%1”. Nothing has changed since you looked at it.")
        .arg(QueueText::requestState(now.state));
}

QString ConflictText::changedBy(const CertificateRequest &seen, const QList<HistoryEntry> &history, const QString &me)
{
    const HistoryEntry *last = nullptr;
    for (const HistoryEntry &entry : history) {
        if (entry.at >= seen.updatedAt)
            last = &entry;
    }
    if (!last)
        return tr("It has been changed; the site does not say by whom.");
    const QString action = historyAction(last->action);
    const QString time = QueueText::time(last->at);
    if (last->actor.isEmpty())
        //: %1: what was done, as "Timed out", %2: a time
        return tr("The site has changed it: %1, %2.").arg(action, time);
    if (last->actor.id == me)
        //: %1: what was done, as "Rejected", %2: a time
        return tr("You have changed it yourself: %1, %2.").arg(action, time);
    //: %1: a person, %2: what was done, as "Rejected", %3: a time
    return tr("%1 has changed it: %2, %3.")
        .arg(last->actor.name.isEmpty() ? last->actor.id : last->actor.name, action, time);
}

} // namespace tegata
