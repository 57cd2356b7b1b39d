// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "core/base/processhardening.h"
#include "core/base/programarguments.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimer>
#include <QTranslator>

#include <csignal>
#include <optional>

using namespace tegata;

namespace {

// Where it cannot be parsed: whoever asked for JSON gets JSON.
bool asksForJson(const QStringList &arguments)
{
    return arguments.mid(0, arguments.indexOf(QLatin1String("--"))).contains(QLatin1String("--json"));
}

int refuse(const QStringList &arguments, const Error &error)
{
    cli::Output output(asksForJson(arguments));
    output.refuse(error);
    return output.end(cli::WrongUse, cli::Refused);
}

int answer(const QStringList &arguments, const char *member, const QString &text)
{
    cli::Output output(asksForJson(arguments));
    output.write({{QLatin1String(member), text}}, text.split(QLatin1Char('\n')));
    return output.end(cli::Done, cli::Refused);
}

} // namespace

int main(int argc, char *argv[])
{
    hardenProcess();
    const std::optional<UndecodableArgument> undecodable = undecodableArgument(argc, argv);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tegata-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TEGATA_VERSION));
    QTranslator translator;
    if (translator.load(QLocale::system(), QStringLiteral("tegata"), QStringLiteral("_"), QStringLiteral(":/i18n")))
        QCoreApplication::installTranslator(&translator);

    const QStringList arguments = programArguments(argc, argv).mid(1);
    if (undecodable) {
        const QString words = QCoreApplication::translate(
            "Cli", "Argument %1 is not UTF-8: %2. It would name another file. Rename the file, or link to it by a name "
                   "in UTF-8.");
        return refuse(arguments, {ErrorCode::InvalidArgument, words.arg(undecodable->place).arg(undecodable->shown),
                                  QString::number(undecodable->place), -1});
    }
    const Result<cli::Options> options = cli::Options::parse(arguments, cli::commands());
    if (!options)
        return refuse(arguments, options.error());
    if (options->wantsVersion())
        return answer(arguments, "version", QCoreApplication::applicationVersion());
    if (options->wantsHelp())
        return answer(arguments, "help", cli::Options::help(cli::commands()));
    int exitCode = cli::Done;
    {
        cli::CommandContext context(*options);
        QObject::connect(&context, &cli::CommandContext::finished, &application, &QCoreApplication::exit,
                         Qt::QueuedConnection);
        QTimer::singleShot(0, &context, [&context] { context.options().command()->run(context); });
        exitCode = QCoreApplication::exec();
    }
    if (const int signal = cli::Interrupts::received(); signal != 0) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }
    return exitCode;
}
