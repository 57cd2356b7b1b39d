// SPDX-License-Identifier: Apache-2.0
#include "core/remote/http/siteconnection.h"

#include <QNetworkProxy>

#include <utility>

namespace tegata {

namespace {

constexpr quint16 HttpsPort = 443;
// What waits for the reader at most, decrypted and not.
constexpr qint64 ReadBuffer = 256 * 1024;

} // namespace

SiteConnection::SiteConnection(const QUrl &site, const QSslConfiguration &tls, QObject *parent)
    : QObject(parent), m_socket(this)
{
    m_failure.hasIdentity = !tls.localCertificateChain().isEmpty();
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setSslConfiguration(tls);
    m_socket.setReadBufferSize(ReadBuffer);
    connect(&m_socket, &QSslSocket::encrypted, this, &SiteConnection::onEncrypted);
    // Never ignored: Qt ends the handshake when nobody does.
    connect(&m_socket, &QSslSocket::sslErrors, this,
            [this](const QList<QSslError> &errors) { m_failure.sslErrors = errors; });
    connect(&m_socket, &QIODevice::readyRead, this, &SiteConnection::receive);
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, &SiteConnection::onError);
    connect(&m_socket, &QAbstractSocket::disconnected, this, &SiteConnection::onClosed);
    m_socket.connectToHostEncrypted(site.host(QUrl::FullyEncoded), static_cast<quint16>(site.port(HttpsPort)));
}

SiteConnection::~SiteConnection()
{
    m_socket.disconnect(this);
    SecretBytes::take(m_waiting).wipe();
}

void SiteConnection::start(HttpCall *call, QByteArray bytes)
{
    m_call = call;
    m_isKept = m_reader.has_value();
    m_reader.emplace();
    connect(call, &HttpCall::timedOut, this, &SiteConnection::onTimedOut);
    if (m_socket.isEncrypted())
        write(std::move(bytes));
    else
        m_waiting = std::move(bytes);
}

void SiteConnection::write(QByteArray bytes)
{
    m_socket.write(bytes);
    SecretBytes::take(bytes).wipe();
}

void SiteConnection::onEncrypted()
{
    m_failure.encrypted = true;
    Q_EMIT encrypted(m_socket.sslConfiguration());
    write(std::exchange(m_waiting, QByteArray()));
}

void SiteConnection::receive()
{
    while (m_isOpen && m_socket.bytesAvailable() > 0) {
        const QByteArray bytes = m_socket.read(ReadBuffer);
        if (!m_call) { // nothing was asked
            close();
            Q_EMIT idle();
            return;
        }
        switch (m_reader->feed(bytes)) {
        case AnswerReader::State::Reading:
            break;
        case AnswerReader::State::Complete:
            finish(m_reader->answer(), m_reader->keepsConnection() && m_socket.bytesAvailable() == 0);
            return;
        case AnswerReader::State::Failed:
            finish(failure(m_reader->error()), false);
            return;
        }
    }
}

void SiteConnection::onError(QAbstractSocket::SocketError error)
{
    if (!m_isOpen)
        return;
    m_failure.error = networkErrorOf(error);
    m_failure.text = m_socket.errorString();
    receive(); // what came before it
    onClosed();
}

void SiteConnection::onTimedOut()
{
    finish(failure(ErrorCode::TimedOut), false);
}

void SiteConnection::onClosed()
{
    if (!m_isOpen)
        return;
    receive();
    if (!m_isOpen)
        return;
    // What ends by an error may have been cut.
    const bool isOrderly =
        m_failure.error == QNetworkReply::NoError || m_failure.error == QNetworkReply::RemoteHostClosedError;
    if (m_call && isOrderly && m_reader->end() == AnswerReader::State::Complete) {
        finish(m_reader->answer(), false);
        return;
    }
    if (m_call && m_isKept && !m_reader->hasBegun() && m_call->takeRepetition()) {
        HttpCall *call = std::exchange(m_call, nullptr);
        call->disconnect(this);
        close();
        Q_EMIT broke(call);
        return;
    }
    if (m_failure.error == QNetworkReply::NoError)
        m_failure.error = QNetworkReply::RemoteHostClosedError;
    finish(failure(networkError(m_failure)), false);
}

void SiteConnection::finish(Result<HttpAnswer> answer, bool keepsConnection)
{
    if (!keepsConnection)
        close();
    HttpCall *call = std::exchange(m_call, nullptr);
    if (call) {
        call->disconnect(this);
        if (answer)
            Q_EMIT answered(call, *answer);
        call->end(std::move(answer));
    }
    Q_EMIT idle();
}

void SiteConnection::close()
{
    m_isOpen = false;
    // Not inside the socket's own signal.
    QMetaObject::invokeMethod(
        this, [this] { m_socket.abort(); }, Qt::QueuedConnection);
}

} // namespace tegata
