// SPDX-License-Identifier: Apache-2.0
#include "core/desk/decisionevidence.h"

#include <QJsonArray>

namespace tegata {

namespace {

QString nameOf(TextDifference difference)
{
    switch (difference) {
    case TextDifference::None:
        return QStringLiteral("none");
    case TextDifference::CaseOnly:
        return QStringLiteral("case");
    case TextDifference::Width:
        return QStringLiteral("width");
    case TextDifference::Compatible:
        return QStringLiteral("compatible");
    case TextDifference::Composition:
        return QStringLiteral("composition");
    case TextDifference::Invisible:
        return QStringLiteral("invisible");
    case TextDifference::LookAlike:
        return QStringLiteral("lookAlike");
    case TextDifference::Other:
        break;
    }
    return QStringLiteral("other");
}

QJsonArray checkOf(const CheckReport &report)
{
    QJsonArray findings;
    for (const Finding &finding : report.findings) {
        findings.append(QJsonObject{{QStringLiteral("rule"), finding.rule},
                                    {QStringLiteral("code"), finding.code},
                                    {QStringLiteral("outcome"), findingOutcomeName(finding.outcome)},
                                    {QStringLiteral("field"), finding.field}});
    }
    return findings;
}

QJsonArray differencesOf(const QList<ComparisonRow> &rows)
{
    QJsonArray differences;
    for (const ComparisonRow &row : rows) {
        if (row.worst != TextDifference::None)
            differences.append(
                QJsonObject{{QStringLiteral("field"), row.field}, {QStringLiteral("difference"), nameOf(row.worst)}});
    }
    return differences;
}

QJsonArray liveOf(const QList<LiveCertificate> &hosts)
{
    QJsonArray live;
    for (const LiveCertificate &host : hosts) {
        if (host.state == LiveCertificate::State::Served)
            live.append(QJsonObject{{QStringLiteral("host"), host.host},
                                    {QStringLiteral("state"), QStringLiteral("served")},
                                    {QStringLiteral("serial"), host.serial},
                                    {QStringLiteral("isThisCertificate"), host.isThisCertificate}});
        else if (host.state == LiveCertificate::State::NotReachable)
            live.append(QJsonObject{{QStringLiteral("host"), host.host},
                                    {QStringLiteral("state"), QStringLiteral("notReachable")}});
    }
    return live;
}

QString nameOf(CaaResult::State state)
{
    switch (state) {
    case CaaResult::State::Allowed:
        return QStringLiteral("allowed");
    case CaaResult::State::Forbidden:
        return QStringLiteral("forbidden");
    case CaaResult::State::Failed:
        return QStringLiteral("failed");
    case CaaResult::State::NoDns:
        return QStringLiteral("noDns");
    default:
        return {};
    }
}

QJsonArray caaOf(const QList<CaaResult> &results)
{
    QJsonArray caa;
    for (const CaaResult &result : results) {
        if (const QString state = nameOf(result.state); !state.isEmpty())
            caa.append(QJsonObject{{QStringLiteral("name"), result.name},
                                   {QStringLiteral("state"), state},
                                   {QStringLiteral("foundAt"), result.foundAt}});
    }
    return caa;
}

} // namespace

QJsonObject decisionEvidence(const Evidence &evidence)
{
    QJsonObject json{{QStringLiteral("csrSha256"), evidence.csrSha256},
                     {QStringLiteral("registrationVersion"), evidence.registrationVersion},
                     {QStringLiteral("policy"), evidence.policy.name},
                     {QStringLiteral("policyVersion"), evidence.policy.version},
                     {QStringLiteral("policySha256"), evidence.policy.sha256},
                     {QStringLiteral("check"), checkOf(evidence.check)},
                     {QStringLiteral("differences"), differencesOf(evidence.comparison)}};
    if (const QJsonArray live = liveOf(evidence.live); !live.isEmpty())
        json.insert(QStringLiteral("live"), live);
    if (const QJsonArray caa = caaOf(evidence.caa); !caa.isEmpty())
        json.insert(QStringLiteral("caa"), caa);
    return json;
}

} // namespace tegata
