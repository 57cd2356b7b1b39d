// SPDX-License-Identifier: Apache-2.0
#include "core/remote/rest/restapplicationsite.h"

#include "core/pki/certificatesigningrequest.h"
#include "core/remote/http/httpgate.h"
#include "core/remote/http/tlsconfiguration.h"
#include "core/remote/rest/restanswer.h"

#include <utility>

namespace tegata {

using namespace rest;

namespace {

struct SignedIn
{
    SignedInContact session;
    std::shared_ptr<const SecretBytes> token;
};

Result<SignedIn> signedInFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    SignedIn signedIn;
    signedIn.session.contact = members.member(QLatin1String("contact"), contract::actorFromJson);
    signedIn.session.customer = members.member(QLatin1String("customer"), contract::actorFromJson);
    signedIn.session.expiresAt = members.time(QLatin1String("expiresAt"));
    QString token = members.text(QLatin1String("token"));
    signedIn.token = std::make_shared<const SecretBytes>(SecretBytes::fromText(token));
    wipeText(token);
    return members.result(signedIn);
}

// Adds the member "password" to a body that bytesOf() wrote; by hand, so that the password passes through no QString or
// QJsonValue, whose copies nobody could wipe.
void appendPassword(QByteArray &body, const SecretBytes &password)
{
    body.reserve(body.size() + 64 + 6 * static_cast<qsizetype>(password.size())); // never moved: no copy is left behind
    body.chop(1);
    body += ",\"password\":\"";
    static const char digits[] = "0123456789abcdef";
    for (const char c : password.view()) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20) {
            body += "\\u00";
            body += digits[byte >> 4];
            body += digits[byte & 0xf];
        } else {
            if (c == '"' || c == '\\')
                body += '\\';
            body += c;
        }
    }
    body += "\"}";
}

QByteArray signInBody(const QString &loginId, const SecretBytes &password)
{
    QByteArray body = bytesOf({{QStringLiteral("loginId"), loginId}});
    appendPassword(body, password);
    return body;
}

QByteArray enrollmentBody(const EnrollmentApplication &application)
{
    const SecretBytes password = SecretBytes::fromText(application.contact.password);
    EnrollmentApplication form = application;
    form.contact.password.clear();
    QJsonObject json = contract::toJson(form);
    if (password.isEmpty())
        return bytesOf(json);
    QJsonObject contactJson = json.take(QLatin1String("contact")).toObject();
    contactJson.remove(QLatin1String("password"));
    QByteArray contact = bytesOf(contactJson);
    appendPassword(contact, password);
    QByteArray body = bytesOf(json);
    body.reserve(body.size() + contact.size() + 16);
    body.chop(1);
    body += ",\"contact\":";
    body += contact;
    body += '}';
    SecretBytes::take(contact).wipe();
    return body;
}

RestRequest sessionEnd()
{
    RestRequest request;
    request.method = HttpMethod::Delete;
    request.path = QStringLiteral("/v1/session");
    return request;
}

} // namespace

Result<std::unique_ptr<RestApplicationSite>> RestApplicationSite::make(const SiteProfile &site, Language language)
{
    if (site.applicationUrl.isEmpty())
        return failure(ErrorCode::InvalidArgument, {}, QStringLiteral("applicationUrl"));
    Result<QSslConfiguration> tls = makeTlsConfiguration(site.trustAnchors, std::nullopt);
    if (!tls)
        return failure(tls.error());
    return std::make_unique<RestApplicationSite>(
        std::make_unique<HttpGate>(site.applicationUrl, *std::move(tls), language));
}

RestApplicationSite::RestApplicationSite(std::unique_ptr<HttpGate> gate) : m_gate(std::move(gate)) {}

RestApplicationSite::~RestApplicationSite() = default;

void RestApplicationSite::setLanguage(Language language)
{
    m_gate->setLanguage(language);
}

