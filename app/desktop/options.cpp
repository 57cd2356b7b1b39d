// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

namespace tegata {

namespace {

constexpr auto Context = "Options";

QString translated(const char *text)
{
    return QCoreApplication::translate(Context, text);
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        translated(QT_TRANSLATE_NOOP("Options", "Desktop software for managed TLS server certificates.")));
    parser.addOptions({
        {{QStringLiteral("h"), QStringLiteral("help")}, translated(QT_TRANSLATE_NOOP("Options", "Show this help."))},
        {{QStringLiteral("v"), QStringLiteral("version")},
         translated(QT_TRANSLATE_NOOP("Options", "Show the program's version."))},
        {QStringLiteral("profile"),
         translated(QT_TRANSLATE_NOOP("Options", "Folder for sites, operator certificates and cached data.")),
         QStringLiteral("DIR")},
        {QStringLiteral("practice"),
         translated(QT_TRANSLATE_NOOP("Options", "Connect to the practice service running in this folder.")),
         QStringLiteral("DIR")},
        {QStringLiteral("site"),
         translated(QT_TRANSLATE_NOOP("Options", "Add the site in this file to the profile and connect to it.")),
         QStringLiteral("FILE")},
        {QStringLiteral("language"), translated(QT_TRANSLATE_NOOP("Options", "Language of the interface.")),
         QStringLiteral("ja|en")},
    });
}

// Qt's own words would be English in the Japanese help.
QString problemOf(const QCommandLineParser &parser)
{
    const QStringList unknown = parser.unknownOptionNames();
    if (unknown.isEmpty())
        return translated(
            QT_TRANSLATE_NOOP("Options", "A value is missing after an option. --help lists the options."));
    return translated(QT_TRANSLATE_NOOP("Options", "There is no option “%1”. --help lists the options."))
        .arg(unknown.constFirst());
}

} // namespace

Result<Options> Options::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    const auto wrong = [](const QString &detail) { return failure(ErrorCode::InvalidArgument, detail); };
    if (!parser.parse(arguments))
        return wrong(problemOf(parser));
    if (!parser.positionalArguments().isEmpty())
        return wrong(translated(QT_TRANSLATE_NOOP("Options", "Unexpected argument: %1"))
                         .arg(parser.positionalArguments().constFirst()));
    Options options;
    options.practice = parser.value(QStringLiteral("practice"));
    options.siteFile = parser.value(QStringLiteral("site"));
    if (!options.practice.isEmpty() && !options.siteFile.isEmpty())
        return wrong(translated(QT_TRANSLATE_NOOP("Options", "Give --practice or --site, not both.")));
    if (parser.isSet(QStringLiteral("language"))) {
        const QString tag = parser.value(QStringLiteral("language"));
        if (tag != QLatin1String("ja") && tag != QLatin1String("en"))
            return wrong(translated(QT_TRANSLATE_NOOP("Options", "--language must be ja or en.")));
        options.language = languageFromTag(tag);
    }
    options.profile = parser.value(QStringLiteral("profile"));
    // A practice world is whole in its folder: what is done there does not touch the real profile.
    if (options.profile.isEmpty() && !options.practice.isEmpty())
        options.profile = QDir(options.practice).absoluteFilePath(QStringLiteral("desktop-profile"));
    if (options.profile.isEmpty())
        options.profile = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    options.profile = QDir(options.profile).absolutePath();
    return options;
}

QString Options::usage()
{
    QCommandLineParser parser;
    describe(parser);
    return parser.helpText();
}

} // namespace tegata
