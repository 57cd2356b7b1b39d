// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/requestworkflow.h"

#include "core/base/acceptabletext.h"
#include "core/domain/conflictcause.h"
#include "core/domain/contract.h"
#include "core/pki/certificatebuilder.h"
#include "core/rules/approvalrules.h"
#include "core/rules/findingcatalogue.h"
#include "core/rules/identifiers.h"
#include "core/rules/requestnames.h"
#include "core/service/store/certificatestore.h"
#include "core/service/store/identifiers.h"
#include "core/service/workflow/notetext.h"
#include "core/service/workflow/workflowparts.h"

#include <QJsonArray>

namespace tegata {

namespace {

// The names that a request asks for, wherever in the CSR they stand.
Result<void> checkNames(const CertificateSigningRequest &csr)
{
    const QList<NameAttribute> attributes = csr.subject().attributes();
    for (const NameAttribute &attribute : attributes) {
        const QString place = QStringLiteral("csr.subject.") + acceptableForm(attribute.type);
        if (const Result<void> text = checkAcceptableText(attribute.value, place); !text)
            return text;
    }
    const QStringList names = csr.dnsNames();
    for (const QString &name : names) {
        if (const Result<void> text = checkAcceptableText(name, QStringLiteral("csr.sans")); !text)
            return text;
    }
    return {};
}

bool isDecision(RequestAction action)
{
    return action != RequestAction::Claim && action != RequestAction::Release && action != RequestAction::Withdraw;
}

// The part of an action that is not the approval: what it leaves on the request.
Result<void> apply(RequestRow &row, const SiteActor &who, RequestAction action, const QString &note)
{
    RequestDetail &detail = row.detail;
    const bool claimed = !detail.request.claimedBy.isEmpty();
    switch (action) {
    case RequestAction::Claim:
        if (claimed)
            return failure(conflictError(ConflictCause::Claimed, QStringLiteral("claimed already")));
        detail.claimant = who.actor;
        detail.request.claimedBy = who.actor.id;
        return {};
    case RequestAction::Release:
        if (!claimed && detail.request.state != RequestState::OnHold)
            return failure(conflictError(ConflictCause::State, QStringLiteral("nothing to release")));
        detail.holdComment.clear();
        break;
    case RequestAction::Hold:
        detail.holdComment = note;
        setApprovers(row, {}); // what is asked now may change what was approved
        break;
    case RequestAction::Reject:
    case RequestAction::Cancel:
        detail.reason = note;
        break;
    case RequestAction::Approve:
    case RequestAction::Withdraw:
        break;
    }
    detail.claimant = {};
    detail.request.claimedBy.clear();
    return {};
}

// An action that its request allows, before anything is written.
struct MoveStep
{
    RequestRow row;
    RequestState from;
    RequestState to;
    QString note;
};

Result<MoveStep> beginMove(RequestRow row, const SiteActor &who, const RequestMove &move, const QDateTime &now,
                           QList<Finding> &findings)
{
    const CertificateRequest &request = row.detail.request;
    if (request.version != move.version)
        return failure(conflictError(ConflictCause::Changed, QStringLiteral("stale version")));
    const RequestState from = request.state;
    const std::optional<RequestState> to = stateAfter(from, move.action);
    const auto refuse = [&](ApprovalObstacle obstacle, ConflictCause cause, const QString &detail) {
        if (move.action == RequestAction::Approve)
            findings = {approvalFinding(obstacle)};
        return failure(conflictError(cause, detail));
    };
    if (!to)
        return refuse(ApprovalObstacle::State,
                      from == RequestState::Expired ? ConflictCause::TimedOut : ConflictCause::State,
                      QStringLiteral("not allowed in this state"));
    if (isTimedOut(request, now))
        return failure(conflictError(ConflictCause::TimedOut, QStringLiteral("the time-out has passed")));
    if (isDecision(move.action) && !request.claimedBy.isEmpty() && request.claimedBy != who.actor.id)
        return refuse(ApprovalObstacle::Claimed, ConflictCause::Claimed, QStringLiteral("claimed by somebody else"));

    const ActionNote kind = noteFor(move.action);
    const QString note = kind == ActionNote::None ? QString() : move.note.trimmed();
    if (kind == ActionNote::Required && note.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("a note is required"), QStringLiteral("note"));
    if (const Result<void> text = checkNoteText(note, QStringLiteral("note")); !text)
        return failure(text.error());
    if (const Result<void> applied = apply(row, who, move.action, note); !applied)
        return failure(applied.error());
    return MoveStep{std::move(row), from, *to, note};
}

// Counts an approval that nothing stands against into the row. Answers whether it is the last one that is needed.
Result<bool> countApproval(RequestRow &row, const SiteActor &who, const QString &note, const Examination &examination,
                           QList<Finding> &findings)
{
    CertificateRequest &request = row.detail.request;
    request.approvalsNeeded = approvalsNeeded(examination.registration, request.product);
    if (const auto obstacle = approvalObstacle(request, who.actor.id)) {
        findings = {approvalFinding(*obstacle)};
        return failure(ErrorCode::Refused, approvalObstacleName(*obstacle));
    }
    const CheckReport &report = examination.report;
    if (report.hasErrors()) {
        findings = report.findings;
        return failure(ErrorCode::Refused, QStringLiteral("findings of outcome error"));
    }
    if (report.outcome() == FindingOutcome::Warning && note.isEmpty()) {
        for (const Finding &finding : report.findings) {
            if (finding.outcome == FindingOutcome::Warning)
                findings.append(finding);
        }
        return failure(ErrorCode::Refused, QStringLiteral("warnings need a note"), QStringLiteral("note"));
    }
    // The names of the one that was checked are issued; the request must not come to mean another one on the way.
    const std::optional<Organization> &organization = examination.organization;
    if (!organization)
        return failure(ErrorCode::Refused, QStringLiteral("no registered organisation fits"),
                       QStringLiteral("subject.O"));
    if (!request.organizationId.isEmpty() && request.organizationId != organization->id)
        return failure(ErrorCode::Refused, QStringLiteral("the registered organisation is another one now"),
                       QStringLiteral("organizationId"));
    request.organizationId = organization->id;
    request.checkState = CheckState(report.outcome(), examination.checkedAt);
    row.detail.check = report;
    if (!request.approvedBy.contains(who.actor.id)) // else its approval stands, and signing is tried again
        setApprovers(row, row.detail.approvers + QList<Actor>{who.actor});
    const bool isLast = request.approvedBy.size() >= request.approvalsNeeded;
    request.state = isLast ? RequestState::Approved : RequestState::PartlyApproved;
    return isLast;
}

// What was signed before the transaction is what would be signed now.
bool isStillMeant(const PreparedApproval &prepared, const Examination &examination, const QDateTime &now)
{
    return (prepared.issued || prepared.failed) && prepared.examination.organization == examination.organization &&
           prepared.examination.policy.name == examination.policy.name &&
           prepared.examination.policy.sha256 == examination.policy.sha256 &&
           RequestExaminer::isSameMoment(prepared.input.context.now, now);
}

constexpr auto Outdated = "conflict.outdated";

} // namespace

Error outdatedError()
{
    Error error = conflictError(ConflictCause::Changed, QStringLiteral("to be prepared again"));
    error.reason = QLatin1String(Outdated);
    return error;
}

bool isOutdated(const Error &error)
{
    return error.code == ErrorCode::Conflict && error.reason == QLatin1String(Outdated);
}

Result<RequestRow> RequestWorkflow::submit(Transaction &transaction, const SiteActor &contact,
                                           const RequestIntake &intake, const QDateTime &now,
                                           QList<Finding> &findings) const
{
    return take(transaction, contact, intake, now, false, findings);
}

Result<RequestRow> RequestWorkflow::takeOver(Transaction &transaction, const SiteActor &contact,
                                             const RequestIntake &intake, const QDateTime &now) const
{
    QList<Finding> findings;
    return take(transaction, contact, intake, now, true, findings);
}

Result<RequestRow> RequestWorkflow::take(Transaction &transaction, const SiteActor &contact,
                                         const RequestIntake &intake, const QDateTime &now, bool takenOver,
                                         QList<Finding> &findings) const
{
    Result<CertificateSigningRequest> csr = CertificateSigningRequest::parse(intake.csr);
    if (!csr) {
        csr.error().field = QStringLiteral("csr");
        return failure(csr.error());
    }
    if (const Result<void> names = checkNames(*csr); !names)
        return failure(names.error());
    const QString notifyMail = intake.notifyMail.isEmpty() ? contact.mail : intake.notifyMail;
    if (!isMailAddress(notifyMail))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("not a mail address"), QStringLiteral("notifyMail"));
    if (const Result<void> text = checkNoteText(intake.comment, QStringLiteral("comment")); !text)
        return failure(text.error());
    if (!intake.renewalOf.isEmpty()) {
        if (const Result<void> known = checkRenewal(transaction, contact.customerId, intake.renewalOf); !known)
            return failure(known.error());
    }

