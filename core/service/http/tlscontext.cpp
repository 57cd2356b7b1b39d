// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/tlscontext.h"

#include "core/pki/openssl.h"
#include "core/service/http/tlssession.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace tegata {

namespace {

constexpr int DeepestClientChain = 4;
constexpr int LargestKeptCertificate = 8 * 1024; // of one that was refused
constexpr long LargestClientChain = 32 * 1024;   // OpenSSL's own limit is 100 KB
const char SessionIdContext[] = "tegata";

ossl::X509Certificate toX509(const Certificate &certificate)
{
    const QByteArray &der = certificate.der();
    const unsigned char *begin = reinterpret_cast<const unsigned char *>(der.constData());
    return ossl::X509Certificate(d2i_X509(nullptr, &begin, static_cast<long>(der.size())));
}

// Faults of the client's own certificate that its holder should be told by name, which no TLS alert does: the handshake
// goes on, and the connection answers each request with the fault (HttpConnection). Whether the chain ends in one of
// our anchors, with valid signatures, is decided all the same: any other fault ends the handshake.
bool isToldByName(int error, int depth)
{
    return depth == 0 && (error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID ||
                          error == X509_V_ERR_INVALID_PURPOSE || error == X509_V_ERR_EE_KEY_TOO_SMALL);
}

int observeVerification(int accepted, X509_STORE_CTX *store)
{
    if (accepted == 1)
        return 1;
    const SSL *ssl = static_cast<const SSL *>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    PeerObservation *observation = ssl ? static_cast<PeerObservation *>(SSL_get_app_data(ssl)) : nullptr;
    if (!observation)
        return 0;
    const int error = X509_STORE_CTX_get_error(store);
    const bool goesOn = isToldByName(error, X509_STORE_CTX_get_error_depth(store));
    if (goesOn && observation->verifyError != X509_V_OK)
        return 1; // the first of several is told
    observation->verifyError = error;
    unsigned char *der = nullptr;
    const int size = i2d_X509(X509_STORE_CTX_get0_cert(store), &der);
    if (size > 0 && size <= LargestKeptCertificate)
        observation->certificateDer = QByteArray(reinterpret_cast<const char *>(der), size);
    OPENSSL_free(der);
    return goesOn ? 1 : 0;
}

tl::unexpected<Error> opensslFailure(const char *step)
{
    char text[256] = {};
    ERR_error_string_n(ERR_peek_last_error(), text, sizeof text);
    ERR_clear_error();
    return failure(ErrorCode::UnsupportedAlgorithm, QLatin1String(step) + QStringLiteral(": ") + QLatin1String(text));
}

Result<void> setIdentity(SSL_CTX *context, const TlsConfig &config)
{
    const Result<QList<Certificate>> chain = Certificate::parseAll(config.certificateChainPem);
    if (!chain)
        return failure(chain.error());
    if (chain->isEmpty())
        return failure(ErrorCode::CertificateMissing, QStringLiteral("server certificate"));
    for (qsizetype i = 0; i < chain->size(); ++i) {
        const ossl::X509Certificate x509 = toX509(chain->at(i));
        if (!x509)
            return opensslFailure("server chain");
        if (i == 0 ? SSL_CTX_use_certificate(context, x509.get()) != 1
                   : SSL_CTX_add1_chain_cert(context, x509.get()) != 1)
            return opensslFailure("server certificate");
    }
    if (chain->first().publicKeyDer() != config.key.publicKeyDer())
        return failure(ErrorCode::KeyMismatch, QStringLiteral("server certificate and key"));
    if (SSL_CTX_use_PrivateKey(context, config.key.handle()) != 1)
        return opensslFailure("server key");
    return {};
}

Result<void> requireClients(SSL_CTX *context, const QList<Certificate> &authorities)
{
    if (authorities.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("no authority to verify clients with"),
                       QStringLiteral("clientAuthorities"));
    X509_STORE *store = SSL_CTX_get_cert_store(context); // a new context's own, empty one
    for (const Certificate &authority : authorities) {
        const ossl::X509Certificate x509 = toX509(authority);
        if (!x509 || X509_STORE_add_cert(store, x509.get()) != 1 || SSL_CTX_add_client_CA(context, x509.get()) != 1)
            return opensslFailure("client authority");
    }
    X509_VERIFY_PARAM *parameters = SSL_CTX_get0_param(context);
    if (X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN) != 1 ||
        SSL_CTX_set_purpose(context, X509_PURPOSE_SSL_CLIENT) != 1)
        return opensslFailure("client verification");
    SSL_CTX_set_verify_depth(context, DeepestClientChain);
    SSL_CTX_set_max_cert_list(context, LargestClientChain);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, observeVerification);

    // A resumed session would carry the identity of an earlier handshake, unverified.
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
    if (SSL_CTX_set_num_tickets(context, 0) != 1)
        return opensslFailure("session tickets");
    return {};
}

} // namespace

Result<TlsContext> TlsContext::create(const TlsConfig &config)
{
    ERR_clear_error();
    const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    if (!context)
        return opensslFailure("context");
    SSL_CTX_set_options(context.get(),
                        SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context.get(),
                     SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    if (SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1 ||
        SSL_CTX_set_cipher_list(context.get(), "ECDHE+AESGCM:ECDHE+CHACHA20") != 1 ||
        SSL_CTX_set1_groups_list(context.get(), "X25519:P-256:P-384") != 1 ||
        SSL_CTX_set_session_id_context(context.get(), reinterpret_cast<const unsigned char *>(SessionIdContext),
                                       sizeof SessionIdContext - 1) != 1)
        return opensslFailure("protocol settings");
    if (const Result<void> identity = setIdentity(context.get(), config); !identity)
        return failure(identity.error());
    if (config.requireClientCertificate) {
        if (const Result<void> clients = requireClients(context.get(), config.clientAuthorities); !clients)
            return failure(clients.error());
    }
    return TlsContext(context, config.requireClientCertificate);
}

} // namespace tegata
