// SPDX-License-Identifier: Apache-2.0
#include "core/domain/requeststate.h"

#include "core/domain/nametable.h"

namespace tegata {

namespace {

constexpr NameTable<RequestState, 10> stateNames = {{
    {RequestState::Pending, QLatin1String("pending")},
    {RequestState::PartlyApproved, QLatin1String("partly_approved")},
    {RequestState::Approved, QLatin1String("approved")},
    {RequestState::Issued, QLatin1String("issued")},
    {RequestState::Failed, QLatin1String("failed")},
    {RequestState::OnHold, QLatin1String("on_hold")},
    {RequestState::Rejected, QLatin1String("rejected")},
    {RequestState::Cancelled, QLatin1String("cancelled")},
    {RequestState::Withdrawn, QLatin1String("withdrawn")},
    {RequestState::Expired, QLatin1String("expired")},
}};

constexpr NameTable<RequestAction, 7> actionNames = {{
    {RequestAction::Claim, QLatin1String("claim")},
    {RequestAction::Release, QLatin1String("release")},
    {RequestAction::Approve, QLatin1String("approve")},
    {RequestAction::Reject, QLatin1String("reject")},
    {RequestAction::Hold, QLatin1String("hold")},
    {RequestAction::Cancel, QLatin1String("cancel")},
    {RequestAction::Withdraw, QLatin1String("withdraw")},
}};

struct Transition
{
    RequestState from;
    RequestAction action;
    RequestState to;
};

// States that do not stand at the left are final.
constexpr Transition transitions[] = {
    {RequestState::Pending, RequestAction::Claim, RequestState::Pending},
    {RequestState::Pending, RequestAction::Release, RequestState::Pending},
    {RequestState::Pending, RequestAction::Approve, RequestState::Issued},
    {RequestState::Pending, RequestAction::Reject, RequestState::Rejected},
    {RequestState::Pending, RequestAction::Hold, RequestState::OnHold},
    {RequestState::Pending, RequestAction::Cancel, RequestState::Cancelled},
    {RequestState::Pending, RequestAction::Withdraw, RequestState::Withdrawn},

    {RequestState::PartlyApproved, RequestAction::Claim, RequestState::PartlyApproved},
    {RequestState::PartlyApproved, RequestAction::Release, RequestState::PartlyApproved},
    {RequestState::PartlyApproved, RequestAction::Approve, RequestState::Issued},
    {RequestState::PartlyApproved, RequestAction::Reject, RequestState::Rejected},
    {RequestState::PartlyApproved, RequestAction::Hold, RequestState::OnHold},
    {RequestState::PartlyApproved, RequestAction::Cancel, RequestState::Cancelled},

    {RequestState::Approved, RequestAction::Cancel, RequestState::Cancelled},

    {RequestState::Failed, RequestAction::Approve, RequestState::Issued},
    {RequestState::Failed, RequestAction::Cancel, RequestState::Cancelled},

    {RequestState::OnHold, RequestAction::Release, RequestState::Pending},
    {RequestState::OnHold, RequestAction::Reject, RequestState::Rejected},
    {RequestState::OnHold, RequestAction::Cancel, RequestState::Cancelled},
};

} // namespace

QString requestStateName(RequestState state)
{
    return nameIn(stateNames, state);
}

std::optional<RequestState> requestStateFromName(const QString &name)
{
    return valueIn(stateNames, name);
}

QString requestActionName(RequestAction action)
{
    return nameIn(actionNames, action);
}

std::optional<RequestAction> requestActionFromName(const QString &name)
{
    return valueIn(actionNames, name);
}

std::optional<RequestState> stateAfter(RequestState state, RequestAction action)
{
    for (const Transition &transition : transitions) {
        if (transition.from == state && transition.action == action)
            return transition.to;
    }
    return std::nullopt;
}

ActionNote noteFor(RequestAction action)
{
    switch (action) {
    case RequestAction::Reject:
    case RequestAction::Hold:
        return ActionNote::Required;
    case RequestAction::Approve:
    case RequestAction::Cancel:
        return ActionNote::Optional;
    case RequestAction::Claim:
    case RequestAction::Release:
    case RequestAction::Withdraw:
        return ActionNote::None;
    }
    return ActionNote::None;
}

} // namespace tegata
