// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/actionanswer.h"
#include "core/domain/actions.h"
#include "core/domain/jsonmembers.h"
#include "core/remote/customersite.h"
#include "core/remote/http/restrequest.h"

#include <QJsonObject>

// From an HTTP answer to the contract's values, and from values to bodies. Pure; on the gate's worker.
namespace tegata::rest {

// The JSON object of an answer of 2xx, else the error. Errors: NotAuthenticated, Forbidden, TlsIdentityRefused (403
// with a fault of core/base/identityfault.h, which is the field), NotFound, Conflict, Refused, InvalidArgument and the
// codes of pki (400, 422), TooLarge, TooManyRequests, ServiceFailure, ClockLeaped; whatever is not the contract's is
// ProtocolViolation: a redirect, another content type, a 404 without problem document.
Result<QJsonObject> objectOf(const HttpAnswer &answer);

// The problem document of an answer of 400 and above; nothing where it is none.
std::optional<contract::Problem> problemOf(const HttpAnswer &answer);

QByteArray bytesOf(const QJsonObject &json);

// Decoder for HttpGate::send(): the object of a 2xx answer, read by `read`.
template <typename T>
auto decoder(Result<T> (*read)(const QJsonObject &))
{
    return [read](const HttpAnswer &answer) -> Result<T> {
        const Result<QJsonObject> object = objectOf(answer);
        return object ? read(*object) : Result<T>(failure(object.error()));
    };
}

// Decoder for {items, next}.
template <typename T>
auto listDecoder(Result<T> (*read)(const QJsonObject &))
{
    return [read](const HttpAnswer &answer) -> Result<ListPage<T>> {
        const Result<QJsonObject> object = objectOf(answer);
        if (!object)
            return failure(object.error());
        JsonMembers members(*object);
        ListPage<T> page;
        page.items = members.members(QLatin1String("items"), read);
        page.next = members.optionalText(QLatin1String("next"));
        return members.result(page);
    };
}

// The refusal of an action, where the answer is one: 422 with the code "refused".
std::optional<ActionRefused> refusalOf(const HttpAnswer &answer);

// Decoder for an action: done, conflict with the thing as it is now, or refused.
template <typename Detail>
auto actionDecoder(Result<Detail> (*read)(const QJsonObject &))
{
    return [read](const HttpAnswer &answer) -> Result<ActionAnswer<Detail>> {
        if (std::optional<ActionRefused> refused = refusalOf(answer))
            return ActionAnswer<Detail>(*std::move(refused));
        if (answer.status == 409) {
            const std::optional<contract::Problem> problem = problemOf(answer);
            Result<Detail> current = read(problem ? problem->current : QJsonObject());
            if (!current)
                return failure(current.error());
            return ActionAnswer<Detail>(ActionConflict<Detail>{*std::move(current)});
        }
        const Result<QJsonObject> object = objectOf(answer);
        if (!object)
            return failure(object.error());
        Result<Detail> current = read(*object);
        if (!current)
            return failure(current.error());
        return ActionAnswer<Detail>(ActionDone<Detail>{*std::move(current)});
    };
}

// 204, or any other success without content that matters.
Result<void> nothing(const HttpAnswer &answer);

RestRequest get(const QString &path);
RestRequest post(const QString &path, const QJsonObject &body, const QString &idempotencyKey);
// Requests that both sites know.
RestRequest listRequest(const QString &path, const QString &state, const QString &after, int limit);
RestRequest changesRequest(const QString &after, int limit, std::chrono::seconds wait);
RestRequest actionRequest(const Decision &decision);

} // namespace tegata::rest
