// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/requesteditor.h"

#include "core/domain/conflictcause.h"
#include "core/domain/contract.h"
#include "core/domain/jsonmembers.h"
#include "core/rules/identifiers.h"
#include "core/service/store/internalnotestore.h"
#include "core/service/workflow/notetext.h"
#include "core/service/workflow/workflowparts.h"

#include <QJsonArray>

namespace tegata {

namespace {

bool isEditable(RequestState state)
{
    return state == RequestState::Pending || state == RequestState::PartlyApproved || state == RequestState::OnHold;
}

Result<QString> requiredText(const QString &text, const QString &field)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("a text is required"), field);
    if (const Result<void> checked = checkNoteText(trimmed, field); !checked)
        return failure(checked.error());
    return trimmed;
}

// Takes the new value over, and notes what changed; name writes a value as the contract has it.
template <typename T, typename Name>
void change(QJsonObject &changes, const QString &member, T &value, const std::optional<T> &to, Name name)
{
    if (!to || *to == value)
        return;
    changes.insert(member, QJsonObject{{QStringLiteral("from"), name(value)}, {QStringLiteral("to"), name(*to)}});
    value = *to;
}

} // namespace

Result<RequestRow> RequestEditor::edit(Transaction &transaction, const SiteActor &who,
                                       const RequestCorrection &correction, const QDateTime &now) const
{
    Result<RequestRow> row = RequestStore::find(transaction, who.customerId, correction.id);
    if (!row)
        return row;
    CertificateRequest &request = row->detail.request;
    if (request.version != correction.version)
        return failure(conflictError(ConflictCause::Changed, QStringLiteral("stale version")));
    if (!isEditable(request.state))
        return failure(
            conflictError(request.state == RequestState::Expired ? ConflictCause::TimedOut : ConflictCause::State,
                          QStringLiteral("not allowed in this state")));
    if (isTimedOut(request, now))
        return failure(conflictError(ConflictCause::TimedOut, QStringLiteral("the time-out has passed")));
    if (!request.claimedBy.isEmpty() && request.claimedBy != who.actor.id)
        return failure(conflictError(ConflictCause::Claimed, QStringLiteral("claimed by somebody else")));
    const Result<QString> note = requiredText(correction.note, QStringLiteral("note"));
    if (!note)
        return failure(note.error());
    std::optional<QString> notifyMail = correction.notifyMail;
    if (notifyMail && notifyMail->isEmpty())
        notifyMail = row->detail.requesterMail;
    if (notifyMail && !isMailAddress(*notifyMail))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("not a mail address"), QStringLiteral("notifyMail"));
    if (correction.renewalOf && !correction.renewalOf->isEmpty()) {
        if (const Result<void> known = checkRenewal(transaction, who.customerId, *correction.renewalOf); !known)
            return failure(known.error());
    }

    QJsonObject changes;
    change(changes, QStringLiteral("product"), request.product, correction.product, productName);
    change(changes, QStringLiteral("language"), request.language, correction.language, languageTag);
    change(changes, QStringLiteral("notifyMail"), row->detail.notifyMail, notifyMail, jsonText);
    change(changes, QStringLiteral("renewalOf"), request.renewalOf, correction.renewalOf, jsonText);
    if (changes.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("nothing changes"), QStringLiteral("product"));

    const Result<CertificateSigningRequest> csr = CertificateSigningRequest::parse(request.csr);
    if (!csr)
        return failure(csr.error());
    const Result<Examination> examination = m_examiner.examine(transaction, row->customerId, *csr, request, now);
    if (!examination)
        return failure(examination.error());
    if (request.organizationId.isEmpty() && examination->organization)
        request.organizationId = examination->organization->id;
    request.checkState = CheckState(examination->report.outcome(), examination->checkedAt);
    row->detail.check = examination->report;
    request.approvalsNeeded = approvalsNeeded(examination->registration, request.product);

    const RequestState from = request.state;
    const QStringList voided = request.approvedBy;
    setApprovers(*row, {});
    if (from == RequestState::PartlyApproved)
        request.state = RequestState::Pending;
    request.lastEditedBy = who.actor.id;
    request.updatedAt = now;

    AuditEvent event = requestEvent(who, QStringLiteral("edit"), *row, from, request.state, now);
    event.note = *note;
    addEvidence(event, {{QStringLiteral("changes"), changes},
                        {QStringLiteral("voidedApprovals"), QJsonArray::fromStringList(voided)},
                        {QStringLiteral("check"), contract::toJson(examination->report)}});
    if (const Result<void> audited = appendEvent(transaction, event); !audited)
        return failure(audited.error());
    if (const Result<void> updated = RequestStore::update(transaction, *row, correction.version); !updated)
        return failure(updated.error());
    return row;
}

Result<RequestRow> RequestEditor::addNote(Transaction &transaction, const SiteActor &who, const QString &requestId,
                                          const QString &text, const QDateTime &now) const
{
    Result<RequestRow> row = RequestStore::find(transaction, who.customerId, requestId);
    if (!row)
        return row;
    const Result<QString> note = requiredText(text, QStringLiteral("text"));
    if (!note)
        return failure(note.error());
    if (const Result<void> kept = InternalNoteStore::insert(transaction, requestId, {now, who.actor, *note}); !kept)
        return failure(kept.error());
    AuditEvent event = eventBy(who, QStringLiteral("note"), now);
    event.objectKind = QStringLiteral("request");
    event.objectId = requestId;
    event.note = *note;
    if (const Result<void> audited = appendEvent(transaction, event); !audited)
        return failure(audited.error());
    return row;
}

} // namespace tegata
