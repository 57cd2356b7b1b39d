// SPDX-License-Identifier: Apache-2.0
#include "core/remote/http/httpcall.h"

#include <QLoggingCategory>

#include <utility>

namespace tegata {

namespace {

Q_LOGGING_CATEGORY(log, "tegata.remote", QtInfoMsg)

} // namespace

HttpCall::HttpCall(HttpRequestBytes request, Done done, QObject *parent)
    : QObject(parent), m_request(std::move(request)), m_done(std::move(done)), m_timer(this)
{
    connect(&m_timer, &QTimer::timeout, this, &HttpCall::timedOut);
    m_timer.setSingleShot(true);
    m_timer.start(m_request.timeout);
    m_elapsed.start();
}

HttpCall::~HttpCall()
{
    SecretBytes::take(m_request.head).wipe(); // it may hold a token
    SecretBytes::take(m_request.body).wipe();
}

bool HttpCall::takeRepetition()
{
    return m_request.isRepeatable && !std::exchange(m_isRepeated, true);
}

void HttpCall::end(Result<HttpAnswer> answer)
{
    if (!m_done)
        return;
    m_timer.stop();
    const QString outcome = answer ? QString::number(answer->status) : errorCodeName(answer.error().code);
    qCDebug(log).noquote() << methodName(m_request.method) << m_request.url.path() << outcome << m_elapsed.elapsed()
                           << "ms" << m_request.requestId;
    if (!answer && answer.error().detail.size() > 0)
        qCDebug(log).noquote() << m_request.requestId << answer.error().detail;
    deleteLater();
    std::exchange(m_done, nullptr)(std::move(answer));
}

} // namespace tegata
