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
        translated(QT_TRANSLATE_NOOP("Options", "A desk for managed TLS server certificates.")));
    parser.addOptions({
        {{QStringLiteral("h"), QStringLiteral("help")}, translated(QT_TRANSLATE_NOOP("Options", "Show this help."))},
        {{QStringLiteral("v"), QStringLiteral("version")},
         translated(QT_TRANSLATE_NOOP("Options", "Show the program's version."))},
        {QStringLiteral("profile"),
         translated(QT_TRANSLATE_NOOP("Options", "Folder of sites, operator certificates and cache.")),
         QStringLiteral("DIR")},
        {QStringLiteral("practice"),
         translated(QT_TRANSLATE_NOOP("Options", "Work at the practice service that runs in this folder.")),
         QStringLiteral("DIR")},
        {QStringLiteral("site"),
         translated(QT_TRANSLATE_NOOP("Options", "Take the site of this file into the profile and work there.")),
         QStringLiteral("FILE")},
        {QStringLiteral("language"), translated(QT_TRANSLATE_NOOP("Options", "Language of the interface.")),
         QStringLiteral("ja|en")},
    });
}

} // namespace

Result<Options> Options::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    const auto wrong = [](const QString &detail) { return failure(ErrorCode::InvalidArgument, detail); };
    if (!parser.parse(arguments))
        return wrong(parser.errorText());
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
            return wrong(translated(QT_TRANSLATE_NOOP("Options", "The language is ja or en.")));
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
