// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/http/httpserver.h"

#include "testauthority.h"

#include <QSemaphore>

#include <atomic>
#include <memory>
#include <mutex>

namespace tegata::test {

inline const QString Plain = QStringLiteral("plain");
inline const QString Tls = QStringLiteral("tls");
inline const QString Mutual = QStringLiteral("mutual");

// Short time-outs, for tests that wait for them.
HttpLimits shortLimits();

// A server with a plain, a TLS and a mutual-TLS listener on free loopback ports, three workers, and one handler:
//   /wait?topic=T&ms=N  waits for T, then answers "over"
//   /wait-late          enters, waits for mayLeave, then waits for the topic "late"
//   /slow               enters, waits for mayLeave, then answers "slow"
//   /known              answers "known", and that the caller was let in
//   /compute            slow work that enters and waits for mayLeave, then answers "computed"
//   /throw              throws
//   /split              tries to smuggle a header
//   anything else       answers "METHOD path body"
class HttpServerFixture
{
public:
    HttpServerFixture();
    ~HttpServerFixture();

    bool start(const HttpLimits &limits = {});
    HttpServer &server() { return *m_server; }
    const TestAuthority &authority() const { return m_authority; } // of the server, and of the clients it accepts
    const TestAuthority &otherAuthority() const { return m_otherAuthority; }
    QList<HandshakeRefusal> refusals() const;
    QList<HttpRequest> requests() const; // that the handler has seen

    QSemaphore entered;
    QSemaphore mayLeave;
    std::atomic<int> waiting{0};
    std::atomic<int> workerExits{0};

private:
    HttpResponse handle(const HttpRequest &request);

    TestAuthority m_authority;
    TestAuthority m_otherAuthority;
    mutable std::mutex m_mutex;
    QList<HandshakeRefusal> m_refusals;
    QList<HttpRequest> m_requests;
    std::unique_ptr<HttpServer> m_server; // last: its workers use the rest
};

} // namespace tegata::test
