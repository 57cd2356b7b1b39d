// SPDX-License-Identifier: Apache-2.0
#include "core/domain/enrollmentstate.h"

#include "core/domain/nametable.h"

namespace tegata {

namespace {

constexpr NameTable<EnrollmentState, 8> stateNames = {{
    {EnrollmentState::Submitted, QLatin1String("submitted")},
    {EnrollmentState::InReview, QLatin1String("in_review")},
    {EnrollmentState::DocumentsRequested, QLatin1String("documents_requested")},
    {EnrollmentState::Approved, QLatin1String("approved")},
    {EnrollmentState::SiteBuild, QLatin1String("site_build")},
    {EnrollmentState::Active, QLatin1String("active")},
    {EnrollmentState::Rejected, QLatin1String("rejected")},
    {EnrollmentState::Withdrawn, QLatin1String("withdrawn")},
}};

constexpr NameTable<EnrollmentAction, 8> actionNames = {{
    {EnrollmentAction::BeginReview, QLatin1String("beginReview")},
    {EnrollmentAction::RequestDocuments, QLatin1String("requestDocuments")},
    {EnrollmentAction::ResumeReview, QLatin1String("resumeReview")},
    {EnrollmentAction::Approve, QLatin1String("approve")},
    {EnrollmentAction::BuildSite, QLatin1String("buildSite")},
    {EnrollmentAction::Activate, QLatin1String("activate")},
    {EnrollmentAction::Reject, QLatin1String("reject")},
    {EnrollmentAction::Withdraw, QLatin1String("withdraw")},
}};

struct Transition
{
    EnrollmentState from;
    EnrollmentAction action;
    EnrollmentState to;
};

// States that do not stand at the left are final. Rejected from review only; withdrawn before approved.
constexpr Transition transitions[] = {
    {EnrollmentState::Submitted, EnrollmentAction::BeginReview, EnrollmentState::InReview},
    {EnrollmentState::Submitted, EnrollmentAction::Withdraw, EnrollmentState::Withdrawn},
    {EnrollmentState::InReview, EnrollmentAction::RequestDocuments, EnrollmentState::DocumentsRequested},
    {EnrollmentState::InReview, EnrollmentAction::Approve, EnrollmentState::Approved},
    {EnrollmentState::InReview, EnrollmentAction::Reject, EnrollmentState::Rejected},
    {EnrollmentState::InReview, EnrollmentAction::Withdraw, EnrollmentState::Withdrawn},
    {EnrollmentState::DocumentsRequested, EnrollmentAction::ResumeReview, EnrollmentState::InReview},
    {EnrollmentState::DocumentsRequested, EnrollmentAction::Withdraw, EnrollmentState::Withdrawn},
    {EnrollmentState::Approved, EnrollmentAction::BuildSite, EnrollmentState::SiteBuild},
    {EnrollmentState::SiteBuild, EnrollmentAction::Activate, EnrollmentState::Active},
};

} // namespace

QString enrollmentStateName(EnrollmentState state)
{
    return nameIn(stateNames, state);
}

std::optional<EnrollmentState> enrollmentStateFromName(const QString &name)
{
    return valueIn(stateNames, name);
}

QString enrollmentActionName(EnrollmentAction action)
{
    return nameIn(actionNames, action);
}

std::optional<EnrollmentAction> enrollmentActionFromName(const QString &name)
{
    return valueIn(actionNames, name);
}

std::optional<EnrollmentState> stateAfter(EnrollmentState state, EnrollmentAction action)
{
    for (const Transition &transition : transitions) {
        if (transition.from == state && transition.action == action)
            return transition.to;
    }
    return std::nullopt;
}

bool isFinal(EnrollmentState state)
{
    for (const Transition &transition : transitions) {
        if (transition.from == state)
            return false;
    }
    return true;
}

} // namespace tegata
