// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/addressblock.h"
#include "core/service/http/httphead.h"
#include "core/service/http/httpserverstate.h"
#include "core/service/http/problem.h"
#include "core/service/http/socketstream.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>

#include <QDebug>
#include <QRandomGenerator>

#include <string>

// Private to httpserver.cpp, the one translation unit of Asio and Beast.
namespace tegata {

// One client's connection: handshake, then requests one after the other. Lives on the I/O thread; its coroutine and
// the job on a worker keep it alive.
class HttpConnection : public std::enable_shared_from_this<HttpConnection>
{
public:
    HttpConnection(HttpServerState &server, Listener &listener, boost::asio::ip::tcp::socket socket,
                   QString remoteAddress)
        : m_server(server), m_listener(listener), m_remoteAddress(std::move(remoteAddress)),
          m_block(addressBlock(m_remoteAddress)), m_stream(std::move(socket), listener.tls, server.config.clock->now()),
          m_event(server.io)
    {}

    Listener &listener() { return m_listener; }

    // Before run(): whether there is room for it.
    bool admit()
    {
        return grant(
            m_listener.ledger.admit(this, m_block, m_stream.isTls() ? StrangerState::Handshake : StrangerState::Head));
    }

    boost::asio::awaitable<void> run()
    {
        const std::shared_ptr<HttpConnection> self = shared_from_this();
        if (m_stream.isTls()) {
            const bool accepted = co_await m_stream.handshake(deadline(limits().handshake));
            if (!accepted) {
                reportRefusal();
                if (!m_cut)
                    co_await end(true);
                co_return;
            }
            if (m_listener.tls && m_listener.config.tls->requireClientCertificate)
                m_peerCertificateDer = m_stream.tls().peerCertificateDer();
            if (m_stream.tls().refusedIdentity())
                reportRefusal();
            if (!enter(StrangerState::Head))
                co_return;
        }
        bool first = true;
        bool goOn = true;
        while (goOn) {
            goOn = co_await serve(first);
            first = false;
        }
        m_stream.close();
    }

    // Graceful: nothing new is read, what runs is answered.
    void beginStop()
    {
        if (m_phase == Phase::Idle || m_phase == Phase::Ending)
            m_stream.cancel();
        else if (m_phase == Phase::Waiting)
            wake();
    }

    // Others have to be let in, and this one is the oldest of those who have many.
    void crowdOut()
    {
        m_crowdedOut = true;
        cut();
    }

    void cut()
    {
        m_cut = true;
        m_stream.close();
        m_event.cancel();
    }

    void wake()
    {
        if (m_phase == Phase::Waiting)
            m_event.cancel();
    }

private:
    enum class Phase
    {
        Idle,
        Busy,
        Waiting,
        Ending
    };
    using Parser = HttpParser;

    struct Exchange
    {
        std::shared_ptr<HttpRequest> request; // null: nothing came, or `refusal` says what was wrong with it
        std::shared_ptr<HttpRequest> head;    // of it, as far as that was read; null: not at all
        std::optional<HttpResponse> refusal;
        bool keepAlive = false;
        bool http10 = false;
        QString requestId;
    };

    bool grant(const ConnectionLedger::Admission &admission)
    {
        for (HttpConnection *other : admission.toEnd)
            other->crowdOut();
        return admission.isGranted;
    }
    bool enter(StrangerState state) { return !m_cut && grant(m_listener.ledger.enter(this, state)); }

    const HttpLimits &limits() const { return m_listener.config.limits; }
    static SocketStream::Clock::time_point deadline(std::chrono::milliseconds duration)
    {
        return SocketStream::Clock::now() + duration;
    }

    // One request and its answer; whether another may follow.
    boost::asio::awaitable<bool> serve(bool first)
    {
        Exchange exchange;
        co_await receive(exchange, first);
        if (!exchange.request && !exchange.refusal)
            co_return false;
        HttpResponse response;
        if (exchange.refusal) {
            response = std::move(*exchange.refusal);
        } else {
            const bool answered = co_await answer(exchange.request, response);
            if (!answered)
                co_return false;
            if (response.isCallerKnown)
                m_listener.ledger.makeKnown(this);
        }
        if (exchange.head)
            reportFailure(response, *exchange.head);
        m_listener.ledger.releaseBody(this);
        if (!enter(StrangerState::Head))
            co_return false;
        const bool keepAlive = exchange.keepAlive && !exchange.refusal && !m_server.stopping;
        ResponseFraming framing;
        framing.requestId = exchange.requestId;
        framing.date = m_server.config.clock->now();
        framing.tls = m_stream.isTls();
        framing.headOnly = exchange.request && exchange.request->method == "HEAD";
        framing.keepAlive = keepAlive;
        framing.http10 = exchange.http10;
        const QByteArray bytes = formatResponse(response, framing);
        const bool written = co_await m_stream.write(bytes.constData(), static_cast<std::size_t>(bytes.size()),
                                                     deadline(limits().write));
        if (written && !keepAlive)
            co_await end(exchange.refusal || !m_input.empty());
        co_return written &&keepAlive;
    }

