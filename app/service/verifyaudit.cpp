// SPDX-License-Identifier: Apache-2.0
#include "app/service/commands.h"

#include "core/service/authority/storelink.h"
#include "core/service/authority/storeverification.h"

#include <QCommandLineParser>

#include <cstdio>

namespace tegata::app {

namespace {

Result<StoreVerification> verify(const ServiceFiles &files)
{
    const auto authorities = AuthorityDirectory(files.authority()).loadCertificates();
    if (!authorities)
        return failure(authorities.error());
    // Before the store: a running service may go on meanwhile, and the file never tells more than the store.
    const auto link = loadStoreLink(files.authority());
    if (!link)
        return failure(link.error());
    const auto database = Database::openForReading(files.store());
    if (!database)
        return failure(database.error());
    return (*database)->read(
        [&](ReadTransaction &transaction) { return verifyStore(transaction, *authorities, *link); });
}

} // namespace

int verifyAudit(const QStringList &arguments)
{
    QCommandLineParser parser;
    int code = Done;
    const auto places = placesOf(parser, "audit verify", arguments, 1, 1, code);
    if (!places)
        return code;
    const QString &directory = places->constFirst();
    const auto verified = verify(ServiceFiles{dataDirectoryOf(directory)});
    if (!verified) {
        complain(verified.error());
        return NotPossible;
    }
    for (const StoreFault &fault : verified->faults)
        std::printf("BROKEN %s: %s\n", qUtf8Printable(fault.place), qUtf8Printable(fault.what));
    std::printf("%s: %lld lines of the trail, %lld certificates, %lld requests, %d revocation lists, %lld faults\n",
                verified->isWhole() ? "WHOLE" : "NOT WHOLE", static_cast<long long>(verified->trailRows),
                static_cast<long long>(verified->certificates), static_cast<long long>(verified->requests),
                verified->lists, static_cast<long long>(verified->faultCount));
    return verified->isWhole() ? Done : Found;
}

} // namespace tegata::app
