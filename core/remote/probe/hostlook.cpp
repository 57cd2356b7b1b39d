// SPDX-License-Identifier: Apache-2.0
#include "core/remote/probe/hostlook.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QSslKey>

#include <algorithm>
#include <array>
#include <utility>

namespace tegata {

namespace {

constexpr qsizetype MaximumAddresses = 4;
constexpr qsizetype MaximumChain = 10;

// Beside those that Qt knows as local: shared (RFC 6598), documentation, benchmarks, reserved; NAT64 and 6to4, which
// carry any IPv4 address inside.
constexpr std::array specialNetworks = {
    "0.0.0.0/8",     "10.0.0.0/8",   "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",  "172.16.0.0/12",
    "192.0.0.0/24",  "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15",  "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/3",   "::/96",        "64:ff9b::/96",   "64:ff9b:1::/48", "100::/64",        "2001::/23",
    "2001:db8::/32", "2002::/16",    "fc00::/7",       "fe80::/9",       "ff00::/8"};

QString problemsOf(const QList<QSslError> &errors)
{
    QStringList problems;
    for (const QSslError &error : errors)
        problems.append(error.errorString());
    problems.removeDuplicates();
    return problems.join(QStringLiteral("; "));
}

ErrorCode codeOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
    case QAbstractSocket::NetworkError:
    case QAbstractSocket::HostNotFoundError:
        return ErrorCode::Offline;
    case QAbstractSocket::SocketTimeoutError:
        return ErrorCode::TimedOut;
    default:
        return ErrorCode::ConnectionLost;
    }
}

} // namespace

bool isPublicAddress(const QHostAddress &address)
{
    bool isMapped = false;
    const quint32 ipv4 = address.toIPv4Address(&isMapped);
    const QHostAddress plain = isMapped ? QHostAddress(ipv4) : address;
    if (plain.isNull())
        return false;
    return std::none_of(specialNetworks.begin(), specialNetworks.end(), [&plain](const char *network) {
        return plain.isInSubnet(QHostAddress::parseSubnet(QString::fromLatin1(network)));
    });
}

HostLook::HostLook(Promise<HostCertificates> promise, const QString &host, quint16 port, bool allowsAnyAddress,
                   QObject *parent)
    : QObject(parent), m_promise(std::move(promise)), m_host(host), m_port(port), m_allowsAnyAddress(allowsAnyAddress),
      m_socket(this), m_timer(this)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain({});
    configuration.setPrivateKey({});
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    m_socket.setSslConfiguration(configuration);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { answer(failure(ErrorCode::TimedOut)); });
    connect(&m_socket, &QSslSocket::encrypted, this, &HostLook::answerWithChain);
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, &HostLook::onSocketError);
}

void HostLook::start(std::chrono::milliseconds timeout)
{
    m_timer.start(timeout);
    QHostInfo::lookupHost(m_host, this, &HostLook::onAddresses);
}

void HostLook::onAddresses(const QHostInfo &info)
{
    if (m_isAnswered)
        return;
    if (info.error() != QHostInfo::NoError || info.addresses().isEmpty()) {
        answer(failure(ErrorCode::Offline, info.errorString()));
        return;
    }
    m_addresses = info.addresses();
    const QString all = m_addresses.constFirst().toString();
    if (!m_allowsAnyAddress)
        m_addresses.removeIf([](const QHostAddress &address) { return !isPublicAddress(address); });
    if (m_addresses.isEmpty()) {
        answer(failure(ErrorCode::Forbidden, all));
        return;
    }
    if (m_addresses.size() > MaximumAddresses)
        m_addresses.resize(MaximumAddresses);
    connectToNext();
}

void HostLook::connectToNext()
{
    // By address, so that it is the one that was looked at; the name goes into SNI and is what is verified.
    m_socket.connectToHostEncrypted(m_addresses.takeFirst().toString(), m_port, m_host);
}

void HostLook::onSocketError()
{
    if (m_isAnswered)
        return;
    if (!m_socket.peerCertificateChain().isEmpty()) {
        answerWithChain();
        return;
    }
    const bool isUnreachable = codeOf(m_socket.error()) == ErrorCode::Offline;
    if (isUnreachable && !m_addresses.isEmpty()) {
        // Not inside the socket's own signal.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_isAnswered)
                    return;
                m_socket.abort();
                connectToNext();
            },
            Qt::QueuedConnection);
        return;
    }
    answer(failure(codeOf(m_socket.error()), m_socket.errorString()));
}

void HostLook::answerWithChain()
{
    HostCertificates certificates;
    certificates.address = m_socket.peerAddress().toString();
    for (const QSslCertificate &certificate : m_socket.peerCertificateChain()) {
        if (certificates.chain.size() < MaximumChain)
            certificates.chain.append(certificate.toDer());
    }
    const QList<QSslError> errors = m_socket.sslHandshakeErrors();
    certificates.isTrusted = m_socket.isEncrypted() && errors.isEmpty();
    if (!certificates.isTrusted)
        certificates.problem = errors.isEmpty() ? m_socket.errorString() : problemsOf(errors);
    answer(certificates);
}

void HostLook::answer(const Result<HostCertificates> &result)
{
    if (std::exchange(m_isAnswered, true))
        return;
    m_timer.stop();
    m_promise.deliver(result);
    // Nothing was sent: there is nothing to close politely.
    QMetaObject::invokeMethod(
        this, [this] { m_socket.abort(); }, Qt::QueuedConnection);
    deleteLater();
}

} // namespace tegata
