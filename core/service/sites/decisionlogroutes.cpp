// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/decisionlogroutes.h"

#include "core/service/sites/jsonbody.h"
#include "core/service/sites/writeaction.h"

#include <QRegularExpression>

namespace tegata {

namespace {

struct Report
{
    QString log;
    qint64 sequence = 0;
    QString hash;
};

Result<Report> readReport(const QJsonObject &json)
{
    static const QRegularExpression name(QStringLiteral("\\A[0-9A-Za-z_-]{1,64}\\z"));
    static const QRegularExpression sha256(QStringLiteral("\\A[0-9a-f]{64}\\z"));
    JsonMembers members(json, ErrorCode::InvalidArgument);
    Report report;
    report.log = members.text(QLatin1String("log"));
    report.sequence = members.integer(QLatin1String("sequence"));
    report.hash = members.text(QLatin1String("hash"));
    if (!name.match(report.log).hasMatch())
        members.refuse(QStringLiteral("log"), QStringLiteral("1 to 64 letters, digits, - or _"));
    if (report.sequence < 1)
        members.refuse(QStringLiteral("sequence"), QStringLiteral("from 1 on"));
    if (!sha256.match(report.hash).hasMatch())
        members.refuse(QStringLiteral("hash"), QStringLiteral("SHA-256 in 64 hexadecimal digits"));
    return members.result(report);
}

HttpResponse reportDecisionLog(const AccessGuard &guard, const RouteContext &context)
{
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    const Result<Report> report = readReport(*body);
    if (!report)
        return bodyProblem(report.error(), context.language);
    WriteAction write;
    write.write = [&](Transaction &transaction, const SiteActor &who, QList<Finding> &) -> Result<QJsonObject> {
        AuditEvent event = eventBy(who, QStringLiteral("reportDecisionLog"), guard.services().clock.now());
        event.objectKind = QStringLiteral("decisionLog");
        event.objectId = report->log;
        addEvidence(event, {{QStringLiteral("sequence"), report->sequence}, {QStringLiteral("hash"), report->hash}});
        if (const Result<qint64> audited = AuditTrail::append(transaction, event); !audited)
            return failure(audited.error());
        return QJsonObject{{QStringLiteral("log"), report->log},
                           {QStringLiteral("sequence"), report->sequence},
                           {QStringLiteral("hash"), report->hash}};
    };
    return runWrite(guard, context, write);
}

} // namespace

void addDecisionLogRoutes(Router &router, const AccessGuard &guard)
{
    router.add("POST", QStringLiteral("/v1/decision-log"),
               guard.guarded([&guard](const RouteContext &context, const SiteActor &) {
                   return reportDecisionLog(guard, context);
               }));
}

} // namespace tegata
