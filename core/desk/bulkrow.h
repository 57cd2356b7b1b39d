// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/domain/approvalobstacle.h"
#include "core/domain/certificaterecord.h"
#include "core/domain/certificaterequest.h"

#include <optional>

namespace tegata {

// Where one row of a bulk run stands.
enum class BulkRowState
{
    Checking,   // before the run: being checked
    Ready,      // will be done when the run starts
    NeedsNote,  // … once it has a note: the action or a warning asks for one
    Errors,     // the rules find errors (findings): not offered for approval
    Obstacle,   // this operator may not (obstacle): not offered
    NotAllowed, // its state or the site's capabilities do not allow the action: not offered
    Stored,     // given: in the outbox, until the site answers (also over a lock or a lost connection)
    Asking,     // in the outbox, waiting for the person (Outbox, resolve())
    Done,
    Conflict, // changed meanwhile: not done
    Refused,  // by the site (findings, problem)
    Failed,   // error
};

// One row of a bulk run: a request, or a certificate to revoke. A value, as shown and exported.
struct BulkRow
{
    QString target; // request id or serial
    QString commonName;
    std::optional<CertificateRequest> request;
    std::optional<CertificateRecord> certificate;
    BulkRowState state = BulkRowState::Checking;
    CheckReport check;               // of the check on this machine; says nothing before checkedAt
    QDateTime checkedAt;             // invalid: not checked yet
    std::optional<Error> checkError; // why it could not be checked
    QList<Finding> findings;         // of the site's refusal
    std::optional<ApprovalObstacle> obstacle;
    QString note;               // of this row alone; empty: the run's
    QString problem;            // Refused: the site's code
    std::optional<Error> error; // Failed
    qint64 outboxId = 0;        // Stored, Asking
    QDateTime answeredAt;       // Done and later

    // The one outcome of the row, as shown and as counted. NotChecked: neither here nor at the site.
    CheckState outcome() const
    {
        return combined(request ? request->checkState : CheckState(),
                        checkedAt.isValid() ? CheckState(check.outcome(), checkedAt) : CheckState());
    }
    // The site's check is worse than the one on this machine: its findings are in the request's details.
    bool siteFoundMore() const
    {
        return request && request->checkState.outcome() && *request->checkState.outcome() > check.outcome();
    }

    friend bool operator==(const BulkRow &, const BulkRow &) = default;
};

} // namespace tegata
