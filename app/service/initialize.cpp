// SPDX-License-Identifier: Apache-2.0
#include "app/service/commands.h"

#include "core/base/visibletext.h"
#include "core/service/administration/servicesetup.h"

#include <QCommandLineParser>
#include <QJsonArray>

#include <cstdio>
#include <iostream>
#include <string>
#include <unistd.h>

namespace tegata::app {

namespace {

// What is asked where it is not given by an option and a person sits there.
QString ask(const char *question)
{
    std::fprintf(stderr, "%s: ", question);
    std::string line;
    std::getline(std::cin, line);
    return QString::fromStdString(line).trimmed();
}

// "Taro Yamada=T.YAMADA"
NewExaminer examinerOf(const QString &text)
{
    const qsizetype sign = text.lastIndexOf(QLatin1Char('='));
    return sign < 0 ? NewExaminer{text, {}} : NewExaminer{text.left(sign).trimmed(), text.mid(sign + 1).trimmed()};
}

class SetupOptions
{
public:
    SetupOptions()
    {
        m_parser.addOptions({m_organization, m_host, m_address, m_listen, m_ports, m_statusUrl, m_mailFrom, m_examiner,
                             m_dns, m_weakKeys, m_json});
    }

    QCommandLineParser &parser() { return m_parser; }
    bool isJson() const { return m_parser.isSet(m_json); }

    // Nothing: what was wrong has been said.
    std::optional<ServiceSetup> setup(const QString &directory)
    {
        ServiceSetup setup;
        setup.directory = directory;
        ServiceConfig &config = setup.config;
        config.organization = given(m_organization, "Name of the organisation that is the CA");
        config.hostNames = m_parser.values(m_host);
        if (config.hostNames.isEmpty())
            config.hostNames = QStringList{given(m_host, "Host name under which the sites are reached")};
        config.hostAddresses = m_parser.values(m_address);
        config.statusUrl = given(m_statusUrl, "URL of CRL, OCSP and CA certificates, as http://pki.example.jp");
        config.noticeFrom = given(m_mailFrom, "Sender of the mails");
        config.dnsServers = m_parser.values(m_dns);
        config.weakKeyDirectory = m_parser.value(m_weakKeys);
        const QStringList ports = m_parser.value(m_ports).split(QLatin1Char(','));
        ListenAddress *listeners[] = {&config.application, &config.operatorSite, &config.examiner, &config.status};
        for (qsizetype i = 0; i < 4; ++i)
            *listeners[i] = {m_parser.value(m_listen), ports.value(i).toUShort()};
        QStringList examiners = m_parser.values(m_examiner);
        while (m_isAsking && examiners.size() < 2)
            examiners.append(ask("An examiner, as Taro Yamada=T.YAMADA"));
        for (const QString &each : std::as_const(examiners))
            setup.examiners.append(examinerOf(each));
        if (m_missing.isEmpty())
            return setup;
        std::fprintf(stderr, "tegata-service: %s missing.\n",
                     qUtf8Printable(m_missing.join(QStringLiteral(", ")) +
                                    (m_missing.size() == 1 ? QStringLiteral(" is") : QStringLiteral(" are"))));
        return std::nullopt;
    }

private:
    QString given(const QCommandLineOption &option, const char *question)
    {
        if (m_parser.isSet(option))
            return m_parser.value(option);
        if (m_isAsking)
            return ask(question);
        m_missing.append(QStringLiteral("--") + option.names().constFirst());
        return {};
    }

    static QCommandLineOption option(const char *name, const char *help, const char *value, const char *usual = "")
    {
        return {QLatin1String(name), QString::fromUtf8(help), QLatin1String(value), QLatin1String(usual)};
    }

