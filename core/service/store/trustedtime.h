// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/store/transaction.h"

#include <optional>

namespace tegata {

// The time that the service believed last, and how often its staff has accepted another.
struct TrustedTime
{
    QDateTime at;
    qint64 accepted = 0;
    qint64 renewed = 0; // of `accepted`: what is signed for long was made again since

    friend bool operator==(const TrustedTime &, const TrustedTime &) = default;
};

class TrustedTimeStore
{
public:
    // Nothing in a store that no service has served yet.
    static Result<std::optional<TrustedTime>> find(ReadTransaction &transaction);
    // Never back.
    static Result<void> advance(Transaction &transaction, const QDateTime &now);
    // Another time is believed from now on, later or earlier. The caller writes the audit trail.
    static Result<TrustedTime> accept(Transaction &transaction, const QDateTime &now);
    static Result<void> noteRenewed(Transaction &transaction, qint64 accepted);
};

} // namespace tegata
