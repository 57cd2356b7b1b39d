// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/store/transaction.h"

#include <optional>

namespace tegata {

// One use of an Idempotency-Key: who sent which action with which body.
struct IdempotentAction
{
    QString site; // "application", "operator", "examiner"
    QString actorId;
    QString key;
    QByteArray target; // method and path: "POST /v1/requests"
    QByteArray body;   // as received
};

struct IdempotentAnswer
{
    int status = 0;
    QByteArray body;

    friend bool operator==(const IdempotentAnswer &, const IdempotentAnswer &) = default;
};

// First answers by idempotency key, stored in the action's own transaction. Only hashes of target and body are kept.
class IdempotencyStore
{
public:
    // The stored answer of the same action, or nothing when the key is new. InvalidArgument with field
    // "idempotencyKey" when the key was used for another action or body.
    static Result<std::optional<IdempotentAnswer>> find(ReadTransaction &transaction, const IdempotentAction &action);
    static Result<void> insert(Transaction &transaction, const IdempotentAction &action, const IdempotentAnswer &answer,
                               const QDateTime &now);
    static Result<void> deleteOlderThan(Transaction &transaction, const QDateTime &time);
};

} // namespace tegata