    RequestRow row;
    row.customerId = contact.customerId;
    CertificateRequest &request = row.detail.request;
    request.id = newId();
    request.state = RequestState::Pending;
    request.product = intake.product;
    request.language = intake.language;
    request.commonName = csr->subject().value(QLatin1String("CN"));
    request.subject = csr->subject().toString();
    request.sans = csr->dnsNames();
    request.organization = csr->subject().value(QLatin1String("O"));
    request.key = keySummary(csr->key());
    request.submittedAt = now;
    request.updatedAt = now;
    request.renewalOf = intake.renewalOf;
    request.csr = csr->pem();

    const Result<Examination> examination = m_examiner.examine(transaction, contact.customerId, *csr, request, now);
    if (!examination)
        return failure(examination.error());
    if (examination->report.hasErrors() && !takenOver) {
        findings = examination->report.findings;
        return failure(ErrorCode::Refused, QStringLiteral("findings of outcome error"));
    }
    const int limit = examination->policy.openRequestsPerContact;
    const Result<int> open = RequestStore::openOf(transaction, contact.actor.id);
    if (!open)
        return failure(open.error());
    if (*open >= limit && !takenOver) {
        findings = {makeFinding(FindingCode::RequestsTooMany, FindingOutcome::Error, {},
                                {{QStringLiteral("limit"), QString::number(limit)}})};
        return failure(ErrorCode::Refused, QStringLiteral("too many open requests"));
    }
    if (examination->organization)
        request.organizationId = examination->organization->id;
    request.checkState = CheckState(examination->report.outcome(), examination->checkedAt);
    request.approvalsNeeded = approvalsNeeded(examination->registration, request.product);
    request.expiresAt = now.addDays(examination->policy.requestTimeoutDays);
    row.detail.requester = contact.actor;
    row.detail.requesterMail = contact.mail;
    row.detail.notifyMail = notifyMail;
    row.detail.comment = intake.comment;
    row.detail.check = examination->report;
    if (const Result<void> inserted = RequestStore::insert(transaction, row); !inserted)
        return failure(inserted.error());

