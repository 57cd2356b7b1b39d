// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/service/serviceconfig.h"

#include <memory>

namespace tegata {

class CaaSource;
class Database;
class IssuingAuthority;
class RequestWorkflow;

// The service's composition root: makes each part once and hands it down. Belongs to one thread, which needs no event
// loop: sockets, handlers and housekeeping have threads of their own.
class ServiceHost
{
public:
    // Opens (or makes) database and authority in the data directory; nothing listens yet. The clock must be safe to
    // call from any thread. caa: where CAA records are looked up before an approval; none: they are not. Errors:
    // Conflict (another process serves the directory), FileNotReadable (passphrase), FileNotWritable, those of
    // WeakKeyList::load, Database::open and IssuingAuthority::open; StoreMissing, StoreOlder, StoreForeign and
    // AuthorityMissing with the data directory as field where store and keys do not belong together (storelink.h).
    static Result<std::unique_ptr<ServiceHost>> open(const ServiceConfig &config, std::shared_ptr<const Clock> clock,
                                                     std::shared_ptr<CaaSource> caa = nullptr);
    ~ServiceHost(); // stops
    ServiceHost(const ServiceHost &) = delete;
    ServiceHost &operator=(const ServiceHost &) = delete;

    // Publishes the CRLs, binds the four listeners and begins housekeeping. Errors: those of HttpServer, of
    // RevocationPublisher and the store's.
    Result<void> start();
    // Lets running work finish; can be called again.
    void stop();

    Database &database();
    const IssuingAuthority &authority() const;
    const RequestWorkflow &workflow() const;

private:
    ServiceHost();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tegata