template <typename T, typename Decode>
Future<T> RestApplicationSite::send(RestRequest request, Decode decode)
{
    if (!m_token)
        return readyFuture<T>(failure(ErrorCode::NotAuthenticated));
    request.token = m_token;
    auto promise = std::make_shared<Promise<T>>();
    const Future<T> future = promise->future();
    observe(m_gate->send<T>(std::move(request), std::move(decode)), this,
            [this, promise, token = m_token](const Result<T> &result) {
                const bool isOver = !result && result.error().code == ErrorCode::NotAuthenticated;
                if (isOver && m_token == token) {
                    m_token.reset();
                    if (m_ended)
                        m_ended();
                }
                promise->deliver(result);
            });
    return future;
}

SiteCapabilities RestApplicationSite::capabilities() const
{
    SiteCapabilities reads;
    reads.changeFeed = reads.history = reads.registration = true;
    reads.products = reads.siteCheck = reads.timeLimit = true;
    return reads;
}

Future<SignedInContact> RestApplicationSite::signIn(const QString &loginId, const SecretBytes &password)
{
    RestRequest request;
    request.method = HttpMethod::Post;
    request.path = QStringLiteral("/v1/session");
    request.body = signInBody(loginId, password);
    auto promise = std::make_shared<Promise<SignedInContact>>();
    const Future<SignedInContact> future = promise->future();
    observe(m_gate->send<SignedIn>(std::move(request), decoder(signedInFromJson)), this,
            [this, promise, number = ++m_signIns,
             before = std::exchange(m_token, nullptr)](const Result<SignedIn> &answer) {
                endSession(before);
                if (number != m_signIns) { // signed out, or in again, meanwhile
                    if (answer)
                        endSession(answer->token);
                    promise->deliver(failure(ErrorCode::Cancelled));
                    return;
                }
                if (!answer) {
                    promise->deliver(failure(answer.error()));
                    return;
                }
                m_token = answer->token;
                promise->deliver(answer->session);
            });
    return future;
}

void RestApplicationSite::endSession(const std::shared_ptr<const SecretBytes> &token)
{
    if (!token)
        return;
    RestRequest request = sessionEnd();
    request.token = token;
    (void)m_gate->send<void>(std::move(request), nothing);
}

Future<void> RestApplicationSite::signOut()
{
    const Future<void> future = send<void>(sessionEnd(), nothing);
    m_token.reset();
    ++m_signIns;
    return future;
}

Future<Registration> RestApplicationSite::fetchRegistration()
{
    return send<Registration>(get(QStringLiteral("/v1/registration")), decoder(contract::registrationFromJson));
}

Future<contract::ChangePage> RestApplicationSite::fetchChanges(const QString &after, int limit,
                                                               std::chrono::seconds wait)
{
    return send<contract::ChangePage>(changesRequest(after, limit, wait), decoder(contract::changePageFromJson));
}

Future<SubmissionAnswer> RestApplicationSite::submitRequest(const RequestSubmission &submission)
{
    // Only what was read leaves: whatever else stands in the file stays here.
    Result<CertificateSigningRequest> csr = CertificateSigningRequest::parse(submission.csr);
    if (!csr) {
        csr.error().field = QStringLiteral("csr");
        return readyFuture<SubmissionAnswer>(failure(csr.error()));
    }
    RestRequest request;
    request.method = HttpMethod::Post;
    request.path = QStringLiteral("/v1/requests");
    request.idempotencyKey = submission.idempotencyKey;
    request.body = bytesOf({{QStringLiteral("csr"), QString::fromLatin1(csr->pem())},
                            {QStringLiteral("product"), productName(submission.product)},
                            {QStringLiteral("language"), languageTag(submission.language)},
                            {QStringLiteral("notifyMail"), jsonText(submission.notifyMail)},
                            {QStringLiteral("comment"), jsonText(submission.comment)},
                            {QStringLiteral("renewalOf"), jsonText(submission.renewalOf)},
                            {QStringLiteral("acknowledged"), submission.acknowledged}});
    return send<SubmissionAnswer>(std::move(request), [](const HttpAnswer &answer) -> Result<SubmissionAnswer> {
        if (std::optional<ActionRefused> refused = refusalOf(answer))
            return SubmissionAnswer(*std::move(refused));
        Result<RequestDetail> detail = decoder(contract::requestDetailFromJson)(answer);
        if (!detail)
            return failure(detail.error());
        return SubmissionAnswer(ActionDone<RequestDetail>{*std::move(detail)});
    });
}

