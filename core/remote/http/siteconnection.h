// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/http/answerreader.h"
#include "core/remote/http/httpcall.h"
#include "core/remote/http/networkerror.h"

#include <QObject>
#include <QPointer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QUrl>

#include <optional>

namespace tegata {

// One TLS connection to a site, with one request on it at a time. Buffers no more than the reader takes. Never goes on
// where the server's certificate has an error. Lives on the client's thread, owned by the client.
class SiteConnection final : public QObject
{
    Q_OBJECT

public:
    SiteConnection(const QUrl &site, const QSslConfiguration &tls, QObject *parent);
    ~SiteConnection() override;

    // Idle only. bytes: head and body. The call is ended by the connection, or given back by broke().
    void start(HttpCall *call, QByteArray bytes);
    void close();
    bool isIdle() const { return !m_call && m_isOpen; }
    bool isOpen() const { return m_isOpen; }

Q_SIGNALS:
    void encrypted(const QSslConfiguration &tls);
    // An answer came, before its call ends.
    void answered(const tegata::HttpCall *call, const tegata::HttpAnswer &answer);
    // Free for the next call, or closed (isOpen() tells which): either way there is something to do for the client.
    void idle();
    // A kept connection was closed before a byte of the answer came: the call is as if it had never been sent.
    void broke(tegata::HttpCall *call);

private:
    void receive();
    void onEncrypted();
    void onError(QAbstractSocket::SocketError error);
    void onTimedOut();
    void onClosed();
    void finish(Result<HttpAnswer> answer, bool keepsConnection);
    void write(QByteArray bytes);

    QSslSocket m_socket;
    QPointer<HttpCall> m_call;
    std::optional<AnswerReader> m_reader;
    QByteArray m_waiting; // until the handshake is done
    NetworkFailure m_failure;
    bool m_isOpen = true;
    bool m_isKept = false; // it has carried a request before the one at hand
};

} // namespace tegata
