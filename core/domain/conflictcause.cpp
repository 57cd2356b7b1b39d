// SPDX-License-Identifier: Apache-2.0
#include "core/domain/conflictcause.h"

namespace tegata {

ConflictCause conflictCause(const CertificateRequest &seen, const CertificateRequest &now, const QString &me,
                            const QDateTime &at)
{
    const bool isOpen = stateAfter(now.state, RequestAction::Approve) || now.state == RequestState::OnHold;
    if (now.state == RequestState::Expired || (isOpen && now.expiresAt.isValid() && now.expiresAt <= at))
        return ConflictCause::TimedOut;
    if (now.version != seen.version)
        return ConflictCause::Changed;
    // Whoever has claimed it may still be told of its state.
    return isOpen && !now.claimedBy.isEmpty() && now.claimedBy != me ? ConflictCause::Claimed : ConflictCause::State;
}

Error conflictError(ConflictCause cause, const QString &detail)
{
    Error error{ErrorCode::Conflict, detail, {}, -1};
    switch (cause) {
    case ConflictCause::Changed:
        break;
    case ConflictCause::TimedOut:
        error.reason = QStringLiteral("conflict.timedOut");
        break;
    case ConflictCause::Claimed:
        error.reason = QStringLiteral("conflict.claimed");
        break;
    case ConflictCause::State:
        error.reason = QStringLiteral("conflict.state");
        break;
    }
    return error;
}

} // namespace tegata
