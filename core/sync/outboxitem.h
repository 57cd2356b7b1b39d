// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/domain/actionanswer.h"
#include "core/domain/actions.h"

#include <QDateTime>

#include <optional>
#include <variant>

namespace tegata {

// What an operator gave and the site has not answered yet.
using OutboxAction = std::variant<Decision, Revocation, ScheduleCancellation, RequestEdit, NoteAddition>;

enum class OutboxState
{
    Undoable, // in its undo window: not sent before `sendAt`, and can be taken back until then
    Waiting,  // for its turn, or for a connection
    Sending,  // on its way: can no longer be taken back
    Asking,   // the thing changed meanwhile, or the check before sending found errors: nothing is sent until the person
              // decides (send again for the version as it is now, or give up)
};

// What a person answers to an action that asks.
enum class OutboxResolution
{
    SendForCurrent, // for the version as it is now, under a new key
    GiveUp,         // forget the action; who waits for it is told Cancelled
};

struct OutboxItem
{
    qint64 id = 0; // of the store, stays the same for ever
    OutboxAction action;
    OutboxState state = OutboxState::Waiting;
    QString target; // request id or serial
    QString title;  // common name of the target when it was given, for lists
    QDateTime storedAt;
    QDateTime sendAt;         // Undoable: end of the undo window
    int tries = 0;            // sent without an answer
    bool canBeUndone = false; // it was not sent, or the site said that it did not look at it
    QString lastProblem;      // errorCodeName() of the last try, empty for none
    // Asking: what the operator saw and what is there now (requests), for showing both side by side; findings of the
    // check before sending.
    std::optional<CertificateRequest> seen;
    std::optional<CertificateRequest> current;
    std::optional<CertificateRecord> seenCertificate;
    std::optional<CertificateRecord> currentCertificate;
    QList<Finding> findings;
    // Asking: the words of the person who decided were sealed with a key that is gone; it can only be given up.
    bool wordsMissing = false;
    // Asking: the site may have done it and forgotten its key: look at `current` before sending it again.
    bool mayBeDone = false;
};

// How an action left the outbox. Error: the site's "no" (NotFound, Forbidden, …), or Cancelled for what was undone or
// given up.
struct OutboxAnswer
{
    qint64 id = 0;
    OutboxAction action;
    std::variant<DecisionAnswer, RevocationAnswer, Error> answer;
};

} // namespace tegata
