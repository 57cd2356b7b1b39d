// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripteddnsserver.h"

#include <QDataStream>
#include <QNetworkDatagram>
#include <QTcpSocket>

namespace tegata {

namespace {

constexpr int HeaderSize = 12;

QString readName(const QByteArray &message, int &at)
{
    QStringList labels;
    while (at < message.size() && message[at] != 0) {
        const int length = static_cast<unsigned char>(message[at]);
        labels.append(QString::fromLatin1(message.mid(at + 1, length)));
        at += 1 + length;
    }
    ++at;
    return labels.join(QLatin1Char('.')).toLower();
}

QByteArray nameBytes(const QString &name)
{
    QByteArray bytes;
    for (const QString &label : name.split(QLatin1Char('.')))
        bytes += char(label.size()) + label.toLatin1();
    return bytes + '\0';
}

QByteArray number16(int number)
{
    return QByteArray(1, char(number >> 8)) + char(number & 0xFF);
}

QByteArray record(const QString &name, int type, const QByteArray &data)
{
    return nameBytes(name) + number16(type) + number16(1) + QByteArray("\0\0\0\x3c", 4) + number16(int(data.size())) +
           data;
}

} // namespace

ScriptedDnsServer::ScriptedDnsServer()
{
    // The same port for both, which the second may find taken.
    for (int attempt = 0; attempt < 20; ++attempt) {
        if (m_tcp.listen(QHostAddress::LocalHost) && m_udp.bind(QHostAddress::LocalHost, m_tcp.serverPort()))
            break;
        m_tcp.close();
        m_udp.close();
    }
    if (!m_tcp.isListening())
        qFatal("no port for the DNS server");
    connect(&m_udp, &QUdpSocket::readyRead, this, &ScriptedDnsServer::onDatagram);
    connect(&m_tcp, &QTcpServer::newConnection, this, &ScriptedDnsServer::onConnection);
}

QString ScriptedDnsServer::address() const
{
    return QStringLiteral("127.0.0.1:%1").arg(m_tcp.serverPort());
}

void ScriptedDnsServer::onDatagram()
{
    while (m_udp.hasPendingDatagrams()) {
        const QNetworkDatagram query = m_udp.receiveDatagram();
        const QByteArray answer = answerTo(query.data(), false);
        if (!answer.isEmpty())
            m_udp.writeDatagram(query.makeReply(answer));
    }
}

void ScriptedDnsServer::onConnection()
{
    while (QTcpSocket *socket = m_tcp.nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            const QByteArray head = socket->peek(2);
            const int length = head.size() < 2 ? 0 : (quint8(head[0]) << 8 | quint8(head[1]));
            if (length == 0 || socket->bytesAvailable() < length + 2)
                return;
            const QByteArray answer = answerTo(socket->read(length + 2).mid(2), true);
            if (!answer.isEmpty())
                socket->write(number16(int(answer.size())) + answer);
        });
    }
}

QByteArray ScriptedDnsServer::answerTo(const QByteArray &query, bool isTcp)
{
    int at = HeaderSize;
    const QString name = readName(query, at);
    m_asked.append((isTcp ? QStringLiteral("tcp ") : QStringLiteral("udp ")) + name);
    QByteArray question = query.mid(HeaderSize, at + 4 - HeaderSize);
    const ScriptedZone zone = m_zones.value(name);
    QByteArray answers;
    int count = 0;
    int flags = 0x8180;
    switch (zone.kind) {
    case ScriptedZone::Kind::Silence:
        return {};
    case ScriptedZone::Kind::NameError:
        flags |= 3;
        break;
    case ScriptedZone::Kind::ServerFailure:
        flags |= 2;
        break;
    case ScriptedZone::Kind::Refused:
        flags |= 5;
        break;
    case ScriptedZone::Kind::OtherQuestion:
        question = nameBytes(QStringLiteral("other.example")) + question.right(4);
        break;
    case ScriptedZone::Kind::Truncated:
        if (!isTcp)
            return query.left(2) + number16(flags | 0x0200) + number16(1) + number16(0) + number16(0) + number16(0) +
                   question;
        break;
    case ScriptedZone::Kind::Answer:
    case ScriptedZone::Kind::Garbage:
        break;
    }
    const QString owner = zone.alias.isEmpty() ? name : zone.alias;
    if (!zone.alias.isEmpty()) {
        answers += record(name, 5, nameBytes(zone.alias));
        ++count;
    }
    for (const CaaRecord &each : zone.records) {
        // Garbage: the tag says that it is longer than the record.
        const char tagLength = zone.kind == ScriptedZone::Kind::Garbage ? char(0x7F) : char(each.tag.size());
        answers +=
            record(owner, 257, QByteArray(1, char(each.isCritical ? 0x80 : 0)) + tagLength + each.tag + each.value);
        ++count;
    }
    return query.left(2) + number16(flags) + number16(1) + number16(count) + number16(0) + number16(0) + question +
           answers;
}

} // namespace tegata
