// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/testauthority.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QSslCertificate>
#include <QSslServer>
#include <QUrl>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>

class QSslSocket;

namespace tegata {

// What the server does with one request.
struct ScriptedReply
{
    enum class Kind
    {
        Answer,
        Garbage,
        Hang,
        DropAfterRequest,
        DropInBody,
        EndlessHead,   // header lines until the client goes
        EndlessBody,   // one chunk after the other
        AnswerAndClose // without having said so
    };

    Kind kind = Kind::Answer;
    int status = 200;
    QByteArray contentType = "application/json";
    QByteArray body = "{}";
    QByteArray headers = {}; // further lines, each ended by CR LF
    std::chrono::milliseconds delay{0};

    static ScriptedReply json(const QByteArray &body) { return {Kind::Answer, 200, "application/json", body, {}, {}}; }
    static ScriptedReply problem(int status, const QByteArray &body)
    {
        return {Kind::Answer, status, "application/problem+json", body, {}, {}};
    }
    static ScriptedReply of(Kind kind) { return {kind, 200, "application/json", "{}", {}, {}}; }
};

struct ReceivedRequest
{
    QByteArray method;
    QByteArray target;                     // path and query
    QHash<QByteArray, QByteArray> headers; // names in lower case
    QByteArray body;
    QSslCertificate peerCertificate;
};

// A TLS server on localhost that plays one reply after the other and keeps what it received; without reply left it
// answers {}. In the test's thread.
class ScriptedTlsServer final : public QObject
{
    Q_OBJECT

public:
    // clientAuthority: asks for a client certificate of it.
    explicit ScriptedTlsServer(const TestIdentity &identity, const std::optional<Certificate> &clientAuthority = {});

    QUrl url() const; // https://localhost:PORT
    void play(const ScriptedReply &reply) { m_replies.push_back(reply); }
    const QList<ReceivedRequest> &received() const { return m_received; }
    int connectionCount() const { return m_connectionCount; }
    qint64 endlessBytes() const { return m_endlessBytes; } // that an endless reply has given to the connection

private:
    void accept();
    void read(QSslSocket *socket, QByteArray &buffer);
    void answer(QSslSocket *socket, const ScriptedReply &reply);
    void goOnWithoutEnd(QSslSocket *socket, const QByteArray &piece);

    QSslServer m_server;
    std::deque<ScriptedReply> m_replies;
    QList<ReceivedRequest> m_received;
    int m_connectionCount = 0;
    qint64 m_endlessBytes = 0;
};

} // namespace tegata
