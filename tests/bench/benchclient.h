// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

namespace tegata {

struct BenchIdentity
{
    QList<QSslCertificate> authorities;
    QSslCertificate certificate;
    QSslKey key;
};

struct BenchAnswer
{
    int status = 0;
    QByteArray body;
};

// One keep-alive connection with mutual TLS, blocking: what a benchmark measures is the server and the wire. Ends the
// program when the connection fails: there is nothing to measure then. One thread.
class BenchClient
{
public:
    // source: the loopback address that the server sees; null: the usual one.
    BenchClient(quint16 port, const BenchIdentity &identity, const QHostAddress &source = QHostAddress())
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(identity.authorities);
        configuration.setLocalCertificate(identity.certificate);
        configuration.setPrivateKey(identity.key);
        m_socket.setSslConfiguration(configuration);
        if (!source.isNull() && !m_socket.bind(source))
            qFatal("cannot come from %s", qPrintable(source.toString()));
        m_socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port, QStringLiteral("localhost"));
        if (!m_socket.waitForEncrypted(Patience))
            qFatal("no connection: %s", qPrintable(m_socket.errorString()));
    }

    void send(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
              const QByteArray &idempotencyKey = {})
    {
        QByteArray message = method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n";
        if (!idempotencyKey.isEmpty())
            message += "Idempotency-Key: " + idempotencyKey + "\r\n";
        if (!body.isEmpty())
            message += "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
        m_socket.write(message + "\r\n" + body);
        m_socket.flush();
    }

    // Whether a whole answer has come; never waits.
    bool hasAnswer()
    {
        m_socket.waitForReadyRead(0);
        m_buffer += m_socket.readAll();
        return isWhole();
    }

    BenchAnswer receive()
    {
        while (!isWhole()) {
            if (!m_socket.waitForReadyRead(Patience))
                qFatal("no answer: %s", qPrintable(m_socket.errorString()));
            m_buffer += m_socket.readAll();
        }
        BenchAnswer answer{m_buffer.mid(9, 3).toInt(), m_buffer.mid(m_head, m_length)};
        m_buffer.remove(0, m_head + m_length);
        m_head = 0;
        return answer;
    }

    BenchAnswer request(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
                        const QByteArray &idempotencyKey = {})
    {
        send(method, target, body, idempotencyKey);
        return receive();
    }

private:
    static constexpr int Patience = 60'000;

    bool isWhole()
    {
        if (m_head == 0) {
            const qsizetype end = m_buffer.indexOf("\r\n\r\n");
            if (end < 0)
                return false;
            m_head = end + 4;
            const QByteArray head = m_buffer.left(end).toLower();
            const qsizetype at = head.indexOf("content-length:");
            m_length = at < 0 ? 0 : head.mid(at + 15, head.indexOf('\r', at) - at - 15).trimmed().toLongLong();
            m_buffer.reserve(m_head + m_length);
        }
        return m_buffer.size() >= m_head + m_length;
    }

    QSslSocket m_socket;
    QByteArray m_buffer;
    qsizetype m_head = 0; // length of the answer's head; 0: not there yet
    qsizetype m_length = 0;
};

} // namespace tegata
