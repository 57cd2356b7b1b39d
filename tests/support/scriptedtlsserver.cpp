// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scriptedtlsserver.h"

#include <openssl/evp.h>

#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTimer>

namespace tegata {

ScriptedTlsServer::ScriptedTlsServer(const TestIdentity &identity, const std::optional<Certificate> &clientAuthority)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(identity.certificate.der(), QSsl::Der));
    EVP_PKEY_up_ref(identity.key.handle()); // QSslKey takes over one reference
    tls.setPrivateKey(QSslKey(reinterpret_cast<Qt::HANDLE>(identity.key.handle()), QSsl::PrivateKey));
    tls.setPeerVerifyMode(clientAuthority ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
    if (clientAuthority)
        tls.setCaCertificates({QSslCertificate(clientAuthority->der(), QSsl::Der)});
    m_server.setSslConfiguration(tls);
    connect(&m_server, &QSslServer::pendingConnectionAvailable, this, &ScriptedTlsServer::accept);
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("cannot listen: %s", qPrintable(m_server.errorString()));
}

QUrl ScriptedTlsServer::url() const
{
    return QUrl(QStringLiteral("https://localhost:%1").arg(m_server.serverPort()));
}

void ScriptedTlsServer::accept()
{
    while (auto *socket = qobject_cast<QSslSocket *>(m_server.nextPendingConnection())) {
        ++m_connectionCount;
        const auto buffer = std::make_shared<QByteArray>();
        connect(socket, &QSslSocket::readyRead, socket, [this, socket, buffer] { read(socket, *buffer); });
        connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
        read(socket, *buffer);
    }
}

void ScriptedTlsServer::read(QSslSocket *socket, QByteArray &buffer)
{
    buffer += socket->readAll();
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QList<QByteArray> lines = buffer.left(end).split('\n');
    const QList<QByteArray> start = lines.first().trimmed().split(' ');
    ReceivedRequest request{start.value(0), start.value(1), {}, {}, socket->peerCertificate()};
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines.at(i).indexOf(':');
        request.headers.insert(lines.at(i).left(colon).toLower(), lines.at(i).mid(colon + 1).trimmed());
    }
    const qsizetype length = request.headers.value("content-length").toLongLong();
    if (buffer.size() < end + 4 + length)
        return;
    request.body = buffer.mid(end + 4, length);
    buffer.remove(0, end + 4 + length);
    m_received.append(request);

    ScriptedReply reply;
    if (!m_replies.empty()) {
        reply = m_replies.front();
        m_replies.pop_front();
    }
    QTimer::singleShot(reply.delay, socket, [this, socket, reply] { answer(socket, reply); });
}

void ScriptedTlsServer::answer(QSslSocket *socket, const ScriptedReply &reply)
{
    const QByteArray head =
        "HTTP/1.1 " + QByteArray::number(reply.status) + " Scripted\r\nContent-Type: " + reply.contentType +
        "\r\nContent-Length: " + QByteArray::number(reply.body.size()) + "\r\n" + reply.headers + "\r\n";
    switch (reply.kind) {
    case ScriptedReply::Kind::Answer:
        socket->write(head + reply.body);
        break;
    case ScriptedReply::Kind::Garbage:
        socket->write("SSH-2.0-OpenSSH_9.2p1 this is no HTTP\r\n\r\n");
        socket->disconnectFromHost();
        break;
    case ScriptedReply::Kind::Hang:
        break;
    case ScriptedReply::Kind::DropAfterRequest:
        socket->disconnectFromHost();
        break;
    case ScriptedReply::Kind::DropInBody:
        socket->write(head + reply.body.left(reply.body.size() / 2));
        socket->disconnectFromHost();
        break;
    case ScriptedReply::Kind::EndlessHead:
        socket->write("HTTP/1.1 200 Scripted\r\n");
        goOnWithoutEnd(socket, "X-Padding: " + QByteArray(1000, 'p') + "\r\n");
        break;
    case ScriptedReply::Kind::EndlessBody:
        socket->write("HTTP/1.1 200 Scripted\r\nContent-Type: " + reply.contentType +
                      "\r\nTransfer-Encoding: chunked\r\n\r\n");
        goOnWithoutEnd(socket, "10000\r\n" + QByteArray(0x10000, ' ') + "\r\n");
        break;
    case ScriptedReply::Kind::AnswerAndClose:
        socket->write(head + reply.body);
        socket->disconnectFromHost();
        break;
    }
}

void ScriptedTlsServer::goOnWithoutEnd(QSslSocket *socket, const QByteArray &piece)
{
    const auto writeMore = [this, socket, piece] {
        while (socket->isOpen() && socket->bytesToWrite() + socket->encryptedBytesToWrite() < 1024 * 1024) {
            socket->write(piece);
            m_endlessBytes += piece.size();
        }
    };
    connect(socket, &QSslSocket::encryptedBytesWritten, socket, writeMore);
    writeMore();
}

} // namespace tegata
