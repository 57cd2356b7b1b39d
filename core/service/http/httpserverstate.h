// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/http/httpserver.h"
#include "core/service/http/workerpool.h"

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
    Listener(ListenerConfig listenerConfig, std::size_t listenerLane, boost::asio::io_context &io)
        : config(std::move(listenerConfig)), lane(listenerLane), acceptor(io), ledger(config.limits.connections)
    {}

    ListenerConfig config;
    const std::size_t lane;        // of the workers' queues
    std::optional<TlsContext> tls; // on the I/O thread once the server runs
    boost::asio::ip::tcp::acceptor acceptor;
    quint16 port = 0;
    ConnectionLedger ledger;
    int slowJobs = 0;
    QHash<QString, int> slowJobsByBlock;
};

// What the connections share. Everything but config, the workers and openReports belongs to the I/O thread.
struct HttpServerState
{
    explicit HttpServerState(HttpServerConfig serverConfig) : config(std::move(serverConfig)) {}

    HttpServerConfig config;
    boost::asio::io_context io{1};
    std::unique_ptr<WorkerPool> workers;
    std::unique_ptr<WorkerPool> slowWorkers;
    std::set<HttpConnection *> connections;
    bool stopping = false;
    std::function<void()> onDrained; // while stopping: the last connection has ended

    // Changes are numbered, so that a wait can tell whether its topic changed after the handler was called.
    quint64 changes = 0;
    QHash<QString, quint64> lastChange;
    QMultiHash<QString, HttpConnection *> waiting;

    static constexpr std::size_t ReportLane = 0; // of the workers' queues; each listener has one behind it
    static constexpr int MostOpenReports = 1000; // a flood of refused handshakes must not fill the memory
    std::atomic<int> openReports{0};
};

} // namespace tegata
