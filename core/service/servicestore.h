// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/service/authority/issuingauthority.h"
#include "core/service/serviceconfig.h"
#include "core/service/store/database.h"
#include "core/service/store/trustedclock.h"

#include <memory>

namespace tegata {

// Store and keys of a service, opened and proved to belong together, with the clock that is believed: what serving and
// administering stand on. One process may serve while others administer: the store has one writer at a time.
struct ServiceStore
{
    std::shared_ptr<TrustedClock> clock;
    std::unique_ptr<Database> database;
    std::unique_ptr<IssuingAuthority> authority; // signs nothing while the clock has leaped
};

// Makes both where the data directory is empty; that is set-up's and serving's to want. Errors: FileNotReadable
// (passphrase), those of Database::open and IssuingAuthority::open; StoreMissing, StoreOlder, StoreForeign and
// AuthorityMissing with the data directory as field where store and keys do not belong together (storelink.h).
Result<ServiceStore> openServiceStore(const ServiceConfig &config, std::shared_ptr<const Clock> clock);

} // namespace tegata
