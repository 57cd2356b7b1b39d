// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/pki/certificate.h"
#include "core/pki/privatekey.h"

#include <QByteArray>
#include <QList>

#include <memory>

struct ssl_ctx_st; // SSL_CTX

namespace tegata {

struct TlsConfig
{
    QByteArray certificateChainPem; // the server's certificate first, then its issuers
    PrivateKey key;
    QList<Certificate> clientAuthorities; // each one is an anchor: a client's chain must end in one of them
    bool requireClientCertificate = false;
};

// A server's OpenSSL context: TLS 1.2 and 1.3, forward secrecy and AEAD only, no renegotiation, no compression. With
// requireClientCertificate the client's chain is verified for the purpose of client authentication, and no session is
// ever resumed, so that each connection proves its identity anew. A certificate of our anchors that is expired, not yet
// valid, of another purpose or too weak completes the handshake and identifies nobody: TlsSession::refusedIdentity().
// Immutable; shared by the connections made under it.
class TlsContext
{
public:
    // Errors: CertificateMissing, KeyMismatch, InvalidArgument (client authorities missing), those of
    // Certificate::parseAll, UnsupportedAlgorithm (OpenSSL accepts the key or certificate not).
    static Result<TlsContext> create(const TlsConfig &config);

    ssl_ctx_st *handle() const { return m_context.get(); }
    bool requiresClientCertificate() const { return m_requiresClientCertificate; }

private:
    TlsContext(std::shared_ptr<ssl_ctx_st> context, bool requiresClientCertificate)
        : m_context(std::move(context)), m_requiresClientCertificate(requiresClientCertificate)
    {}

    std::shared_ptr<ssl_ctx_st> m_context;
    bool m_requiresClientCertificate = false;
};

} // namespace tegata
