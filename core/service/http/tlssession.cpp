// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/tlssession.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

namespace tegata {

namespace {

HandshakeReason reasonOfVerification(int error)
{
    switch (error) {
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return HandshakeReason::SelfSigned;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return HandshakeReason::UnknownAuthority;
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return HandshakeReason::Expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return HandshakeReason::NotYetValid;
    case X509_V_ERR_INVALID_PURPOSE:
        return HandshakeReason::WrongPurpose;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
        return HandshakeReason::WeakCertificate;
    default:
        return HandshakeReason::BadCertificate;
    }
}

HandshakeReason reasonOfError(unsigned long error)
{
    const int reason = ERR_GET_REASON(error);
    switch (reason) {
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
        return HandshakeReason::NoCertificate;
    case SSL_R_HTTP_REQUEST:
    case SSL_R_HTTPS_PROXY_REQUEST:
    case SSL_R_WRONG_VERSION_NUMBER:
        return HandshakeReason::NotTls;
    case SSL_R_NO_SHARED_CIPHER:
    case SSL_R_NO_SUITABLE_KEY_SHARE:
    case SSL_R_NO_SHARED_SIGNATURE_ALGORITHMS:
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_VERSION_TOO_LOW:
        return HandshakeReason::NoCommonProtocol;
    case SSL_R_UNEXPECTED_EOF_WHILE_READING:
        return HandshakeReason::ClientAborted;
    default:
        return reason >= SSL_AD_REASON_OFFSET ? HandshakeReason::ClientAborted : HandshakeReason::ProtocolError;
    }
}

} // namespace

TlsSession::TlsSession(const TlsContext &context, int socket, const QDateTime &now)
    : m_context(SSL_CTX_up_ref(context.handle()) == 1 ? context.handle() : nullptr, SSL_CTX_free),
      m_ssl(SSL_new(context.handle()), SSL_free)
{
    if (!m_ssl)
        return;
    SSL_set_app_data(m_ssl.get(), &m_observation);
    X509_VERIFY_PARAM_set_time(SSL_get0_param(m_ssl.get()), now.toSecsSinceEpoch());
    SSL_set_accept_state(m_ssl.get());
    if (SSL_set_fd(m_ssl.get(), socket) != 1)
        m_ssl.reset();
}

TlsSession::~TlsSession() = default;

TlsSession::Step TlsSession::stepFrom(int result, std::size_t bytes)
{
    if (result > 0)
        return {Status::Done, bytes};
    switch (SSL_get_error(m_ssl.get(), result)) {
    case SSL_ERROR_WANT_READ:
        return {Status::WantRead, 0};
    case SSL_ERROR_WANT_WRITE:
        return {Status::WantWrite, 0};
    case SSL_ERROR_ZERO_RETURN:
    case SSL_ERROR_SYSCALL:
        return {Status::Closed, 0};
    default:
        return {Status::Failed, 0};
    }
}

TlsSession::Step TlsSession::accept()
{
    if (!m_ssl)
        return {Status::Failed, 0};
    ERR_clear_error();
    const Step step = stepFrom(SSL_do_handshake(m_ssl.get()), 0);
    if (m_observation.verifyError != X509_V_OK)
        m_refusal = reasonOfVerification(m_observation.verifyError);
    else if (step.status == Status::Closed)
        m_refusal = HandshakeReason::ClientAborted;
    else if (step.status == Status::Failed)
        m_refusal = reasonOfError(ERR_peek_error());
    return step;
}

TlsSession::Step TlsSession::read(char *data, std::size_t size)
{
    ERR_clear_error();
    std::size_t bytes = 0;
    const int result = SSL_read_ex(m_ssl.get(), data, size, &bytes);
    return stepFrom(result, bytes);
}

TlsSession::Step TlsSession::peek()
{
    ERR_clear_error();
    char byte = 0;
    std::size_t bytes = 0;
    const int result = SSL_peek_ex(m_ssl.get(), &byte, 1, &bytes);
    return stepFrom(result, bytes);
}

TlsSession::Step TlsSession::write(const char *data, std::size_t size)
{
    ERR_clear_error();
    std::size_t bytes = 0;
    const int result = SSL_write_ex(m_ssl.get(), data, size, &bytes);
    return stepFrom(result, bytes);
}

bool TlsSession::hasPending() const
{
    return SSL_has_pending(m_ssl.get()) == 1;
}

void TlsSession::shutdown()
{
    if (!m_ssl || SSL_is_init_finished(m_ssl.get()) != 1)
        return;
    ERR_clear_error();
    SSL_shutdown(m_ssl.get());
    ERR_clear_error();
}

bool TlsSession::heardAnything() const
{
    return m_ssl && BIO_number_read(SSL_get_rbio(m_ssl.get())) > 0;
}

std::optional<HandshakeReason> TlsSession::refusedIdentity() const
{
    if (m_observation.verifyError == X509_V_OK)
        return std::nullopt;
    return m_refusal;
}

QByteArray TlsSession::peerCertificateDer() const
{
    QByteArray der;
    if (refusedIdentity())
        return der;
    X509 *certificate = SSL_get1_peer_certificate(m_ssl.get());
    unsigned char *bytes = nullptr;
    const int size = certificate ? i2d_X509(certificate, &bytes) : 0;
    if (size > 0)
        der = QByteArray(reinterpret_cast<const char *>(bytes), size);
    OPENSSL_free(bytes);
    X509_free(certificate);
    return der;
}

} // namespace tegata
