// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/revocationworkflow.h"

#include "core/domain/jsonmembers.h"
#include "core/service/workflow/notetext.h"
#include "core/service/workflow/workflowparts.h"

#include <QJsonArray>

namespace tegata {

namespace {

AuditEvent certificateEvent(const SiteActor &who, const QString &action, const CertificateRow &row,
                            CertificateState from, const QDateTime &now)
{
    AuditEvent event = eventBy(who, action, now);
    event.objectKind = QStringLiteral("certificate");
    event.objectId = row.certificate.serial;
    event.customerId = row.customerId;
    event.fromState = certificateStateName(from);
    event.toState = certificateStateName(row.certificate.state);
    addEvidence(event, {{QStringLiteral("requestId"), row.certificate.requestId},
                        {QStringLiteral("certificateSha256"), sha256Hex(row.der)}});
    return event;
}

QJsonObject scheduleOf(const CertificateRow &row)
{
    return {{QStringLiteral("at"), jsonTime(row.certificate.revokeAt)},
            {QStringLiteral("reason"),
             revocationReasonName(row.certificate.revokeAtReason.value_or(RevocationReason::Unspecified))},
            {QStringLiteral("by"), row.revokeAtBy}};
}

} // namespace

Result<CertificateRow> RevocationWorkflow::revoke(Transaction &transaction, const SiteActor &who,
                                                  const CertificateRevocation &revocation, const QDateTime &now) const
{
    const QString note = revocation.note.trimmed();
    if (const Result<void> text = checkNoteText(note, QStringLiteral("note")); !text)
        return failure(text.error());
    if (!subscriberRevocationReasons().contains(revocation.reason))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("not the subscriber's"), QStringLiteral("reason"));
    const auto before = CertificateStore::find(transaction, who.customerId, revocation.serial);
    if (!before)
        return before;
    if (revocation.at.isValid())
        return schedule(transaction, who, revocation, *before, note, now);
    if (before->certificate.state == CertificateState::Revoked && revocation.reason == RevocationReason::KeyCompromise)
        return raise(transaction, who, revocation, *before, note, now);
    Result<CertificateRow> row = CertificateStore::revoke(transaction, who.customerId, revocation.serial,
                                                          revocation.version, revocation.reason, now);
    if (!row)
        return row;

    AuditEvent event = certificateEvent(who, QStringLiteral("revoke"), *row, before->certificate.state, now);
    event.note = note;
    addEvidence(event, {{QStringLiteral("reason"), revocationReasonName(revocation.reason)}});
    if (before->certificate.revokeAt.isValid())
        addEvidence(event, {{QStringLiteral("endedSchedule"), scheduleOf(*before)}});
    if (const Result<void> audited = appendEvent(transaction, event); !audited)
        return failure(audited.error());
    return row;
}

Result<CertificateRow> RevocationWorkflow::raise(Transaction &transaction, const SiteActor &who,
                                                 const CertificateRevocation &revocation, const CertificateRow &before,
                                                 const QString &note, const QDateTime &now) const
{
    const Result<CertificateRow> row =
        CertificateStore::raiseToKeyCompromise(transaction, who.customerId, revocation.serial, revocation.version);
    if (!row)
        return row;
    AuditEvent event = certificateEvent(who, QStringLiteral("revoke"), *row, before.certificate.state, now);
    event.note = note;
    addEvidence(event,
                {{QStringLiteral("reason"), revocationReasonName(revocation.reason)},
                 {QStringLiteral("raisedFrom"),
                  revocationReasonName(before.certificate.revocationReason.value_or(RevocationReason::Unspecified))}});
    if (const Result<void> audited = appendEvent(transaction, event); !audited)
        return failure(audited.error());
    return row;
}

Result<CertificateRow> RevocationWorkflow::schedule(Transaction &transaction, const SiteActor &who,
                                                    const CertificateRevocation &revocation,
                                                    const CertificateRow &before, const QString &note,
                                                    const QDateTime &now) const
{
    // The state first: of an expired certificate no time is right, and that is not the time's fault.
    const bool couldBe = before.certificate.state == CertificateState::Valid && before.certificate.notAfter >= now;
    if (couldBe && (revocation.at <= now || revocation.at > before.certificate.notAfter))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("not between now and the certificate's end"),
                       QStringLiteral("at"));
    const Result<CertificateRow> row =
        CertificateStore::schedule(transaction, who.customerId, revocation.serial, revocation.version,
                                   {revocation.at, revocation.reason, note, who.actor.id}, now);
    if (!row)
        return row;
    AuditEvent event = certificateEvent(who, QStringLiteral("scheduleRevocation"), *row, before.certificate.state, now);
    event.note = note;
    addEvidence(event, {{QStringLiteral("reason"), revocationReasonName(revocation.reason)},
                        {QStringLiteral("at"), jsonTime(revocation.at)}});
    if (before.certificate.revokeAt.isValid())
        addEvidence(event, {{QStringLiteral("endedSchedule"), scheduleOf(before)}});
    if (const Result<void> audited = appendEvent(transaction, event); !audited)
        return failure(audited.error());
    return row;
}

