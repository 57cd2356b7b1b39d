// SPDX-License-Identifier: Apache-2.0
#include "core/service/servicestore.h"

#include "core/base/privatefile.h"
#include "core/service/authority/storelink.h"
#include "core/service/clockkeeper.h"

#include <utility>

namespace tegata {

Result<ServiceStore> openServiceStore(const ServiceConfig &config, std::shared_ptr<const Clock> clock)
{
    const ServiceFiles files{config.dataDirectory};
    if (const Result<void> there = checkStoreIsThere(files); !there)
        return failure(there.error());
    Result<SecretBytes> passphrase = readSecretLine(config.authorityPassphraseFile);
    if (!passphrase)
        return failure(passphrase.error());
    auto database = Database::open(files.store());
    if (!database)
        return failure(database.error());
    const auto belong =
        (*database)->read([&](ReadTransaction &transaction) { return checkBelongTogether(transaction, files); });
    if (!belong)
        return failure(belong.error());
    const auto lastTime = trustedTimeOf(**database, clock->now());
    if (!lastTime)
        return failure(lastTime.error());
    ServiceStore store;
    store.clock = std::make_shared<TrustedClock>(std::move(clock), *lastTime);
    store.database = std::move(*database);
    store.database->useClock(store.clock);
    AuthorityOptions options;
    options.directory = files.authority();
    options.publicBaseUrl = config.statusUrl;
    options.organization = config.organization;
    options.maySign = [trusted = store.clock] { return trusted->check(); };
    auto authority = IssuingAuthority::open(options, std::move(*passphrase), store.clock->now());
    if (!authority)
        return failure(authority.error());
    store.authority = std::move(*authority);
    return store;
}

} // namespace tegata
