// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/domain/certificaterequest.h"

#include <QDateTime>
#include <QString>

namespace tegata {

// Why a thing did not take an action, although it was there and nobody forbade it. Only Changed is somebody's change.
enum class ConflictCause
{
    Changed,  // it has another version than the action was for
    TimedOut, // it had to be decided before
    Claimed,  // another operator has claimed it
    State     // the version is the same: its state does not allow the action
};

// Of a request that was not decided. seen: what the decision was about. me: id of the operator who decides; empty where
// it is not known. Pure.
ConflictCause conflictCause(const CertificateRequest &seen, const CertificateRequest &now, const QString &me,
                            const QDateTime &at);
// Of a thing that tells no more than its version.
inline ConflictCause conflictCause(int seenVersion, int versionNow)
{
    return versionNow == seenVersion ? ConflictCause::State : ConflictCause::Changed;
}

// ErrorCode::Conflict with the cause's own words (errortext.h). detail: for the log.
Error conflictError(ConflictCause cause, const QString &detail = {});

} // namespace tegata
