// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/revocationreason.h"
#include "core/service/store/accountstore.h"
#include "core/service/store/certificatestore.h"
#include "core/service/workflow/siteactor.h"

namespace tegata {

struct CertificateRevocation
{
    QString serial;
    int version = 0;
    RevocationReason reason = RevocationReason::Unspecified;
    QString note;
    QDateTime at{}; // when; invalid: now
};

// Takes an operator's access away, by the CA's staff.
struct OperatorRevocation
{
    QString id;
    int version = 0;
    QString note;
    bool confirmLastOperator = false; // the examiner knows that the customer is left without an operator
};

// The one place where certificates and operators are revoked: version, rules and audit trail, in the caller's
// transaction. No state; thread-safe. Errors beside the store's: NotFound (also another customer's), Conflict (stale
// version, not valid any more, nothing scheduled), InvalidArgument with the field, Refused.
class RevocationWorkflow
{
public:
    // Now, which ends a schedule; or with `at` later, which replaces one. Of a revoked certificate with the reason
    // keyCompromise (and no `at`): the reason is raised to that (BR 7.2.2), and the key is blocked from then on.
    Result<CertificateRow> revoke(Transaction &transaction, const SiteActor &who,
                                  const CertificateRevocation &revocation, const QDateTime &now) const;
    Result<CertificateRow> cancelScheduled(Transaction &transaction, const SiteActor &who, const QString &serial,
                                           int version, const QDateTime &now) const;
    // Revokes what is due by its schedule, at most `limit`; each once, however often this is called. The revocation's
    // time is `now`: a CRL is not dated back. Answers how many.
    Result<int> carryOutDue(Transaction &transaction, const QDateTime &now, int limit = 100) const;
    // The operator, its credentials and their certificates; what it approved of requests still open is void. The last
    // active one of a customer: Refused with the field "confirmLastOperator" unless that is confirmed.
    Result<OperatorRow> revokeOperator(Transaction &transaction, const SiteActor &examiner,
                                       const OperatorRevocation &revocation, const QDateTime &now) const;

private:
    Result<CertificateRow> raise(Transaction &transaction, const SiteActor &who,
                                 const CertificateRevocation &revocation, const CertificateRow &before,
                                 const QString &note, const QDateTime &now) const;
    Result<CertificateRow> schedule(Transaction &transaction, const SiteActor &who,
                                    const CertificateRevocation &revocation, const CertificateRow &before,
                                    const QString &note, const QDateTime &now) const;
    Result<void> voidApprovals(Transaction &transaction, const SiteActor &examiner, const QString &operatorId,
                               const QDateTime &now) const;
};

} // namespace tegata