    AuditEvent event = eventBy(contact, takenOver ? QStringLiteral("takeOver") : QStringLiteral("submit"), now);
    event.objectKind = QStringLiteral("request");
    event.objectId = request.id;
    event.toState = requestStateName(request.state);
    addEvidence(event, {{QStringLiteral("csrSha256"), sha256Hex(csr->der())},
                        {QStringLiteral("acknowledged"), intake.acknowledged},
                        {QStringLiteral("check"), contract::toJson(examination->report)}});
    if (const Result<void> audited = appendEvent(transaction, event); !audited)
        return failure(audited.error());
    return row;
}

Result<CaaQuestion> RequestWorkflow::caaQuestion(ReadTransaction &transaction, const QString &customerId,
                                                 const QString &id) const
{
    const Result<RequestRow> row = RequestStore::find(transaction, customerId, id);
    if (!row)
        return failure(row.error());
    const Result<Policy> policy = m_examiner.policyOf(transaction, customerId);
    if (!policy)
        return failure(policy.error());
    const CertificateRequest &request = row->detail.request;
    return CaaQuestion{requestedNames(request.sans, request.commonName), policy->caaIssuers};
}

Result<PreparedApproval> RequestWorkflow::prepare(ReadTransaction &transaction, const SiteActor &who,
                                                  const RequestMove &move, const QDateTime &now) const
{
    Result<RequestRow> row = RequestStore::find(transaction, who.customerId, move.id);
    if (!row)
        return failure(row.error());
    QList<Finding> findings;
    Result<MoveStep> step = beginMove(*row, who, move, now, findings);
    if (!step)
        return failure(step.error());
    const Result<CertificateSigningRequest> csr = CertificateSigningRequest::parse(row->detail.request.csr);
    if (!csr)
        return failure(csr.error());
    Result<ExaminationInput> input = m_examiner.read(transaction, row->customerId, *csr, row->detail.request, now);
    if (!input)
        return failure(input.error());
    Examination examination = RequestExaminer::examine(*csr, *input);
    PreparedApproval prepared{*std::move(row), *csr, *std::move(input), examination};
    examination.report.findings += move.caa.findings;
    prepared.issues = countApproval(step->row, who, step->note, examination, findings).value_or(false);
    return prepared;
}

