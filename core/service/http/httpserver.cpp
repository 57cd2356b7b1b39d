// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/httpserver.h"

#include "core/service/http/httpconnection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include <future>
#include <thread>

#include <signal.h>
#include <sys/resource.h>

namespace tegata {

namespace {

using boost::asio::ip::tcp;
using WorkGuard = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;

QString addressText(const tcp::endpoint &endpoint)
{
    const boost::asio::ip::address address = endpoint.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return QString::fromStdString(
            boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6()).to_string());
    return QString::fromStdString(address.to_string());
}

Result<void> bind(Listener &listener)
{
    boost::system::error_code error;
    const tcp::endpoint endpoint(boost::asio::ip::make_address(listener.config.address.toStdString()),
                                 listener.config.port);
    listener.acceptor.open(endpoint.protocol(), error);
    if (!error)
        listener.acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        listener.acceptor.bind(endpoint, error);
    if (!error)
        listener.acceptor.listen(tcp::acceptor::max_listen_connections, error);
    if (error)
        return failure(ErrorCode::Offline, QString::fromStdString(error.message()), listener.config.name);
    listener.port = listener.acceptor.local_endpoint().port();
    return {};
}

void raiseFileLimit(rlim_t needed)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= needed)
        return;
    limit.rlim_cur = std::min(needed, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

void blockPipeSignal()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

} // namespace

struct HttpServer::Private : HttpServerState
{
    using HttpServerState::HttpServerState;

    std::vector<std::unique_ptr<Listener>> listeners;
    std::optional<WorkGuard> keepRunning;
    std::thread thread;

    Listener *find(const QString &name) const
    {
        for (const std::unique_ptr<Listener> &listener : listeners) {
            if (listener->config.name == name)
                return listener.get();
        }
        return nullptr;
    }

    boost::asio::awaitable<void> acceptAll(Listener &listener)
    {
        boost::asio::steady_timer pause(io);
        while (!stopping) {
            boost::system::error_code error;
            tcp::socket socket(io);
            tcp::endpoint remote;
            co_await listener.acceptor.async_accept(socket, remote,
                                                    boost::asio::redirect_error(boost::asio::use_awaitable, error));
            if (stopping)
                co_return;
            if (!error) {
                admit(listener, std::move(socket), addressText(remote));
                continue;
            }
            // Out of descriptors, most likely: accepting again at once would spin.
            pause.expires_after(std::chrono::milliseconds(100));
            co_await pause.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, error));
        }
    }

    void admit(Listener &listener, tcp::socket socket, const QString &address)
    {
        const auto connection = std::make_shared<HttpConnection>(*this, listener, std::move(socket), address);
        if (!connection->admit())
            return;
        connections.insert(connection.get());
        boost::asio::co_spawn(io, connection->run(), [this, connection](const std::exception_ptr &thrown) {
            if (thrown)
                qWarning("a connection ended with an exception");
            leave(*connection);
        });
    }

    void leave(HttpConnection &connection)
    {
        connection.listener().ledger.leave(&connection);
        connections.erase(&connection);
        tellDrained();
    }

    void tellDrained()
    {
        if (connections.empty() && onDrained)
            std::exchange(onDrained, nullptr)();
    }

    void changed(const QString &topic)
    {
        lastChange[topic] = ++changes;
        const QList<HttpConnection *> woken = waiting.values(topic);
        for (HttpConnection *connection : woken)
            connection->wake();
    }

    void beginStop(std::function<void()> whenDrained)
    {
        stopping = true;
        onDrained = std::move(whenDrained);
        boost::system::error_code ignored;
        for (const std::unique_ptr<Listener> &listener : listeners)
            listener->acceptor.close(ignored);
        for (HttpConnection *connection : connections)
            connection->beginStop();
        tellDrained();
    }
};

HttpServer::HttpServer(HttpServerConfig config) : d(std::make_unique<Private>(std::move(config))) {}

HttpServer::~HttpServer()
{
    stop();
}

Result<void> HttpServer::addListener(ListenerConfig config)
{
    if (d->find(config.name))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("listener name is taken"), QStringLiteral("name"));
    boost::system::error_code error;
    boost::asio::ip::make_address(config.address.toStdString(), error);
    if (error)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("not an IP address"), QStringLiteral("address"));
    std::optional<TlsContext> tls;
    if (config.tls) {
        Result<TlsContext> context = TlsContext::create(*config.tls);
        if (!context)
            return failure(context.error());
        tls = std::move(*context);
    }
    d->listeners.push_back(std::make_unique<Listener>(std::move(config), d->listeners.size() + 1, d->io));
    d->listeners.back()->tls = std::move(tls);
    return {};
}

Result<void> HttpServer::start()
{
    rlim_t files = 256;
    for (const std::unique_ptr<Listener> &listener : d->listeners) {
        files += static_cast<rlim_t>(listener->config.limits.connections.connections);
        if (const Result<void> bound = bind(*listener); !bound) {
            boost::system::error_code ignored;
            for (const std::unique_ptr<Listener> &other : d->listeners)
                other->acceptor.close(ignored);
            return bound;
        }
    }
    raiseFileLimit(files);
    d->workers = std::make_unique<WorkerPool>(d->config.workers, WorkerPool::Priority::Usual, d->config.onWorkerExit);
    d->slowWorkers = std::make_unique<WorkerPool>(d->config.slowWorkers, WorkerPool::Priority::Low, nullptr);
    d->keepRunning.emplace(d->io.get_executor());
    for (const std::unique_ptr<Listener> &listener : d->listeners)
        boost::asio::co_spawn(d->io, d->acceptAll(*listener), boost::asio::detached);
    d->thread = std::thread([this] {
        blockPipeSignal();
        d->io.run();
    });
    return {};
}

quint16 HttpServer::port(const QString &listener) const
{
    const Listener *found = d->find(listener);
    return found ? found->port : 0;
}

void HttpServer::notify(const QString &topic)
{
    boost::asio::post(d->io, [this, topic] { d->changed(topic); });
}

Result<void> HttpServer::replaceCertificate(const QString &listener, const TlsConfig &config)
{
    Listener *found = d->find(listener);
    if (!found)
        return failure(ErrorCode::NotFound, QStringLiteral("no such listener"), listener);
    if (!found->config.tls)
        return failure(ErrorCode::Unsupported, QStringLiteral("a plain listener"), listener);
    const Result<TlsContext> context = TlsContext::create(config);
    if (!context)
        return failure(context.error());
    boost::asio::post(d->io, [found, context = *context] { found->tls = context; });
    return {};
}

void HttpServer::stop(std::chrono::milliseconds grace)
{
    if (!d->thread.joinable())
        return;
    const auto drained = std::make_shared<std::promise<void>>();
    std::future<void> allGone = drained->get_future();
    boost::asio::post(d->io, [this, drained] { d->beginStop([drained] { drained->set_value(); }); });
    if (allGone.wait_for(grace) != std::future_status::ready) {
        boost::asio::post(d->io, [this] {
            for (HttpConnection *connection : d->connections)
                connection->cut();
        });
        allGone.wait();
    }
    d->slowWorkers->stop();
    d->workers->stop();
    d->keepRunning.reset();
    d->thread.join();
}

} // namespace tegata
