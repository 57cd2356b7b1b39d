// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/examinerroutes.h"

#include "core/domain/contract.h"
#include "core/service/http/problem.h"
#include "core/service/sites/customerroutes.h"
#include "core/service/sites/enrollmentreviewroutes.h"
#include "core/service/sites/jsonbody.h"
#include "core/service/sites/metrics.h"
#include "core/service/sites/serviceversion.h"
#include "core/service/sites/writeaction.h"
#include "core/service/store/registrationstore.h"

namespace tegata {

namespace {

Result<QJsonObject> operatorView(ReadTransaction &transaction, const OperatorRow &row)
{
    const auto credentials = AccountStore::credentialsOf(transaction, CredentialKind::Operator, row.id);
    if (!credentials)
        return failure(credentials.error());
    QJsonValue certificate;
    if (!credentials->isEmpty())
        certificate = QJsonObject{{QStringLiteral("serial"), credentials->first().serial},
                                  {QStringLiteral("notAfter"), jsonTime(credentials->first().notAfter)}};
    return QJsonObject{{QStringLiteral("id"), row.id},
                       {QStringLiteral("version"), row.version},
                       {QStringLiteral("customerId"), row.customerId},
                       {QStringLiteral("name"), row.name},
                       {QStringLiteral("commonName"), row.commonName},
                       {QStringLiteral("state"), operatorStateName(row.state)},
                       {QStringLiteral("certificate"), certificate}};
}

Result<QJsonObject> operatorById(ReadTransaction &transaction, const QString &id)
{
    const auto row = AccountStore::operatorById(transaction, id);
    if (!row)
        return failure(row.error());
    return operatorView(transaction, *row);
}

} // namespace

ExaminerRoutes::ExaminerRoutes(SiteServices &services)
    : m_services(services), m_guard(services, QStringLiteral("examiner"),
                                    [](ReadTransaction &transaction, const HttpRequest &request, const QDateTime &now) {
                                        return identifyClient(transaction, request, CredentialKind::Examiner, now);
                                    })
{
    m_router.add(
        "GET", QStringLiteral("/v1/session"),
        m_guard.guarded([this](const RouteContext &context, const SiteActor &who) { return session(context, who); }));
    m_router.add(
        "GET", QStringLiteral("/v1/operators"),
        m_guard.guarded([this](const RouteContext &context, const SiteActor &) { return operators(context); }));
    m_router.add(
        "POST", QStringLiteral("/v1/operators/{id}/revoke"),
        m_guard.guarded([this](const RouteContext &context, const SiteActor &) { return revokeOperator(context); }));
    addEnrollmentReviewRoutes(m_router, m_guard);
    m_router.add(
        "GET", QStringLiteral("/v1/registrations"),
        m_guard.guarded([this](const RouteContext &context, const SiteActor &) { return registrations(context); }));
    addAuditRoutes(m_router, m_guard, true);
    m_router.add("GET", QStringLiteral("/v1/metrics"),
                 m_guard.guarded([this](const RouteContext &context, const SiteActor &) { return metrics(context); }));
}

HttpResponse ExaminerRoutes::session(const RouteContext &context, const SiteActor &who) const
{
    const auto row = m_services.database.read(
        [&](ReadTransaction &transaction) { return AccountStore::examiner(transaction, who.actor.id); });
    if (!row)
        return problemResponse(row.error(), context.language);
    QJsonObject person = contract::toJson(who.actor);
    person.insert(QStringLiteral("commonName"), row->commonName);
    return jsonResponse(
        200, {{QStringLiteral("examiner"), person},
              {QStringLiteral("certificate"), QJsonObject{{QStringLiteral("serial"), who.certificateSerial},
                                                          {QStringLiteral("notAfter"), jsonTime(who.validUntil)}}},
              {QStringLiteral("serverTime"), jsonTime(m_services.clock.now())},
              {QStringLiteral("version"), serviceVersion()}});
}

HttpResponse ExaminerRoutes::operators(const RouteContext &context) const
{
    const Result<ListQuery> query = listQuery(context.request);
    if (!query)
        return problemResponse(query.error(), context.language);
    const auto json = m_services.database.read([&](ReadTransaction &transaction) -> Result<QJsonObject> {
        const auto rows = AccountStore::operators(transaction, {}, query->after, query->limit);
        if (!rows)
            return failure(rows.error());
        QJsonArray items;
        for (const OperatorRow &row : *rows) {
            const Result<QJsonObject> item = operatorView(transaction, row);
            if (!item)
                return item;
            items.append(*item);
        }
        return listJson(items, rows->size() == query->limit ? rows->last().id : QString());
    });
    return json ? jsonResponse(200, *json) : problemResponse(json.error(), context.language);
}

HttpResponse ExaminerRoutes::metrics(const RouteContext &context) const
{
    const Result<QByteArray> text = metricsText(m_services);
    if (!text)
        return problemResponse(text.error(), context.language);
    HttpResponse response;
    response.addHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    response.body = *text;
    return response;
}

HttpResponse ExaminerRoutes::registrations(const RouteContext &context) const
{
    const auto all =
        m_services.database.read([](ReadTransaction &transaction) { return RegistrationStore::all(transaction); });
    if (!all)
        return problemResponse(all.error(), context.language);
    QJsonArray items;
    for (const Registration &registration : *all)
        items.append(contract::toJson(registration));
    return jsonResponse(200, listJson(items, {}));
}

HttpResponse ExaminerRoutes::revokeOperator(const RouteContext &context) const
{
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    JsonMembers members(*body, ErrorCode::InvalidArgument);
    OperatorRevocation read;
    read.id = context.parameter(QStringLiteral("id"));
    read.version = members.integer(QLatin1String("version"));
    read.note = members.optionalText(QLatin1String("note"));
    if (body->contains(QLatin1String("confirmLastOperator")))
        read.confirmLastOperator = members.boolean(QLatin1String("confirmLastOperator"));
    const Result<OperatorRevocation> revocation = members.result(read);
    if (!revocation)
        return bodyProblem(revocation.error(), context.language);

    WriteAction write;
    write.write = [&](Transaction &transaction, const SiteActor &who, QList<Finding> &) -> Result<QJsonObject> {
        const auto row = m_services.revocations.revokeOperator(transaction, who, *revocation, m_services.clock.now());
        if (!row)
            return failure(row.error());
        return operatorView(transaction, *row);
    };
    write.current = [&](ReadTransaction &transaction, const SiteActor &) {
        return operatorById(transaction, revocation->id);
    };
    return runWrite(m_guard, context, write);
}

} // namespace tegata
