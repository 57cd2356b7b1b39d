// SPDX-License-Identifier: Apache-2.0
#include "core/remote/http/httpcall.h"

#include <QLoggingCategory>
#include <QNetworkAccessManager>
#include <QNetworkRequest>

#include <utility>

namespace tegata {

namespace {

Q_LOGGING_CATEGORY(log, "tegata.remote", QtInfoMsg)

// Qt reports an answer of 400 and above as an error of these kinds, with the answer's body.
bool isHttpStatusError(QNetworkReply::NetworkError error, int status)
{
    return (error == QNetworkReply::ProtocolInvalidOperationError && status == 400) ||
           (error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownContentError) ||
           (error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError);
}

} // namespace

HttpCall::HttpCall(QNetworkAccessManager &manager, const QNetworkRequest &network, RestRequest request,
                   bool hasIdentity, Done done, QObject *parent)
    : QObject(parent), m_request(std::move(request)), m_done(std::move(done)),
      m_requestId(network.rawHeader("Request-Id"))
{
    m_failure.hasIdentity = hasIdentity;
    switch (m_request.method) {
    case HttpMethod::Get:
        m_reply = manager.get(network);
        break;
    case HttpMethod::Post:
        m_reply = manager.post(network, m_request.body);
        break;
    case HttpMethod::Delete:
        m_reply = manager.deleteResource(network);
        break;
    }
    connect(m_reply, &QNetworkReply::encrypted, this, [this] {
        m_failure.encrypted = true;
        Q_EMIT encrypted(m_reply->sslConfiguration());
    });
    // Nothing tells of a handshake on a connection that was there already, but a request is sent after one only.
    for (const auto sign : {&QNetworkReply::requestSent, &QNetworkReply::metaDataChanged})
        connect(m_reply, sign, this, [this] { m_failure.encrypted = true; });
    // Never ignored: Qt ends the handshake when nobody does.
    connect(m_reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError> &errors) { m_failure.sslErrors = errors; });
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpCall::receive);
    connect(m_reply, &QNetworkReply::finished, this, &HttpCall::finish);
    connect(&m_timer, &QTimer::timeout, this, [this] { giveUp(ErrorCode::TimedOut); });
    m_timer.setSingleShot(true);
    m_timer.start(m_request.timeout);
    m_elapsed.start();
}

HttpCall::~HttpCall()
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        delete m_reply;
    }
    SecretBytes::take(m_request.body).wipe();
}

void HttpCall::receive()
{
    m_body += m_reply->readAll();
    if (m_body.size() > MaximumAnswer)
        giveUp(ErrorCode::TooLarge);
}

void HttpCall::giveUp(ErrorCode code)
{
    if (m_givenUp)
        return;
    m_givenUp = code;
    m_reply->abort(); // finishes it
}

void HttpCall::finish()
{
    m_timer.stop();
    m_failure.error = m_reply->error();
    m_failure.text = m_reply->errorString();
    if (m_givenUp) {
        end(failure(*m_givenUp));
        return;
    }
    m_body += m_reply->readAll();
    if (m_body.size() > MaximumAnswer) {
        end(failure(ErrorCode::TooLarge));
        return;
    }
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool isAnswer = m_failure.error == QNetworkReply::NoError || isHttpStatusError(m_failure.error, status);
    if (isAnswer && status >= 200)
        end(HttpAnswer{status, m_reply->header(QNetworkRequest::ContentTypeHeader).toByteArray(), m_body});
    else if (isAnswer)
        end(failure(ErrorCode::ProtocolViolation, QStringLiteral("no HTTP status")));
    else
        end(failure(networkError(m_failure)));
}

void HttpCall::end(Result<HttpAnswer> answer)
{
    const QString outcome = answer ? QString::number(answer->status) : errorCodeName(answer.error().code);
    qCDebug(log).noquote() << methodName(m_request.method) << m_request.path << outcome << m_elapsed.elapsed() << "ms"
                           << m_requestId;
    if (!answer && answer.error().detail.size() > 0)
        qCDebug(log).noquote() << m_requestId << answer.error().detail;
    m_reply->deleteLater();
    m_reply = nullptr;
    deleteLater();
    std::exchange(m_done, nullptr)(std::move(answer));
}

} // namespace tegata
