// SPDX-License-Identifier: Apache-2.0
#include "app/service/caressource.h"
#include "app/service/commands.h"
#include "core/base/processhardening.h"
#include "core/base/programarguments.h"
#include "core/service/practice/practiceworld.h"
#include "core/service/servicehost.h"
#include "core/service/sites/serviceversion.h"
#include "core/service/terminationsignal.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>
#include <optional>

namespace {

int runService(const QString &configFile)
{
    using namespace tegata;
    TerminationSignal termination;
    const Result<ServiceConfig> config = loadServiceConfig(configFile);
    auto host = config ? ServiceHost::open(*config, std::make_shared<SystemClock>(),
                                           std::make_shared<CaresSource>(config->dnsServers))
                       : failure(config.error());
    const Result<void> started = host ? (*host)->start() : failure(host.error());
    if (!started) {
        app::complain(started.error());
        return 1;
    }
    const bool isTold = std::fputs("READY\n", stdout) >= 0 && std::fflush(stdout) == 0;
    if (isTold)
        termination.wait();
    else
        std::perror("tegata-service: standard output"); // whoever waits for READY would wait for ever
    (*host)->stop();
    return isTold ? 0 : 1;
}

QString description()
{
    QString text = QStringLiteral("The service behind the application and operator sites.\n\nCommands:");
    for (const tegata::app::Command &command : tegata::app::commands())
        text +=
            QStringLiteral("\n  %1 %2\n      %3")
                .arg(QLatin1String(command.words), QString::fromUtf8(command.usage), QString::fromUtf8(command.help));
    return text + QStringLiteral("\n\nEach says its options with --help. DIR is the folder that init made.");
}

} // namespace

int main(int argc, char **argv)
{
    tegata::hardenProcess();
    const std::optional<tegata::UndecodableArgument> undecodable = tegata::undecodableArgument(argc, argv);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tegata-service"));
    QCoreApplication::setApplicationVersion(tegata::serviceVersion());

    QCommandLineParser parser;
    parser.setApplicationDescription(description());
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption config(QStringLiteral("config"), QStringLiteral("Run with this configuration file."),
                                    QStringLiteral("FILE"));
    const QCommandLineOption practice(QStringLiteral("practice"),
                                      QStringLiteral("Run a practice service in this folder."), QStringLiteral("DIR"));
    const QCommandLineOption pending(
        QStringLiteral("pending"),
        QStringLiteral("Number of pending requests in a new practice environment (some are faulty)."),
        QStringLiteral("N"));
    const QCommandLineOption approvalsOv(QStringLiteral("approvals-ov"),
                                         QStringLiteral("Approvals that an OV request needs."), QStringLiteral("N"));
    const QCommandLineOption approvalsEv(QStringLiteral("approvals-ev"),
                                         QStringLiteral("Approvals that an EV request needs."), QStringLiteral("N"));
    parser.addOptions({config, practice, pending, approvalsOv, approvalsEv});
    if (undecodable) {
        std::fprintf(stderr, "tegata-service: argument %d is not UTF-8: it would name another file.\n",
                     undecodable->place);
        return tegata::app::WrongUse;
    }
    const QStringList arguments = tegata::programArguments(argc, argv);
    if (const std::optional<int> code = tegata::app::runCommand(arguments.mid(1)))
        return *code;
    parser.process(arguments);
    bool valid = parser.isSet(config) != parser.isSet(practice) && parser.positionalArguments().isEmpty();
    const auto number = [&](const QCommandLineOption &option, int least, int most, int usual) {
        if (!parser.isSet(option))
            return usual;
        bool isNumber = false;
        const int value = parser.value(option).toInt(&isNumber);
        valid = valid && isNumber && value >= least && value <= most && parser.isSet(practice);
        return value;
    };
    const tegata::PracticeOptions options{number(pending, 1, tegata::LongestDay, 0), number(approvalsOv, 1, 2, 1),
                                          number(approvalsEv, 1, 2, 1)};
    if (!valid) {
        std::fputs(qUtf8Printable(parser.helpText()), stderr);
        return tegata::app::WrongUse;
    }
    return parser.isSet(practice) ? tegata::runPractice(parser.value(practice), options)
                                  : runService(parser.value(config));
}
