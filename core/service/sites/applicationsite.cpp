// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/applicationsite.h"

#include "core/domain/contract.h"
#include "core/pki/passwordhash.h"
#include "core/pki/serialnumber.h"
#include "core/service/problem.h"
#include "core/service/sites/customerroutes.h"
#include "core/service/sites/jsonbody.h"
#include "core/service/sites/publicroutes.h"
#include "core/service/sites/requestmoves.h"
#include "core/service/sites/views.h"
#include "core/service/sites/writeaction.h"
#include "core/service/store/identifiers.h"
#include "core/service/store/registrationstore.h"

namespace tegata {

namespace {

constexpr qsizetype LongestLogin = 128;
constexpr qsizetype LongestPassword = 1024;

struct Credentials
{
    QString loginId;
    QString password;
};

Result<Credentials> readCredentials(const QJsonObject &json)
{
    JsonMembers members(json, ErrorCode::InvalidArgument);
    Credentials credentials;
    credentials.loginId = members.text(QLatin1String("loginId"));
    credentials.password = members.text(QLatin1String("password"));
    if (credentials.loginId.size() > LongestLogin)
        members.refuse(QStringLiteral("loginId"), QStringLiteral("too long"));
    if (credentials.password.size() > LongestPassword)
        members.refuse(QStringLiteral("password"), QStringLiteral("too long"));
    return members.result(credentials);
}

Result<RequestIntake> readIntake(const QJsonObject &json)
{
    JsonMembers members(json, ErrorCode::InvalidArgument);
    RequestIntake intake;
    intake.csr = members.text(QLatin1String("csr")).toUtf8();
    intake.product = members.choice(QLatin1String("product"), productFromName);
    intake.language = members.choice(QLatin1String("language"), certificateLanguage);
    intake.notifyMail = members.optionalText(QLatin1String("notifyMail"));
    intake.comment = members.optionalText(QLatin1String("comment"));
    intake.renewalOf = canonicalSerial(members.optionalText(QLatin1String("renewalOf")));
    if (json.contains(QLatin1String("acknowledged")))
        intake.acknowledged = members.boolean(QLatin1String("acknowledged"));
    return members.result(intake);
}

} // namespace

ApplicationSiteRoutes::ApplicationSiteRoutes(SiteServices &services)
    : m_services(services), m_guard(services, QStringLiteral("application"), identifyContact),
      m_throttle(
          {services.config.signInFailures, services.config.signInFailuresPerAddress, services.config.signInMinutes}),
      m_enrollments(services, m_guard, m_throttle)
{
    const QString sessionPath = QStringLiteral("/v1/session");
    m_router.add("POST", sessionPath, [this](const RouteContext &context) { return signIn(context); });
    m_router.add("GET", sessionPath, m_guard.guarded([this](const RouteContext &context, const SiteActor &who) {
        return session(context, who);
    }));
    m_router.add("DELETE", sessionPath, m_guard.guarded([this](const RouteContext &context, const SiteActor &who) {
        return signOut(context, who);
    }));
    addCustomerRoutes(m_router, m_guard, ActorKind::Contact);
    m_router.add("POST", QStringLiteral("/v1/requests"),
                 m_guard.guarded([this](const RouteContext &context, const SiteActor &) { return submit(context); }));
    m_router.add("POST", QStringLiteral("/v1/requests/{id}/withdraw"),
                 m_guard.guarded([this](const RouteContext &context, const SiteActor &who) {
                     return moveRequest(m_guard, context, who, RequestAction::Withdraw);
                 }));
    m_enrollments.addTo(m_router);
    addPublicRoutes(m_router, m_services);
}

HttpResponse ApplicationSiteRoutes::signIn(const RouteContext &context)
{
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    Result<Credentials> credentials = readCredentials(*body);
    if (!credentials)
        return bodyProblem(credentials.error(), context.language);
    const QDateTime now = m_services.clock.now();
    const QString address = context.request.remoteAddress;
    if (const int seconds = m_throttle.secondsToWait(credentials->loginId, address, now); seconds > 0) {
        const Result<void> recorded =
            m_services.refusals.record(m_guard.site(), refusalEvent(QStringLiteral("throttled"), context.request));
        HttpResponse response = problemResponse(
            recorded ? Error{ErrorCode::TooManyRequests, QStringLiteral("sign-in"), {}} : recorded.error(),
            context.language);
        response.headers.append({"Retry-After", QByteArray::number(seconds)});
        return response;
    }

    const auto contact = m_services.database.read(
        [&](ReadTransaction &transaction) { return AccountStore::contactByLogin(transaction, credentials->loginId); });
    if (!contact && contact.error().code != ErrorCode::NotFound)
        return problemResponse(contact.error(), context.language);
    const SecretBytes password = SecretBytes::fromText(credentials->password);
    wipeText(credentials->password);
    const bool known = contact && contact->active;
    const bool matches = known ? passwordMatches(password, contact->passwordHash) : passwordMatchesNobody(password);
    if (!matches)
        return m_guard.refuse(context, Error{ErrorCode::NotAuthenticated, QStringLiteral("wrongPassword"), {}});
    m_throttle.succeeded(credentials->loginId, address);

    const QString token = newToken();
    const SessionRow row{tokenHash(token), contact->id, now, now.addSecs(3600 * m_services.config.sessionHours)};
    const auto json = m_services.database.write([&](Transaction &transaction) -> Result<QJsonObject> {
        const auto customer = RegistrationStore::customer(transaction, contact->customerId);
        if (!customer)
            return failure(customer.error());
        if (const Result<void> inserted = AccountStore::insertSession(transaction, row); !inserted)
            return failure(inserted.error());
        AuditEvent event;
        event.at = now;
        event.actorKind = ActorKind::Contact;
        event.actor = {contact->id, contact->name};
        event.remoteAddress = address;
        event.action = QStringLiteral("signIn");
        event.objectKind = QStringLiteral("session");
        event.customerId = contact->customerId;
        if (const Result<qint64> audited = AuditTrail::append(transaction, event); !audited)
            return failure(audited.error());
        return QJsonObject{{QStringLiteral("token"), token},
                           {QStringLiteral("expiresAt"), jsonTime(row.expiresAt)},
                           {QStringLiteral("contact"), contract::toJson(event.actor)},
                           {QStringLiteral("customer"), contract::toJson(Actor{customer->id, customer->name})}};
    });
    if (!json)
        return problemResponse(json.error(), context.language);
    HttpResponse response = jsonResponse(200, *json);
    response.headers.emplaceBack("Cache-Control", "no-store");
    return response;
}

HttpResponse ApplicationSiteRoutes::session(const RouteContext &context, const SiteActor &who) const
{
    const auto customer = m_services.database.read(
        [&](ReadTransaction &transaction) { return RegistrationStore::customer(transaction, who.customerId); });
    if (!customer)
        return problemResponse(customer.error(), context.language);
    return jsonResponse(200, {{QStringLiteral("contact"), contract::toJson(who.actor)},
                              {QStringLiteral("customer"), contract::toJson(Actor{customer->id, customer->name})},
                              {QStringLiteral("expiresAt"), jsonTime(who.validUntil)}});
}

HttpResponse ApplicationSiteRoutes::signOut(const RouteContext &context, const SiteActor &who) const
{
    const auto done = m_services.database.write([&](Transaction &transaction) -> Result<void> {
        AuditEvent event = eventBy(who, QStringLiteral("signOut"), m_services.clock.now());
        event.objectKind = QStringLiteral("session");
        if (const Result<qint64> audited = AuditTrail::append(transaction, event); !audited)
            return failure(audited.error());
        return AccountStore::deleteSession(transaction, tokenHash(bearerToken(context.request)));
    });
    if (!done)
        return problemResponse(done.error(), context.language);
    HttpResponse response;
    response.status = 204;
    return response;
}

HttpResponse ApplicationSiteRoutes::submit(const RouteContext &context) const
{
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    const Result<RequestIntake> intake = readIntake(*body);
    if (!intake)
        return bodyProblem(intake.error(), context.language);
    WriteAction write;
    write.status = 201;
    write.write = [&](Transaction &transaction, const SiteActor &who, QList<Finding> &findings) -> Result<QJsonObject> {
        const Result<RequestRow> row =
            m_services.workflow.submit(transaction, who, *intake, m_services.clock.now(), findings);
        if (!row)
            return failure(row.error());
        return requestView(transaction, *row, who.kind, context.language);
    };
    return runWrite(m_guard, context, write);
}

} // namespace tegata
