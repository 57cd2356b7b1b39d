// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/applicationroutes.h"

#include "core/base/addressblock.h"
#include "core/domain/contract.h"
#include "core/pki/passwordhash.h"
#include "core/pki/serialnumber.h"
#include "core/service/http/problem.h"
#include "core/service/notice/signinnotice.h"
#include "core/service/sites/customerroutes.h"
#include "core/service/sites/jsonbody.h"
#include "core/service/sites/publicroutes.h"
#include "core/service/sites/requestactionroutes.h"
#include "core/service/sites/views.h"
#include "core/service/sites/writeaction.h"
#include "core/service/store/identifiers.h"
#include "core/service/store/noticestore.h"
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

ApplicationRoutes::ApplicationRoutes(SiteServices &services)
    : m_services(services), m_guard(services, QStringLiteral("application"), identifyContact),
      m_throttle(services.settings.signIns), m_enrollments(services, m_guard, m_throttle)
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
    addRequestActionRoutes(m_router, m_guard, {RequestAction::Withdraw});
    m_enrollments.addTo(m_router);
    addPublicRoutes(m_router, m_services);
}

// One attempt on its way through the threads; where it is never looked at, it is not counted.
struct ApplicationRoutes::SignIn
{
    explicit SignIn(SignInThrottle &signInThrottle) : throttle(signInThrottle) {}
    ~SignIn()
    {
        if (isCounted && !isChecked)
            throttle.takeBack(attempt);
    }
    SignIn(const SignIn &) = delete;
    SignIn &operator=(const SignIn &) = delete;

    void check()
    {
        const bool isKnown = contact && contact->active;
        matches = isKnown ? passwordMatches(password, contact->passwordHash) : passwordMatchesNobody(password);
        isChecked = true;
    }

    SignInThrottle &throttle;
    SignInAttempt attempt;
    std::optional<ContactRow> contact;
    SecretBytes password;
    bool isCounted = false;
    bool isChecked = false;
    bool matches = false;
};

HttpResponse ApplicationRoutes::signIn(const RouteContext &context)
{
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    Result<Credentials> credentials = readCredentials(*body);
    if (!credentials)
        return bodyProblem(credentials.error(), context.language);
    const QDateTime now = m_services.clock.now();
    const auto signIn = std::make_shared<SignIn>(m_throttle);
    signIn->password = SecretBytes::fromText(credentials->password);
    wipeText(credentials->password);
    signIn->attempt = {credentials->loginId, addressBlock(context.request.remoteAddress), false};
    const auto found = m_services.database.read([&](ReadTransaction &transaction) -> Result<void> {
        const auto contact = AccountStore::contactByLogin(transaction, credentials->loginId);
        if (!contact)
            return contact.error().code == ErrorCode::NotFound ? Result<void>() : failure(contact.error());
        signIn->contact = *contact;
        const auto known = AccountStore::isKnownPlace(transaction, contact->id, signIn->attempt.block, now);
        if (!known)
            return failure(known.error());
        signIn->attempt.isKnownPlace = *known;
        return {};
    });
    if (!found)
        return problemResponse(found.error(), context.language);
    if (const int seconds = m_throttle.secondsToWait(signIn->attempt, now); seconds > 0) {
        const Result<void> recorded =
            m_services.refusals.record(m_guard.site(), refusalEvent(QStringLiteral("throttled"), context.request));
        HttpResponse response = problemResponse(
            recorded ? Error{ErrorCode::TooManyRequests, QStringLiteral("sign-in"), {}} : recorded.error(),
            context.language);
        response.headers.append({"Retry-After", QByteArray::number(seconds)});
        return response;
    }
    signIn->isCounted = true;
    HttpResponse response;
    response.slowWork =
        SlowWork{[signIn] { signIn->check(); }, [this, context, signIn] { return finishSignIn(context, *signIn); }};
    return response;
}

HttpResponse ApplicationRoutes::finishSignIn(const RouteContext &context, const SignIn &signIn)
{
    if (signIn.matches) {
        m_throttle.succeeded(signIn.attempt);
        return openSession(context, signIn);
    }
    const QDateTime now = m_services.clock.now();
    if (signIn.contact && m_throttle.isExhausted(signIn.attempt, now)) {
        if (const Result<void> told = tellOwner(signIn, now); !told)
            return problemResponse(told.error(), context.language);
    }
    return m_guard.refuse(context, Error{ErrorCode::NotAuthenticated, QStringLiteral("wrongPassword"), {}});
}

Result<void> ApplicationRoutes::tellOwner(const SignIn &signIn, const QDateTime &now)
{
    return m_services.database.write([&](Transaction &transaction) -> Result<void> {
        const Result<bool> isDue =
            AccountStore::claimWarning(transaction, signIn.contact->id, now, m_services.settings.signIns.accountHours);
        if (!isDue)
            return failure(isDue.error());
        if (!*isDue)
            return {};
        AuditEvent event;
        event.at = now;
        event.action = QStringLiteral("warnOfGuessing");
        event.objectKind = QStringLiteral("contact");
        event.objectId = signIn.contact->id;
        event.customerId = signIn.contact->customerId;
        event.evidence = {{QStringLiteral("from"), signIn.attempt.block}};
        if (const Result<qint64> audited = AuditTrail::append(transaction, event); !audited)
            return failure(audited.error());
        return NoticeStore::insert(transaction, signInNotice(*signIn.contact, signIn.attempt.block, now), now);
    });
}

HttpResponse ApplicationRoutes::openSession(const RouteContext &context, const SignIn &signIn)
{
    const ContactRow &contact = *signIn.contact;
    const QDateTime now = m_services.clock.now();
    const QString token = newToken();
    const SessionRow row{tokenHash(token), contact.id, now, now.addSecs(3600 * m_services.settings.sessionHours)};
    const auto json = m_services.database.write([&](Transaction &transaction) -> Result<QJsonObject> {
        const auto customer = RegistrationStore::customer(transaction, contact.customerId);
        if (!customer)
            return failure(customer.error());
        if (const Result<void> inserted = AccountStore::insertSession(transaction, row); !inserted)
            return failure(inserted.error());
        if (const Result<void> kept = AccountStore::rememberPlace(transaction, contact.id, signIn.attempt.block, now);
            !kept)
            return failure(kept.error());
        AuditEvent event;
        event.at = now;
        event.actorKind = ActorKind::Contact;
        event.actor = {contact.id, contact.name};
        event.remoteAddress = context.request.remoteAddress;
        event.action = QStringLiteral("signIn");
        event.objectKind = QStringLiteral("session");
        event.customerId = contact.customerId;
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
    response.isCallerKnown = true;
    return response;
}

HttpResponse ApplicationRoutes::session(const RouteContext &context, const SiteActor &who) const
{
    const auto customer = m_services.database.read(
        [&](ReadTransaction &transaction) { return RegistrationStore::customer(transaction, who.customerId); });
    if (!customer)
        return problemResponse(customer.error(), context.language);
    return jsonResponse(200, {{QStringLiteral("contact"), contract::toJson(who.actor)},
                              {QStringLiteral("customer"), contract::toJson(Actor{customer->id, customer->name})},
                              {QStringLiteral("expiresAt"), jsonTime(who.validUntil)}});
}

HttpResponse ApplicationRoutes::signOut(const RouteContext &context, const SiteActor &who) const
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

HttpResponse ApplicationRoutes::submit(const RouteContext &context) const
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
