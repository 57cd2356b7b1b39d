// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/writeaction.h"

#include "core/service/http/problem.h"
#include "core/service/store/idempotencystore.h"

#include <QJsonDocument>

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype LongestKey = 128;

struct Outcome
{
    IdempotentAnswer answer;
    bool replayed = false;
};

// Who writes what under which key, and what the key was answered before.
struct KnownWrite
{
    SiteActor who;
    IdempotentAction action;
    std::optional<IdempotentAnswer> answer;
};

// What a write is refused with, beside its error.
struct Refusal
{
    bool isAccess = false;
    bool isKeyTaken = false;
    QList<Finding> findings;
    QJsonObject current;
};

QString keyField()
{
    return QStringLiteral("idempotencyKey");
}

Result<KnownWrite> lookUp(ReadTransaction &transaction, const AccessGuard &guard, const HttpRequest &request,
                          const QByteArray &key, const WriteAction &action, Refusal &refusal)
{
    Result<SiteActor> who = guard.identify(transaction, request);
    if (!who) {
        refusal.isAccess = true;
        return failure(who.error());
    }
    who->idempotencyKey = QString::fromLatin1(key);
    IdempotentAction idempotent{guard.site(), who->actor.id, who->idempotencyKey,
                                request.method + " /" + request.path.join(QLatin1Char('/')).toUtf8(),
                                action.fingerprint.value_or(request.body)};
    Result<std::optional<IdempotentAnswer>> answer = IdempotencyStore::find(transaction, idempotent);
    if (!answer) {
        refusal.isKeyTaken = answer.error().code == ErrorCode::InvalidArgument;
        return failure(answer.error());
    }
    return KnownWrite{*std::move(who), std::move(idempotent), *std::move(answer)};
}

HttpResponse refused(const AccessGuard &guard, const RouteContext &context, const Error &error, const Refusal &refusal)
{
    if (refusal.isAccess)
        return guard.refuse(context, error);
    if (refusal.isKeyTaken)
        return problemResponse(422, error, context.language);
    return problemResponse(error, context.language, refusal.findings, refusal.current);
}

HttpResponse answered(const Outcome &outcome)
{
    HttpResponse response;
    response.status = outcome.answer.status;
    response.headers.emplaceBack("Content-Type", "application/json");
    if (outcome.replayed)
        response.headers.emplaceBack("Idempotent-Replay", "true");
    response.body = outcome.answer.body;
    return response;
}

} // namespace

Result<QByteArray> idempotencyKeyOf(const HttpRequest &request)
{
    QByteArray key = request.header("idempotency-key");
    const bool visible = std::all_of(key.cbegin(), key.cend(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (key.isEmpty() || key.size() > LongestKey || !visible)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("missing or not valid"), keyField());
    return key;
}

HttpResponse runWrite(const AccessGuard &guard, const RouteContext &context, const WriteAction &action)
{
    const SiteServices &services = guard.services();
    const Result<QByteArray> key = idempotencyKeyOf(context.request);
    if (!key)
        return problemResponse(428, key.error(), context.language);

    Refusal refusal;
    if (action.prepare) {
        const auto known = services.database.read([&](ReadTransaction &transaction) {
            return lookUp(transaction, guard, context.request, *key, action, refusal);
        });
        if (!known)
            return refused(guard, context, known.error(), refusal);
        if (known->answer)
            return answered({*known->answer, true});
        if (const Result<void> prepared = action.prepare(known->who); !prepared)
            return problemResponse(prepared.error(), context.language);
    }
    const auto outcome = services.database.write([&](Transaction &transaction) -> Result<Outcome> {
        const Result<KnownWrite> known = lookUp(transaction, guard, context.request, *key, action, refusal);
        if (!known)
            return failure(known.error());
        if (known->answer)
            return Outcome{*known->answer, true};
        const Result<QJsonObject> body = action.write(transaction, known->who, refusal.findings);
        if (!body) {
            if (body.error().code == ErrorCode::Conflict && action.current)
                refusal.current = action.current(transaction, known->who).value_or(QJsonObject());
            return failure(body.error());
        }
        const Outcome done{{action.status, QJsonDocument(*body).toJson(QJsonDocument::Compact)}, false};
        const Result<void> kept =
            IdempotencyStore::insert(transaction, known->action, done.answer, services.clock.now());
        if (!kept)
            return failure(kept.error());
        return done;
    });
    return outcome ? answered(*outcome) : refused(guard, context, outcome.error(), refusal);
}

} // namespace tegata
