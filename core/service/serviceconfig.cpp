// SPDX-License-Identifier: Apache-2.0
#include "core/service/serviceconfig.h"

#include "core/domain/jsonmembers.h"

#include <QFile>
#include <QHostAddress>
#include <QJsonDocument>
#include <QSet>
#include <QUrl>

namespace tegata {

namespace {

constexpr qint64 LargestFile = 64 * 1024;

struct Number
{
    const char *name;
    int ServiceConfig::*member;
    int least;
    int most;
};

constexpr Number Numbers[] = {
    {"workers", &ServiceConfig::workers, 1, 64},
    {"connections", &ServiceConfig::connections, 1, 100000},
    {"connectionsPerAddress", &ServiceConfig::connectionsPerAddress, 1, 100000},
    {"handshakesPerAddress", &ServiceConfig::handshakesPerAddress, 1, 100000},
    {"headsPerAddress", &ServiceConfig::headsPerAddress, 1, 100000},
    {"bodiesPerAddress", &ServiceConfig::bodiesPerAddress, 1, 100000},
    {"worksPerAddress", &ServiceConfig::worksPerAddress, 1, 100000},
    {"bodyKilobytes", &ServiceConfig::bodyKilobytes, 256, 1048576},
    {"bodyKilobytesPerAddress", &ServiceConfig::bodyKilobytesPerAddress, 256, 1048576},
    {"passwordThreads", &ServiceConfig::passwordThreads, 1, 64},
    {"passwordsInQueue", &ServiceConfig::passwordsInQueue, 1, 10000},
    {"passwordsInQueuePerAddress", &ServiceConfig::passwordsInQueuePerAddress, 1, 10000},
    {"sessionHours", &ServiceConfig::sessionHours, 1, 168},
    {"longestWaitSeconds", &ServiceConfig::longestWaitSeconds, 1, 600},
    {"idempotencyDays", &ServiceConfig::idempotencyDays, 1, 365},
    {"housekeepingSeconds", &ServiceConfig::housekeepingSeconds, 1, 3600},
    {"signInFailures", &ServiceConfig::signInFailures, 1, 1000},
    {"signInFailuresPerAddress", &ServiceConfig::signInFailuresPerAddress, 1, 100000},
    {"signInMinutes", &ServiceConfig::signInMinutes, 1, 1440},
    {"signInFailuresPerAccount", &ServiceConfig::signInFailuresPerAccount, 1, 100000},
    {"signInAccountHours", &ServiceConfig::signInAccountHours, 1, 720},
    {"enrollmentsPerAddress", &ServiceConfig::enrollmentsPerAddress, 1, 100000},
    {"enrollmentMailsPerRecipient", &ServiceConfig::enrollmentMailsPerRecipient, 0, 1000},
    {"enrollmentMailsPerAddress", &ServiceConfig::enrollmentMailsPerAddress, 0, 100000},
    {"refusedCallsPerMinute", &ServiceConfig::refusedCallsPerMinute, 1, 10000},
    {"refusedHandshakesPerMinute", &ServiceConfig::refusedHandshakesPerMinute, 1, 10000},
};

void readNumber(JsonMembers &members, const QJsonObject &json, QLatin1String name, int least, int most, int &value)
{
    if (!json.contains(name))
        return;
    value = members.integer(name);
    if (value < least || value > most)
        members.refuse(name, QStringLiteral("%1 to %2 expected").arg(least).arg(most));
}

ListenAddress readListener(JsonMembers &members, QLatin1String name)
{
    JsonMembers inner(members.object(name), ErrorCode::InvalidArgument);
    ListenAddress listener;
    listener.address = inner.text(QLatin1String("address"));
    const int port = inner.integer(QLatin1String("port"));
    if (QHostAddress(listener.address).isNull())
        inner.refuse(QStringLiteral("address"), QStringLiteral("an IP address expected"));
    if (port < 1 || port > 65535)
        inner.refuse(QStringLiteral("port"), QStringLiteral("1 to 65535 expected"));
    listener.port = static_cast<quint16>(port);
    const Result<ListenAddress> read = inner.result(listener);
    if (!read)
        members.refuse(name + QLatin1Char('.') + read.error().field, read.error().detail);
    return listener;
}

} // namespace

Result<ServiceConfig> parseServiceConfig(const QByteArray &json)
{
    static const QSet<QString> known = [] {
        QSet<QString> names;
        for (const char *name : {"dataDirectory", "authorityPassphraseFile", "mailDirectory", "noticeFrom",
                                 "organization", "application", "operator", "examiner", "status", "statusUrl",
                                 "hostNames", "hostAddresses", "dnsServers", "weakKeyDirectory"})
            names.insert(QLatin1String(name));
        for (const Number &number : Numbers)
            names.insert(QLatin1String(number.name));
        return names;
    }();
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        return failure(ErrorCode::MalformedEncoding, problem.errorString(), {}, problem.offset);
    const QJsonObject object = document.object();

    JsonMembers members(object, ErrorCode::InvalidArgument);
    const QStringList names = object.keys();
    for (const QString &name : names) {
        if (!known.contains(name))
            members.refuse(name, QStringLiteral("unknown name"));
    }
    ServiceConfig config;
    config.dataDirectory = members.text(QLatin1String("dataDirectory"));
    config.authorityPassphraseFile = members.text(QLatin1String("authorityPassphraseFile"));
    config.mailDirectory = members.text(QLatin1String("mailDirectory"));
    config.noticeFrom = members.text(QLatin1String("noticeFrom"));
    if (object.contains(QLatin1String("organization")))
        config.organization = members.text(QLatin1String("organization"));
    config.application = readListener(members, QLatin1String("application"));
    config.operatorSite = readListener(members, QLatin1String("operator"));
    config.examiner = readListener(members, QLatin1String("examiner"));
    config.status = readListener(members, QLatin1String("status"));
    config.statusUrl = members.text(QLatin1String("statusUrl"));
    const QUrl url(config.statusUrl, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != QLatin1String("http") || url.host().isEmpty() || url.hasQuery() ||
        config.statusUrl.endsWith(QLatin1Char('/')))
        members.refuse(QStringLiteral("statusUrl"), QStringLiteral("an http:// URL without a slash at the end"));
    if (object.contains(QLatin1String("hostNames")))
        config.hostNames = members.texts(QLatin1String("hostNames"));
    if (object.contains(QLatin1String("hostAddresses")))
        config.hostAddresses = members.texts(QLatin1String("hostAddresses"));
    config.weakKeyDirectory = members.optionalText(QLatin1String("weakKeyDirectory"));
    if (object.contains(QLatin1String("dnsServers")))
        config.dnsServers = members.texts(QLatin1String("dnsServers"));
    if (config.hostNames.isEmpty())
        members.refuse(QStringLiteral("hostNames"), QStringLiteral("at least one expected"));
    for (const Number &number : Numbers)
        readNumber(members, object, QLatin1String(number.name), number.least, number.most, config.*number.member);
    return members.result(config);
}

Result<ServiceConfig> loadServiceConfig(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileNotReadable, file.errorString(), path);
    const QByteArray json = file.read(LargestFile + 1);
    if (json.size() > LargestFile)
        return failure(ErrorCode::TooLarge, {}, path);
    return parseServiceConfig(json);
}

} // namespace tegata
