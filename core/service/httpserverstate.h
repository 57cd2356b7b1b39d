// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/httpserver.h"
#include "core/service/workerpool.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <QHash>

#include <atomic>
#include <set>

// Private to httpserver.cpp, the one translation unit of Asio and Beast.
namespace tegata {

class HttpConnection;

struct Listener
{
    Listener(ListenerConfig listenerConfig, boost::asio::io_context &io)
        : config(std::move(listenerConfig)), acceptor(io)
    {}

    ListenerConfig config;
    std::optional<TlsContext> tls; // on the I/O thread once the server runs
    boost::asio::ip::tcp::acceptor acceptor;
    quint16 port = 0;
    int connections = 0;
    QHash<QString, int> connectionsByAddress;
};

// What the connections share. Everything but config, workers and openReports belongs to the I/O thread.
struct HttpServerState
{
    explicit HttpServerState(HttpServerConfig serverConfig) : config(std::move(serverConfig)) {}

    HttpServerConfig config;
    boost::asio::io_context io{1};
    std::unique_ptr<WorkerPool> workers;
    std::set<HttpConnection *> connections;
    bool stopping = false;
    std::function<void()> onDrained; // while stopping: the last connection has ended

    // Changes are numbered, so that a wait can tell whether its topic changed after the handler was called.
    quint64 changes = 0;
    QHash<QString, quint64> lastChange;
    QMultiHash<QString, HttpConnection *> waiting;

    static constexpr int MostOpenReports = 1000; // a flood of refused handshakes must not fill the memory
    std::atomic<int> openReports{0};
};

} // namespace tegata
