// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace tegata {

// States of a certificate request (rules.md, States). Only the server moves them.
enum class RequestState
{
    Pending,
    PartlyApproved,
    Approved,
    Issued,
    Failed,
    OnHold,
    Rejected,
    Cancelled,
    Withdrawn,
    Expired,
};

// What a person does to a request. Release gives back what is held: a claim, or a hold (on_hold → pending).
enum class RequestAction
{
    Claim,
    Release,
    Approve,
    Reject,
    Hold,
    Cancel,
    Withdraw
};

enum class ActionNote
{
    None,
    Optional,
    Required
};

// The contract's names: "pending", "partly_approved", "on_hold", …; "claim", "approve", ….
QString requestStateName(RequestState state);
std::optional<RequestState> requestStateFromName(const QString &name);
QString requestActionName(RequestAction action);
std::optional<RequestAction> requestActionFromName(const QString &name);

// The life cycle table, used by the service to decide and by the interface to enable.
// The state after the action, or nothing where the action is not allowed. Approve leads to Issued (the service passes
// Approved, and stays Failed where signing fails).
std::optional<RequestState> stateAfter(RequestState state, RequestAction action);
// Reject needs a reason and hold a comment; the others may carry a note, claim, release and withdraw none.
ActionNote noteFor(RequestAction action);

} // namespace tegata
