// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/ownchecks.h"
#include "core/domain/registration.h"
#include "core/rules/policy.h"

#include <QHash>
#include <QString>

#include <optional>

namespace tegata {

// What a list of the queue knows beside its rows: who works here, and the registered data that requests rest on. A
// value.
struct QueueContext
{
    QString me;                    // id of the operator who is signed in, empty for nobody
    QHash<QString, QString> names; // of operators, by id, as far as they are known
    std::optional<Registration> registration;
    Policy policy;    // of the registration
    OwnChecks checks; // of this computer
};

} // namespace tegata