Result<CertificateRow> RevocationWorkflow::cancelScheduled(Transaction &transaction, const SiteActor &who,
                                                           const QString &serial, int version,
                                                           const QDateTime &now) const
{
    const auto before = CertificateStore::find(transaction, who.customerId, serial);
    if (!before)
        return before;
    const Result<CertificateRow> row = CertificateStore::unschedule(transaction, who.customerId, serial, version, now);
    if (!row)
        return row;
    AuditEvent event =
        certificateEvent(who, QStringLiteral("cancelScheduledRevocation"), *row, before->certificate.state, now);
    addEvidence(event, {{QStringLiteral("endedSchedule"), scheduleOf(*before)}});
    if (const Result<void> audited = appendEvent(transaction, event); !audited)
        return failure(audited.error());
    return row;
}

Result<int> RevocationWorkflow::carryOutDue(Transaction &transaction, const QDateTime &now, int limit) const
{
    const auto due = CertificateStore::scheduledUntil(transaction, now, limit);
    if (!due)
        return failure(due.error());
    SiteActor system;
    system.kind = ActorKind::System;
    for (const CertificateRow &before : *due) {
        const RevocationReason reason = before.certificate.revokeAtReason.value_or(RevocationReason::Unspecified);
        const Result<CertificateRow> row = CertificateStore::revoke(
            transaction, before.customerId, before.certificate.serial, before.certificate.version, reason, now);
        if (!row)
            return failure(row.error());
        AuditEvent event = certificateEvent(system, QStringLiteral("revoke"), *row, before.certificate.state, now);
        event.note = before.revokeAtNote;
        addEvidence(event, {{QStringLiteral("reason"), revocationReasonName(reason)},
                            {QStringLiteral("schedule"), scheduleOf(before)}});
        if (const Result<void> audited = appendEvent(transaction, event); !audited)
            return failure(audited.error());
    }
    return int(due->size());
}

Result<OperatorRow> RevocationWorkflow::revokeOperator(Transaction &transaction, const SiteActor &examiner,
                                                       const OperatorRevocation &revocation, const QDateTime &now) const
{
    const QString note = revocation.note.trimmed();
    if (const Result<void> text = checkNoteText(note, QStringLiteral("note")); !text)
        return failure(text.error());
    const auto before = AccountStore::operatorById(transaction, revocation.id);
    if (!before)
        return before;
    const auto credentials = AccountStore::credentialsOf(transaction, CredentialKind::Operator, revocation.id);
    if (!credentials)
        return failure(credentials.error());
    const Result<OperatorRow> row = AccountStore::revokeOperator(transaction, revocation.id, revocation.version, now);
    if (!row)
        return row;
    if (!revocation.confirmLastOperator) {
        const Result<bool> served = AccountStore::hasActiveOperator(transaction, row->customerId);
        if (!served)
            return failure(served.error());
        if (!*served)
            return failure(ErrorCode::Refused, QStringLiteral("the customer's last active operator"),
                           QStringLiteral("confirmLastOperator"));
    }
    QJsonArray serials;
    for (const CredentialRow &credential : *credentials) {
        const Result<void> revoked =
            CertificateStore::revokeOwn(transaction, credential.serial, RevocationReason::PrivilegeWithdrawn, now);
        if (!revoked)
            return failure(revoked.error());
        serials.append(credential.serial);
    }
    AuditEvent event = eventBy(examiner, QStringLiteral("revoke"), now);
    event.objectKind = QStringLiteral("operator");
    event.objectId = row->id;
    event.customerId = row->customerId;
    event.fromState = operatorStateName(before->state);
    event.toState = operatorStateName(row->state);
    event.note = note;
    addEvidence(event, {{QStringLiteral("serials"), serials}});
    if (const Result<void> audited = appendEvent(transaction, event); !audited)
        return failure(audited.error());
    if (const Result<void> voided = voidApprovals(transaction, examiner, row->id, now); !voided)
        return failure(voided.error());
    return row;
}

Result<void> RevocationWorkflow::voidApprovals(Transaction &transaction, const SiteActor &examiner,
                                               const QString &operatorId, const QDateTime &now) const
{
    auto rows = RequestStore::partlyApprovedBy(transaction, operatorId);
    if (!rows)
        return failure(rows.error());
    for (RequestRow &row : *rows) {
        CertificateRequest &request = row.detail.request;
        QList<Actor> kept = row.detail.approvers;
        kept.removeIf([&](const Actor &approver) { return approver.id == operatorId; });
        setApprovers(row, kept);
        request.updatedAt = now;
        request.state = kept.isEmpty() ? RequestState::Pending : RequestState::PartlyApproved;
        AuditEvent event = requestEvent(examiner, QStringLiteral("voidApproval"), row, RequestState::PartlyApproved,
                                        request.state, now);
        addEvidence(event, {{QStringLiteral("voidedApprovals"), QJsonArray{operatorId}}});
        if (const Result<void> audited = appendEvent(transaction, event); !audited)
            return audited;
        if (const Result<void> updated = RequestStore::update(transaction, row, request.version); !updated)
            return updated;
    }
    return {};
}

} // namespace tegata
