// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/sites/accessguard.h"

#include <functional>
#include <optional>

namespace tegata {

// One write of a site.
struct WriteAction
{
    int status = 200; // of its success
    // Stands for the body under its key where the body holds a password, of which no plain hash may be kept.
    std::optional<QByteArray> fingerprint;
    // What no writer may wait for (a name server, a signature), outside the transaction and before it, of a write that
    // was not answered yet; may be absent.
    std::function<Result<void>(const SiteActor &)> prepare;
    // Does it, and answers the body. Findings belong to a Refused error.
    std::function<Result<QJsonObject>(Transaction &, const SiteActor &, QList<Finding> &)> write;
    // The thing as it is now, for the answer to a Conflict; may be absent.
    std::function<Result<QJsonObject>(ReadTransaction &, const SiteActor &)> current;
};

// The request's Idempotency-Key. Errors: InvalidArgument with the field "idempotencyKey" (428).
Result<QByteArray> idempotencyKeyOf(const HttpRequest &request);

// Runs a write under its Idempotency-Key in one transaction, which is committed together with those of others who wait
// (database.h): who acts is looked up again under the writer's lock, a key seen before gives the stored bytes back
// (Idempotent-Replay: true; 422 where it was another write's), also before anything is prepared, and the answer is
// stored together with what the action did. 428 without a valid key; nothing is answered before the commit. Mails that
// became due with it follow by themselves (ServiceHost).
HttpResponse runWrite(const AccessGuard &guard, const RouteContext &context, const WriteAction &action);

} // namespace tegata
