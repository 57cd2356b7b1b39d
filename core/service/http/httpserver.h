// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/service/http/connectionledger.h"
#include "core/service/http/handshakerefusal.h"
#include "core/service/http/http.h"
#include "core/service/http/tlscontext.h"

#include <QList>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace tegata {

// What a listener grants. Beyond it: 413, 431, 408 or 503 as problem+json and the connection ends; a connection too
// many is closed unanswered (connectionledger.h).
struct HttpLimits
{
    qsizetype bodySize = 256 * 1024;
    qsizetype headerSize = 8 * 1024; // request line and headers together
    ConnectionLimits connections;
    int slowJobs = 64; // SlowWork that waits or runs
    int slowJobsPerBlock = 32;
    std::chrono::milliseconds handshake{10'000};
    std::chrono::milliseconds header{10'000}; // from the first byte of a request, or from the connection's start
    std::chrono::milliseconds body{30'000};
    std::chrono::milliseconds write{30'000};       // until the client has taken the answer
    std::chrono::milliseconds idle{75'000};        // between two requests of a connection
    std::chrono::milliseconds longestWait{60'000}; // cuts WaitForChange::timeout
};

struct ListenerConfig
{
    QString name; // unique in the server
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 0;             // 0: any free one, see HttpServer::port()
    std::optional<TlsConfig> tls; // none: plain HTTP, for loopback or behind a proxy
    HttpLimits limits;
    HttpHandler handler;
};

struct HttpServerConfig
{
    int workers = 4;
    int slowWorkers = 1;                // threads for SlowWork; they yield to the others where the processor is short
    std::function<void()> onWorkerExit; // on each worker thread, as its last call: close the thread's connections
    std::function<void(const HandshakeRefusal &)> onHandshakeRefused; // on a worker thread; may block
    std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();
};

// The service's HTTP/1.1 server: one thread for all sockets and TLS (coroutines), and worker threads (QThreads, in
// which QSqlDatabase can be used) that run the handlers. Made, started and stopped on one thread; port(), notify()
// and replaceCertificate() may be called from any thread between start() and stop(). start() raises the process's
// soft limit of open files to what the limits need, as far as the hard limit allows.
class HttpServer
{
public:
    explicit HttpServer(HttpServerConfig config);
    ~HttpServer(); // stops
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    // Before start(). Errors: those of TlsContext::create, InvalidArgument (address, or the name is taken).
    Result<void> addListener(ListenerConfig config);
    // Binds every listener, then serves. Errors: Offline with the listener's name as field (port taken, address not
    // of this machine); nothing is bound then.
    Result<void> start();
    // The bound port; 0 for an unknown name or before start().
    quint16 port(const QString &listener) const;
    // Something of that topic was committed: waiting requests are answered.
    void notify(const QString &topic);
    // For the connections from now on. Errors: those of TlsContext::create, NotFound, Unsupported (a plain listener).
    Result<void> replaceCertificate(const QString &listener, const TlsConfig &config);
    // Takes no more connections, lets running handlers finish and sends their answers, answers waiting requests at
    // once, then ends. Connections still open after `grace` are cut; a handler that still runs is waited for.
    void stop(std::chrono::milliseconds grace = std::chrono::milliseconds(5000));

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tegata
