// SPDX-License-Identifier: Apache-2.0
#include "core/remote/http/httpclient.h"

#include "core/pki/privatekeyfinder.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QNetworkCookie>

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

constexpr qsizetype MaximumConnections = 6;
constexpr qsizetype MaximumCookies = 20;
constexpr qsizetype MaximumCookieSize = 4096;

// IMF-fixdate (RFC 9110, 5.6.7), the only form that servers send today: "Mon, 30 Nov 2026 20:15:00 GMT".
QDateTime timeOf(const QByteArray &date)
{
    const QString text = QString::fromLatin1(date);
    if (text.size() != 29 || !text.endsWith(QLatin1String(" GMT")))
        return {};
    return QDateTime(QLocale::c().toDate(text.mid(5, 11), QStringLiteral("dd MMM yyyy")),
                     QTime::fromString(text.mid(17, 8), QStringLiteral("HH:mm:ss")), Qt::UTC);
}

} // namespace

void SessionCookies::take(const QList<QByteArray> &headers, const QUrl &url)
{
    for (const QByteArray &header : headers) {
        if (header.size() <= MaximumCookieSize)
            setCookiesFromUrl(QNetworkCookie::parseCookies(header), url);
    }
    QList<QNetworkCookie> cookies = allCookies();
    if (cookies.size() > MaximumCookies)
        setAllCookies(cookies.mid(cookies.size() - MaximumCookies));
}

QByteArray SessionCookies::headerFor(const QUrl &url) const
{
    QByteArray header;
    for (const QNetworkCookie &cookie : cookiesForUrl(url))
        header += (header.isEmpty() ? "" : "; ") + cookie.toRawForm(QNetworkCookie::NameAndValueOnly);
    return header;
}

HttpClient::HttpClient(QUrl site, QSslConfiguration tls, QObject *parent)
    : QObject(parent), m_site(std::move(site)), m_tls(std::move(tls)), m_cookies(this)
{
    m_tls.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")});
}

HttpClient::~HttpClient()
{
    for (SiteConnection *connection : std::as_const(m_connections)) {
        connection->disconnect(this);
        delete connection;
    }
}

void HttpClient::send(HttpRequestBytes request, HttpCall::Done done)
{
    auto *call = new HttpCall(std::move(request), std::move(done), this);
    if (const QByteArray &body = call->request().body; !body.isEmpty()) {
        const QString member = memberWithPrivateKey(QJsonDocument::fromJson(body).object());
        if (!member.isEmpty()) {
            call->end(failure(ErrorCode::PrivateKeyFound, {}, member));
            return;
        }
    }
    // Also while it waits for a connection.
    connect(call, &HttpCall::timedOut, this, [call] { call->end(failure(ErrorCode::TimedOut)); });
    m_waiting.push_back(call);
    goOn();
}

void HttpClient::goOn()
{
    while (!m_waiting.empty()) {
        HttpCall *call = m_waiting.front();
        if (call && !call->hasEnded()) {
            SiteConnection *connection = freeConnection();
            if (!connection)
                return;
            connection->start(call, bytesOf(call->request()));
        }
        m_waiting.pop_front();
    }
}

SiteConnection *HttpClient::freeConnection()
{
    const auto closed = std::stable_partition(m_connections.begin(), m_connections.end(),
                                              [](const SiteConnection *each) { return each->isOpen(); });
    std::for_each(closed, m_connections.end(), [](SiteConnection *each) { each->deleteLater(); });
    m_connections.erase(closed, m_connections.end());
    const auto idle = std::find_if(m_connections.cbegin(), m_connections.cend(),
                                   [](const SiteConnection *each) { return each->isIdle(); });
    if (idle != m_connections.cend())
        return *idle;
    if (m_connections.size() >= MaximumConnections)
        return nullptr;
    auto *connection = new SiteConnection(m_site, m_tls, this);
    connect(connection, &SiteConnection::encrypted, this, &HttpClient::encrypted);
    connect(connection, &SiteConnection::answered, this, &HttpClient::onAnswered);
    connect(connection, &SiteConnection::broke, this, &HttpClient::onBroken);
    connect(connection, &SiteConnection::idle, this, &HttpClient::goOn, Qt::QueuedConnection);
    m_connections.append(connection);
    return connection;
}

QByteArray HttpClient::bytesOf(const HttpRequestBytes &request) const
{
    const QByteArray cookies = request.keepsCookies ? m_cookies.headerFor(request.url) : QByteArray();
    QByteArray bytes;
    bytes.reserve(request.head.size() + cookies.size() + request.body.size() + 16); // no copies left behind
    bytes += request.head;
    if (!cookies.isEmpty())
        bytes += "Cookie: " + cookies + "\r\n";
    bytes += "\r\n";
    bytes += request.body;
    return bytes;
}

void HttpClient::onAnswered(const HttpCall *call, const HttpAnswer &answer)
{
    if (call->request().keepsCookies)
        m_cookies.take(answer.cookies, call->request().url);
    if (const QDateTime time = timeOf(answer.date); time.isValid())
        Q_EMIT serverTime(time);
}

void HttpClient::onBroken(HttpCall *call)
{
    // The others that were kept as long are most likely closed too.
    for (SiteConnection *connection : std::as_const(m_connections)) {
        if (connection->isIdle())
            connection->close();
    }
    m_waiting.push_front(call);
    goOn();
}

} // namespace tegata