    QCommandLineParser m_parser;
    const bool m_isAsking = ::isatty(STDIN_FILENO) == 1;
    QStringList m_missing;
    const QCommandLineOption m_organization = option("organization", "The organisation that is the CA.", "NAME");
    const QCommandLineOption m_host = option("host", "A host name of the sites; several times.", "NAME");
    const QCommandLineOption m_address = option("address", "An IP address of the sites; several times.", "IP");
    const QCommandLineOption m_listen = option("listen", "Listen at this address (127.0.0.1).", "IP", "127.0.0.1");
    const QCommandLineOption m_ports =
        option("ports", "Ports of application, operator, examiner and status (8441,8442,8443,8080).", "A,O,E,S",
               "8441,8442,8443,8080");
    const QCommandLineOption m_statusUrl =
        option("status-url", "How everybody reaches CRL, OCSP and CA certificates.", "URL");
    const QCommandLineOption m_mailFrom = option("mail-from", "Sender of the mails.", "ADDRESS");
    const QCommandLineOption m_examiner = option("examiner", "An examiner; at least two.", "NAME=COMMON.NAME");
    const QCommandLineOption m_dns = option("dns", "A DNS server for CAA; several times.", "IP:PORT");
    const QCommandLineOption m_weakKeys =
        option("weak-keys", "Debian's lists of weak keys (openssl-blacklist).", "DIR");
    const QCommandLineOption m_json{QStringLiteral("json"), QStringLiteral("Answer as JSON.")};
};

QJsonObject toJson(const MadeService &made)
{
    QJsonArray examiners;
    for (const MadeExaminer &each : made.examiners)
        examiners.append(QJsonObject{{QStringLiteral("id"), each.examiner.id},
                                     {QStringLiteral("commonName"), each.examiner.commonName},
                                     {QStringLiteral("identityFile"), each.identityFile},
                                     {QStringLiteral("passphraseFile"), each.passphraseFile}});
    return {{QStringLiteral("configFile"), made.configFile},
            {QStringLiteral("authorityFile"), made.authorityFile},
            {QStringLiteral("rootFingerprint"), made.rootFingerprint},
            {QStringLiteral("dataDirectory"), made.config.dataDirectory},
            {QStringLiteral("authorityPassphraseFile"), made.config.authorityPassphraseFile},
            {QStringLiteral("examiners"), examiners}};
}

void tell(const MadeService &made)
{
    std::printf(
        "The service is made.\n\n  configuration   %s\n  CA certificates %s\n  root, SHA-256   %s\n\nExaminers:\n",
        qUtf8Printable(made.configFile), qUtf8Printable(made.authorityFile), qUtf8Printable(made.rootFingerprint));
    for (const MadeExaminer &each : made.examiners)
        std::printf("  %s  %s\n  %*s  passphrase in %s\n", qUtf8Printable(each.examiner.commonName),
                    qUtf8Printable(each.identityFile), static_cast<int>(each.examiner.commonName.size()), "",
                    qUtf8Printable(each.passphraseFile));
    std::printf(
        "\nHand each examiner the two files by different ways, and delete them here.\n\n"
        "Back up, while the service is stopped:\n  %s\n    store and CA keys; without it nothing that was issued "
        "can be revoked\n  %s\n    opens the CA keys: keep it apart from them\n\nStart it: tegata-service --config "
        "%s\n",
        qUtf8Printable(made.config.dataDirectory), qUtf8Printable(made.config.authorityPassphraseFile),
        qUtf8Printable(made.configFile));
}

} // namespace

int initialize(const QStringList &arguments)
{
    SetupOptions options;
    int code = Done;
    const auto places = placesOf(options.parser(), "init", arguments, 1, 1, code);
    if (!places)
        return code;
    const std::optional<ServiceSetup> setup = options.setup(places->constFirst());
    if (!setup)
        return WrongUse;
    const auto made = setUpService(*setup, std::make_shared<SystemClock>(), currentUser());
    if (!made) {
        complain(made.error());
        return NotPossible;
    }
    if (options.isJson())
        print(toJson(*made));
    else
        tell(*made);
    return Done;
}

} // namespace tegata::app
