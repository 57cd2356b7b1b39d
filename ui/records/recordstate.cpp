// SPDX-License-Identifier: Apache-2.0
#include "ui/records/recordstate.h"

namespace tegata {

RecordState stateOf(RequestState state)
{
    switch (state) {
    case RequestState::Pending:
    case RequestState::PartlyApproved:
        return {Meaning::Info, QStringLiteral("clock")};
    case RequestState::Approved:
    case RequestState::Issued:
        return {Meaning::Success, QStringLiteral("approve")};
    case RequestState::OnHold:
        return {Meaning::Warning, QStringLiteral("hold")};
    case RequestState::Failed:
        return {Meaning::Danger, QStringLiteral("outcome-error")};
    case RequestState::Rejected:
        return {Meaning::Danger, QStringLiteral("reject")};
    case RequestState::Cancelled:
    case RequestState::Withdrawn:
        return {Meaning::Neutral, QStringLiteral("cancel")};
    case RequestState::Expired:
        return {Meaning::Neutral, QStringLiteral("clock")};
    }
    return {};
}

RecordState stateOf(CertificateState state)
{
    switch (state) {
    case CertificateState::Valid:
        return {Meaning::Success, QStringLiteral("approve")};
    case CertificateState::Expired:
        return {Meaning::Neutral, QStringLiteral("clock")};
    case CertificateState::Revoked:
        return {Meaning::Danger, QStringLiteral("revoke")};
    }
    return {};
}

} // namespace tegata
