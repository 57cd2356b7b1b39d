// SPDX-License-Identifier: Apache-2.0
#include "core/domain/contract.h"

#include "core/domain/contract_shared.h"
#include "core/domain/jsonmembers.h"

#include <QRegularExpression>

namespace tegata::contract {

namespace {

std::optional<Language> languageFromName(const QString &name)
{
    for (const Language language : {Language::Japanese, Language::English}) {
        if (languageTag(language) == name)
            return language;
    }
    return std::nullopt;
}

std::optional<QString> algorithmFromName(const QString &name)
{
    static const QStringList known = {QStringLiteral("rsa"), QStringLiteral("ec"), QStringLiteral("other")};
    return known.contains(name) ? std::optional(name) : std::nullopt;
}

QJsonValue actorOrNull(const Actor &actor)
{
    return actor.isEmpty() ? QJsonValue() : QJsonValue(toJson(actor));
}

} // namespace

QJsonObject toJson(const KeySummary &key)
{
    return {{QStringLiteral("algorithm"), jsonText(key.algorithm)},
            {QStringLiteral("bits"), key.bits},
            {QStringLiteral("curve"), jsonText(key.curve)},
            {QStringLiteral("label"), jsonText(key.label)},
            {QStringLiteral("spkiSha256"), jsonText(key.spkiSha256)}};
}

Result<KeySummary> keySummaryFromJson(const QJsonObject &json)
{
    static const QRegularExpression sha256(QStringLiteral("\\A[0-9a-f]{64}\\z"));
    JsonMembers members(json);
    KeySummary key;
    key.algorithm = members.choice(QLatin1String("algorithm"), algorithmFromName);
    key.bits = members.integer(QLatin1String("bits"));
    key.curve = members.optionalText(QLatin1String("curve"));
    key.label = members.optionalText(QLatin1String("label"));
    key.spkiSha256 = members.optionalText(QLatin1String("spkiSha256"));
    if (!key.spkiSha256.isEmpty() && !sha256.match(key.spkiSha256).hasMatch())
        members.refuse(QStringLiteral("spkiSha256"), QStringLiteral("64 lower-case hex digits expected"));
    return members.result(key);
}

QJsonObject toJson(const Actor &actor)
{
    return {{QStringLiteral("id"), actor.id}, {QStringLiteral("name"), jsonText(actor.name)}};
}

Result<Actor> actorFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    Actor actor;
    actor.id = members.text(QLatin1String("id"));
    actor.name = members.optionalText(QLatin1String("name"));
    return members.result(actor);
}

QJsonObject toJson(const HistoryEntry &entry)
{
    return {
        {QStringLiteral("at"), jsonTime(entry.at)},           {QStringLiteral("action"), entry.action},
        {QStringLiteral("actor"), actorOrNull(entry.actor)},  {QStringLiteral("fromState"), jsonText(entry.fromState)},
        {QStringLiteral("toState"), jsonText(entry.toState)}, {QStringLiteral("note"), jsonText(entry.note)}};
}

Result<HistoryEntry> historyEntryFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    HistoryEntry entry;
    entry.at = members.time(QLatin1String("at"));
    entry.action = members.text(QLatin1String("action"));
    entry.actor = members.optionalMember(QLatin1String("actor"), actorFromJson);
    entry.fromState = members.optionalText(QLatin1String("fromState"));
    entry.toState = members.optionalText(QLatin1String("toState"));
    entry.note = members.optionalText(QLatin1String("note"));
    return members.result(entry);
}

QJsonArray toJson(const QList<HistoryEntry> &history)
{
    QJsonArray array;
    for (const HistoryEntry &entry : history)
        array.append(toJson(entry));
    return array;
}

QJsonObject toJson(const InternalNote &note)
{
    return {{QStringLiteral("at"), jsonTime(note.at)},
            {QStringLiteral("actor"), actorOrNull(note.actor)},
            {QStringLiteral("text"), note.text}};
}

Result<InternalNote> internalNoteFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    InternalNote note;
    note.at = members.time(QLatin1String("at"));
    note.actor = members.optionalMember(QLatin1String("actor"), actorFromJson);
    note.text = members.text(QLatin1String("text"));
    return members.result(note);
}

QJsonObject toJson(const CertificateRequest &request)
{
    QJsonObject json{{QStringLiteral("id"), request.id},
                     {QStringLiteral("version"), request.version},
                     {QStringLiteral("state"), requestStateName(request.state)},
                     {QStringLiteral("product"), productName(request.product)},
                     {QStringLiteral("language"), languageTag(request.language)},
                     {QStringLiteral("commonName"), jsonText(request.commonName)},
                     {QStringLiteral("subject"), jsonText(request.subject)},
                     {QStringLiteral("sans"), QJsonArray::fromStringList(request.sans)},
                     {QStringLiteral("organizationId"), jsonText(request.organizationId)},
                     {QStringLiteral("organization"), jsonText(request.organization)},
                     {QStringLiteral("key"), toJson(request.key)},
                     {QStringLiteral("checkOutcome"), checkStateName(request.checkState)},
                     {QStringLiteral("submittedAt"), jsonTime(request.submittedAt)},
                     {QStringLiteral("updatedAt"), jsonTime(request.updatedAt)},
                     {QStringLiteral("expiresAt"), jsonTime(request.expiresAt)},
                     {QStringLiteral("claimedBy"), jsonText(request.claimedBy)},
                     {QStringLiteral("approvedBy"), QJsonArray::fromStringList(request.approvedBy)},
                     {QStringLiteral("approvalsNeeded"), request.approvalsNeeded},
                     {QStringLiteral("lastEditedBy"), jsonText(request.lastEditedBy)},
                     {QStringLiteral("serial"), jsonText(request.serial)},
                     {QStringLiteral("renewalOf"), jsonText(request.renewalOf)},
                     {QStringLiteral("csr"), jsonText(QString::fromUtf8(request.csr))}};
    if (request.checkState.checkedAt().isValid())
        json.insert(QStringLiteral("checkedAt"), jsonTime(request.checkState.checkedAt()));
    if (!request.profile.isEmpty())
        json.insert(QStringLiteral("profile"), request.profile);
    return json;
}

