// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/http/tlssession.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

// Private to httpserver.cpp, the one translation unit of Asio and Beast.
namespace tegata {

// A connected TCP socket, with or without TLS, for coroutines on the server's one I/O thread. Every operation has a
// deadline; after a failure the reason stands in end().
class SocketStream
{
public:
    using Clock = std::chrono::steady_clock;
    enum class End
    {
        None,
        Closed,
        TimedOut,
        Failed
    };

    // now: by which the client's certificate is checked.
    SocketStream(boost::asio::ip::tcp::socket socket, const std::optional<TlsContext> &tls, const QDateTime &now)
        : m_core(std::make_shared<Core>(std::move(socket)))
    {
        boost::system::error_code ignored;
        m_core->socket.non_blocking(true, ignored);
        m_core->socket.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
        if (tls)
            m_tls = std::make_unique<TlsSession>(*tls, m_core->socket.native_handle(), now);
    }

    bool isTls() const { return m_tls != nullptr; }
    const TlsSession &tls() const { return *m_tls; }
    End end() const { return m_end; }

    boost::asio::awaitable<bool> handshake(Clock::time_point deadline)
    {
        for (;;) {
            const TlsSession::Step step = tlsStep([this] { return m_tls->accept(); });
            if (step.status == TlsSession::Status::Done)
                co_return true;
            const bool ready = co_await readyAfter(step.status, deadline);
            if (!ready)
                co_return false;
        }
    }

    // Waits until there is something to read, without holding a buffer.
    boost::asio::awaitable<bool> readable(Clock::time_point deadline)
    {
        if (m_tls && m_tls->hasPending())
            co_return true;
        const bool ready = co_await wait(boost::asio::ip::tcp::socket::wait_read, deadline);
        co_return ready;
    }

    // At least one byte, or 0 at the end.
    boost::asio::awaitable<std::size_t> read(char *data, std::size_t size, Clock::time_point deadline)
    {
        for (;;) {
            const TlsSession::Step step =
                m_tls ? tlsStep([&] { return m_tls->read(data, size); }) : plainRead(data, size, 0);
            if (step.status == TlsSession::Status::Done)
                co_return step.bytes;
            const bool ready = co_await readyAfter(step.status, deadline);
            if (!ready)
                co_return 0;
        }
    }

    boost::asio::awaitable<bool> write(const char *data, std::size_t size, Clock::time_point deadline)
    {
        while (size > 0) {
            const TlsSession::Step step =
                m_tls ? tlsStep([&] { return m_tls->write(data, size); }) : plainWrite(data, size);
            if (step.status == TlsSession::Status::Done) {
                data += step.bytes;
                size -= step.bytes;
                continue;
            }
            const bool ready = co_await readyAfter(step.status, deadline);
            if (!ready)
                co_return false;
        }
        co_return true;
    }

    // Calls once when the peer sends something or goes away, until unwatch().
    void watch(std::function<void()> onReadable)
    {
        m_core->socket.async_wait(boost::asio::ip::tcp::socket::wait_read,
                                  [core = m_core, generation = ++m_core->watchGeneration,
                                   call = std::move(onReadable)](const boost::system::error_code &error) {
                                      if (!error && generation == core->watchGeneration)
                                          call();
                                  });
    }

    void unwatch()
    {
        ++m_core->watchGeneration;
        cancel();
    }

    // In a watch: whether the peer has gone, rather than sent its next request early.
    bool hasEnded()
    {
        char byte = 0;
        const TlsSession::Status status = m_tls ? tlsStep([this] { return m_tls->peek(); }).status
                                                : plainRead(&byte, 1, boost::asio::socket_base::message_peek).status;
        return status == TlsSession::Status::Closed || status == TlsSession::Status::Failed;
    }

    // Ends the waits in progress as closed.
    void cancel()
    {
        boost::system::error_code ignored;
        m_core->socket.cancel(ignored);
    }

    // Says that nothing more will be sent.
    void finish()
    {
        if (m_tls && m_core->socket.is_open())
            m_tls->shutdown();
        boost::system::error_code ignored;
        m_core->socket.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    }

