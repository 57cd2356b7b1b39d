// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/operatorsite.h"

#include "core/domain/contract.h"
#include "core/service/problem.h"
#include "core/service/serviceversion.h"
#include "core/service/sites/customerroutes.h"
#include "core/service/sites/jsonbody.h"
#include "core/service/sites/requestmoves.h"
#include "core/service/sites/views.h"
#include "core/service/sites/writeaction.h"
#include "core/service/store/registrationstore.h"

namespace tegata {

namespace {

QJsonObject capabilities()
{
    QJsonObject all;
    for (const char *name : {"changeFeed", "claim", "release", "hold", "cancel", "decisionNotes", "history",
                             "registration", "revoke"})
        all.insert(QLatin1String(name), true);
    return all;
}

} // namespace

OperatorSiteRoutes::OperatorSiteRoutes(SiteServices &services)
    : m_services(services), m_guard(services, QStringLiteral("operator"),
                                    [](ReadTransaction &transaction, const HttpRequest &request, const QDateTime &now) {
                                        return identifyClient(transaction, request, CredentialKind::Operator, now);
                                    })
{
    m_router.add("GET", QStringLiteral("/v1/session"),
                 m_guard.guarded([this](const RouteContext &context, const SiteActor &who) {
                     return session(context, who);
                 }));
    addCustomerRoutes(m_router, m_guard);
    for (const RequestAction action : {RequestAction::Claim, RequestAction::Release, RequestAction::Approve,
                                       RequestAction::Reject, RequestAction::Hold, RequestAction::Cancel}) {
        m_router.add("POST", QStringLiteral("/v1/requests/{id}/") + requestActionName(action),
                     m_guard.guarded([this, action](const RouteContext &context, const SiteActor &) {
                         return moveRequest(m_guard, context, action);
                     }));
    }
    m_router.add("POST", QStringLiteral("/v1/certificates/{serial}/revoke"),
                 m_guard.guarded([this](const RouteContext &context, const SiteActor &) { return revoke(context); }));
    addAuditRoute(m_router, m_guard, false);
}

HttpResponse OperatorSiteRoutes::session(const RouteContext &context, const SiteActor &who) const
{
    const auto json = m_services.database.read([&](ReadTransaction &transaction) -> Result<QJsonObject> {
        const auto row = AccountStore::operatorById(transaction, who.actor.id);
        if (!row)
            return failure(row.error());
        const auto customer = RegistrationStore::customer(transaction, who.customerId);
        if (!customer)
            return failure(customer.error());
        QJsonObject person = contract::toJson(who.actor);
        person.insert(QStringLiteral("commonName"), row->commonName);
        return QJsonObject{
            {QStringLiteral("operator"), person},
            {QStringLiteral("customer"), contract::toJson(Actor{customer->id, customer->name})},
            {QStringLiteral("site"), contract::toJson(Actor{customer->siteId, customer->siteName})},
            {QStringLiteral("certificate"),
             QJsonObject{{QStringLiteral("serial"), who.certificateSerial},
                         {QStringLiteral("notAfter"), jsonTime(who.validUntil)}}},
            {QStringLiteral("capabilities"), capabilities()},
            {QStringLiteral("serverTime"), jsonTime(m_services.clock.now())},
            {QStringLiteral("version"), serviceVersion()}};
    });
    return json ? jsonResponse(200, *json) : problemResponse(json.error(), context.language);
}

HttpResponse OperatorSiteRoutes::revoke(const RouteContext &context) const
{
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    JsonMembers members(*body, ErrorCode::InvalidArgument);
    CertificateRevocation read;
    read.serial = context.parameter(QStringLiteral("serial"));
    read.version = members.integer(QLatin1String("version"));
    read.reason = members.choice(QLatin1String("reason"), revocationReasonFromName);
    read.note = members.optionalText(QLatin1String("note"));
    const Result<CertificateRevocation> revocation = members.result(read);
    if (!revocation)
        return bodyProblem(revocation.error(), context.language);

    WriteAction write;
    write.write = [&](Transaction &transaction, const SiteActor &who, QList<Finding> &) -> Result<QJsonObject> {
        const auto row = m_services.workflow.revoke(transaction, who, *revocation, m_services.clock.now());
        if (!row)
            return failure(row.error());
        return certificateView(transaction, *row, m_services.authority);
    };
    write.current = [&](ReadTransaction &transaction, const SiteActor &who) -> Result<QJsonObject> {
        const auto row = CertificateStore::find(transaction, who.customerId, revocation->serial);
        if (!row)
            return failure(row.error());
        return certificateView(transaction, *row, m_services.authority);
    };
    return runWrite(m_guard, context, write);
}

} // namespace tegata
