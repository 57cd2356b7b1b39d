// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/problem.h"

#include "core/base/phrasebook.h"
#include "core/domain/contract.h"
#include "core/domain/errortext.h"
#include "core/rules/findingtext.h"

#include <QJsonDocument>
#include <QLoggingCategory>

namespace tegata {

namespace {

Q_LOGGING_CATEGORY(answers, "tegata.service.answers")

constexpr qsizetype LoggedSegments = 2;
constexpr auto ProblemType = "application/problem+json";

QList<Finding> worded(const QList<Finding> &findings, const Phrasebook &words)
{
    QList<Finding> result = findings;
    for (Finding &finding : result) {
        const FindingText text = findingText(finding, words);
        finding.message = text.message;
        finding.remedy = text.remedy;
    }
    return result;
}

HttpResponse respond(int status, const QByteArray &contentType, const QJsonObject &json)
{
    HttpResponse response;
    response.status = status;
    response.addHeader("Content-Type", contentType);
    response.body = QJsonDocument(json).toJson(QJsonDocument::Compact);
    return response;
}

QString causeOf(const Error &error)
{
    QString cause = errorCodeName(error.code);
    for (const QString &part : {error.field, error.detail}) {
        if (!part.isEmpty())
            cause += QLatin1String(": ") + part;
    }
    return cause;
}

} // namespace

int httpStatus(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::Empty:
    case ErrorCode::NotPem:
    case ErrorCode::MalformedEncoding:
    case ErrorCode::TrailingData:
    case ErrorCode::WrongKind:
    case ErrorCode::SeveralFound:
    case ErrorCode::PrivateKeyFound:
    case ErrorCode::PrivateKeyReceived:
    case ErrorCode::NotCaCertificate:
    case ErrorCode::MacMissing:
    case ErrorCode::UnsupportedAlgorithm:
    case ErrorCode::UnsupportedVersion:
    case ErrorCode::InvalidSubject:
    case ErrorCode::InvalidExtension:
    case ErrorCode::SignatureInvalid:
    case ErrorCode::KeyMismatch:
    case ErrorCode::ProtocolViolation:
        return 400;
    case ErrorCode::NotAuthenticated:
        return 401;
    case ErrorCode::Forbidden:
    case ErrorCode::TlsIdentityRefused:
    case ErrorCode::CertificateExpired:
    case ErrorCode::CertificateNotYetValid:
    case ErrorCode::CertificateRevoked:
    case ErrorCode::ChainIncomplete:
    case ErrorCode::ChainUntrusted:
    case ErrorCode::WrongPurpose:
        return 403;
    case ErrorCode::NotFound:
        return 404;
    case ErrorCode::Unsupported:
        return 405;
    case ErrorCode::Conflict:
        return 409;
    case ErrorCode::TooLarge:
        return 413;
    case ErrorCode::Refused:
        return 422;
    case ErrorCode::TooManyRequests:
        return 429;
    case ErrorCode::ServiceFailure:
    case ErrorCode::ClockLeaped:
    case ErrorCode::StoreUnavailable:
    case ErrorCode::TimedOut:
    case ErrorCode::Cancelled:
    case ErrorCode::DiskFull:
        return 503;
    case ErrorCode::Internal:
    case ErrorCode::FileNotReadable:
    case ErrorCode::FileNotWritable:
    case ErrorCode::KeyMissing:
    case ErrorCode::CertificateMissing:
    case ErrorCode::WrongPassphrase:
    case ErrorCode::KeychainUnavailable:
    case ErrorCode::KeychainLocked:
    case ErrorCode::KeychainEntryMissing:
    case ErrorCode::PassphraseNeeded:
    case ErrorCode::IdentityLocked:
    case ErrorCode::SealedForAnother:
    case ErrorCode::PinNeeded:
    case ErrorCode::WrongPin:
    case ErrorCode::PinLocked:
    case ErrorCode::TokenMissing:
    case ErrorCode::TokenFailure:
    case ErrorCode::Offline:
    case ErrorCode::ConnectionLost:
    case ErrorCode::TlsServerUntrusted:
    case ErrorCode::StoreCorrupt:
    case ErrorCode::StoreMissing:
    case ErrorCode::StoreOlder:
    case ErrorCode::StoreForeign:
    case ErrorCode::AuthorityMissing:
    case ErrorCode::StoreTooNew:
        return 500;
    }
    return 500;
}

HttpResponse problemResponse(const Error &error, Language language, const QList<Finding> &findings,
                             const QJsonObject &current)
{
    return problemResponse(httpStatus(error.code), error, language, findings, current);
}

HttpResponse problemResponse(int status, const Error &error, Language language, const QList<Finding> &findings,
                             const QJsonObject &current)
{
    const Phrasebook &words = phrasebookOf(language);
    Error shown = error;
    if (status >= 500 && status != 503) { // what broke inside is nobody's business outside
        shown = Error{ErrorCode::ServiceFailure, {}, {}, -1};
    } else if (status == 503 && error.code != ErrorCode::ClockLeaped) {
        shown.code = ErrorCode::ServiceFailure;
        shown.field.clear();
    }
    const ErrorText text = describe(shown, words);

    contract::Problem problem;
    problem.status = status;
    problem.code = errorCodeName(shown.code);
    problem.title = text.message;
    problem.detail = text.remedy;
    problem.findings = worded(findings, words);
    if (problem.findings.isEmpty() && !shown.field.isEmpty()) {
        Finding finding;
        finding.rule = QStringLiteral("contract");
        finding.code = problem.code;
        finding.outcome = FindingOutcome::Error;
        finding.field = shown.field;
        finding.message = text.message;
        finding.remedy = text.remedy;
        problem.findings.append(finding);
    }
    problem.current = current;
    HttpResponse response = respond(status, ProblemType, contract::toJson(problem));
    if (status >= 500)
        response.cause = causeOf(error);
    response.addHeader("Content-Language", languageTag(language).toLatin1());
    return response;
}

void reportFailure(HttpResponse &response, const HttpRequest &request)
{
    if (response.status < 500)
        return;
    qCWarning(answers).noquote() << "request" << request.requestId << request.listener << request.method << '/'
                                 << request.path.mid(0, LoggedSegments).join(QLatin1Char('/')) << "answered"
                                 << response.status << response.cause;
    if (response.header("Content-Type") != ProblemType)
        return;
    QJsonObject problem = QJsonDocument::fromJson(response.body).object();
    problem.insert(QStringLiteral("requestId"), request.requestId);
    response.body = QJsonDocument(problem).toJson(QJsonDocument::Compact);
}

HttpResponse identityProblem(IdentityFault fault, Language language)
{
    const QString name = identityFaultName(fault);
    const ErrorText text = describe(Error{ErrorCode::TlsIdentityRefused, {}, name, -1}, phrasebookOf(language));
    contract::Problem problem;
    problem.status = 403;
    problem.code = name;
    problem.title = text.message;
    problem.detail = text.remedy;
    HttpResponse response = respond(problem.status, "application/problem+json", contract::toJson(problem));
    response.addHeader("Content-Language", languageTag(language).toLatin1());
    return response;
}

HttpResponse jsonResponse(int status, const QJsonObject &json)
{
    return respond(status, "application/json", json);
}

} // namespace tegata
