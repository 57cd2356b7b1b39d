// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/views.h"

#include "core/base/phrasebook.h"
#include "core/domain/contract.h"
#include "core/domain/jsonmembers.h"
#include "core/rules/findingtext.h"
#include "core/service/store/internalnotestore.h"
#include "core/service/workflow/vettingworkflow.h"

namespace tegata {

namespace {

void putIntoWords(CheckReport &report, Language language)
{
    for (Finding &finding : report.findings) {
        const FindingText text = findingText(finding, phrasebookOf(language));
        finding.message = text.message;
        finding.remedy = text.remedy;
    }
}

bool isInternal(const HistoryEntry &entry)
{
    return entry.action == QLatin1String("note") || entry.action == QLatin1String("voidApproval") ||
           (entry.action == QLatin1String("approve") &&
            entry.toState == requestStateName(RequestState::PartlyApproved));
}

} // namespace

CertificateRequest visibleTo(ActorKind reader, CertificateRequest request)
{
    if (reader == ActorKind::Contact) {
        request.approvedBy.clear();
        request.lastEditedBy.clear();
    }
    return request;
}

CertificateRecord visibleTo(ActorKind, CertificateRecord certificate)
{
    return certificate;
}

Result<QJsonObject> requestView(ReadTransaction &transaction, const RequestRow &row, ActorKind reader,
                                Language language)
{
    const auto history = AuditTrail::history(transaction, QStringLiteral("request"), row.detail.request.id);
    if (!history)
        return failure(history.error());
    RequestDetail detail = row.detail;
    detail.history = *history;
    putIntoWords(detail.check, language);
    if (reader == ActorKind::Contact) {
        detail.request = visibleTo(reader, detail.request);
        detail.approvers.clear();
        detail.history.removeIf(isInternal);
        return contract::toJson(detail);
    }
    auto notes = InternalNoteStore::ofRequest(transaction, row.detail.request.id);
    if (!notes)
        return failure(notes.error());
    detail.notes = *std::move(notes);
    return contract::toJson(detail);
}

Result<QJsonObject> enrollmentView(ReadTransaction &transaction, const EnrollmentRow &row, Language language)
{
    const auto history = AuditTrail::history(transaction, QStringLiteral("enrollment"), row.receipt.receipt);
    if (!history)
        return failure(history.error());
    CheckReport check = row.check;
    putIntoWords(check, language);
    QJsonArray entries;
    for (const HistoryEntry &entry : *history)
        entries.append(contract::toJson(entry));
    QJsonObject json = enrollmentSummaryView({row.receipt, row.application.kind, row.application.subscriberName});
    json.insert(QStringLiteral("customerId"), jsonText(row.customerId));
    json.insert(QStringLiteral("application"), contract::toJson(row.application));
    json.insert(QStringLiteral("check"), contract::toJson(check));
    json.insert(QStringLiteral("history"), entries);
    return json;
}

Result<QJsonObject> vettingView(ReadTransaction &transaction, const EnrollmentRow &row, Language language)
{
    const Result<Vetting> vetting = VettingWorkflow::find(transaction, row);
    if (!vetting)
        return failure(vetting.error());
    const auto held = VettingWorkflow::heldByOthers(transaction, row);
    if (!held)
        return failure(held.error());
    CheckReport report;
    report.findings = *held;
    putIntoWords(report, language);
    QJsonObject json = contract::toJson(*vetting);
    json.insert(QStringLiteral("check"), contract::toJson(report));
    return json;
}

QJsonObject enrollmentSummaryView(const EnrollmentSummary &summary)
{
    return contract::toJson(contract::ListedEnrollment{summary.receipt, summary.kind, summary.subscriberName});
}

Result<QJsonObject> certificateView(ReadTransaction &transaction, const CertificateRow &row,
                                    const IssuingAuthority &authority)
{
    const auto history = AuditTrail::history(transaction, QStringLiteral("certificate"), row.certificate.serial);
    if (!history)
        return failure(history.error());
    const Result<Certificate> certificate = Certificate::parse(row.der);
    if (!certificate)
        return failure(certificate.error());
    CertificateDetail detail;
    detail.certificate = row.certificate;
    detail.pem = certificate->pem();
    const QList<Certificate> chain = authority.chain();
    for (const Certificate &issuer : chain)
        detail.chain.append(issuer.pem());
    detail.history = *history;
    return contract::toJson(detail);
}

QJsonObject auditView(const AuditRow &row, bool withStaffMembers)
{
    const AuditEvent &event = row.event;
    QJsonObject json{
        {QStringLiteral("sequence"), row.sequence},
        {QStringLiteral("at"), jsonTime(event.at)},
        {QStringLiteral("actor"), event.actor.isEmpty() ? QJsonValue() : QJsonValue(contract::toJson(event.actor))},
        {QStringLiteral("action"), event.action},
        {QStringLiteral("objectKind"), event.objectKind},
        {QStringLiteral("objectId"), jsonText(event.objectId)},
        {QStringLiteral("fromState"), jsonText(event.fromState)},
        {QStringLiteral("toState"), jsonText(event.toState)},
        {QStringLiteral("note"), jsonText(event.note)},
        {QStringLiteral("evidence"), event.evidence}};
    if (withStaffMembers) {
        json.insert(QStringLiteral("actorKind"), actorKindName(event.actorKind));
        json.insert(QStringLiteral("customerId"), jsonText(event.customerId));
        json.insert(QStringLiteral("remoteAddress"), jsonText(event.remoteAddress));
    }
    return json;
}

} // namespace tegata
