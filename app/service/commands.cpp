// SPDX-License-Identifier: Apache-2.0
#include "app/service/commands.h"

#include "core/base/visibletext.h"
#include "core/domain/errortext.h"
#include "core/service/authority/storelink.h"
#include "core/service/practice/practicefiles.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>
#include <pwd.h>
#include <unistd.h>

namespace tegata::app {

QString dataDirectoryOf(const QString &directory)
{
    const ServiceFiles files{directory};
    if (files.hasStore() || files.hasKeys())
        return directory;
    for (const QString &inside : {QStringLiteral("data"), QString(practicefile::Service)}) {
        const QString path = directory + QLatin1Char('/') + inside;
        if (QFileInfo(path).isDir())
            return path;
    }
    return directory;
}

Result<ServiceStore> openServiceOf(const QString &place)
{
    const QString file = QFileInfo(place).isDir() ? place + QStringLiteral("/service.json") : place;
    const Result<ServiceConfig> config = loadServiceConfig(file);
    if (!config)
        return failure(config.error());
    // Opening would make what is missing.
    const ServiceFiles files{config->dataDirectory};
    if (!files.hasStore() || !files.hasKeys())
        return failure(ErrorCode::StoreMissing, QStringLiteral("no service was ever started there"),
                       config->dataDirectory);
    return openServiceStore(*config, std::make_shared<SystemClock>());
}

int onService(const QString &place, const std::function<Result<void>(ServiceStore &)> &run)
{
    Result<ServiceStore> service = openServiceOf(place);
    const Result<void> done = service ? run(*service) : failure(service.error());
    if (done)
        return Done;
    complain(done.error());
    return NotPossible;
}

QString currentUser()
{
    const passwd *user = ::getpwuid(::getuid());
    return user ? QString::fromLocal8Bit(user->pw_name) : QString::number(::getuid());
}

void complain(const Error &error)
{
    const ErrorText text = describe(error, Phrasebook(Language::English));
    std::fprintf(stderr, "tegata-service: %s %s%s\n", qUtf8Printable(text.message), qUtf8Printable(text.remedy),
                 qUtf8Printable(placeInBrackets(error)));
}

void print(const QJsonObject &json)
{
    std::fputs(visibleJson(QJsonDocument(json).toJson()).constData(), stdout);
}

const QList<Command> &commands()
{
    static const QList<Command> all{
        {"init", initialize, "DIR", "make a new service in DIR: its CAs, its configuration and its first examiners"},
        {"examiner add", addExaminer, "DIR", "let another examiner in"},
        {"examiner list", listExaminers, "DIR", "the examiners and their certificates"},
        {"examiner revoke", revokeExaminer, "DIR ID", "shut an examiner out, at once"},
        {"site list", listSites, "DIR", "the customers' sites and how they run"},
        {"site set", setSite, "DIR SITE NAME=VALUE…",
         "change how a site runs: policy, approvals-ov, approvals-ev, sender"},
        {"audit verify", verifyAudit, "DIR",
         "check the audit trail, certificates, revocation lists and requests of DIR against each other"},
        {"clock accept", acceptClock, "DIR",
         "trust the machine's clock after it has leaped; the service may be running"},
        {"store accept", acceptStore, "DIR",
         "go on with the store that is in DIR, or a new one, while no service is running"},
    };
    return all;
}

std::optional<int> runCommand(const QStringList &arguments)
{
    for (const Command &command : commands()) {
        const QStringList words = QString::fromLatin1(command.words).split(QLatin1Char(' '));
        if (arguments.size() < words.size() || arguments.mid(0, words.size()) != words)
            continue;
        const int code = command.run(arguments.mid(words.size()));
        if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
            return code;
        std::perror("tegata-service: standard output"); // what was found, or that it is whole, is not told
        return NotPossible;
    }
    return std::nullopt;
}

std::optional<QStringList> placesOf(QCommandLineParser &parser, const char *words, const QStringList &arguments,
                                    qsizetype fewest, qsizetype most, int &code)
{
    const auto found = std::find_if(commands().cbegin(), commands().cend(),
                                    [words](const Command &each) { return qstrcmp(each.words, words) == 0; });
    parser.setApplicationDescription(
        QStringLiteral("tegata-service %1 %2: %3.")
            .arg(QLatin1String(words), QString::fromUtf8(found->usage), QString::fromUtf8(found->help)));
    const QCommandLineOption help = parser.addHelpOption();
    const bool isRead =
        parser.parse(QStringList{QStringLiteral("tegata-service %1").arg(QLatin1String(words))} + arguments);
    if (isRead && parser.isSet(help)) {
        std::fputs(qUtf8Printable(parser.helpText()), stdout);
        code = Done;
        return std::nullopt;
    }
    const QStringList places = parser.positionalArguments();
    if (isRead && places.size() >= fewest && places.size() <= most)
        return places;
    if (!isRead)
        std::fprintf(stderr, "tegata-service: %s\n", qUtf8Printable(parser.errorText()));
    std::fputs(qUtf8Printable(parser.helpText()), stderr);
    code = WrongUse;
    return std::nullopt;
}

} // namespace tegata::app
