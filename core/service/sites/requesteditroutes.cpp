// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/requesteditroutes.h"

#include "core/pki/serialnumber.h"
#include "core/service/sites/jsonbody.h"
#include "core/service/sites/views.h"
#include "core/service/sites/writeaction.h"

namespace tegata {

namespace {

bool isGiven(const QJsonObject &json, const char *member)
{
    const QJsonValue value = json.value(QLatin1String(member));
    return !value.isUndefined() && !value.isNull();
}

Result<RequestCorrection> readCorrection(const QJsonObject &json, const QString &id)
{
    JsonMembers members(json, ErrorCode::InvalidArgument);
    RequestCorrection correction;
    correction.id = id;
    correction.version = members.integer(QLatin1String("version"));
    correction.note = members.optionalText(QLatin1String("note"));
    if (isGiven(json, "product"))
        correction.product = members.choice(QLatin1String("product"), productFromName);
    if (isGiven(json, "language"))
        correction.language = members.choice(QLatin1String("language"), certificateLanguage);
    // Of these two, null is a value: none of its own.
    if (json.contains(QLatin1String("notifyMail")))
        correction.notifyMail = members.optionalText(QLatin1String("notifyMail"));
    if (json.contains(QLatin1String("renewalOf")))
        correction.renewalOf = canonicalSerial(members.optionalText(QLatin1String("renewalOf")));
    return members.result(correction);
}

WriteAction requestWrite(const RouteContext &context, const QString &id)
{
    WriteAction write;
    write.current = [&context, id](ReadTransaction &transaction, const SiteActor &who) -> Result<QJsonObject> {
        const auto row = RequestStore::find(transaction, who.customerId, id);
        if (!row)
            return failure(row.error());
        return requestView(transaction, *row, who.kind, context.language);
    };
    return write;
}

HttpResponse editRequest(const AccessGuard &guard, const RouteContext &context)
{
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    const Result<RequestCorrection> correction = readCorrection(*body, context.parameter(QStringLiteral("id")));
    if (!correction)
        return bodyProblem(correction.error(), context.language);
    const SiteServices &services = guard.services();
    WriteAction write = requestWrite(context, correction->id);
    write.write = [&](Transaction &transaction, const SiteActor &who, QList<Finding> &) -> Result<QJsonObject> {
        const auto row = services.editor.edit(transaction, who, *correction, services.clock.now());
        if (!row)
            return failure(row.error());
        return requestView(transaction, *row, who.kind, context.language);
    };
    return runWrite(guard, context, write);
}

HttpResponse addRequestNote(const AccessGuard &guard, const RouteContext &context)
{
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    JsonMembers members(*body, ErrorCode::InvalidArgument);
    const Result<QString> text = members.result(members.text(QLatin1String("text")));
    if (!text)
        return bodyProblem(text.error(), context.language);
    const SiteServices &services = guard.services();
    const QString id = context.parameter(QStringLiteral("id"));
    WriteAction write = requestWrite(context, id);
    write.write = [&](Transaction &transaction, const SiteActor &who, QList<Finding> &) -> Result<QJsonObject> {
        const auto row = services.editor.addNote(transaction, who, id, *text, services.clock.now());
        if (!row)
            return failure(row.error());
        return requestView(transaction, *row, who.kind, context.language);
    };
    return runWrite(guard, context, write);
}

} // namespace

void addRequestEditRoutes(Router &router, const AccessGuard &guard)
{
    const QString request = QStringLiteral("/v1/requests/{id}");
    router.add("POST", request + QStringLiteral("/edit"),
               guard.guarded(
                   [&guard](const RouteContext &context, const SiteActor &) { return editRequest(guard, context); }));
    router.add("POST", request + QStringLiteral("/notes"),
               guard.guarded([&guard](const RouteContext &context, const SiteActor &) {
                   return addRequestNote(guard, context);
               }));
}

} // namespace tegata
