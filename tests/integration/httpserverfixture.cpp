// SPDX-License-Identifier: Apache-2.0
#include "httpserverfixture.h"

#include <stdexcept>

namespace tegata::test {

namespace {

HttpResponse text(const QByteArray &body)
{
    HttpResponse response;
    response.addHeader("Content-Type", "text/plain");
    response.body = body;
    return response;
}

} // namespace

HttpLimits shortLimits()
{
    HttpLimits limits;
    limits.handshake = std::chrono::milliseconds(300);
    limits.header = std::chrono::milliseconds(300);
    limits.body = std::chrono::milliseconds(300);
    limits.idle = std::chrono::milliseconds(300);
    return limits;
}

HttpServerFixture::HttpServerFixture()
    : m_authority(QStringLiteral("Authority")), m_otherAuthority(QStringLiteral("Other"))
{}

HttpServerFixture::~HttpServerFixture()
{
    mayLeave.release(100); // a failed test must not leave a handler waiting
}

bool HttpServerFixture::start(const HttpLimits &limits)
{
    HttpServerConfig config;
    config.workers = 3;
    config.onWorkerExit = [this] { ++workerExits; };
    config.onHandshakeRefused = [this](const HandshakeRefusal &refusal) {
        const std::lock_guard lock(m_mutex);
        m_refusals.append(refusal);
    };
    m_server = std::make_unique<HttpServer>(config);
    const std::pair<QString, std::optional<TlsConfig>> listeners[] = {
        {Plain, std::nullopt}, {Tls, m_authority.tlsConfig(false)}, {Mutual, m_authority.tlsConfig(true)}};
    for (const auto &[name, tls] : listeners) {
        ListenerConfig listener;
        listener.name = name;
        listener.tls = tls;
        listener.limits = limits;
        listener.handler = [this](const HttpRequest &request) { return handle(request); };
        if (!m_server->addListener(listener))
            return false;
    }
    return m_server->start() && m_server->port(Plain) != 0;
}

QList<HandshakeRefusal> HttpServerFixture::refusals() const
{
    const std::lock_guard lock(m_mutex);
    return m_refusals;
}

QList<HttpRequest> HttpServerFixture::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

HttpResponse HttpServerFixture::handle(const HttpRequest &request)
{
    {
        const std::lock_guard lock(m_mutex);
        m_requests.append(request);
    }
    const QString what = request.path.value(0);
    if (what == QLatin1String("wait")) {
        if (request.waitOver)
            return text("over");
        HttpResponse response;
        response.isCallerKnown = true; // as wherever a wait is granted
        response.waitForChange =
            WaitForChange{request.queryValue(QStringLiteral("topic")),
                          std::chrono::milliseconds(request.queryValue(QStringLiteral("ms")).toInt())};
        ++waiting;
        return response;
    }
    if (what == QLatin1String("wait-late")) {
        if (request.waitOver)
            return text("over");
        entered.release();
        mayLeave.acquire();
        HttpResponse response;
        response.waitForChange = WaitForChange{QStringLiteral("late"), std::chrono::minutes(1)};
        return response;
    }
    if (what == QLatin1String("slow")) {
        entered.release();
        mayLeave.acquire();
        return text("slow");
    }
    if (what == QLatin1String("known")) {
        HttpResponse response = text("known");
        response.isCallerKnown = true;
        return response;
    }
    if (what == QLatin1String("compute")) {
        HttpResponse response;
        response.slowWork = SlowWork{[this] {
                                         entered.release();
                                         mayLeave.acquire();
                                     },
                                     [] { return text("computed"); }};
        return response;
    }
    if (what == QLatin1String("throw"))
        throw std::runtime_error("secret detail");
    if (what == QLatin1String("split")) {
        HttpResponse response = text("split");
        response.addHeader("X-Evil", "a\r\nSet-Cookie: b=c");
        return response;
    }
    return text(request.method + ' ' + request.path.join(u'/').toUtf8() + ' ' + request.body);
}

} // namespace tegata::test