Future<ListPage<CertificateRequest>> RestApplicationSite::listRequests(std::optional<RequestState> state,
                                                                       const QString &after, int limit)
{
    return send<ListPage<CertificateRequest>>(
        listRequest(QStringLiteral("/v1/requests"), state ? requestStateName(*state) : QString(), after, limit),
        listDecoder(contract::requestFromJson));
}

Future<RequestDetail> RestApplicationSite::fetchRequest(const QString &id)
{
    return send<RequestDetail>(get(QStringLiteral("/v1/requests/") + pathSegment(id)),
                               decoder(contract::requestDetailFromJson));
}

Future<DecisionAnswer> RestApplicationSite::withdrawRequest(const Decision &decision)
{
    Decision withdrawal = decision;
    withdrawal.action = RequestAction::Withdraw;
    return send<DecisionAnswer>(actionRequest(withdrawal), actionDecoder(contract::requestDetailFromJson));
}

Future<ListPage<CertificateRecord>> RestApplicationSite::listCertificates(std::optional<CertificateState> state,
                                                                          const QString &after, int limit)
{
    return send<ListPage<CertificateRecord>>(
        listRequest(QStringLiteral("/v1/certificates"), state ? certificateStateName(*state) : QString(), after, limit),
        listDecoder(contract::certificateFromJson));
}

Future<CertificateDetail> RestApplicationSite::fetchCertificate(const QString &serial)
{
    return send<CertificateDetail>(get(QStringLiteral("/v1/certificates/") + pathSegment(serial)),
                                   decoder(contract::certificateDetailFromJson));
}

Future<EnrollmentAnswer> RestApplicationSite::submitEnrollment(const EnrollmentSubmission &submission)
{
    RestRequest request;
    request.method = HttpMethod::Post;
    request.path = QStringLiteral("/v1/enrollments");
    request.idempotencyKey = submission.idempotencyKey;
    request.body = enrollmentBody(submission.application);
    const auto decode = actionDecoder(contract::receiptFromJson);
    if (submission.application.kind == EnrollmentKind::Renewal)
        return send<EnrollmentAnswer>(std::move(request), decode);
    return m_gate->send<EnrollmentAnswer>(std::move(request), decode);
}

Future<EnrollmentReceipt> RestApplicationSite::fetchEnrollment(const QString &receipt)
{
    return m_gate->send<EnrollmentReceipt>(get(QStringLiteral("/v1/enrollments/") + pathSegment(receipt)),
                                           decoder(contract::receiptFromJson));
}

Future<EnrollmentAnswer> RestApplicationSite::withdrawEnrollment(const EnrollmentWithdrawal &withdrawal)
{
    if (!withdrawal.password)
        return readyFuture<EnrollmentAnswer>(failure(ErrorCode::InvalidArgument, {}, QStringLiteral("password")));
    RestRequest request;
    request.method = HttpMethod::Post;
    request.path = QStringLiteral("/v1/enrollments/%1/withdraw").arg(pathSegment(withdrawal.receipt));
    request.idempotencyKey = withdrawal.idempotencyKey;
    request.body =
        bytesOf({{QStringLiteral("version"), withdrawal.version}, {QStringLiteral("loginId"), withdrawal.loginId}});
    appendPassword(request.body, *withdrawal.password);
    return m_gate->send<EnrollmentAnswer>(std::move(request), actionDecoder(contract::receiptFromJson));
}

Future<EnrollmentApplication> RestApplicationSite::fetchRegisteredEnrollment()
{
    return send<EnrollmentApplication>(get(QStringLiteral("/v1/registered-enrollment")),
                                       decoder(contract::enrollmentFromJson));
}

} // namespace tegata