    // Takes and drops what the peer still sends: closing with unread bytes would reset the connection, and our last
    // answer could be lost on its way.
    boost::asio::awaitable<void> drain(std::size_t most, Clock::time_point deadline)
    {
        char scrap[1024];
        while (most > 0) {
            const TlsSession::Step step = plainRead(scrap, sizeof scrap, 0);
            if (step.status == TlsSession::Status::Done) {
                most -= std::min(most, step.bytes);
                continue;
            }
            const bool ready = co_await readyAfter(step.status, deadline);
            if (!ready)
                co_return;
        }
    }

    void close()
    {
        boost::system::error_code ignored;
        m_core->socket.close(ignored);
    }

private:
    // Outlives the stream while a handler of Asio still refers to it.
    struct Core
    {
        explicit Core(boost::asio::ip::tcp::socket connected)
            : socket(std::move(connected)), timer(socket.get_executor())
        {}

        boost::asio::ip::tcp::socket socket;
        boost::asio::steady_timer timer;
        unsigned waitGeneration = 0;
        unsigned watchGeneration = 0;
        bool timedOut = false;
    };

    boost::asio::awaitable<bool> readyAfter(TlsSession::Status status, Clock::time_point deadline)
    {
        if (status == TlsSession::Status::Closed || status == TlsSession::Status::Failed) {
            m_end = status == TlsSession::Status::Closed ? End::Closed : End::Failed;
            co_return false;
        }
        const auto direction = status == TlsSession::Status::WantWrite ? boost::asio::ip::tcp::socket::wait_write
                                                                       : boost::asio::ip::tcp::socket::wait_read;
        const bool ready = co_await wait(direction, deadline);
        co_return ready;
    }

    boost::asio::awaitable<bool> wait(boost::asio::ip::tcp::socket::wait_type direction, Clock::time_point deadline)
    {
        const std::shared_ptr<Core> core = m_core;
        if (!core->socket.is_open()) {
            m_end = End::Closed;
            co_return false;
        }
        core->timedOut = false;
        const unsigned generation = ++core->waitGeneration;
        core->timer.expires_at(deadline);
        core->timer.async_wait([core, generation](const boost::system::error_code &error) {
            if (error || generation != core->waitGeneration)
                return;
            core->timedOut = true;
            boost::system::error_code ignored;
            core->socket.cancel(ignored);
        });
        boost::system::error_code error;
        co_await core->socket.async_wait(direction, boost::asio::redirect_error(boost::asio::use_awaitable, error));
        ++core->waitGeneration;
        core->timer.cancel();
        if (!error && !core->timedOut)
            co_return true;
        m_end = core->timedOut ? End::TimedOut : End::Closed;
        co_return false;
    }

    // OpenSSL knows the descriptor only by its number, which is somebody else's once the socket is closed.
    template <typename Call>
    TlsSession::Step tlsStep(Call call)
    {
        return m_core->socket.is_open() ? call() : TlsSession::Step{TlsSession::Status::Closed, 0};
    }

    TlsSession::Step plainRead(char *data, std::size_t size, int flags)
    {
        boost::system::error_code error;
        const std::size_t bytes = m_core->socket.receive(boost::asio::buffer(data, size), flags, error);
        return plainStep(error, bytes, TlsSession::Status::WantRead);
    }

    TlsSession::Step plainWrite(const char *data, std::size_t size)
    {
        boost::system::error_code error;
        const std::size_t bytes = m_core->socket.write_some(boost::asio::buffer(data, size), error);
        return plainStep(error, bytes, TlsSession::Status::WantWrite);
    }

    static TlsSession::Step plainStep(const boost::system::error_code &error, std::size_t bytes,
                                      TlsSession::Status blocked)
    {
        if (!error)
            return {TlsSession::Status::Done, bytes};
        if (error == boost::asio::error::would_block || error == boost::asio::error::try_again)
            return {blocked, 0};
        return {TlsSession::Status::Closed, 0};
    }

    std::shared_ptr<Core> m_core;
    std::unique_ptr<TlsSession> m_tls; // before the socket closes
    End m_end = End::None;
};

} // namespace tegata
