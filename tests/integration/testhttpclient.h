// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "testauthority.h"

#include <QHash>
#include <QSslSocket>

#include <optional>

namespace tegata::test {

struct TestAnswer
{
    int status = 0;
    QHash<QByteArray, QByteArray> headers; // names in lower case
    QByteArray body;
};

// One connection, spoken to in raw bytes, so that a test can send what no decent client sends. Blocking calls with a
// time-out of 20 s.
class TestHttpClient
{
public:
    TestHttpClient() = default;

    bool connectPlain(quint16 port);
    // Without identity: no client certificate. Trusts `authority` alone and checks the name localhost.
    bool connectTls(quint16 port, const Certificate &authority, const std::optional<Identity> &identity = {});
    void setProtocol(QSsl::SslProtocol protocol) { m_protocol = protocol; } // before connectTls()
    void send(const QByteArray &bytes);
    // The next answer; status 0 where the connection ended before it was whole. withBody false: answer to HEAD.
    TestAnswer receive(bool withBody = true);
    TestAnswer request(const QByteArray &method, const QByteArray &target, const QByteArray &headers = {},
                       const QByteArray &body = {});
    bool waitForEnd(int timeout = Timeout); // until the server has closed
    QSslSocket &socket() { return m_socket; }

    // An answer if `buffer` begins with a whole one, which is then taken from it.
    static std::optional<TestAnswer> take(QByteArray &buffer, bool withBody = true);

    static constexpr int Timeout = 20'000;

private:
    QSslSocket m_socket;
    QByteArray m_buffer;
    QSsl::SslProtocol m_protocol = QSsl::SecureProtocols;
};

} // namespace tegata::test
