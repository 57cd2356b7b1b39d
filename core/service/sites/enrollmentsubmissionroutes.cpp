// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/enrollmentsubmissionroutes.h"

#include "core/base/addressblock.h"
#include "core/domain/contract.h"
#include "core/rules/enrollmentfields.h"
#include "core/service/http/problem.h"
#include "core/service/sites/jsonbody.h"
#include "core/service/sites/writeaction.h"
#include "core/service/store/identifiers.h"

#include <limits>
#include <memory>

namespace tegata {

namespace {

constexpr qsizetype LongestLogin = 128;
constexpr qsizetype LongestPassword = 1024;

struct WithdrawalBody
{
    int version = 0;
    QString loginId;
    QString password;
};

Result<WithdrawalBody> readWithdrawal(const QJsonObject &json)
{
    JsonMembers members(json, ErrorCode::InvalidArgument);
    WithdrawalBody withdrawal;
    withdrawal.version = members.integer(QLatin1String("version"));
    withdrawal.loginId = members.optionalText(QLatin1String("loginId")); // empty: EnrollmentWorkflow::belongsTo
    withdrawal.password = members.text(QLatin1String("password"));
    if (withdrawal.loginId.size() > LongestLogin)
        members.refuse(QStringLiteral("loginId"), QStringLiteral("too long"));
    if (withdrawal.password.size() > LongestPassword)
        members.refuse(QStringLiteral("password"), QStringLiteral("too long"));
    return members.result(withdrawal);
}

SignInLimits submissionLimits(const SiteSettings &settings)
{
    SignInLimits limits;
    limits.failuresPerLogin = settings.enrollmentsPerAddress;
    limits.failuresPerBlock = settings.enrollmentsPerAddress;
    limits.minutes = settings.signIns.minutes;
    limits.failuresPerAccount = std::numeric_limits<int>::max(); // there is none yet
    return limits;
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

// An enrolment on its way through the threads.
struct EnrollmentSubmissionRoutes::Submission
{
    EnrollmentApplication form;
    QByteArray key;
    bool isRenewal = false;
    QList<Finding> refusedFor;
    Result<EnrollmentIntake> intake = failure(ErrorCode::Internal, QStringLiteral("not examined"));
};

// Where the password is never looked at, the attempt is not counted.
struct EnrollmentSubmissionRoutes::Withdrawal
{
    explicit Withdrawal(SignInThrottle &signIns) : throttle(signIns) {}
    ~Withdrawal()
    {
        if (isCounted && !isChecked)
            throttle.takeBack(attempt);
    }
    Withdrawal(const Withdrawal &) = delete;
    Withdrawal &operator=(const Withdrawal &) = delete;

    void check()
    {
        belongs = EnrollmentWorkflow::belongsTo(row, loginId, password);
        isChecked = true;
    }

    SignInThrottle &throttle;
    SignInAttempt attempt;
    QString receipt;
    int version = 0;
    QString loginId;
    SecretBytes password;
    EnrollmentRow row;
    bool isCounted = false;
    bool isChecked = false;
    bool belongs = false;
};

EnrollmentSubmissionRoutes::EnrollmentSubmissionRoutes(SiteServices &services, const AccessGuard &contacts,
                                                       SignInThrottle &signIns)
    : m_services(services), m_contacts(contacts), m_anybody(services, contacts.site(), identifyAnybody),
      m_signIns(signIns), m_lookUps(services.settings.signIns), m_submissions(submissionLimits(services.settings))
{}

void EnrollmentSubmissionRoutes::addTo(Router &router)
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

HttpResponse EnrollmentSubmissionRoutes::submit(const RouteContext &context)
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
    const QString block = addressBlock(context.request.remoteAddress);
    if (const int seconds = m_submissions.secondsToWait({block, block, false}, m_services.clock.now()); seconds > 0)
        return notYet(seconds, context.language);
    const auto submission = std::make_shared<Submission>();
    submission->form = *std::move(form);
    submission->key = *key;
    submission->isRenewal = isRenewal;
    HttpResponse response;
    response.slowWork = SlowWork{[submission] {
                                     submission->intake = EnrollmentWorkflow::examine(submission->form, submission->key,
                                                                                      submission->refusedFor);
                                 },
                                 [this, context, submission] { return takeIn(context, *submission); }};
    return response;
}

HttpResponse EnrollmentSubmissionRoutes::takeIn(const RouteContext &context, const Submission &submission)
{
    if (!submission.intake)
        return problemResponse(submission.intake.error(), context.language, submission.refusedFor);
    EnrollmentIntake intake = *submission.intake;
    intake.language = context.language;
    intake.senderBlock = addressBlock(context.request.remoteAddress);
    intake.mails = m_services.settings.enrollmentMails;

    WriteAction write;
    write.status = 201;
    write.fingerprint = intake.fingerprint;
    write.write = [&](Transaction &transaction, const SiteActor &who, QList<Finding> &) -> Result<QJsonObject> {
        const Result<EnrollmentRow> row =
            m_services.enrollments.submit(transaction, who, intake, m_services.clock.now());
        if (!row)
            return failure(row.error());
        return contract::toJson(row->receipt);
    };
    return runWrite(submission.isRenewal ? m_contacts : m_anybody, context, write);
}

Result<EnrollmentRow> EnrollmentSubmissionRoutes::find(const QString &typedReceipt) const
{
    const QString receipt = receiptNumberOf(typedReceipt);
    if (receipt.isEmpty())
        return failure(ErrorCode::NotFound, QStringLiteral("not a receipt number"));
    return m_services.database.read(
        [&](ReadTransaction &transaction) { return EnrollmentStore::find(transaction, receipt); });
}

HttpResponse EnrollmentSubmissionRoutes::status(const RouteContext &context)
{
    const QString receipt = context.parameter(QStringLiteral("receipt"));
    const SignInAttempt attempt{receipt, addressBlock(context.request.remoteAddress), false};
    if (const int seconds = m_lookUps.secondsToWait(attempt, m_services.clock.now()); seconds > 0)
        return notYet(seconds, context.language);
    const Result<EnrollmentRow> row = find(receipt);
    if (!row)
        return problemResponse(row.error(), context.language);
    m_lookUps.succeeded(attempt);
    return jsonResponse(200, contract::toJson(row->receipt));
}

HttpResponse EnrollmentSubmissionRoutes::withdraw(const RouteContext &context)
{
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    Result<WithdrawalBody> read = readWithdrawal(*body);
    if (!read)
        return bodyProblem(read.error(), context.language);
    const auto withdrawal = std::make_shared<Withdrawal>(m_signIns);
    withdrawal->password = SecretBytes::fromText(read->password);
    wipeText(read->password);
    withdrawal->version = read->version;
    withdrawal->loginId = read->loginId;
    withdrawal->receipt = receiptNumberOf(context.parameter(QStringLiteral("receipt")));
    withdrawal->attempt = {QStringLiteral("withdraw ") + withdrawal->receipt, // a login ID holds no space
                           addressBlock(context.request.remoteAddress), false};
    if (const int seconds = m_signIns.secondsToWait(withdrawal->attempt, m_services.clock.now()); seconds > 0) {
        const Result<void> recorded =
            m_services.refusals.record(m_anybody.site(), refusalEvent(QStringLiteral("throttled"), context.request));
        return recorded ? notYet(seconds, context.language) : problemResponse(recorded.error(), context.language);
    }
    const Result<EnrollmentRow> row = find(withdrawal->receipt);
    if (!row)
        return problemResponse(row.error(), context.language); // counted: there is nothing to guess at
    withdrawal->row = *row;
    withdrawal->isCounted = true;
    HttpResponse response;
    response.slowWork = SlowWork{[withdrawal] { withdrawal->check(); },
                                 [this, context, withdrawal] { return finishWithdrawal(context, *withdrawal); }};
    return response;
}

HttpResponse EnrollmentSubmissionRoutes::finishWithdrawal(const RouteContext &context, const Withdrawal &withdrawal)
{
    if (!withdrawal.belongs)
        return m_anybody.refuse(context, Error{ErrorCode::NotAuthenticated, QStringLiteral("wrongPassword"), {}});
    m_signIns.succeeded(withdrawal.attempt);
    const QString &receipt = withdrawal.receipt;

    WriteAction write;
    // Login ID and password were proved just now: what is left of the body is the version.
    write.fingerprint = QByteArray::number(withdrawal.version);
    write.write = [&](Transaction &transaction, const SiteActor &who, QList<Finding> &) -> Result<QJsonObject> {
        const Result<EnrollmentRow> done =
            m_services.enrollments.withdraw(transaction, who, receipt, withdrawal.version, m_services.clock.now());
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

HttpResponse EnrollmentSubmissionRoutes::registered(const RouteContext &context, const SiteActor &who) const
{
    Result<EnrollmentApplication> form = m_services.database.read(
        [&](ReadTransaction &transaction) { return EnrollmentStore::registered(transaction, who.customerId); });
    if (!form)
        return problemResponse(form.error(), context.language);
    form->kind = EnrollmentKind::Renewal;
    return jsonResponse(200, contract::toJson(relevantPart(*form)));
}

} // namespace tegata
