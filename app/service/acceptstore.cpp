// SPDX-License-Identifier: Apache-2.0
#include "app/service/commands.h"

#include "core/base/clock.h"
#include "core/service/authority/storelink.h"

#include <QCommandLineParser>

#include <cstdio>

namespace tegata::app {

int acceptStore(const QStringList &arguments)
{
    QCommandLineParser parser;
    int code = Done;
    const auto places = placesOf(parser, "store accept", arguments, 1, 1, code);
    if (!places)
        return code;
    const QString &directory = places->constFirst();
    const auto accepted =
        tegata::acceptStore(ServiceFiles{dataDirectoryOf(directory)}, currentUser(), SystemClock().now());
    if (!accepted) {
        complain(accepted.error());
        return NotPossible;
    }
    std::puts(*accepted ? "Accepted: the keys go on with this store; no CRL number is used again. What was issued or "
                          "revoked and is not in it is not known any more."
                        : "Nothing to accept: the store is the one that the keys know.");
    return Done;
}

} // namespace tegata::app
