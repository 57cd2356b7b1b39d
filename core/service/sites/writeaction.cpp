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

QString keyField()
{
    return QStringLiteral("idempotencyKey");
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

    std::optional<Error> accessError;
    bool keyTaken = false;
    QList<Finding> findings;
    QJsonObject current;
    const auto outcome = services.database.write([&](Transaction &transaction) -> Result<Outcome> {
        Result<SiteActor> who = guard.identify(transaction, context.request);
        if (!who) {
            accessError = who.error();
            return failure(who.error());
        }
        who->idempotencyKey = QString::fromLatin1(*key);
        const IdempotentAction idempotent{guard.site(), who->actor.id, who->idempotencyKey,
                                          context.request.method + " /" +
                                              context.request.path.join(QLatin1Char('/')).toUtf8(),
                                          action.fingerprint.value_or(context.request.body)};
        const auto stored = IdempotencyStore::find(transaction, idempotent);
        if (!stored) {
            keyTaken = stored.error().code == ErrorCode::InvalidArgument;
            return failure(stored.error());
        }
        if (*stored)
            return Outcome{**stored, true};
        const Result<QJsonObject> body = action.write(transaction, *who, findings);
        if (!body) {
            if (body.error().code == ErrorCode::Conflict && action.current)
                current = action.current(transaction, *who).value_or(QJsonObject());
            return failure(body.error());
        }
        const Outcome done{{action.status, QJsonDocument(*body).toJson(QJsonDocument::Compact)}, false};
        const Result<void> kept = IdempotencyStore::insert(transaction, idempotent, done.answer, services.clock.now());
        if (!kept)
            return failure(kept.error());
        return done;
    });
    if (accessError)
        return guard.refuse(context, *accessError);
    if (!outcome && keyTaken)
        return problemResponse(422, outcome.error(), context.language);
    if (!outcome)
        return problemResponse(outcome.error(), context.language, findings, current);

    HttpResponse response;
    response.status = outcome->answer.status;
    response.headers.emplaceBack("Content-Type", "application/json");
    if (outcome->replayed)
        response.headers.emplaceBack("Idempotent-Replay", "true");
    response.body = outcome->answer.body;
    return response;
}

} // namespace tegata
