// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/language.h"
#include "core/base/worker.h"
#include "core/remote/http/httpcall.h"
#include "core/remote/http/restrequest.h"
#include "core/remote/tlsfacts.h"

#include <QDateTime>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

#include <memory>

namespace tegata {

class HttpClient;

// The one way to a site for one identity: one client (connections are shared within it, and never beyond it), HTTP/1.1
// alone (a long poll takes one of the connections), no redirects, no cookies unless asked for, a time-out for each
// request, and limits for all that a site may send (AnswerLimits). Logs method, path, status and time, nothing else.
// Lives on the owner's thread; answers are read on a thread of the gate's and decoded on another, so that their size
// costs the owner nothing. Destroying it aborts what is on its way (the futures deliver Cancelled) and drops
// connections and TLS sessions.
class HttpGate final : public QObject
{
    Q_OBJECT

public:
    // site: https, with or without a path before "/v1".
    HttpGate(QUrl site, QSslConfiguration tls, Language language, QObject *parent = nullptr);
    ~HttpGate() override;

    // Of the messages in findings and problems, from the next request on.
    void setLanguage(Language language) { m_language = language; }

    // From the next request on, gives the site's cookies back to it: for a site that keeps its session in one. They are
    // secrets: in the client's memory alone, and gone with it.
    void keepCookies() { m_keepsCookies = true; }

    // decode: (const HttpAnswer &) -> Result<T>, of any status, on the worker's thread. Errors without answer: Offline,
    // ConnectionLost, TimedOut, TlsServerUntrusted, TlsIdentityRefused, TooLarge, ProtocolViolation; before it is
    // sent: InvalidArgument (idempotency key, path), PrivateKeyFound (HttpClient::send).
    template <typename T, typename Decode>
    Future<T> send(RestRequest request, Decode decode)
    {
        auto promise = std::make_shared<Promise<T>>();
        const Future<T> future = promise->future();
        start(std::move(request), [worker = &m_worker, promise, decode](Result<HttpAnswer> answer) {
            if (!answer) {
                promise->deliver(failure(std::move(answer.error())));
                return;
            }
            worker->run<void>([promise, decode, answer = *std::move(answer)]() -> Result<void> {
                promise->deliver(decode(answer));
                return {};
            });
        });
        return future;
    }

Q_SIGNALS:
    // A connection was made.
    void connected(const tegata::TlsFacts &facts);
    // What the site's clock said in an answer that has just come, to the second.
    void serverTime(const QDateTime &time);

private:
    void start(RestRequest request, HttpCall::Done done);

    QUrl m_site;
    QSslConfiguration m_tls;
    Language m_language;
    bool m_keepsCookies = false;
    Worker m_worker;
    std::unique_ptr<Worker> m_network; // ended first: it gives its answers to the other
    HttpClient *m_client = nullptr;    // lives on m_network's thread, owned by its context
};

} // namespace tegata