Result<CertificateRequest> requestFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    CertificateRequest request;
    request.id = members.id(QLatin1String("id"));
    request.version = members.integer(QLatin1String("version"));
    request.state = members.choice(QLatin1String("state"), requestStateFromName);
    request.product = members.choice(QLatin1String("product"), productFromName);
    request.profile = members.optionalText(QLatin1String("profile"));
    request.language = members.choice(QLatin1String("language"), languageFromName);
    request.commonName = members.optionalText(QLatin1String("commonName"));
    request.subject = members.optionalText(QLatin1String("subject"));
    request.sans = members.texts(QLatin1String("sans"));
    request.organizationId = members.optionalText(QLatin1String("organizationId"));
    request.organization = members.optionalText(QLatin1String("organization"));
    request.key = members.member(QLatin1String("key"), keySummaryFromJson);
    const CheckState check = members.choice(QLatin1String("checkOutcome"), checkStateFromName);
    const QDateTime checkedAt = members.optionalTime(QLatin1String("checkedAt"));
    request.checkState = check.outcome() ? CheckState(*check.outcome(), checkedAt) : CheckState();
    request.submittedAt = members.time(QLatin1String("submittedAt"));
    request.updatedAt = members.time(QLatin1String("updatedAt"));
    request.expiresAt = members.optionalTime(QLatin1String("expiresAt"));
    request.claimedBy = members.optionalText(QLatin1String("claimedBy"));
    if (json.contains(QLatin1String("approvedBy")))
        request.approvedBy = members.texts(QLatin1String("approvedBy"));
    request.approvalsNeeded = members.optionalInteger(QLatin1String("approvalsNeeded"), 1);
    request.lastEditedBy = members.optionalText(QLatin1String("lastEditedBy"));
    request.serial = members.optionalText(QLatin1String("serial"));
    request.renewalOf = members.optionalText(QLatin1String("renewalOf"));
    request.csr = members.optionalText(QLatin1String("csr")).toUtf8();
    return members.result(request);
}

QJsonObject toJson(const RequestDetail &detail)
{
    QJsonArray approvers;
    for (const Actor &approver : detail.approvers)
        approvers.append(toJson(approver));
    QJsonArray notes;
    for (const InternalNote &note : detail.notes)
        notes.append(toJson(note));
    QJsonObject json = toJson(detail.request);
    json.insert(QStringLiteral("requester"), actorOrNull(detail.requester));
    json.insert(QStringLiteral("requesterMail"), jsonText(detail.requesterMail));
    json.insert(QStringLiteral("notifyMail"), jsonText(detail.notifyMail));
    json.insert(QStringLiteral("comment"), jsonText(detail.comment));
    json.insert(QStringLiteral("holdComment"), jsonText(detail.holdComment));
    json.insert(QStringLiteral("reason"), jsonText(detail.reason));
    json.insert(QStringLiteral("claimant"), actorOrNull(detail.claimant));
    json.insert(QStringLiteral("approvers"), approvers);
    json.insert(QStringLiteral("notes"), notes);
    QJsonObject check = toJson(detail.check);
    if (!detail.request.checkState.isChecked())
        check.insert(QStringLiteral("outcome"), checkStateName(detail.request.checkState));
    json.insert(QStringLiteral("check"), check);
    json.insert(QStringLiteral("history"), toJson(detail.history));
    if (detail.profile)
        json.insert(QStringLiteral("enrollmentProfile"), toJson(*detail.profile));
    return json;
}

Result<RequestDetail> requestDetailFromJson(const QJsonObject &json)
{
    Result<CertificateRequest> request = requestFromJson(json);
    if (!request)
        return failure(request.error());
    JsonMembers members(json);
    RequestDetail detail;
    detail.request = *std::move(request);
    detail.requester = members.optionalMember(QLatin1String("requester"), actorFromJson);
    detail.requesterMail = members.optionalText(QLatin1String("requesterMail"));
    detail.notifyMail = members.optionalText(QLatin1String("notifyMail"));
    detail.comment = members.optionalText(QLatin1String("comment"));
    detail.holdComment = members.optionalText(QLatin1String("holdComment"));
    detail.reason = members.optionalText(QLatin1String("reason"));
    detail.claimant = members.optionalMember(QLatin1String("claimant"), actorFromJson);
    if (json.contains(QLatin1String("approvers")))
        detail.approvers = members.members(QLatin1String("approvers"), actorFromJson);
    // The contact's own view has none.
    if (json.contains(QLatin1String("notes")))
        detail.notes = members.members(QLatin1String("notes"), internalNoteFromJson);
    if (detail.request.checkState.isChecked())
        detail.check = members.member(QLatin1String("check"), checkReportFromJson);
    detail.history = members.members(QLatin1String("history"), historyEntryFromJson);
    if (json.contains(QLatin1String("enrollmentProfile")))
        detail.profile = members.member(QLatin1String("enrollmentProfile"), enrollmentProfileFromJson);
    return members.result(detail);
}

} // namespace tegata::contract
