// SPDX-License-Identifier: Apache-2.0
#include "core/remote/http/httpgate.h"

#include "core/pki/privatekeyfinder.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkRequest>
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

QNetworkRequest plainRequest(const QUrl &url, const QSslConfiguration &tls)
{
    QNetworkRequest network(url);
    network.setSslConfiguration(tls);
    network.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    network.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    network.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    network.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    network.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    network.setRawHeader("Accept", "application/json, application/problem+json");
    network.setRawHeader("User-Agent", "Tegata");
    return network;
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

} // namespace

HttpGate::HttpGate(QUrl site, QSslConfiguration tls, Language language, QObject *parent)
    : QObject(parent), m_site(std::move(site)), m_tls(std::move(tls)), m_language(language),
      m_worker(QStringLiteral("tegata-answers")), m_manager(std::make_unique<QNetworkAccessManager>())
{
    m_manager->setProxy(QNetworkProxy::NoProxy);
    m_manager->setAutoDeleteReplies(false);
}

HttpGate::~HttpGate()
{
    qDeleteAll(findChildren<HttpCall *>(QString(), Qt::FindDirectChildrenOnly));
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

    QNetworkRequest network = plainRequest(url, m_tls);
    network.setRawHeader("Request-Id", QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    network.setRawHeader("Accept-Language", languageTag(m_language).toLatin1());
    if (m_keepsCookies) {
        network.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Automatic);
        network.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Automatic);
    }
    if (!request.body.isEmpty()) {
        const QString member = memberWithPrivateKey(QJsonDocument::fromJson(request.body).object());
        if (!member.isEmpty()) {
            done(failure(ErrorCode::PrivateKeyFound, {}, member));
            return;
        }
    }
    if (request.method == HttpMethod::Post)
        network.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    if (!request.idempotencyKey.isEmpty()) {
        const QByteArray key = request.idempotencyKey.toUtf8();
        if (key.size() > 128 || !isHeaderSafe({key.constData(), static_cast<std::size_t>(key.size())})) {
            done(failure(ErrorCode::InvalidArgument, {}, QStringLiteral("idempotencyKey")));
            return;
        }
        network.setRawHeader("Idempotency-Key", key);
    }
    if (request.token) {
        if (!isHeaderSafe(request.token->view())) {
            done(failure(ErrorCode::NotAuthenticated));
            return;
        }
        network.setRawHeader("Authorization", "Bearer " + QByteArray(request.token->data(),
                                                                     static_cast<qsizetype>(request.token->size())));
    }
    const bool hasIdentity = !m_tls.localCertificateChain().isEmpty();
    auto *call = new HttpCall(*m_manager, network, std::move(request), hasIdentity, std::move(done), this);
    connect(call, &HttpCall::encrypted, this, [this](const QSslConfiguration &tls) { Q_EMIT connected(factsOf(tls)); });
}

} // namespace tegata
