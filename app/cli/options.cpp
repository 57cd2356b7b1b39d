// SPDX-License-Identifier: Apache-2.0
#include "app/cli/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStandardPaths>

#include <array>

namespace tegata::cli {

namespace {

struct OptionText
{
    const char *name;
    const char *value; // nullptr: a switch
    const char *text;
};

constexpr std::array GeneralOptions = {"profile", "site", "url", "ca", "json"};

constexpr std::array OptionTexts = {
    OptionText{"profile", "DIR", QT_TRANSLATE_NOOP("Cli", "profile folder of the desktop program")},
    OptionText{"site", "FILE", QT_TRANSLATE_NOOP("Cli", "site to connect to: practice.env or a site file (JSON)")},
    OptionText{"url", "URL", QT_TRANSLATE_NOOP("Cli", "address of the site (with --ca)")},
    OptionText{"ca", "FILE",
               QT_TRANSLATE_NOOP("Cli", "CA certificates that must have issued the site's certificate (PEM)")},
    OptionText{"json", nullptr, QT_TRANSLATE_NOOP("Cli", "write one JSON document to standard output")},
    OptionText{"pending", "N",
               QT_TRANSLATE_NOOP("Cli", "number of pending requests in a new practice environment (some are faulty)")},
    OptionText{"approvals-ov", "N",
               QT_TRANSLATE_NOOP("Cli", "approvals that an OV request needs in a new practice environment (1 or 2)")},
    OptionText{"approvals-ev", "N",
               QT_TRANSLATE_NOOP("Cli", "approvals that an EV request needs in a new practice environment (1 or 2)")},
    OptionText{"user", "ID", QT_TRANSLATE_NOOP("Cli", "login ID on the application site")},
    OptionText{"password-file", "FILE", QT_TRANSLATE_NOOP("Cli", "file with the password on its first line")},
    OptionText{"identity", "P12",
               QT_TRANSLATE_NOOP("Cli", "operator certificate (PKCS#12); default: the one in the profile")},
    OptionText{"passphrase-file", "FILE",
               QT_TRANSLATE_NOOP("Cli", "file with the passphrase of the operator certificate on its first line")},
    OptionText{"from-registered", nullptr,
               QT_TRANSLATE_NOOP("Cli", "start from the registered data (renewal); needs --user")},
    OptionText{"new-password-file", "FILE",
               QT_TRANSLATE_NOOP("Cli", "file with the new login password on its first line")},
    OptionText{"policy", "NAME", QT_TRANSLATE_NOOP("Cli", "public-tls-2026, private-pki or a policy file")},
    OptionText{"registration", "FILE", QT_TRANSLATE_NOOP("Cli", "registered data to check against (JSON)")},
    OptionText{"renews", "FILE", QT_TRANSLATE_NOOP("Cli", "certificate that the CSR is to renew (PEM or DER)")},
    OptionText{"protocol", "NAME", QT_TRANSLATE_NOOP("Cli", "protocol of the new site: tegata or dogtag")},
    OptionText{"name", "TEXT", QT_TRANSLATE_NOOP("Cli", "display name of the new site")},
    OptionText{"value", "NAME=VALUE",
               QT_TRANSLATE_NOOP("Cli", "new value for a field of the request's profile (may be repeated)")},
    OptionText{"kind", "legal|english|operator-cn", QT_TRANSLATE_NOOP("Cli", "kind of name to check")},
    OptionText{"form", "NAME", QT_TRANSLATE_NOOP("Cli", "legal form, by its API name: kabushikiKaisha, …")},
    OptionText{"position", "before|after|none", QT_TRANSLATE_NOOP("Cli", "position of the legal form in the name")},
    OptionText{"government", nullptr, QT_TRANSLATE_NOOP("Cli", "the name is that of a government body")},
    OptionText{"consultation", nullptr,
               QT_TRANSLATE_NOOP("Cli", "consult the service desk about the length of the name")},
    OptionText{"language", "ja|en", QT_TRANSLATE_NOOP("Cli", "language of the certificate's subject")},
    OptionText{"product", "ov|ev", QT_TRANSLATE_NOOP("Cli", "SureServer or SureServer EV")},
    OptionText{"notify", "MAIL", QT_TRANSLATE_NOOP("Cli", "e-mail address for the issue notice")},
    OptionText{"comment", "TEXT", QT_TRANSLATE_NOOP("Cli", "comment for the operator")},
    OptionText{"renewal-of", "SERIAL", QT_TRANSLATE_NOOP("Cli", "certificate that this request renews")},
    OptionText{"state", "STATE", QT_TRANSLATE_NOOP("Cli", "only items in this state")},
    OptionText{"limit", "N", QT_TRANSLATE_NOOP("Cli", "maximum number of items (default 100)")},
    OptionText{"after", "CURSOR", QT_TRANSLATE_NOOP("Cli", "continue after the previous page (its \"next\" value)")},
    OptionText{"outcome", "passed|failed", QT_TRANSLATE_NOOP("Cli", "what was found about the item")},
    OptionText{"method", "NAME",
               QT_TRANSLATE_NOOP("Cli", "how it was found out, as phoneCall, registerExtract or dnsTxt; a wrong one is "
                                        "answered with those that the item takes")},
    OptionText{"evidence", "TEXT", QT_TRANSLATE_NOOP("Cli", "what was seen, with its reference number")},
    OptionText{"approve", nullptr, QT_TRANSLATE_NOOP("Cli", "approve the application")},
    OptionText{"reject", nullptr, QT_TRANSLATE_NOOP("Cli", "reject the application")},
    OptionText{"note", "TEXT", QT_TRANSLATE_NOOP("Cli", "reason, comment or note for the decision")},
    OptionText{"expect-version", "N",
               QT_TRANSLATE_NOOP("Cli", "act only if the item still has this version (one ID only)")},
    OptionText{"reason", "NAME",
               QT_TRANSLATE_NOOP(
                   "Cli", "unspecified, keyCompromise, affiliationChanged, superseded, cessationOfOperation, or "
                          "another reason that the site accepts: certificateHold, removeFromCRL (releases a hold), …")},
    OptionText{"at", "TIME",
               QT_TRANSLATE_NOOP("Cli", "time of the revocation (RFC 3339: 2026-12-01T09:00:00+09:00); default: now")},
    OptionText{"request", "ID", QT_TRANSLATE_NOOP("Cli", "request whose certificate is to be saved")},
    OptionText{"serial", "N", QT_TRANSLATE_NOOP("Cli", "serial number (hexadecimal)")},
    OptionText{"out", "FILE", QT_TRANSLATE_NOOP("Cli", "file to write")},
    OptionText{"chain", nullptr, QT_TRANSLATE_NOOP("Cli", "include the certificates of the issuing CA")},
    OptionText{"format", "NAME",
               QT_TRANSLATE_NOOP("Cli", "file format. Certificate: pem (default), der, p7b, p12. Export: csv "
                                        "(default), xlsx, pem. Decision log: jsonl (default), csv")},
    OptionText{"each", nullptr, QT_TRANSLATE_NOOP("Cli", "one PEM file per certificate, in the folder given by --out")},
    OptionText{"key", "FILE", QT_TRANSLATE_NOOP("Cli", "private key to put into the PKCS#12")},
    OptionText{"key-passphrase-file", "FILE",
               QT_TRANSLATE_NOOP("Cli", "file with the passphrase of the private key on its first line")},
    OptionText{"out-passphrase-file", "FILE",
               QT_TRANSLATE_NOOP("Cli", "file with the passphrase for the new PKCS#12 file on its first line")},
};

QString words(const char *text)
{
    return QCoreApplication::translate("Cli", text);
}

bool isGeneral(const QString &name)
{
    return std::any_of(GeneralOptions.begin(), GeneralOptions.end(),
                       [&](const char *general) { return name == QLatin1String(general); });
}

tl::unexpected<Error> wrongUse(const QString &text, const QString &field = {})
{
    return failure(ErrorCode::InvalidArgument, text, field);
}

// Qt's own words would be English in the Japanese help.
QString problemOf(const QCommandLineParser &parser)
{
    const QStringList unknown = parser.unknownOptionNames();
    if (unknown.isEmpty())
        return words(QT_TRANSLATE_NOOP("Cli", "A value is missing after an option. --help lists the options."));
    return words(QT_TRANSLATE_NOOP("Cli", "There is no option \"%1\". --help lists the options."))
        .arg(unknown.constFirst());
}

} // namespace

Result<Options> Options::parse(const QStringList &arguments, const QList<Command> &commands)
{
    QCommandLineParser parser;
    for (const OptionText &option : OptionTexts) {
        parser.addOption({QString::fromLatin1(option.name), words(option.text),
                          option.value ? QString::fromLatin1(option.value) : QString()});
    }
    parser.addOption(
        {{QStringLiteral("h"), QStringLiteral("help")}, words(QT_TRANSLATE_NOOP("Cli", "show this help"))});
    parser.addOption({QStringLiteral("version"), words(QT_TRANSLATE_NOOP("Cli", "show the version"))});
    if (!parser.parse(QStringList(QStringLiteral("tegata-cli")) + arguments))
        return wrongUse(problemOf(parser));

    Options options;
    options.m_help = parser.isSet(QStringLiteral("help"));
    options.m_version = parser.isSet(QStringLiteral("version"));
    if (options.m_help || options.m_version)
        return options;
    const QStringList given = parser.positionalArguments();
    for (const Command &command : commands) {
        if (given.mid(0, command.words.size()) == command.words)
            options.m_command = &command;
    }
    if (!options.m_command) {
        return wrongUse(given.isEmpty()
                            ? words(QT_TRANSLATE_NOOP("Cli", "No command given. --help lists the commands."))
                            : words(QT_TRANSLATE_NOOP("Cli", "There is no command \"%1\". --help lists the commands."))
                                  .arg(given.mid(0, 2).join(QLatin1Char(' '))));
    }
    const Command &command = *options.m_command;
    const QString name = command.words.join(QLatin1Char(' '));
    options.m_arguments = given.mid(command.words.size());
    const qsizetype count = options.m_arguments.size();
    if (count < command.minimumArguments || (command.maximumArguments >= 0 && count > command.maximumArguments))
        return wrongUse(words(QT_TRANSLATE_NOOP("Cli", "Usage: tegata-cli %1 %2")).arg(name, command.arguments));
    for (const OptionText &option : OptionTexts) {
        const QString optionName = QString::fromLatin1(option.name);
        if (!parser.isSet(optionName))
            continue;
        if (!isGeneral(optionName) && !command.options.contains(optionName))
            return wrongUse(words(QT_TRANSLATE_NOOP("Cli", "\"%1\" has no option --%2. --help lists the options."))
                                .arg(name, optionName));
        options.m_values.insert(optionName, parser.values(optionName));
    }
    // Whoever names a version must never act on another one because of a slip.
    const QString version = QStringLiteral("expect-version");
    const bool isOfMany = command.maximumArguments < 0 && count != 1;
    if (options.isSet(version) && (options.value(version).toInt() < 1 || isOfMany))
        return wrongUse(words(QT_TRANSLATE_NOOP("Cli", "--expect-version needs a number and exactly one ID.")),
                        version);
    return options;
}

QString Options::help(const QList<Command> &commands)
{
    QString text = words(QT_TRANSLATE_NOOP("Cli", "Usage: tegata-cli [OPTIONS] COMMAND …")) + QLatin1String("\n\n");
    for (const Command &command : commands) {
        const QString line = command.words.join(QLatin1Char(' ')) + QLatin1Char(' ') + command.arguments;
        text += QLatin1String("  ") + line.leftJustified(34) + QLatin1Char(' ') +
                words(command.summary.toUtf8().constData()) + QLatin1Char('\n');
        QStringList taken;
        for (const QString &option : command.options)
            taken.append(QLatin1String("--") + option);
        if (!taken.isEmpty())
            text += QString(37, QLatin1Char(' ')) + taken.join(QLatin1Char(' ')) + QLatin1Char('\n');
    }
    text += QLatin1Char('\n');
    for (const OptionText &option : OptionTexts) {
        const QString line = QLatin1String("--") + QLatin1String(option.name) + QLatin1Char(' ') +
                             QLatin1String(option.value ? option.value : "");
        text +=
            QLatin1String("  ") + line.leftJustified(34) + QLatin1Char(' ') + words(option.text) + QLatin1Char('\n');
    }
    return text + QLatin1Char('\n') +
           words(QT_TRANSLATE_NOOP("Cli", "Exit codes: 0 done; 1 errors found, or refused; 2 wrong usage; 3 site not "
                                          "reachable, or sign-in refused; 4 conflict: the item was changed.")) +
           QLatin1Char('\n');
}

QString Options::profileDirectory() const
{
    const QString given = value(QStringLiteral("profile"));
    // The desk's own folder, whatever this program is called.
    return given.isEmpty()
               ? QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QLatin1String("/tegata")
               : given;
}

} // namespace tegata::cli