void RequestWorkflow::sign(PreparedApproval &prepared, const QString &serial, const QDateTime &now) const
{
    Result<IssuedCertificate> issued =
        m_authority.issueServer({prepared.row.detail.request, prepared.csr, *prepared.examination.organization,
                                 prepared.examination.policy, serial},
                                now, &prepared.broken);
    if (issued)
        prepared.issued = *std::move(issued);
    else
        prepared.failed = issued.error();
}

void RequestWorkflow::prepareAtOnce(ReadTransaction &transaction, const SiteActor &who, RequestMove &move,
                                    const QDateTime &now) const
{
    Result<PreparedApproval> prepared = prepare(transaction, who, move, now);
    if (!prepared)
        return; // move() tells what stands against it
    if (prepared->issues)
        sign(*prepared, newSerial(), now);
    move.prepared = std::make_shared<const PreparedApproval>(*std::move(prepared));
}

Result<RequestRow> RequestWorkflow::move(Transaction &transaction, const SiteActor &who, const RequestMove &move,
                                         const QDateTime &now, QList<Finding> &findings) const
{
    Result<RequestRow> found = RequestStore::find(transaction, who.customerId, move.id);
    if (!found)
        return found;
    Result<MoveStep> step = beginMove(*std::move(found), who, move, now, findings);
    if (!step)
        return failure(step.error());
    RequestRow &row = step->row;
    if (move.action == RequestAction::Approve) {
        const Result<void> approved = approve(transaction, who, row, step->note, move, now, findings);
        if (!approved)
            return failure(approved.error());
    } else {
        AuditEvent event = requestEvent(who, requestActionName(move.action), row, step->from, step->to, now);
        event.note = step->note;
        if (const Result<void> audited = appendEvent(transaction, event); !audited)
            return failure(audited.error());
        row.detail.request.state = step->to;
    }
    row.detail.request.updatedAt = now;
    if (const Result<void> updated = RequestStore::update(transaction, row, move.version); !updated)
        return failure(updated.error());
    return std::move(row);
}

