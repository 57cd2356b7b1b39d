// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/http/siteconnection.h"

#include <QList>
#include <QNetworkCookieJar>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

#include <deque>

namespace tegata {

// A few cookies of one site; a secret. Where a site sets more than a session can need, the oldest go.
class SessionCookies final : public QNetworkCookieJar
{
    Q_OBJECT

public:
    explicit SessionCookies(QObject *parent) : QNetworkCookieJar(parent) {}

    void take(const QList<QByteArray> &headers, const QUrl &url);
    QByteArray headerFor(const QUrl &url) const; // empty where there is none
};

// HTTP/1.1 over TLS to one site for one identity: a few connections, kept open and used again, one request on each at a
// time; the rest waits. No redirects, no proxy, no cache, nothing compressed. Written here because
// QNetworkAccessManager bounds no header (2 GB in half a minute), sends a POST again by itself and reads bodies on the
// caller's thread. Lives on the gate's network thread.
class HttpClient final : public QObject
{
    Q_OBJECT

public:
    HttpClient(QUrl site, QSslConfiguration tls, QObject *parent = nullptr);
    ~HttpClient() override;

    // done: called once on this thread, or destroyed with the client. A body is read here, which costs by its size: one
    // with a private key in a text is not sent (PrivateKeyFound; field: the member).
    void send(HttpRequestBytes request, HttpCall::Done done);

Q_SIGNALS:
    // A connection was made.
    void encrypted(const QSslConfiguration &tls);
    // The Date of an answer that has just come (RFC 9110, 6.6.1).
    void serverTime(const QDateTime &time);

private:
    void goOn();
    QByteArray bytesOf(const HttpRequestBytes &request) const;
    SiteConnection *freeConnection();
    void onAnswered(const HttpCall *call, const HttpAnswer &answer);
    void onBroken(HttpCall *call);

    QUrl m_site;
    QSslConfiguration m_tls;
    SessionCookies m_cookies;
    QList<SiteConnection *> m_connections;
    std::deque<QPointer<HttpCall>> m_waiting;
};

} // namespace tegata