    // Runs the handler on a worker, and once more after the wait that it asked for.
    boost::asio::awaitable<bool> answer(const std::shared_ptr<HttpRequest> &request, HttpResponse &response)
    {
        if (!enter(StrangerState::Work)) {
            response = busy(*request);
            co_return !m_cut;
        }
        const quint64 before = m_server.changes;
        // Named, and in this frame: GCC has destroyed temporaries of awaited calls twice.
        const std::function<HttpResponse()> handler = [&listener = m_listener, request] {
            return listener.config.handler(*request);
        };
        bool answered = co_await callHandler(request, response, handler);
        if (answered && response.slowWork)
            answered = co_await workSlowly(request, response);
        if (!answered || !response.waitForChange)
            co_return answered;
        if (response.isCallerKnown)
            m_listener.ledger.makeKnown(this);
        const WaitForChange wish = *response.waitForChange;
        const bool connected = co_await waitForChange(wish, before);
        if (!connected)
            co_return false;
        request->waitOver = true;
        answered = co_await callHandler(request, response, handler);
        if (answered && (response.waitForChange || response.slowWork))
            response = problemResponse(Error{ErrorCode::Internal, QStringLiteral("second wait"), {}, -1},
                                       requestLanguage(*request));
        co_return answered;
    }

    boost::asio::awaitable<bool> callHandler(const std::shared_ptr<HttpRequest> &request, HttpResponse &response,
                                             const std::function<HttpResponse()> &handler)
    {
        if (m_cut)
            co_return false;
        m_answer.reset();
        m_server.workers->enqueue(m_listener.lane, [self = shared_from_this(), request, call = handler] {
            auto result = std::make_shared<HttpResponse>(callGuarded(call, *request));
            boost::asio::post(self->m_server.io, [self, result] {
                self->m_answer = std::move(*result);
                self->m_event.cancel();
            });
        });
        co_await sleepUntil(SocketStream::Clock::time_point::max());
        if (!m_answer)
            co_return false;
        response = std::move(*m_answer);
        m_answer.reset();
        co_return !m_cut;
    }

    // The slow part of the answer, then the rest of it.
    boost::asio::awaitable<bool> workSlowly(const std::shared_ptr<HttpRequest> &request, HttpResponse &response)
    {
        const SlowWork work = *std::exchange(response.slowWork, std::nullopt);
        if (m_listener.slowJobs >= limits().slowJobs ||
            m_listener.slowJobsByBlock.value(m_block) >= limits().slowJobsPerBlock) {
            response = busy(*request);
            co_return true;
        }
        ++m_listener.slowJobs;
        ++m_listener.slowJobsByBlock[m_block];
        const auto isDone = std::make_shared<bool>(false);
        m_server.slowWorkers->enqueue(m_listener.lane, [self = shared_from_this(), request, work, isDone] {
            const auto failed = std::make_shared<bool>(false);
            try {
                work.compute();
            } catch (...) {
                *failed = true;
            }
            boost::asio::post(self->m_server.io, [self, isDone, failed] {
                self->leaveSlowQueue();
                *isDone = !*failed;
                self->m_event.cancel();
            });
        });
        co_await sleepUntil(SocketStream::Clock::time_point::max());
        if (m_cut)
            co_return false;
        if (!*isDone) {
            response = problemResponse(Error{ErrorCode::Internal, QStringLiteral("slow work threw"), {}, -1},
                                       requestLanguage(*request));
            co_return true;
        }
        const bool answered = co_await callHandler(request, response, work.answer);
        co_return answered;
    }

    void leaveSlowQueue()
    {
        --m_listener.slowJobs;
        const auto count = m_listener.slowJobsByBlock.find(m_block);
        if (--count.value() == 0)
            m_listener.slowJobsByBlock.erase(count);
    }

