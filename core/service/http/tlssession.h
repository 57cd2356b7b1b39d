// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/http/handshakerefusal.h"
#include "core/service/http/tlscontext.h"

#include <QByteArray>
#include <QDateTime>

#include <cstddef>
#include <memory>
#include <optional>

struct ssl_st; // SSL

namespace tegata {

// What the verification of a client's certificate came upon; written by TlsContext's callback.
struct PeerObservation
{
    int verifyError = 0;       // X509_V_OK
    QByteArray certificateDer; // the certificate that was refused; empty where it is unreasonably large
};

// One connection's server side of TLS over a non-blocking socket that somebody else owns. Holds its record buffers
// only while data passes, so that an idle connection is cheap. Writes with write(2): the thread must block SIGPIPE.
// Not thread-safe.
class TlsSession
{
public:
    enum class Status
    {
        Done,
        WantRead,
        WantWrite,
        Closed,
        Failed
    };
    struct Step
    {
        Status status = Status::Failed;
        std::size_t bytes = 0;
    };

    // now: by which the peer's certificate is checked; the clock of the rest of the service, not the machine's.
    TlsSession(const TlsContext &context, int socket, const QDateTime &now);
    ~TlsSession();
    TlsSession(const TlsSession &) = delete;
    TlsSession &operator=(const TlsSession &) = delete;

    Step accept();
    Step read(char *data, std::size_t size);
    Step peek(); // one byte, which stays
    Step write(const char *data, std::size_t size);
    bool hasPending() const;
    // Says goodbye (close_notify), without waiting for the answer.
    void shutdown();

    // After accept() failed or closed.
    HandshakeReason refusalReason() const { return m_refusal; }
    bool heardAnything() const; // false: the peer came and went without a byte
    const QByteArray &refusedCertificateDer() const { return m_observation.certificateDer; }
    // After accept() is done: the fault of a certificate that one of the listener's authorities did issue, and which
    // identifies nobody all the same. The connection exists to say so, and for nothing else.
    std::optional<HandshakeReason> refusedIdentity() const;
    // After accept() is done; empty where the listener asks for none, and for a refused identity.
    QByteArray peerCertificateDer() const;

private:
    Step stepFrom(int result, std::size_t bytes);

    std::shared_ptr<ssl_ctx_st> m_context;
    std::unique_ptr<ssl_st, void (*)(ssl_st *)> m_ssl;
    PeerObservation m_observation;
    HandshakeReason m_refusal = HandshakeReason::ProtocolError;
};

} // namespace tegata
