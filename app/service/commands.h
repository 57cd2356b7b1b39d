// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QString>
#include <QStringList>

// The commands of tegata-service beside serving. Each answers the exit code.
namespace tegata::app {

inline constexpr int Done = 0;
inline constexpr int Found = 1; // something is wrong, and standard output says what
inline constexpr int WrongUse = 2;
inline constexpr int NotPossible = 3; // standard error says why

// A service's own directory: DIR, or DIR/service of a practice world.
QString dataDirectoryOf(const QString &directory);
// Who runs the program, for the audit trail.
QString currentUser();
void complain(const Error &error);

int verifyAudit(const QString &directory);
int acceptClock(const QString &directory);
int acceptStore(const QString &directory);

// Those that are words and not options: "audit verify DIR". Nothing where the arguments are none of them.
struct Command
{
    const char *group;
    const char *verb;
    int (*run)(const QString &directory);
    const char *help;
};
const QList<Command> &commands();

} // namespace tegata::app
