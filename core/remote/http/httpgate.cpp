// SPDX-License-Identifier: Apache-2.0
#include "core/remote/http/httpgate.h"

#include "core/remote/http/httpclient.h"

#include <QSslCertificate>
#include <QSslCipher>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

bool isHeaderSafe(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

// "." and ".." name a place above: an id of that form would ask for another thing than it says.
bool isPlainPath(const QString &path)
{
    const QStringList segments = path.split(QLatin1Char('/'));
    return std::none_of(segments.cbegin(), segments.cend(), [](const QString &segment) {
        return segment == QLatin1String(".") || segment == QLatin1String("..");
    });
}

TlsFacts factsOf(const QSslConfiguration &tls)
{
    TlsFacts facts;
    facts.protocol = tls.sessionCipher().protocolString();
    facts.cipher = tls.sessionCipher().name();
    for (const QSslCertificate &each : tls.peerCertificateChain()) {
        if (const Result<Certificate> certificate = Certificate::parse(each.toDer()))
            facts.serverChain.append(*certificate);
    }
    return facts;
}

void addHeader(QByteArray &head, const char *name, const QByteArray &value)
{
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
}

QByteArray headOf(const RestRequest &request, const QUrl &url)
{
    QByteArray head;
    head.reserve(4096); // a token comes at its end: no copies left behind
    head += methodName(request.method).toLatin1() + ' ' + url.path(QUrl::FullyEncoded).toLatin1();
    if (url.hasQuery())
        head += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    head += " HTTP/1.1\r\n";
    addHeader(head, "Host", url.adjusted(QUrl::RemoveUserInfo).authority(QUrl::FullyEncoded).toLatin1());
    addHeader(head, "Accept", "application/json, application/problem+json");
    addHeader(head, "User-Agent", "Tegata");
    if (request.method == HttpMethod::Post) {
        addHeader(head, "Content-Type", "application/json");
        addHeader(head, "Content-Length", QByteArray::number(request.body.size()));
    }
    return head;
}

} // namespace

HttpGate::HttpGate(QUrl site, QSslConfiguration tls, Language language, QObject *parent)
    : QObject(parent), m_site(std::move(site)), m_tls(std::move(tls)), m_language(language),
      m_worker(QStringLiteral("tegata-answers")), m_network(std::make_unique<Worker>(QStringLiteral("tegata-network"))),
      m_client(new HttpClient(m_site, m_tls))
{
    connect(m_client, &HttpClient::serverTime, this, &HttpGate::serverTime);
    // The certificates are parsed there.
    connect(
        m_client, &HttpClient::encrypted, m_client,
        [this](const QSslConfiguration &established) {
            QMetaObject::invokeMethod(
                this, [this, facts = factsOf(established)] { Q_EMIT connected(facts); }, Qt::QueuedConnection);
        },
        Qt::DirectConnection);
    m_client->moveToThread(m_network->context()->thread());
    connect(m_network->context()->thread(), &QThread::finished, m_client, &QObject::deleteLater);
}

HttpGate::~HttpGate()
{
    m_network.reset();
}

void HttpGate::start(RestRequest request, HttpCall::Done done)
{
    QUrl url = m_site;
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    url.setPath(path + request.path, QUrl::StrictMode);
    url.setQuery(request.query);
    if (url.scheme() != QLatin1String("https") || !url.isValid()) {
        done(failure(ErrorCode::InvalidArgument, QStringLiteral("not an https address"), QStringLiteral("site")));
        return;
    }
    if (!isPlainPath(request.path)) {
        done(failure(ErrorCode::InvalidArgument, QStringLiteral("'.' or '..'"), QStringLiteral("id")));
        return;
    }

    HttpRequestBytes bytes;
    bytes.head = headOf(request, url);
    bytes.requestId = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    addHeader(bytes.head, "Request-Id", bytes.requestId);
    addHeader(bytes.head, "Accept-Language", languageTag(m_language).toLatin1());
    if (!request.idempotencyKey.isEmpty()) {
        const QByteArray key = request.idempotencyKey.toUtf8();
        if (key.size() > 128 || !isHeaderSafe({key.constData(), static_cast<std::size_t>(key.size())})) {
            done(failure(ErrorCode::InvalidArgument, {}, QStringLiteral("idempotencyKey")));
            return;
        }
        addHeader(bytes.head, "Idempotency-Key", key);
    }
    if (request.token) {
        if (!isHeaderSafe(request.token->view())) {
            done(failure(ErrorCode::NotAuthenticated));
            return;
        }
        addHeader(bytes.head, "Authorization",
                  "Bearer " + QByteArray(request.token->data(), static_cast<qsizetype>(request.token->size())));
    }
    bytes.method = request.method;
    bytes.url = url;
    bytes.keepsCookies = m_keepsCookies;
    bytes.isRepeatable = request.method == HttpMethod::Get || !request.idempotencyKey.isEmpty();
    bytes.timeout = request.timeout;
    bytes.body = std::move(request.body);
    // Qt's functor must be copyable in 6.4.
    const auto call = std::make_shared<std::pair<HttpRequestBytes, HttpCall::Done>>(std::move(bytes), std::move(done));
    QMetaObject::invokeMethod(
        m_client, [client = m_client, call] { client->send(std::move(call->first), std::move(call->second)); },
        Qt::QueuedConnection);
}

} // namespace tegata
