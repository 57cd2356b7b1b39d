// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/probe/hostprobe.h"

#include <QHostInfo>
#include <QList>
#include <QObject>
#include <QSslSocket>
#include <QTimer>

#include <chrono>

namespace tegata {

// One look of a TlsHostProbe: name → address → handshake → answer. Lives on the probe's thread; deletes itself when it
// has answered, and answers Cancelled when it is deleted before.
class HostLook final : public QObject
{
    Q_OBJECT

public:
    HostLook(Promise<HostCertificates> promise, const QString &host, quint16 port, bool allowsAnyAddress,
             QObject *parent);

    void start(std::chrono::milliseconds timeout);

private:
    void onAddresses(const QHostInfo &info);
    void connectToNext();
    void onSocketError();
    void answerWithChain();
    void answer(const Result<HostCertificates> &result);

    Promise<HostCertificates> m_promise;
    const QString m_host;
    const quint16 m_port;
    const bool m_allowsAnyAddress;
    bool m_isAnswered = false;
    QList<QHostAddress> m_addresses; // not tried yet
    QSslSocket m_socket;
    QTimer m_timer;
};

// Whether an address is everybody's to reach: not of this computer, a private or local network, a group, or reserved.
bool isPublicAddress(const QHostAddress &address);

} // namespace tegata
