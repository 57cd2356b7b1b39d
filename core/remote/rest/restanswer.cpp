// SPDX-License-Identifier: Apache-2.0
#include "core/remote/rest/restanswer.h"

#include "core/base/identityfault.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace tegata::rest {

namespace {

bool hasType(const HttpAnswer &answer, QLatin1String type)
{
    const QString given = QString::fromLatin1(answer.contentType).section(QLatin1Char(';'), 0, 0).trimmed();
    return given.compare(type, Qt::CaseInsensitive) == 0;
}

// The site may name what is wrong with the input, and nothing else: it cannot tell about our keychain.
ErrorCode inputCode(const QString &name)
{
    for (int code = static_cast<int>(ErrorCode::TooLarge); code <= static_cast<int>(ErrorCode::WrongPurpose); ++code) {
        if (errorCodeName(static_cast<ErrorCode>(code)) == name)
            return static_cast<ErrorCode>(code);
    }
    return ErrorCode::InvalidArgument;
}

// Statuses that a proxy in front of the site may give too, without a problem document.
std::optional<ErrorCode> codeOfStatus(int status)
{
    switch (status) {
    case 401:
        return ErrorCode::NotAuthenticated;
    case 403:
        return ErrorCode::Forbidden;
    case 413:
    case 431:
        return ErrorCode::TooLarge;
    case 429:
        return ErrorCode::TooManyRequests;
    default:
        if (status >= 500)
            return ErrorCode::ServiceFailure;
        return std::nullopt;
    }
}

ErrorCode codeOfProblem(int status, const contract::Problem &problem)
{
    switch (status) {
    case 400:
    case 422:
        return problem.code == QLatin1String("refused") ? ErrorCode::Refused : inputCode(problem.code);
    case 404:
        return ErrorCode::NotFound;
    case 405:
        return ErrorCode::Unsupported;
    case 409:
        return ErrorCode::Conflict;
    case 415:
    case 428:
        return ErrorCode::InvalidArgument;
    default:
        return ErrorCode::ProtocolViolation;
    }
}

// What the site's staff look for in their log.
QString failureDetail(const HttpAnswer &answer, const std::optional<contract::Problem> &problem)
{
    static const QRegularExpression shape(QStringLiteral("\\A[0-9a-f]{16}\\z"));
    const QString detail = QStringLiteral("HTTP %1").arg(answer.status);
    const QString id = problem ? problem->requestId : QString();
    return shape.match(id).hasMatch() ? detail + QStringLiteral(", request ") + id : detail;
}

Error errorOf(const HttpAnswer &answer)
{
    const std::optional<contract::Problem> problem = problemOf(answer);
    const QString detail = failureDetail(answer, problem);
    // The service knows this certificate and says why it will not have it.
    if (answer.status == 403 && problem && identityFaultFromName(problem->code))
        return {ErrorCode::TlsIdentityRefused, detail, problem->code, -1};
    const QString field = problem && !problem->findings.isEmpty() ? problem->findings.first().field : QString();
    if (answer.status == 503 && problem && problem->code == errorCodeName(ErrorCode::ClockLeaped))
        return {ErrorCode::ClockLeaped, detail, {}, -1};
    if (const std::optional<ErrorCode> code = codeOfStatus(answer.status))
        return {*code, detail, field, -1};
    if (!problem)
        return {ErrorCode::ProtocolViolation, detail, {}, -1};
    return {codeOfProblem(answer.status, *problem), detail, field, -1};
}

} // namespace

Result<QJsonObject> objectOf(const HttpAnswer &answer)
{
    if (answer.status < 200 || answer.status >= 300)
        return failure(errorOf(answer));
    if (!hasType(answer, QLatin1String("application/json")))
        return failure(ErrorCode::ProtocolViolation, QStringLiteral("not application/json"));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(answer.body, &error);
    if (!document.isObject())
        return failure(ErrorCode::ProtocolViolation, error.errorString(), {}, error.offset);
    return document.object();
}

std::optional<contract::Problem> problemOf(const HttpAnswer &answer)
{
    if (answer.status < 400 || !hasType(answer, QLatin1String("application/problem+json")))
        return std::nullopt;
    const Result<contract::Problem> problem = contract::problemFromJson(QJsonDocument::fromJson(answer.body).object());
    return problem ? std::optional(*problem) : std::nullopt;
}

QByteArray bytesOf(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

std::optional<ActionRefused> refusalOf(const HttpAnswer &answer)
{
    if (answer.status != 422)
        return std::nullopt;
    const std::optional<contract::Problem> problem = problemOf(answer);
    if (!problem || problem->code != errorCodeName(ErrorCode::Refused))
        return std::nullopt;
    return ActionRefused{problem->code, problem->detail, problem->findings};
}

Result<void> nothing(const HttpAnswer &answer)
{
    if (answer.status >= 200 && answer.status < 300)
        return {};
    return failure(errorOf(answer));
}

RestRequest get(const QString &path)
{
    RestRequest request;
    request.path = path;
    return request;
}

RestRequest post(const QString &path, const QJsonObject &body, const QString &idempotencyKey)
{
    RestRequest request;
    request.method = HttpMethod::Post;
    request.path = path;
    request.body = bytesOf(body);
    request.idempotencyKey = idempotencyKey;
    return request;
}

RestRequest listRequest(const QString &path, const QString &state, const QString &after, int limit)
{
    RestRequest request;
    request.path = path;
    if (!state.isEmpty())
        request.query.addQueryItem(QStringLiteral("state"), state);
    if (!after.isEmpty())
        request.query.addQueryItem(QStringLiteral("after"), QString::fromLatin1(QUrl::toPercentEncoding(after)));
    request.query.addQueryItem(QStringLiteral("limit"), QString::number(limit));
    return request;
}

RestRequest changesRequest(const QString &after, int limit, std::chrono::seconds wait)
{
    RestRequest request = listRequest(QStringLiteral("/v1/changes"), {}, after, limit);
    if (wait.count() > 0) {
        request.query.addQueryItem(QStringLiteral("wait"), QString::number(wait.count()));
        request.timeout = wait + std::chrono::seconds(15);
    }
    return request;
}

RestRequest actionRequest(const Decision &decision)
{
    RestRequest request;
    request.method = HttpMethod::Post;
    request.path =
        QStringLiteral("/v1/requests/%1/%2").arg(pathSegment(decision.requestId), requestActionName(decision.action));
    request.body =
        bytesOf({{QStringLiteral("version"), decision.version}, {QStringLiteral("note"), jsonText(decision.note)}});
    request.idempotencyKey = decision.idempotencyKey;
    return request;
}

} // namespace tegata::rest
