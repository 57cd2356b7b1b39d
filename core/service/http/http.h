// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

// What passes between the HTTP server and the sites: plain values, no Boost, no sockets.
namespace tegata {

struct HttpRequest
{
    QByteArray method; // as sent: "GET", "HEAD", "POST", …
    QStringList
        path; // "/v1/requests/a%2Fb" → {"v1", "requests", "a/b"}; acceptable UTF-8, no control characters; "/" → {""}
    QList<std::pair<QString, QString>> query; // decoded, in the order sent
    QHash<QByteArray, QByteArray> headers;    // names in lower case; repeated ones joined by ", "
    QByteArray body;
    QString remoteAddress;         // "127.0.0.1", "::1"
    QByteArray peerCertificateDer; // of the client, its chain verified; empty where the listener asks for none
    QString listener;              // name of ListenerConfig
    QString requestId;             // also the Request-Id header of the answer
    QDateTime receivedAt;          // UTC
    bool waitOver = false;         // called again after waitForChange: answer now, a second wait is not granted

    // The first value of that name; a null string where there is none.
    QString queryValue(const QString &name) const;
    // Name in lower case; empty where there is none.
    QByteArray header(const QByteArray &name) const { return headers.value(name); }
};

// The language that the client asks for with Accept-Language: the heaviest of ja and en, Japanese without a wish.
Language requestLanguage(const HttpRequest &request);

// "Nothing new yet": the server keeps the connection waiting, without a thread, until HttpServer::notify(topic) or
// the time-out, and then calls the handler once more with waitOver set. A notification that comes while the handler
// runs is not lost.
struct WaitForChange
{
    QString topic;
    std::chrono::milliseconds timeout{0};
};

struct HttpResponse;

// The part of an answer that costs much time by intent (scrypt): `compute` runs on the few threads that the server has
// for it, in a queue of its own, then `answer` on a worker as a handler does. Where the queue is full, neither runs and
// the caller is told to come again (503, Retry-After). The request outlives both.
struct SlowWork
{
    std::function<void()> compute;
    std::function<HttpResponse()> answer;
};

struct HttpResponse
{
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers; // Content-Length, Date, Request-Id and the security headers are
                                                      // the server's; a Cache-Control given here is kept
    QByteArray body;
    std::optional<WaitForChange> waitForChange; // status, headers and body are then ignored
    QString cause;                              // what lies behind a 5xx: for the log alone, never sent
    std::optional<SlowWork> slowWork;           // they are too; not from a SlowWork's answer
    // Who called was let in: from now on the connection is no stranger's, of which few may be open at once.
    bool isCallerKnown = false;

    void addHeader(const QByteArray &name, const QByteArray &value) { headers.append(std::pair(name, value)); }
    QByteArray header(const QByteArray &name) const; // case-insensitive; empty where there is none
};

// Called on a worker thread, where it may block on SQLite. Several calls run at the same time.
using HttpHandler = std::function<HttpResponse(const HttpRequest &)>;

} // namespace tegata
