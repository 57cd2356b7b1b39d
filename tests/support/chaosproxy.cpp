// SPDX-License-Identifier: Apache-2.0
#include "tests/support/chaosproxy.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

namespace tegata {

namespace {

// So that the other side sees ECONNRESET instead of an orderly end.
void reset(QTcpSocket *socket)
{
    if (socket->socketDescriptor() >= 0) {
        const linger hard{1, 0};
        ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    }
    socket->abort();
}

} // namespace

// One connection through the proxy. Deletes itself with its end.
class ChaosLink : public QObject
{
public:
    ChaosLink(ChaosProxy &proxy, QTcpSocket *client) : QObject(client->parent()), m_proxy(proxy), m_client(client)
    {
        m_client->setParent(this);
        m_server = new QTcpSocket(this);
        m_server->connectToHost(QHostAddress::LocalHost, proxy.m_upstream);
        connect(m_client, &QTcpSocket::readyRead, this, [this] { pass(m_client, m_server); });
        connect(m_server, &QTcpSocket::readyRead, this, [this] { pass(m_server, m_client); });
        connect(m_server, &QTcpSocket::connected, this, [this] { pass(m_client, m_server); });
        connect(m_server, &QTcpSocket::errorOccurred, this, [this] { end(); });
        connect(m_client, &QTcpSocket::errorOccurred, this, [this] { end(); });
        connect(m_server, &QTcpSocket::disconnected, this, [this] { end(); });
        connect(m_client, &QTcpSocket::disconnected, this, [this] { end(); });
    }

private:
    void pass(QTcpSocket *from, QTcpSocket *to)
    {
        if (m_stopped || to->state() != QAbstractSocket::ConnectedState || from->bytesAvailable() == 0)
            return;
        const QByteArray piece = from->readAll();
        const ChaosRates &rates = m_proxy.m_rates;
        ChaosCounts &counts = m_proxy.m_counts;
        if (m_proxy.happens(rates.drops)) {
            ++counts.drops;
            end();
        } else if (m_proxy.happens(rates.resetsAfter)) {
            ++counts.resetsAfter;
            m_stopped = true;
            to->write(piece);
            to->flush();
            // Long enough for the service to act on it.
            QTimer::singleShot(m_proxy.m_random.bounded(30), this, [this] { end(); });
        } else if (m_proxy.happens(rates.halfCloses)) {
            ++counts.halfCloses;
            to->write(piece);
            to->flush();
            ::shutdown(int(to->socketDescriptor()), SHUT_WR);
            QTimer::singleShot(m_proxy.m_random.bounded(500), this, [this] { end(); });
        } else if (m_proxy.happens(rates.stalls)) {
            ++counts.stalls;
            m_stopped = true;
            QTimer::singleShot(m_proxy.m_random.bounded(2000), this, [this] { end(); });
        } else if (m_proxy.happens(rates.delays)) {
            ++counts.delays;
            m_stopped = true;
            QTimer::singleShot(m_proxy.m_random.bounded(40), this, [this, piece, to] {
                m_stopped = false;
                to->write(piece);
                pass(m_client, m_server);
                pass(m_server, m_client);
            });
        } else {
            to->write(piece);
        }
    }

    void end()
    {
        m_stopped = true;
        m_client->disconnect(this);
        m_server->disconnect(this);
        reset(m_client);
        reset(m_server);
        deleteLater();
    }

    ChaosProxy &m_proxy;
    QTcpSocket *m_client;
    QTcpSocket *m_server;
    bool m_stopped = false; // nothing more is passed on
};

ChaosProxy::ChaosProxy(quint16 upstream, quint32 seed, const ChaosRates &rates)
    : m_upstream(upstream), m_rates(rates), m_random(seed), m_context(new QObject)
{
    m_context->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(
        m_context,
        [this] {
            m_server = new QTcpServer(m_context);
            connect(m_server, &QTcpServer::newConnection, m_context, [this] { accept(); });
            m_server->listen(QHostAddress::LocalHost);
            m_port = m_server->serverPort();
        },
        Qt::BlockingQueuedConnection);
}

ChaosProxy::~ChaosProxy()
{
    m_thread.quit();
    m_thread.wait();
}

bool ChaosProxy::happens(int thousandths)
{
    return !m_behaves && m_random.bounded(1000) < thousandths;
}

void ChaosProxy::accept()
{
    while (QTcpSocket *client = m_server->nextPendingConnection()) {
        client->setParent(m_context);
        ++m_counts.connections;
        if (happens(m_rates.refusedConnections)) {
            ++m_counts.refused;
            reset(client);
            client->deleteLater();
            continue;
        }
        new ChaosLink(*this, client);
    }
}

} // namespace tegata