Result<void> RequestWorkflow::approve(Transaction &transaction, const SiteActor &who, RequestRow &row,
                                      const QString &note, const RequestMove &move, const QDateTime &now,
                                      QList<Finding> &findings) const
{
    CertificateRequest &request = row.detail.request;
    const RequestState from = request.state;
    const PreparedApproval *prepared = move.prepared.get();
    if (!prepared || prepared->row.detail.request.id != request.id ||
        prepared->row.detail.request.version != request.version)
        return failure(outdatedError());
    const CertificateSigningRequest &csr = prepared->csr;
    const Result<bool> stands = RequestExaminer::isCurrent(transaction, row.customerId, request, prepared->input, now);
    if (!stands)
        return failure(stands.error());
    Result<Examination> examination = *stands ? Result<Examination>(prepared->examination)
                                              : m_examiner.examine(transaction, row.customerId, csr, request, now);
    if (!examination)
        return failure(examination.error());
    examination->report.findings += move.caa.findings;
    const Result<bool> isLast = countApproval(row, who, note, *examination, findings);
    if (!isLast)
        return failure(isLast.error());

    AuditEvent approved = requestEvent(who, QStringLiteral("approve"), row, from, request.state, now);
    approved.note = note;
    addEvidence(approved, {{QStringLiteral("csrSha256"), sha256Hex(csr.der())},
                           {QStringLiteral("registrationVersion"), examination->registration.version},
                           {QStringLiteral("policy"), examination->policy.name},
                           {QStringLiteral("policyVersion"), examination->policy.version},
                           {QStringLiteral("policySha256"), examination->policy.sha256},
                           {QStringLiteral("approvedBy"), QJsonArray::fromStringList(request.approvedBy)},
                           {QStringLiteral("approvalsNeeded"), request.approvalsNeeded},
                           {QStringLiteral("check"), contract::toJson(examination->report)}});
    if (!move.caa.evidence.isEmpty())
        addEvidence(approved, {{QStringLiteral("caa"), move.caa.evidence}});
    if (const Result<void> audited = appendEvent(transaction, approved); !audited)
        return audited;
    return *isLast ? issue(transaction, row, *examination, *prepared, now, findings) : Result<void>();
}

Result<void> RequestWorkflow::issue(Transaction &transaction, RequestRow &row, const Examination &examination,
                                    const PreparedApproval &prepared, const QDateTime &now,
                                    QList<Finding> &findings) const
{
    if (!isStillMeant(prepared, examination, now))
        return failure(outdatedError());
    CertificateRequest &request = row.detail.request;
    SiteActor system;
    system.kind = ActorKind::System;
    if (!prepared.issued) {
        const ErrorCode code = prepared.failed->code;
        if (code == ErrorCode::Refused || code == ErrorCode::ClockLeaped) {
            if (!prepared.broken.isEmpty())
                findings = prepared.broken;
            return failure(*prepared.failed);
        }
        // The approval stands; approving again tries once more to sign.
        request.state = RequestState::Failed;
        AuditEvent failed =
            requestEvent(system, QStringLiteral("fail"), row, RequestState::Approved, RequestState::Failed, now);
        failed.evidence = {{QStringLiteral("code"), errorCodeName(code)}};
        return appendEvent(transaction, failed);
    }
    IssuedCertificate issued = *prepared.issued;
    issued.issuedAt = now; // lists go by it, in the order of the commits

    CertificateRow certificate = certificateRow(issued, row);
    request.state = RequestState::Issued;
    request.serial = certificate.certificate.serial;

    AuditEvent issue =
        requestEvent(system, QStringLiteral("issue"), row, RequestState::Approved, RequestState::Issued, now);
    issue.evidence = {{QStringLiteral("serial"), request.serial},
                      {QStringLiteral("certificateSha256"), sha256Hex(certificate.der)}};
    if (const Result<void> audited = appendEvent(transaction, issue); !audited)
        return audited;
    return CertificateStore::insert(transaction, certificate,
                                    {{QStringLiteral("csrSha256"), sha256Hex(prepared.csr.der())},
                                     {QStringLiteral("approvedBy"), QJsonArray::fromStringList(request.approvedBy)}});
}

} // namespace tegata
