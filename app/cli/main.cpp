// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "core/base/processhardening.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimer>
#include <QTranslator>

#include <cstdio>

using namespace tegata;

int main(int argc, char *argv[])
{
    hardenProcess();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tegata-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TEGATA_VERSION));
    QTranslator translator;
    if (translator.load(QLocale::system(), QStringLiteral("tegata"), QStringLiteral("_"), QStringLiteral(":/i18n")))
        QCoreApplication::installTranslator(&translator);

    const Result<cli::Options> options = cli::Options::parse(QCoreApplication::arguments().mid(1), cli::commands());
    if (!options) {
        cli::Output(false).tell(options.error().detail);
        return cli::WrongUse;
    }
    if (options->wantsVersion()) {
        cli::Output(false).line(QCoreApplication::applicationVersion());
        return cli::Done;
    }
    if (options->wantsHelp()) {
        cli::Output(false).text(cli::Options::help(cli::commands()));
        return cli::Done;
    }
    cli::CommandContext context(*options);
    QObject::connect(&context, &cli::CommandContext::finished, &application, &QCoreApplication::exit,
                     Qt::QueuedConnection);
    QTimer::singleShot(0, &context, [&context] { context.options().command()->run(context); });
    return QCoreApplication::exec();
}
