// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"

#include <QDateTime>

namespace tegata {

// A request's details as they were kept, for when the site cannot be asked. A plain value.
struct CachedDetail
{
    RequestDetail detail;
    QDateTime fetchedAt; // when the site told them, by this computer's clock

    friend bool operator==(const CachedDetail &, const CachedDetail &) = default;
};

} // namespace tegata
