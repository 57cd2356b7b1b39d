// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/authority/storeverification.h"

#include <QDateTime>

#include <mutex>
#include <optional>
#include <utility>

namespace tegata {

// What the service knows of itself beside the store, for health and metrics. Thread-safe.
class ServiceState
{
public:
    struct Verified
    {
        QDateTime at;
        StoreVerification result;
    };

    void setVerified(const QDateTime &at, StoreVerification result)
    {
        const std::lock_guard lock(m_mutex);
        m_verified = Verified{at, std::move(result)};
    }
    // The last time that the store was verified whole; nothing: not yet.
    std::optional<Verified> verified() const
    {
        const std::lock_guard lock(m_mutex);
        return m_verified;
    }

private:
    mutable std::mutex m_mutex;
    std::optional<Verified> m_verified;
};

} // namespace tegata