    static HttpResponse busy(const HttpRequest &request)
    {
        HttpResponse response =
            problemResponse(Error{ErrorCode::ServiceFailure, QStringLiteral("busy"), {}, -1}, requestLanguage(request));
        response.addHeader("Retry-After", QByteArray::number(RetryAfterSeconds));
        return response;
    }

    static HttpResponse callGuarded(const std::function<HttpResponse()> &handler, const HttpRequest &request)
    {
        try {
            return handler();
        } catch (...) {
            return problemResponse(Error{ErrorCode::Internal, QStringLiteral("handler threw"), {}, -1},
                                   requestLanguage(request));
        }
    }

    boost::asio::awaitable<bool> waitForChange(const WaitForChange &wish, quint64 before)
    {
        if (m_server.stopping || m_server.lastChange.value(wish.topic) > before)
            co_return true;
        m_input.shrink_to_fit();
        m_phase = Phase::Waiting;
        m_server.waiting.insert(wish.topic, this);
        bool gone = false;
        m_stream.watch([this, &gone] {
            gone = m_stream.hasEnded();
            if (gone)
                m_event.cancel();
        });
        co_await sleepUntil(deadline(std::min(wish.timeout, limits().longestWait)));
        m_stream.unwatch();
        m_server.waiting.remove(wish.topic, this);
        m_phase = Phase::Busy;
        co_return !gone && !m_cut;
    }

    boost::asio::awaitable<void> sleepUntil(SocketStream::Clock::time_point time)
    {
        boost::system::error_code ignored;
        m_event.expires_at(time);
        co_await m_event.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
    }

    boost::asio::awaitable<void> receive(Exchange &exchange, bool first)
    {
        m_phase = Phase::Idle;
        if (m_server.stopping)
            co_return;
        if (m_input.empty()) {
            m_input.shrink_to_fit(); // an idle connection holds no buffer
            const bool something = co_await m_stream.readable(deadline(first ? limits().header : limits().idle));
            if (!something || m_server.stopping)
                co_return;
        }
        m_phase = Phase::Busy;
        exchange.requestId = QString::number(QRandomGenerator::system()->generate64(), 16).rightJustified(16, u'0');
        Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(limits().headerSize));
        parser.body_limit(static_cast<std::uint64_t>(limits().bodySize));

        parser.eager(false);
        const bool headerDone = co_await parse(parser, exchange, deadline(limits().header));
        if (!headerDone)
            co_return;
        exchange.http10 = parser.get().version() == 10;
        exchange.keepAlive = parser.keep_alive();
        auto request = std::make_shared<HttpRequest>();
        request->requestId = exchange.requestId;
        exchange.head = request;
        exchange.refusal = readHead(parser.get(), parser.chunked(), *request);
        if (exchange.refusal)
            co_return;
        if (!parser.is_done() && !enterBody(parser)) {
            if (!m_cut)
                exchange.refusal = busy(*request);
            co_return;
        }
        if (!parser.is_done() && request->headers.contains("expect")) {
            static constexpr char GoOn[] = "HTTP/1.1 100 Continue\r\n\r\n";
            const bool written = co_await m_stream.write(GoOn, sizeof GoOn - 1, deadline(limits().write));
            if (!written)
                co_return;
        }
        parser.eager(true);
        const bool bodyDone = co_await parse(parser, exchange, deadline(limits().body));
        if (!bodyDone)
            co_return;
        const std::string &body = parser.get().body();
        request->body = QByteArray(body.data(), static_cast<qsizetype>(body.size()));
        exchange.request = std::move(request);
    }

    // Feeds the parser until the header (eager off) or the whole message (eager on) is there. On false, the exchange
    // says what to answer, if anything.
    boost::asio::awaitable<bool> parse(Parser &parser, Exchange &exchange, SocketStream::Clock::time_point until)
    {
        const bool wantBody = parser.eager();
        const std::size_t most = static_cast<std::size_t>(limits().headerSize);
        std::size_t headerSize = 0; // counted here: Beast's own limit lets many short fields through
        while (wantBody ? !parser.is_done() : !parser.is_header_done()) {
            boost::system::error_code error;
            if (!m_input.empty()) {
                const std::size_t used = parser.put(boost::asio::buffer(m_input), error);
                m_input.erase(0, used);
                headerSize += wantBody ? 0 : used;
                if (headerSize > most)
                    error = boost::beast::http::error::header_limit;
                if (error == boost::beast::http::error::need_more)
                    error = {};
                else if (!error && used > 0)
                    continue;
            }
            if (!error && headerSize + m_input.size() > most)
                error = boost::beast::http::error::header_limit;
            if (error) {
                exchange.refusal = refusalOf(error, languageOf(parser.get()));
                co_return false;
            }
            const std::size_t kept = m_input.size();
            m_input.resize(kept + ReadSize);
            const std::size_t bytes = co_await m_stream.read(m_input.data() + kept, ReadSize, until);
            m_input.resize(kept + bytes);
            if (bytes == 0) {
                if (m_stream.end() == SocketStream::End::TimedOut)
                    exchange.refusal = refuse(408, ErrorCode::TimedOut, QString(), languageOf(parser.get()));
                co_return false;
            }
        }
        co_return true;
    }

