// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/revocationreason.h"
#include "core/service/authority/issuingauthority.h"
#include "core/service/requestexaminer.h"
#include "core/service/siteactor.h"
#include "core/service/store/accountstore.h"
#include "core/service/store/certificatestore.h"
#include "core/service/store/requeststore.h"

namespace tegata {

// A request as a contact hands it in.
struct RequestIntake
{
    QByteArray csr; // PEM or DER
    Product product = Product::Ov;
    Language language = Language::Japanese;
    QString notifyMail; // empty: the contact's own
    QString comment;
    QString renewalOf;
    bool acknowledged = false; // the contact has seen the warnings
};

// What a person does to a request, with the version that was seen.
struct RequestMove
{
    QString id;
    int version = 0;
    RequestAction action = RequestAction::Approve;
    QString note;
};

struct CertificateRevocation
{
    QString serial;
    int version = 0;
    RevocationReason reason = RevocationReason::Unspecified;
    QString note;
};

// Takes an operator's access away, by the CA's staff.
struct OperatorRevocation
{
    QString id;
    int version = 0;
    QString note;
    bool confirmLastOperator = false; // the examiner knows that the customer is left without an operator
};

// The one place where requests and certificates change their state (rules.md, States): life cycle table, version,
// rules, signing and audit trail, all in the caller's transaction, so that an action is done whole or not at all.
// Thread-safe. `findings` receives what a Refused error rests on.
// Errors beside the store's: NotFound (also another customer's), Conflict (stale version, an action that the state
// does not allow, a time-out that has passed, claimed by somebody else), InvalidArgument with the field, Refused, those of
// CertificateSigningRequest::parse with the field "csr".
class RequestWorkflow
{
public:
    explicit RequestWorkflow(const IssuingAuthority &authority) : m_authority(authority) {}

    // Refused when a finding is an error.
    Result<RequestRow> submit(Transaction &transaction, const SiteActor &contact, const RequestIntake &intake,
                              const QDateTime &now, QList<Finding> &findings) const;
    // Takes over a request from before this service: its findings stay with it, and the approval has to face them.
    Result<RequestRow> takeOver(Transaction &transaction, const SiteActor &contact, const RequestIntake &intake,
                                const QDateTime &now) const;
    Result<RequestRow> move(Transaction &transaction, const SiteActor &who, const RequestMove &move,
                            const QDateTime &now, QList<Finding> &findings) const;
    Result<CertificateRow> revoke(Transaction &transaction, const SiteActor &who,
                                  const CertificateRevocation &revocation, const QDateTime &now) const;
    // The operator, its credentials and their certificates. The last active one of a customer: Refused with the field
    // "confirmLastOperator" unless that is confirmed.
    Result<OperatorRow> revokeOperator(Transaction &transaction, const SiteActor &examiner,
                                       const OperatorRevocation &revocation, const QDateTime &now) const;

private:
    Result<RequestRow> take(Transaction &transaction, const SiteActor &contact, const RequestIntake &intake,
                            const QDateTime &now, bool takenOver, QList<Finding> &findings) const;
    Result<void> approve(Transaction &transaction, const SiteActor &who, RequestRow &row, const QString &note,
                         const QDateTime &now, QList<Finding> &findings) const;

    const IssuingAuthority &m_authority;
    RequestExaminer m_examiner;
};

} // namespace tegata
