// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"
#include "core/rules/requestrules.h"
#include "core/service/store/page.h"
#include "core/service/store/transaction.h"

namespace tegata {

// A request as stored. detail.history and detail.notes are not here: AuditTrail::history(), InternalNoteStore. Of who
// approved, detail.approvers is written; request.approvedBy follows it (setApprovers).
struct RequestRow
{
    QString customerId;
    RequestDetail detail;
    qint64 changeSequence = 0;
    RequestState endedAs = RequestState::Pending; // where the state is Expired: in which the end of its time found it

    friend bool operator==(const RequestRow &, const RequestRow &) = default;
};

void setApprovers(RequestRow &row, const QList<Actor> &approvers);

// Certificate requests. Every write takes the next change sequence and touches the customer's topic; none writes the
// audit trail but tellEnds. Errors beside the store's: NotFound (also for another customer's id), Conflict,
// InvalidArgument (a cursor that is none of ours; field "after").
class RequestStore
{
public:
    // Sets version 1 and the change sequence in the row.
    static Result<void> insert(Transaction &transaction, RequestRow &row);
    static Result<RequestRow> find(ReadTransaction &transaction, const QString &customerId, const QString &id);
    // Writes the row where its version is still `expectedVersion`, else Conflict; version and change sequence of the
    // row are set to the new ones. Id, customer, CSR and submittedAt never change.
    static Result<void> update(Transaction &transaction, RequestRow &row, int expectedVersion);
    // Partly approved ones whose approvals count that operator's in, of every customer.
    static Result<QList<RequestRow>> partlyApprovedBy(ReadTransaction &transaction, const QString &operatorId);
    // The customer's other requests that wait for a decision and have the CSR, the certificate to renew or all names in
    // common with this one (which need not be stored), the earliest first, at most `limit`.
    static Result<QList<WaitingRequest>> waitingBeside(ReadTransaction &transaction, const QString &customerId,
                                                       const CertificateRequest &request, int limit = 5);
    // How many of that contact's wait for a decision.
    static Result<int> openOf(ReadTransaction &transaction, const QString &requesterId);
    // In order of submission; states empty: all. Without the CSRs, and a page ends early where it grows too large.
    static constexpr qsizetype MostPageBytes = 4 * 1024 * 1024;
    static Result<Page<CertificateRequest>> list(ReadTransaction &transaction, const QString &customerId,
                                                 const QList<RequestState> &states, const QString &after, int limit);
    // A request that still waits is Expired from the moment on that its time-out passes. This tells the change feed and
    // the audit trail of those that ended since, at most `limit`, and of those that were told but have not ended (the
    // clock was ahead). Answers how many.
    static Result<int> tellEnds(Transaction &transaction, int limit = 500);
};

} // namespace tegata
