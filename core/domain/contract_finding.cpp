// SPDX-License-Identifier: Apache-2.0
#include "core/domain/contract.h"

#include "core/domain/jsonmembers.h"

namespace tegata::contract {

QJsonObject toJson(const Finding &finding)
{
    QJsonObject args;
    for (auto it = finding.args.cbegin(); it != finding.args.cend(); ++it)
        args.insert(it.key(), it.value());
    return {{QStringLiteral("rule"), finding.rule},
            {QStringLiteral("outcome"), findingOutcomeName(finding.outcome)},
            {QStringLiteral("field"), jsonText(finding.field)},
            {QStringLiteral("code"), finding.code},
            {QStringLiteral("args"), args},
            {QStringLiteral("message"), jsonText(finding.message)},
            {QStringLiteral("remedy"), jsonText(finding.remedy)}};
}

Result<Finding> findingFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    Finding finding;
    finding.rule = members.text(QLatin1String("rule"));
    finding.code = members.text(QLatin1String("code"));
    finding.outcome = members.choice(QLatin1String("outcome"), findingOutcomeFromName);
    finding.field = members.optionalText(QLatin1String("field"));
    const QJsonObject args = members.optionalObject(QLatin1String("args"));
    for (auto it = args.begin(); it != args.end(); ++it) {
        if (!it.value().isString())
            members.refuse(QStringLiteral("args.") + it.key(), QStringLiteral("text expected"));
        finding.args.insert(it.key(), it.value().toString());
    }
    finding.message = members.optionalText(QLatin1String("message"));
    finding.remedy = members.optionalText(QLatin1String("remedy"));
    return members.result(finding);
}

QJsonObject toJson(const CheckReport &report)
{
    QJsonArray findings;
    for (const Finding &finding : report.findings)
        findings.append(toJson(finding));
    return {{QStringLiteral("outcome"), findingOutcomeName(report.outcome())}, {QStringLiteral("findings"), findings}};
}

Result<CheckReport> checkReportFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    CheckReport report;
    report.findings = members.members(QLatin1String("findings"), findingFromJson);
    const FindingOutcome outcome = members.choice(QLatin1String("outcome"), findingOutcomeFromName);
    if (outcome != report.outcome())
        members.refuse(QStringLiteral("outcome"), QStringLiteral("not the weightiest outcome of the findings"));
    return members.result(report);
}

} // namespace tegata::contract