    // Room for the body that the head announces; a chunked one may be of any size.
    bool enterBody(const Parser &parser)
    {
        const auto announced = parser.content_length();
        const qsizetype size = announced ? static_cast<qsizetype>(*announced) : limits().bodySize;
        return enter(StrangerState::Body) && m_listener.ledger.reserveBody(this, std::min(size, limits().bodySize));
    }

    // Fills the request from the head; the answer where it must not be served.
    std::optional<HttpResponse> readHead(const Parser::value_type &message, bool chunked, HttpRequest &request) const
    {
        readFields(message, request);
        request.listener = m_listener.config.name;
        request.remoteAddress = m_remoteAddress;
        request.peerCertificateDer = m_peerCertificateDer;
        request.receivedAt = m_server.config.clock->now();
        if (const std::optional<HandshakeReason> reason = refusedIdentity())
            return identityProblem(identityFaultOf(*reason).value_or(IdentityFault::UnknownAuthority),
                                   requestLanguage(request));
        return refusalOfHead(message, chunked, request);
    }

    std::optional<HandshakeReason> refusedIdentity() const
    {
        return m_stream.isTls() ? m_stream.tls().refusedIdentity() : std::nullopt;
    }

    void reportRefusal()
    {
        if (!m_server.config.onHandshakeRefused || m_server.stopping)
            return;
        const bool timedOut = m_stream.end() == SocketStream::End::TimedOut;
        if (!timedOut && !m_stream.tls().heardAnything())
            return; // a port scan or a load balancer's health check
        if (m_server.openReports >= HttpServerState::MostOpenReports)
            return;
        ++m_server.openReports;
        HandshakeRefusal refusal;
        refusal.listener = m_listener.config.name;
        refusal.remoteAddress = m_remoteAddress;
        refusal.reason = m_crowdedOut ? HandshakeReason::CrowdedOut
                         : timedOut   ? HandshakeReason::TimedOut
                                      : m_stream.tls().refusalReason();
        refusal.at = m_server.config.clock->now();
        HttpServerState &server = m_server;
        m_server.workers->enqueue(
            HttpServerState::ReportLane, [&server, refusal, der = m_stream.tls().refusedCertificateDer()]() mutable {
                if (const Result<Certificate> certificate = Certificate::parse(der); certificate) {
                    refusal.certificateSubject =
                        certificate->subject().toString().left(HandshakeRefusal::LongestSubject);
                    refusal.certificateSerial = certificate->serial().left(HandshakeRefusal::LongestSerial);
                }
                try {
                    server.config.onHandshakeRefused(refusal);
                } catch (...) {
                    qWarning("a refused handshake could not be reported");
                }
                --server.openReports;
            });
    }

    boost::asio::awaitable<void> end(bool mayHaveUnread)
    {
        m_stream.finish();
        m_phase = Phase::Ending;
        if (mayHaveUnread && !m_server.stopping)
            co_await m_stream.drain(MostDrained, deadline(LongestDrain));
    }

    static constexpr int RetryAfterSeconds = 2;
    static constexpr std::size_t ReadSize = 4096;
    static constexpr std::size_t MostDrained = 1024 * 1024;
    static constexpr std::chrono::milliseconds LongestDrain{2000};

    HttpServerState &m_server;
    Listener &m_listener;
    QString m_remoteAddress;
    QString m_block; // addressBlock() of it
    SocketStream m_stream;
    boost::asio::steady_timer m_event; // ends the wait for a handler or for a change
    QByteArray m_peerCertificateDer;
    std::string m_input; // read, and not yet parsed
    std::optional<HttpResponse> m_answer;
    Phase m_phase = Phase::Busy;
    bool m_cut = false;
    bool m_crowdedOut = false;
};

} // namespace tegata
