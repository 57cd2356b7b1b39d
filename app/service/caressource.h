// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/dns/caresresolver.h"
#include "core/service/workflow/caagate.h"

namespace tegata {

// CaaSource over c-ares, whose thread is its own; waits for the answers without an event loop.
class CaresSource final : public CaaSource
{
public:
    // servers: as CaresResolver; none: the system's.
    explicit CaresSource(const QStringList &servers) : m_resolver(servers) {}

    CaaRecords lookUp(const QStringList &domains, std::chrono::milliseconds limit) override;

private:
    CaresResolver m_resolver;
};

} // namespace tegata
