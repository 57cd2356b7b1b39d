// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QAbstractSocket>
#include <QList>
#include <QNetworkReply>
#include <QSslError>

namespace tegata {

// How far a request came before it failed, as far as Qt tells.
struct NetworkFailure
{
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QString text;               // Qt's and OpenSSL's words
    QList<QSslError> sslErrors; // of the server's certificate
    bool encrypted = false;     // the handshake was done, as the client sees it
    bool hasIdentity = false;   // we showed a client certificate
};

// A socket's error in the terms of NetworkFailure.
QNetworkReply::NetworkError networkErrorOf(QAbstractSocket::SocketError error);

// A request that got no answer of the site (pitfalls.md on how a refused client certificate shows). Codes: Offline,
// ConnectionLost, TimedOut, TlsServerUntrusted (field "server.validity": its time alone is wrong, or ours),
// TlsIdentityRefused, ProtocolViolation.
Error networkError(const NetworkFailure &failure);

} // namespace tegata
