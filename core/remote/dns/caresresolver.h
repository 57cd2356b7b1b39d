// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/remote/dns/caaresolver.h"

#include <QStringList>

#include <chrono>
#include <memory>

namespace tegata {

// CaaResolver over c-ares: the system's resolvers, UDP with a retry over TCP where the answer was cut. On a thread of
// its own. Destroying it answers what is open with Cancelled.
class CaresResolver final : public CaaResolver
{
public:
    // servers: "192.0.2.1:53", "[2001:db8::1]:53"; none: those of the system. timeout: of the first of two tries.
    explicit CaresResolver(QStringList servers = {}, std::chrono::milliseconds timeout = std::chrono::seconds(3));
    ~CaresResolver() override;

    Future<QList<CaaRecord>> caaRecords(const QString &name) override;

private:
    class Channel; // c-ares' state, on the worker's thread

    std::shared_ptr<Channel> m_channel;
    Worker m_worker;
};

} // namespace tegata
