// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/enrollmentroutes.h"

#include "core/domain/contract.h"
#include "core/rules/enrollmentfields.h"
#include "core/service/problem.h"
#include "core/service/sites/jsonbody.h"
#include "core/service/sites/writeaction.h"
#include "core/service/store/identifiers.h"

namespace tegata {

namespace {

constexpr qsizetype LongestLogin = 128;
constexpr qsizetype LongestPassword = 1024;

struct Withdrawal
{
    int version = 0;
    QString loginId;
    QString password;
};

Result<Withdrawal> readWithdrawal(const QJsonObject &json)
{
    JsonMembers members(json, ErrorCode::InvalidArgument);
    Withdrawal withdrawal;
    withdrawal.version = members.integer(QLatin1String("version"));
    withdrawal.loginId = members.optionalText(QLatin1String("loginId")); // empty: EnrollmentWorkflow::belongsTo
    withdrawal.password = members.text(QLatin1String("password"));
    if (withdrawal.loginId.size() > LongestLogin)
        members.refuse(QStringLiteral("loginId"), QStringLiteral("too long"));
    if (withdrawal.password.size() > LongestPassword)
        members.refuse(QStringLiteral("password"), QStringLiteral("too long"));
    return members.result(withdrawal);
}

// Somebody without an account: each call is let through, and shares the idempotency keys of all such callers, so that
// only a body of the same content is answered with what is kept under a key.
Result<SiteActor> identifyAnybody(ReadTransaction &, const HttpRequest &request, const QDateTime &)
{
    SiteActor who;
    who.site = QStringLiteral("application");
    who.kind = ActorKind::Nobody;
    who.actor.id = QStringLiteral("anonymous");
    who.remoteAddress = request.remoteAddress;
    return who;
}

HttpResponse notYet(int seconds, Language language)
{
    HttpResponse response = problemResponse(Error{ErrorCode::TooManyRequests, {}, {}}, language);
    response.addHeader("Retry-After", QByteArray::number(seconds));
    return response;
}

} // namespace

EnrollmentRoutes::EnrollmentRoutes(SiteServices &services, const AccessGuard &contacts, SignInThrottle &signIns)
    : m_services(services), m_contacts(contacts), m_anybody(services, contacts.site(), identifyAnybody),
      m_signIns(signIns), m_lookUps({services.config.signInFailures, services.config.signInFailuresPerAddress,
                                     services.config.signInMinutes}),
      m_submissions(
          {services.config.enrollmentsPerAddress, services.config.enrollmentsPerAddress, services.config.signInMinutes})
{}

void EnrollmentRoutes::addTo(Router &router)
{
    const QString enrollments = QStringLiteral("/v1/enrollments");
    router.add("POST", enrollments, [this](const RouteContext &context) { return submit(context); });
    router.add("GET", enrollments + QStringLiteral("/{receipt}"),
               [this](const RouteContext &context) { return status(context); });
    router.add("POST", enrollments + QStringLiteral("/{receipt}/withdraw"),
               [this](const RouteContext &context) { return withdraw(context); });
    router.add("GET", QStringLiteral("/v1/registered-enrollment"),
               m_contacts.guarded(
                   [this](const RouteContext &context, const SiteActor &who) { return registered(context, who); }));
}

HttpResponse EnrollmentRoutes::submit(const RouteContext &context)
{
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    Result<EnrollmentApplication> form = contract::enrollmentFromJson(*body);
    if (!form) {
        form.error().code = ErrorCode::InvalidArgument; // of the client's message, not of ours
        return bodyProblem(form.error(), context.language);
    }
    const bool isRenewal = form->kind == EnrollmentKind::Renewal;
    const AccessGuard &guard = isRenewal ? m_contacts : m_anybody;
    if (isRenewal) { // before anything is said about the form
        const auto who = m_services.database.read(
            [&](ReadTransaction &transaction) { return guard.identify(transaction, context.request); });
        if (!who)
            return guard.refuse(context, who.error());
    }
    const Result<QByteArray> key = idempotencyKeyOf(context.request);
    if (!key)
        return problemResponse(428, key.error(), context.language);
    const QString address = context.request.remoteAddress;
    QList<Finding> refusedFor;
    const QDateTime now = m_services.clock.now();
    if (const int seconds = m_submissions.secondsToWait(address, address, now); seconds > 0)
        return notYet(seconds, context.language);
    Result<EnrollmentIntake> intake = EnrollmentWorkflow::examine(*form, *key, refusedFor);
    if (!intake)
        return problemResponse(intake.error(), context.language, refusedFor);
    intake->language = context.language;

    WriteAction write;
    write.status = 201;
    write.fingerprint = intake->fingerprint;
    write.write = [&](Transaction &transaction, const SiteActor &who, QList<Finding> &findings) -> Result<QJsonObject> {
        const Result<EnrollmentRow> row = m_services.enrollments.submit(transaction, who, *intake, now, findings);
        if (!row)
            return failure(row.error());
        return contract::toJson(row->receipt);
    };
    return runWrite(guard, context, write);
}

Result<EnrollmentRow> EnrollmentRoutes::find(const QString &typedReceipt) const
{
    const QString receipt = receiptNumberOf(typedReceipt);
    if (receipt.isEmpty())
        return failure(ErrorCode::NotFound, QStringLiteral("not a receipt number"));
    return m_services.database.read(
        [&](ReadTransaction &transaction) { return EnrollmentStore::find(transaction, receipt); });
}

HttpResponse EnrollmentRoutes::status(const RouteContext &context)
{
    const QString receipt = context.parameter(QStringLiteral("receipt"));
    const QString address = context.request.remoteAddress;
    if (const int seconds = m_lookUps.secondsToWait(receipt, address, m_services.clock.now()); seconds > 0)
        return notYet(seconds, context.language);
    const Result<EnrollmentRow> row = find(receipt);
    if (!row)
        return problemResponse(row.error(), context.language);
    m_lookUps.succeeded(receipt, address);
    return jsonResponse(200, contract::toJson(row->receipt));
}

HttpResponse EnrollmentRoutes::withdraw(const RouteContext &context)
{
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    Result<Withdrawal> withdrawal = readWithdrawal(*body);
    if (!withdrawal)
        return bodyProblem(withdrawal.error(), context.language);
    const SecretBytes password = SecretBytes::fromText(withdrawal->password);
    wipeText(withdrawal->password);

    const QString receipt = receiptNumberOf(context.parameter(QStringLiteral("receipt")));
    const QString attempt = QStringLiteral("withdraw ") + receipt; // a login ID holds no space
    const QString address = context.request.remoteAddress;
    if (const int seconds = m_signIns.secondsToWait(attempt, address, m_services.clock.now()); seconds > 0) {
        const Result<void> recorded =
            m_services.refusals.record(m_anybody.site(), refusalEvent(QStringLiteral("throttled"), context.request));
        return recorded ? notYet(seconds, context.language) : problemResponse(recorded.error(), context.language);
    }
    const Result<EnrollmentRow> row = find(receipt);
    if (!row)
        return problemResponse(row.error(), context.language);
    if (!EnrollmentWorkflow::belongsTo(*row, withdrawal->loginId, password))
        return m_anybody.refuse(context, Error{ErrorCode::NotAuthenticated, QStringLiteral("wrongPassword"), {}});
    m_signIns.succeeded(attempt, address);

    WriteAction write;
    // Login ID and password were proved just now: what is left of the body is the version.
    write.fingerprint = QByteArray::number(withdrawal->version);
    write.write = [&](Transaction &transaction, const SiteActor &who, QList<Finding> &) -> Result<QJsonObject> {
        const Result<EnrollmentRow> done =
            m_services.enrollments.withdraw(transaction, who, receipt, withdrawal->version, m_services.clock.now());
        if (!done)
            return failure(done.error());
        return contract::toJson(done->receipt);
    };
    write.current = [&](ReadTransaction &transaction, const SiteActor &) -> Result<QJsonObject> {
        const Result<EnrollmentRow> now = EnrollmentStore::find(transaction, receipt);
        if (!now)
            return failure(now.error());
        return contract::toJson(now->receipt);
    };
    return runWrite(m_anybody, context, write);
}

HttpResponse EnrollmentRoutes::registered(const RouteContext &context, const SiteActor &who) const
{
    Result<EnrollmentApplication> form = m_services.database.read(
        [&](ReadTransaction &transaction) { return EnrollmentStore::registered(transaction, who.customerId); });
    if (!form)
        return problemResponse(form.error(), context.language);
    form->kind = EnrollmentKind::Renewal;
    return jsonResponse(200, contract::toJson(relevantPart(*form)));
}

} // namespace tegata
