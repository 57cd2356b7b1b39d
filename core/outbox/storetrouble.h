// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QString>

#include <optional>

namespace tegata {

// What was wrong with one of the desk's own files when it was opened: told at the start, not at the first action. A
// plain value.
struct StoreTrouble
{
    enum class Store
    {
        Outbox,
        DecisionLog
    };
    enum class Kind
    {
        Damaged, // what could be read (`kept` entries) is used
        Lost,    // of the decision log: entries up to `lost` were there and are not any more; a new log begins
        InUse,   // another program works on it: it is only read here
        Unusable // nothing can be stored: `error`
    };

    Store store = Store::Outbox;
    Kind kind = Kind::Unusable;
    QString keptAs; // name of the file that was set aside as evidence; empty: there was none
    qint64 kept = 0;
    qint64 lost = 0;
    std::optional<Error> error;

    friend bool operator==(const StoreTrouble &, const StoreTrouble &) = default;
};

// What is answered by a store that another program works on.
inline Error storeInUse()
{
    Error error{ErrorCode::StoreUnavailable, QStringLiteral("another program works on it")};
    error.reason = QStringLiteral("profile.inUse");
    return error;
}

} // namespace tegata
