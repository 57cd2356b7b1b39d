// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/service/servicestore.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>

class QCommandLineParser;

// The commands of tegata-service beside serving. Each answers the exit code.
namespace tegata::app {

inline constexpr int Done = 0;
inline constexpr int Found = 1; // something is wrong, and standard output says what
inline constexpr int WrongUse = 2;
inline constexpr int NotPossible = 3; // standard error says why

// A service's own data: DIR, DIR/data of one that was set up here, or DIR/service of a practice world.
QString dataDirectoryOf(const QString &directory);
// Store and keys of the service whose configuration is DIR/service.json, or that file itself.
Result<ServiceStore> openServiceOf(const QString &place);
// Opens that service and does it there; complains where either cannot be done. The exit code.
int onService(const QString &place, const std::function<Result<void>(ServiceStore &)> &run);
// Who runs the program, for the audit trail.
QString currentUser();
void complain(const Error &error);
// One JSON document on standard output.
void print(const QJsonObject &json);

// arguments: what stands behind the command's words.
int verifyAudit(const QStringList &arguments);
int acceptClock(const QStringList &arguments);
int acceptStore(const QStringList &arguments);
int initialize(const QStringList &arguments);
int addExaminer(const QStringList &arguments);
int listExaminers(const QStringList &arguments);
int revokeExaminer(const QStringList &arguments);
int listSites(const QStringList &arguments);
int setSite(const QStringList &arguments);

// Those that are words and not options: "audit verify DIR", "init DIR".
struct Command
{
    const char *words;
    int (*run)(const QStringList &arguments);
    const char *usage;
    const char *help;
};
const QList<Command> &commands();
// Nothing where the arguments, without the program's name, begin with no command.
std::optional<int> runCommand(const QStringList &arguments);

// The options and so many places of a command; with --help, or where they are wrong, what it wants is said. Nothing:
// the exit code is in `code`.
std::optional<QStringList> placesOf(QCommandLineParser &parser, const char *words, const QStringList &arguments,
                                    qsizetype fewest, qsizetype most, int &code);

} // namespace tegata::app
