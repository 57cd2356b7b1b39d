// SPDX-License-Identifier: Apache-2.0
#include "app/service/commands.h"

#include "core/service/clockkeeper.h"

#include <QCommandLineParser>

#include <cstdio>

namespace tegata::app {

int acceptClock(const QStringList &arguments)
{
    QCommandLineParser parser;
    int code = Done;
    const auto places = placesOf(parser, "clock accept", arguments, 1, 1, code);
    if (!places)
        return code;
    const QString &directory = places->constFirst();
    const QDateTime machine = SystemClock().now();
    const auto leap = tegata::acceptClock(ServiceFiles{dataDirectoryOf(directory)}, currentUser(), machine);
    if (!leap) {
        complain(leap.error());
        return NotPossible;
    }
    if (*leap)
        std::printf("Accepted: it is %s; the last trusted time was %s.\n", qUtf8Printable(toRfc3339((*leap)->machine)),
                    qUtf8Printable(toRfc3339((*leap)->trusted)));
    else
        std::printf("Nothing to accept: the clock says %s, within a day of the last trusted time.\n",
                    qUtf8Printable(toRfc3339(machine)));
    return Done;
}

} // namespace tegata::app
