// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/operatorroutes.h"

#include "core/domain/contract.h"
#include "core/service/http/problem.h"
#include "core/service/sites/customerroutes.h"
#include "core/service/sites/decisionlogroutes.h"
#include "core/service/sites/jsonbody.h"
#include "core/service/sites/requestactionroutes.h"
#include "core/service/sites/requesteditroutes.h"
#include "core/service/sites/serviceversion.h"
#include "core/service/sites/views.h"
#include "core/service/sites/writeaction.h"
#include "core/service/store/registrationstore.h"

namespace tegata {

namespace {

QJsonObject capabilities()
{
    QJsonObject all;
    for (const char *name :
         {"changeFeed", "claim", "release", "hold", "cancel", "decisionNotes", "history", "registration", "revoke",
          "scheduleRevocation", "raiseRevocation", "edit", "internalNotes", "fourEyes", "auditTrail", "decisionLog"})
        all.insert(QLatin1String(name), true);
    return all;
}

} // namespace

OperatorRoutes::OperatorRoutes(SiteServices &services)
    : m_services(services), m_guard(services, QStringLiteral("operator"),
                                    [](ReadTransaction &transaction, const HttpRequest &request, const QDateTime &now) {
                                        return identifyClient(transaction, request, CredentialKind::Operator, now);
                                    })
{
    m_router.add(
        "GET", QStringLiteral("/v1/session"),
        m_guard.guarded([this](const RouteContext &context, const SiteActor &who) { return session(context, who); }));
    addCustomerRoutes(m_router, m_guard, ActorKind::Operator);
    addRequestActionRoutes(m_router, m_guard,
                           {RequestAction::Claim, RequestAction::Release, RequestAction::Approve, RequestAction::Reject,
                            RequestAction::Hold, RequestAction::Cancel});
    addRequestEditRoutes(m_router, m_guard);
    m_router.add("POST", QStringLiteral("/v1/certificates/{serial}/revoke"),
                 m_guard.guarded([this](const RouteContext &context, const SiteActor &) { return revoke(context); }));
    m_router.add(
        "POST", QStringLiteral("/v1/certificates/{serial}/cancel-scheduled"),
        m_guard.guarded([this](const RouteContext &context, const SiteActor &) { return cancelScheduled(context); }));
    addAuditRoutes(m_router, m_guard, false);
    addDecisionLogRoutes(m_router, m_guard);
}

HttpResponse OperatorRoutes::session(const RouteContext &context, const SiteActor &who) const
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
            {QStringLiteral("certificate"), QJsonObject{{QStringLiteral("serial"), who.certificateSerial},
                                                        {QStringLiteral("notAfter"), jsonTime(who.validUntil)}}},
            {QStringLiteral("capabilities"), capabilities()},
            {QStringLiteral("serverTime"), jsonTime(m_services.clock.now())},
            {QStringLiteral("version"), serviceVersion()}};
    });
    return json ? jsonResponse(200, *json) : problemResponse(json.error(), context.language);
}

HttpResponse OperatorRoutes::revoke(const RouteContext &context) const
{
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    JsonMembers members(*body, ErrorCode::InvalidArgument);
    CertificateRevocation read;
    read.version = members.integer(QLatin1String("version"));
    read.reason = members.choice(QLatin1String("reason"), revocationReasonFromName);
    read.note = members.optionalText(QLatin1String("note"));
    read.at = members.optionalTime(QLatin1String("at"));
    const Result<CertificateRevocation> revocation = members.result(read);
    if (!revocation)
        return bodyProblem(revocation.error(), context.language);

    return runOnCertificate(context, [&](Transaction &transaction, const SiteActor &who, const QString &serial) {
        CertificateRevocation meant = *revocation;
        meant.serial = serial;
        return m_services.revocations.revoke(transaction, who, meant, m_services.clock.now());
    });
}

HttpResponse OperatorRoutes::cancelScheduled(const RouteContext &context) const
{
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    JsonMembers members(*body, ErrorCode::InvalidArgument);
    const Result<int> version = members.result(members.integer(QLatin1String("version")));
    if (!version)
        return bodyProblem(version.error(), context.language);
    return runOnCertificate(context, [&](Transaction &transaction, const SiteActor &who, const QString &serial) {
        return m_services.revocations.cancelScheduled(transaction, who, serial, *version, m_services.clock.now());
    });
}

HttpResponse OperatorRoutes::runOnCertificate(const RouteContext &context, const CertificateWrite &change) const
{
    const auto serialOf = [&context](ReadTransaction &transaction, const SiteActor &who) {
        return CertificateStore::serialMeant(transaction, who.customerId, context.parameter(QStringLiteral("serial")));
    };
    WriteAction write;
    write.write = [&](Transaction &transaction, const SiteActor &who, QList<Finding> &) -> Result<QJsonObject> {
        const auto row = change(transaction, who, serialOf(transaction, who));
        if (!row)
            return failure(row.error());
        return certificateView(transaction, *row, m_services.authority);
    };
    write.current = [&](ReadTransaction &transaction, const SiteActor &who) -> Result<QJsonObject> {
        const auto row = CertificateStore::find(transaction, who.customerId, serialOf(transaction, who));
        if (!row)
            return failure(row.error());
        return certificateView(transaction, *row, m_services.authority);
    };
    return runWrite(m_guard, context, write);
}

} // namespace tegata
