// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/desktopprogram.h"
#include "app/desktop/logcapture.h"
#include "app/desktop/options.h"
#include "core/base/clock.h"
#include "core/base/processhardening.h"
#include "core/base/programarguments.h"
#include "ui/common/scrollareaaccessible.h"

#include <QApplication>
#include <QDir>
#include <QLocale>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>

namespace {

constexpr int Untold = 1;
constexpr int WrongUse = 2;

void name()
{
    QCoreApplication::setApplicationName(QStringLiteral("tegata"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TEGATA_VERSION));
}

int tell(std::FILE *stream, const QString &text, int code)
{
    const bool isTold = std::fputs(qPrintable(text), stream) >= 0 && std::fflush(stream) == 0;
    return isTold ? code : std::max(code, Untold);
}

bool has(int argc, char *argv[], std::string_view option, std::string_view letter)
{
    return std::any_of(argv + 1, argv + argc, [&](const char *each) { return each == option || each == letter; });
}

} // namespace

int main(int argc, char *argv[])
{
    tegata::hardenProcess();
    const std::optional<tegata::UndecodableArgument> undecodable = tegata::undecodableArgument(argc, argv);
    const bool wantsHelp = has(argc, argv, "--help", "-h");
    const bool wantsVersion = has(argc, argv, "--version", "-v");
    if (wantsHelp || wantsVersion) { // needs no display
        QCoreApplication application(argc, argv);
        name();
        const tegata::LanguageController language(tegata::languageFromTag(QLocale::system().name()));
        return tell(stdout, wantsHelp ? tegata::Options::usage() : QStringLiteral("tegata " TEGATA_VERSION "\n"), 0);
    }
    QApplication application(argc, argv);
    name();
    tegata::installScrollAreaAccessible();
    QApplication::setDesktopFileName(QStringLiteral("tegata"));
    if (undecodable) {
        const QString words =
            QCoreApplication::translate("Options", "Argument %1 is not UTF-8: %2. It would name another "
                                                   "file.");
        return tell(stderr, QStringLiteral("tegata: %1\n").arg(words.arg(undecodable->place).arg(undecodable->shown)),
                    WrongUse);
    }
    const tegata::Result<tegata::Options> options = tegata::Options::parse(tegata::programArguments(argc, argv));
    if (!options)
        return tell(stderr, QStringLiteral("tegata: %1\n").arg(options.error().detail), WrongUse);

    const tegata::SystemClock clock;
    tegata::LogBook log(QDir(options->profile).filePath(QStringLiteral("log/tegata.log")), clock);
    const tegata::LogCapture capture(log);
    log.add(tegata::LogLevel::Note, QStringLiteral("tegata"), QStringLiteral("started, version " TEGATA_VERSION));
    tegata::DesktopProgram program(*options, log);
    program.begin();
    return QApplication::exec();
}
