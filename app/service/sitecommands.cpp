// SPDX-License-Identifier: Apache-2.0
#include "app/service/commands.h"

#include "core/base/visibletext.h"
#include "core/service/administration/siteadministration.h"

#include <QCommandLineParser>
#include <QJsonArray>

#include <cstdio>
#include <limits>

namespace tegata::app {

namespace {

QJsonObject toJson(const ListedSite &site)
{
    return {{QStringLiteral("site"), site.customer.siteId},
            {QStringLiteral("customerId"), site.customer.id},
            {QStringLiteral("name"), site.customer.name},
            {QStringLiteral("policy"), site.registration.policy},
            {QStringLiteral("approvals-ov"), site.registration.approvalsOv},
            {QStringLiteral("approvals-ev"), site.registration.approvalsEv},
            {QStringLiteral("sender"), site.customer.noticeSender}};
}

void printLine(const ListedSite &site)
{
    std::printf("%s  policy=%s approvals-ov=%d approvals-ev=%d sender=%s  %s\n",
                qUtf8Printable(visibleText(site.customer.siteId)), qUtf8Printable(site.registration.policy),
                site.registration.approvalsOv, site.registration.approvalsEv,
                qUtf8Printable(visibleText(site.customer.noticeSender)),
                qUtf8Printable(visibleText(site.customer.name)));
}

// "approvals-ev=2"; nothing: no such setting, or no number.
bool take(const QString &setting, SiteChange &change)
{
    const qsizetype sign = setting.indexOf(QLatin1Char('='));
    const QString name = setting.left(sign);
    const QString value = sign < 0 ? QString() : setting.mid(sign + 1);
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    if (sign < 0)
        return false;
    if (name == QLatin1String("policy"))
        change.policy = value;
    else if (name == QLatin1String("sender"))
        change.noticeSender = value;
    else if (name == QLatin1String("approvals-ov") && isNumber)
        change.approvalsOv = number;
    else if (name == QLatin1String("approvals-ev") && isNumber)
        change.approvalsEv = number;
    else
        return false;
    return true;
}

} // namespace

int listSites(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("Answer as JSON."));
    parser.addOption(json);
    int code = Done;
    const auto places = placesOf(parser, "site list", arguments, 1, 1, code);
    if (!places)
        return code;
    return onService(places->constFirst(), [&](ServiceStore &service) -> Result<void> {
        const auto sites = tegata::listSites(service);
        if (!sites)
            return failure(sites.error());
        QJsonArray items;
        for (const ListedSite &site : *sites) {
            items.append(toJson(site));
            if (!parser.isSet(json))
                printLine(site);
        }
        if (parser.isSet(json))
            print({{QStringLiteral("items"), items}});
        return {};
    });
}

int setSite(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("Answer as JSON."));
    parser.addOption(json);
    int code = Done;
    const auto places = placesOf(parser, "site set", arguments, 3, std::numeric_limits<qsizetype>::max(), code);
    if (!places)
        return code;
    SiteChange change;
    for (const QString &setting : places->mid(2)) {
        if (!take(setting, change)) {
            std::fprintf(stderr, "tegata-service: “%s” is no setting of a site.\n",
                         qUtf8Printable(visibleText(setting)));
            return WrongUse;
        }
    }
    return onService(places->constFirst(), [&](ServiceStore &service) -> Result<void> {
        const auto site = tegata::changeSite(service, places->at(1), change, currentUser());
        if (!site)
            return failure(site.error());
        if (parser.isSet(json))
            print(toJson(*site));
        else
            printLine(*site);
        return {};
    });
}

} // namespace tegata::app
