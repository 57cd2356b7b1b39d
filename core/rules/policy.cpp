// SPDX-License-Identifier: Apache-2.0
#include "core/rules/policy.h"

#include "core/domain/jsonmembers.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

// The resources live in a static library: without this call the linker drops them. Outside any namespace, as the macro
// demands.
static void initializePolicyResources()
{
    Q_INIT_RESOURCE(tegata_policies);
}

namespace tegata {

namespace {

// Tables are sorted by date when they are read.
int daysOn(const QList<DatedLimit> &limits, const QDate &day)
{
    int days = 0;
    for (const DatedLimit &limit : limits) {
        if (limit.from <= day)
            days = limit.days;
    }
    return days;
}

Result<DatedLimit> datedLimitFromJson(const QJsonObject &json)
{
    JsonMembers members(json, ErrorCode::InvalidArgument);
    DatedLimit limit;
    limit.from = QDate::fromString(members.text(QLatin1String("from")), Qt::ISODate);
    if (!limit.from.isValid())
        members.refuse(QStringLiteral("from"), QStringLiteral("date expected"));
    limit.days = members.integer(QLatin1String("days"));
    if (limit.days < 1)
        members.refuse(QStringLiteral("days"), QStringLiteral("1 or more expected"));
    return members.result(limit);
}

QList<DatedLimit> datedLimits(JsonMembers &members, QLatin1String name)
{
    QList<DatedLimit> limits = members.members(name, datedLimitFromJson);
    if (limits.isEmpty())
        members.refuse(name, QStringLiteral("at least one row expected"));
    std::sort(limits.begin(), limits.end(), [](const DatedLimit &a, const DatedLimit &b) { return a.from < b.from; });
    return limits;
}

int atLeast(int minimum, JsonMembers &members, QLatin1String name)
{
    const int number = members.integer(name);
    if (number < minimum)
        members.refuse(name, QStringLiteral("%1 or more expected").arg(minimum));
    return number;
}

int optionalAtLeast(int minimum, int otherwise, JsonMembers &members, QLatin1String name)
{
    const int number = members.optionalInteger(name, otherwise);
    if (number < minimum)
        members.refuse(name, QStringLiteral("%1 or more expected").arg(minimum));
    return number;
}

} // namespace

int Policy::maximumValidityDays(const QDate &day) const
{
    return daysOn(maximumValidity, day);
}

int Policy::domainReuseDays(const QDate &day) const
{
    return daysOn(domainReuse, day);
}

QDateTime Policy::domainUsableUntil(const QDateTime &validatedAt) const
{
    if (!validatedAt.isValid())
        return {};
    QDateTime until;
    for (const DatedLimit &limit : domainReuse) {
        const QDateTime inForce(limit.from, QTime(0, 0), Qt::UTC);
        if (until.isValid() && until < inForce)
            break;
        // Too old already on the day on which the limit comes: usable until then.
        const QDateTime end = validatedAt.addDays(limit.days);
        until = until.isValid() ? std::max(end, inForce.addSecs(-1)) : end;
    }
    return until;
}

QDateTime Policy::organizationUsableUntil(const QDateTime &validatedAt) const
{
    return validatedAt.isValid() ? validatedAt.addDays(organizationReuseDays) : QDateTime();
}

Result<Policy> loadPolicy(const QString &name)
{
    // The name may come from a file or a command line: it never becomes another path.
    static const QRegularExpression shape(QStringLiteral("\\A[a-z0-9-]{1,64}\\z"));
    initializePolicyResources();
    QFile file(QStringLiteral(":/policies/%1.json").arg(name));
    if (!shape.match(name).hasMatch() || !file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, QStringLiteral("no such policy"), QStringLiteral("policy"));
    return parsePolicy(file.readAll());
}

Result<Policy> parsePolicy(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return failure(ErrorCode::MalformedEncoding, error.errorString(), QStringLiteral("policy"), error.offset);
    JsonMembers members(document.object(), ErrorCode::InvalidArgument);
    Policy policy;
    policy.name = members.text(QLatin1String("name"));
    policy.maximumValidity = datedLimits(members, QLatin1String("maximumValidity"));
    policy.validityMarginDays = atLeast(0, members, QLatin1String("validityMarginDays"));
    policy.domainReuse = datedLimits(members, QLatin1String("domainReuse"));
    policy.organizationReuseDays = atLeast(1, members, QLatin1String("organizationReuseDays"));
    policy.minimumRsaBits = atLeast(2048, members, QLatin1String("minimumRsaBits"));
    policy.curves = members.texts(QLatin1String("curves"));
    policy.signatureDigests = members.texts(QLatin1String("signatureDigests"));
    policy.organizationalUnit = members.choice(QLatin1String("organizationalUnit"), findingOutcomeFromName);
    policy.renewalWindowDays = atLeast(0, members, QLatin1String("renewalWindowDays"));
    policy.requestTimeoutDays = atLeast(1, members, QLatin1String("requestTimeoutDays"));
    policy.maximumNames = optionalAtLeast(1, policy.maximumNames, members, QLatin1String("maximumNames"));
    policy.openRequestsPerContact =
        optionalAtLeast(1, policy.openRequestsPerContact, members, QLatin1String("openRequestsPerContact"));
    policy.caaIssuers = members.texts(QLatin1String("caaIssuers"));
    return members.result(policy);
}

} // namespace tegata
