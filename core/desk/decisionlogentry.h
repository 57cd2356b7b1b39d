// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/recordsealer.h"
#include "core/outbox/decisionlogstore.h"
#include "core/remote/operatorsite.h"
#include "core/sync/outboxitem.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>

namespace tegata {

// Who acts, and where.
struct LogAuthor
{
    Actor operatorActor;
    QString commonName;
    QString certificateSerial;
    QString site;

    friend bool operator==(const LogAuthor &, const LogAuthor &) = default;
};
LogAuthor logAuthor(const SiteSession &session);

// One entry of the decision log. An action's outcome is an entry of its own, because nothing in the log ever changes.
struct DecisionLogEntry
{
    enum class Kind
    {
        Action,
        Outcome,
        Loss // a log before this one was lost (DecisionLogStore): facts say what was expected
    };

    Kind kind = Kind::Action;
    qint64 sequence = 0;
    QDateTime at;
    QString idempotencyKey; // binds the outcome to its action
    // Action
    LogAuthor author;
    QString
        action; // as the service's audit trail calls it: "approve", "revoke", "scheduleRevocation", "edit", "note", …
    QString target;       // request id or serial
    int version = 0;      // that the operator saw; 0: it takes none
    QJsonObject facts;    // of the action: reason, time of a scheduled revocation, what an edit changed
    QJsonObject evidence; // that was on the screen (decisionevidence.h)
    // Outcome
    QString
        outcome;   // "done", "conflict", "refused", "failed", "undone", "unknown" (the program ended before the answer)
    QString state; // of the target after it
    int versionAfter = 0;
    QString code; // refused, failed: the site's, or errorCodeName()
    // What a person wrote: note, mail address; nothing where it is sealed with a key that is not here.
    std::optional<QJsonObject> words;
    QByteArray hash;
};

DecisionLogEntry actionEntry(const OutboxAction &action, const LogAuthor &author, const QJsonObject &evidence,
                             const QDateTime &at);
DecisionLogEntry outcomeEntry(const OutboxAnswer &answer, const QDateTime &at);

// As stored, without sequence and hash. Words that cannot be sealed for want of a key are left out, and the entry says
// so
// ("words": "notKept"). Errors: Internal.
Result<DecisionLogRow> toRow(const DecisionLogEntry &entry, const RecordSealer &sealer);
// Members that are missing are empty: what is there has to be shown, and the chain has checked it.
DecisionLogEntry fromRow(const DecisionLogRow &row, const RecordSealer &sealer);

} // namespace tegata
