// SPDX-License-Identifier: Apache-2.0
#include "core/base/errortext.h"
#include "core/base/processhardening.h"
#include "core/service/practice/practiceworld.h"
#include "core/service/servicehost.h"
#include "core/service/serviceversion.h"
#include "core/service/terminationsignal.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace {

constexpr int WrongUse = 2;

int runService(const QString &configFile)
{
    using namespace tegata;
    TerminationSignal termination;
    const Result<ServiceConfig> config = loadServiceConfig(configFile);
    auto host = config ? ServiceHost::open(*config, std::make_shared<SystemClock>()) : failure(config.error());
    const Result<void> started = host ? (*host)->start() : failure(host.error());
    if (!started) {
        const ErrorText text = describe(started.error(), Phrasebook(Language::English));
        std::fprintf(stderr, "tegata-service: %s %s (%s %s)\n", qUtf8Printable(text.message),
                     qUtf8Printable(text.remedy), qUtf8Printable(started.error().field),
                     qUtf8Printable(started.error().detail));
        return 1;
    }
    std::fputs("READY\n", stdout);
    std::fflush(stdout);
    termination.wait();
    (*host)->stop();
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    tegata::hardenProcess();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tegata-service"));
    QCoreApplication::setApplicationVersion(tegata::serviceVersion());

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The service behind the application and operator sites."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption config(QStringLiteral("config"), QStringLiteral("Serve by this configuration."),
                                    QStringLiteral("FILE"));
    const QCommandLineOption practice(QStringLiteral("practice"),
                                      QStringLiteral("Serve a small practice world, made in this directory."),
                                      QStringLiteral("DIR"));
    parser.addOptions({config, practice});
    parser.process(application);
    if (parser.isSet(config) == parser.isSet(practice) || !parser.positionalArguments().isEmpty()) {
        std::fputs(qUtf8Printable(parser.helpText()), stderr);
        return WrongUse;
    }
    return parser.isSet(practice) ? tegata::runPractice(parser.value(practice)) : runService(parser.value(config));
}
