// SPDX-License-Identifier: Apache-2.0
#include "testhttpclient.h"

#include <QSslConfiguration>

namespace tegata::test {

bool TestHttpClient::connectPlain(quint16 port)
{
    m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    return m_socket.waitForConnected(Timeout);
}

bool TestHttpClient::connectTls(quint16 port, const Certificate &authority, const std::optional<Identity> &identity)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates({QSslCertificate(authority.der(), QSsl::Der)});
    configuration.setProtocol(m_protocol);
    if (identity) {
        configuration.setLocalCertificate(identity->sslCertificate());
        configuration.setPrivateKey(identity->sslKey());
    }
    m_socket.setSslConfiguration(configuration);
    m_socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port, QStringLiteral("localhost"));
    return m_socket.waitForEncrypted(Timeout);
}

void TestHttpClient::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
    m_socket.flush();
}

TestAnswer TestHttpClient::receive(bool withBody)
{
    for (;;) {
        m_buffer += m_socket.readAll();
        if (const std::optional<TestAnswer> answer = take(m_buffer, withBody))
            return *answer;
        if (!m_socket.waitForReadyRead(Timeout) && m_socket.bytesAvailable() == 0)
            return {};
    }
}

TestAnswer TestHttpClient::request(const QByteArray &method, const QByteArray &target, const QByteArray &headers,
                                   const QByteArray &body)
{
    QByteArray bytes = method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers;
    if (!body.isNull())
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    send(bytes + "\r\n" + body);
    return receive(method != "HEAD");
}

bool TestHttpClient::waitForEnd(int timeout)
{
    return m_socket.state() == QAbstractSocket::UnconnectedState || m_socket.waitForDisconnected(timeout);
}

std::optional<TestAnswer> TestHttpClient::take(QByteArray &buffer, bool withBody)
{
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    const QList<QByteArray> lines = buffer.left(end).split('\n');
    TestAnswer answer;
    answer.status = lines.first().split(' ').value(1).toInt();
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines.at(i).indexOf(':');
        answer.headers[lines.at(i).left(colon).trimmed().toLower()] = lines.at(i).mid(colon + 1).trimmed();
    }
    const qsizetype size = withBody ? answer.headers.value("content-length").toLongLong() : 0;
    if (buffer.size() < end + 4 + size)
        return std::nullopt;
    answer.body = buffer.mid(end + 4, size);
    buffer.remove(0, end + 4 + size);
    return answer;
}

} // namespace tegata::test
