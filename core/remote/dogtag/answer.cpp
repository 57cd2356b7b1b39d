// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/answer.h"

#include <QJsonDocument>

#include <limits>

namespace tegata::dogtag {

namespace {

constexpr qsizetype MaximumMessage = 500;

bool contains(const QString &text, const char *part)
{
    return text.contains(QLatin1String(part), Qt::CaseInsensitive);
}

// A page begins with a tag; what is left of a message is one line.
QString oneLine(const QString &text)
{
    QString line = text.simplified();
    if (line.startsWith(QLatin1Char('<')))
        return {};
    // The server forgets to fill in its own last place-holder.
    if (const QLatin1String rest(" Rejected - {1}"); line.endsWith(rest))
        line.chop(rest.size());
    return line.left(MaximumMessage);
}

Answer failed(ErrorCode code, const QString &detail)
{
    return {Outcome::Failed, {}, {code, detail, {}, -1}};
}

QString statusText(int status)
{
    return QStringLiteral("HTTP %1").arg(status);
}

// What the exception says. Its class and code are too general: a stale nonce is a bad request or a forbidden one.
Answer readMessage(int status, const QString &className, const QString &message)
{
    if (contains(message, "Invalid nonce") || contains(message, "Missing nonce") ||
        (contains(message, "Nonce") && contains(message, "does not exist")))
        return {Outcome::StaleNonce, message, {}};
    if (contains(message, "Not In Pending State"))
        return {Outcome::NotPending, message, {}};
    if (contains(message, "Not authorized to do this operation"))
        return {Outcome::OwnedByOther, message, {}};
    if (contains(message, "has already been revoked"))
        return {Outcome::AlreadyRevoked, message, {}};
    if (status == 403 || contains(className, "Forbidden"))
        return failed(ErrorCode::Forbidden, message);
    if (status == 404)
        return failed(ErrorCode::NotFound, message);
    // Said of a thing that this call cannot do, not of who asks: that comes as a page.
    if (status == 401 || (status >= 400 && status < 500) || contains(message, "Property Error"))
        return {Outcome::Refused, message, {}};
    return failed(ErrorCode::ServiceFailure, message);
}

} // namespace

Answer readAnswer(const HttpAnswer &answer)
{
    if (answer.status >= 200 && answer.status < 300)
        return {};
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    const QString message = oneLine(textOf(object, QLatin1String("Message")));
    if (!message.isEmpty() && answer.status != 429)
        return readMessage(answer.status, textOf(object, QLatin1String("ClassName")), message);
    switch (answer.status) {
    case 401:
        return failed(ErrorCode::TlsIdentityRefused, QStringLiteral("the certificate belongs to no user"));
    case 403:
        return failed(ErrorCode::Forbidden, statusText(403));
    case 404:
        return failed(ErrorCode::NotFound, statusText(404));
    case 429:
        return failed(ErrorCode::TooManyRequests, statusText(429));
    default:
        return failed(answer.status >= 500 ? ErrorCode::ServiceFailure : ErrorCode::ProtocolViolation,
                      statusText(answer.status));
    }
}

Result<QJsonObject> objectOf(const HttpAnswer &answer)
{
    const Answer read = readAnswer(answer);
    if (read.outcome == Outcome::Failed)
        return failure(read.error);
    if (read.outcome != Outcome::Done)
        return failure(ErrorCode::Refused, read.message);
    const QJsonDocument document = QJsonDocument::fromJson(answer.body);
    if (!document.isObject())
        return failure(ErrorCode::ProtocolViolation, QStringLiteral("no JSON object"));
    return document.object();
}

QString textOf(const QJsonObject &object, QLatin1String name)
{
    const QJsonValue value = object.value(name);
    if (value.isString())
        return value.toString();
    // A double holds 53 bits of a nonce's 64; toInteger() takes the number as it was written.
    if (value.isDouble()) {
        constexpr qint64 None = std::numeric_limits<qint64>::min();
        const qint64 whole = value.toInteger(None);
        return whole == None ? QString() : QString::number(whole);
    }
    return {};
}

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace tegata::dogtag
