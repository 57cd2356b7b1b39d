// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/authority/issuingauthority.h"
#include "core/service/store/requeststore.h"
#include "core/service/workflow/caagate.h"
#include "core/service/workflow/requestexaminer.h"
#include "core/service/workflow/siteactor.h"

#include <memory>
#include <optional>

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

// What takes long of an approval, done before its transaction begins: the CSR read, the check, and where the approval
// is the last one that is needed, the certificate. The transaction uses what still fits the store then, and signs
// nothing itself: no writer waits for a signature.
struct PreparedApproval
{
    RequestRow row; // as it was
    CertificateSigningRequest csr;
    ExaminationInput input;
    Examination examination; // CAA apart
    bool issues = false;     // nothing stands against it, and it would be the last one
    std::optional<IssuedCertificate> issued{};
    std::optional<Error> failed{}; // why there is none, although it was to be signed
    QList<Finding> broken{};       // of a Refused one
};

// What a person does to a request, with the version that was seen.
struct RequestMove
{
    QString id;
    int version = 0;
    RequestAction action = RequestAction::Approve;
    QString note;
    CaaOutcome caa{};                                   // of an approval
    std::shared_ptr<const PreparedApproval> prepared{}; // of an approval: without it, it is outdated
};

// Of an approval that would issue, but what was prepared for it is not, or not any more, what has to be signed: nothing
// was done, and it is to be prepared again (ApprovalSigner). A Conflict.
Error outdatedError();
bool isOutdated(const Error &error);

// What CAA has to be looked up for, before an approval.
struct CaaQuestion
{
    QStringList names;
    QStringList issuers; // of the customer's policy; none: not checked
};

// The one place where requests are decided (rules.md, States): life cycle table, version, four eyes, rules and audit
// trail, all in the caller's transaction, so that an action is done whole or not at all.
// Thread-safe. `findings` receives what a Refused error rests on.
// Errors beside the store's: NotFound (also another customer's), Conflict (stale version, an action that the state
// does not allow, a time-out that has passed, claimed by somebody else, outdated), InvalidArgument with the field,
// Refused, those of CertificateSigningRequest::parse with the field "csr".
class RequestWorkflow
{
public:
    explicit RequestWorkflow(const IssuingAuthority &authority, std::shared_ptr<const WeakKeyList> weakKeys = nullptr)
        : m_authority(authority), m_examiner(std::move(weakKeys))
    {}

    // Refused when a finding is an error.
    Result<RequestRow> submit(Transaction &transaction, const SiteActor &contact, const RequestIntake &intake,
                              const QDateTime &now, QList<Finding> &findings) const;
    // Takes over a request from before this service: its findings stay with it, and the approval has to face them.
    Result<RequestRow> takeOver(Transaction &transaction, const SiteActor &contact, const RequestIntake &intake,
                                const QDateTime &now) const;
    Result<CaaQuestion> caaQuestion(ReadTransaction &transaction, const QString &customerId, const QString &id) const;
    // Of an approval, as the store is now; without writing. Errors: as move(), but not those of findings, which are in
    // what is prepared.
    Result<PreparedApproval> prepare(ReadTransaction &transaction, const SiteActor &who, const RequestMove &move,
                                     const QDateTime &now) const;
    // Without the store: lints, and signs under this serial. What came of it is in what is prepared.
    void sign(PreparedApproval &prepared, const QString &serial, const QDateTime &now) const;
    // Both, into the move, by the one writer that there is: a past that is written into the store at once.
    void prepareAtOnce(ReadTransaction &transaction, const SiteActor &who, RequestMove &move,
                       const QDateTime &now) const;
    // Where several operators have to approve, an approval before the last leads to partly_approved, and whoever
    // approved already or edited last is Refused. Putting on hold voids the approvals given so far.
    Result<RequestRow> move(Transaction &transaction, const SiteActor &who, const RequestMove &move,
                            const QDateTime &now, QList<Finding> &findings) const;

private:
    Result<RequestRow> take(Transaction &transaction, const SiteActor &contact, const RequestIntake &intake,
                            const QDateTime &now, bool takenOver, QList<Finding> &findings) const;
    Result<void> approve(Transaction &transaction, const SiteActor &who, RequestRow &row, const QString &note,
                         const RequestMove &move, const QDateTime &now, QList<Finding> &findings) const;
    Result<void> issue(Transaction &transaction, RequestRow &row, const Examination &examination,
                       const PreparedApproval &prepared, const QDateTime &now, QList<Finding> &findings) const;

    const IssuingAuthority &m_authority;
    RequestExaminer m_examiner;
};

} // namespace tegata
