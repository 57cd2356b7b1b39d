// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificatechain.h"

#include "core/pki/opensslsupport.h"

#include <algorithm>

namespace tegata {

namespace {

constexpr int MaximumDepth = 10;
constexpr qsizetype MaximumPkcs7 = 1024 * 1024;
constexpr int MaximumPkcs7Certificates = 100;

ossl::X509Certificate decode(const Certificate &certificate)
{
    const auto *data = reinterpret_cast<const unsigned char *>(certificate.der().constData());
    return ossl::X509Certificate(d2i_X509(nullptr, &data, static_cast<long>(certificate.der().size())));
}

// RFC 5280's comparison of names and key identifiers, then the signature.
bool isIssuedBy(const Certificate &certificate, const Certificate &issuer)
{
    const ossl::X509Certificate subjectX509 = decode(certificate);
    const ossl::X509Certificate issuerX509 = decode(issuer);
    return subjectX509 && issuerX509 && X509_check_issued(issuerX509.get(), subjectX509.get()) == X509_V_OK &&
           certificate.isSignedBy(issuer);
}

bool push(STACK_OF(X509) * stack, const Certificate &certificate)
{
    ossl::X509Certificate x509 = decode(certificate);
    if (!x509 || sk_X509_push(stack, x509.get()) == 0)
        return false;
    (void)x509.release();
    return true;
}

ErrorCode codeOf(int verifyError)
{
    switch (verifyError) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return ErrorCode::ChainIncomplete;
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return ErrorCode::CertificateExpired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return ErrorCode::CertificateNotYetValid;
    case X509_V_ERR_INVALID_PURPOSE:
        return ErrorCode::WrongPurpose;
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
        return ErrorCode::SignatureInvalid;
    default:
        return ErrorCode::ChainUntrusted;
    }
}

} // namespace

CertificateChain CertificateChain::build(const Certificate &leaf, const QList<Certificate> &pool)
{
    const ossl::ErrorScope errors;
    CertificateChain chain;
    chain.m_certificates.append(leaf);
    while (chain.m_certificates.size() < MaximumDepth) {
        const Certificate last = chain.m_certificates.constLast();
        const auto next = std::find_if(pool.cbegin(), pool.cend(), [&](const Certificate &candidate) {
            return !chain.m_certificates.contains(candidate) && isIssuedBy(last, candidate);
        });
        if (next == pool.cend())
            break;
        chain.m_certificates.append(*next);
    }
    return chain;
}

QByteArray CertificateChain::pem() const
{
    QByteArray text;
    for (const Certificate &certificate : m_certificates)
        text += certificate.pem();
    return text;
}

Result<QByteArray> CertificateChain::pkcs7() const
{
    const ossl::ErrorScope errors;
    const ossl::Pkcs7 bundle(PKCS7_new());
    if (!bundle || PKCS7_set_type(bundle.get(), NID_pkcs7_signed) != 1 ||
        PKCS7_content_new(bundle.get(), NID_pkcs7_data) != 1)
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("PKCS#7"));
    // Certificates only: a signature over nothing has no content either (RFC 5652, 5.2).
    PKCS7_set_detached(bundle.get(), 1);
    for (const Certificate &certificate : m_certificates) {
        const ossl::X509Certificate x509 = decode(certificate);
        if (!x509 || PKCS7_add_certificate(bundle.get(), x509.get()) != 1)
            return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("PKCS#7"));
    }
    return ossl::derBytes([&bundle](unsigned char **out) { return i2d_PKCS7(bundle.get(), out); });
}

Result<QList<Certificate>> CertificateChain::readPkcs7(const QByteArray &der)
{
    const ossl::ErrorScope errors;
    if (der.size() > MaximumPkcs7)
        return failure(ErrorCode::TooLarge);
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    const ossl::Pkcs7 bundle(d2i_PKCS7(nullptr, &bytes, static_cast<long>(der.size())));
    if (!bundle || !PKCS7_type_is_signed(bundle.get()) || !bundle->d.sign)
        return ossl::opensslFailure(ErrorCode::MalformedEncoding, QStringLiteral("PKCS#7"));
    const STACK_OF(X509) *stack = bundle->d.sign->cert;
    const int count = stack ? sk_X509_num(stack) : 0;
    if (count == 0)
        return failure(ErrorCode::CertificateMissing);
    if (count > MaximumPkcs7Certificates)
        return failure(ErrorCode::TooLarge);
    QList<Certificate> certificates;
    for (int i = 0; i < count; ++i) {
        const X509 *x509 = sk_X509_value(stack, i);
        Result<Certificate> certificate =
            Certificate::parse(ossl::derBytes([x509](unsigned char **out) { return i2d_X509(x509, out); }));
        if (!certificate)
            return failure(certificate.error());
        certificates.append(*std::move(certificate));
    }
    return certificates;
}

Result<void> CertificateChain::verify(const QList<Certificate> &trustAnchors, ExtendedKeyUsage usage,
                                      const QDateTime &at) const
{
    const ossl::ErrorScope errors;
    if (m_certificates.isEmpty())
        return failure(ErrorCode::CertificateMissing);
    const ossl::X509Store store(X509_STORE_new());
    const ossl::X509StoreContext context(X509_STORE_CTX_new());
    const ossl::Certificates untrusted(sk_X509_new_null());
    const ossl::X509Certificate leaf = decode(m_certificates.constFirst());
    if (!store || !context || !untrusted || !leaf)
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("path validation"));
    for (const Certificate &anchor : trustAnchors) {
        const ossl::X509Certificate x509 = decode(anchor);
        if (!x509 || X509_STORE_add_cert(store.get(), x509.get()) != 1)
            return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("trust anchor"));
    }
    for (const Certificate &certificate : m_certificates) {
        if (!push(untrusted.get(), certificate))
            return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("chain"));
    }
    if (X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), untrusted.get()) != 1)
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("path validation"));
    X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(parameters, static_cast<time_t>(at.toSecsSinceEpoch()));
    X509_VERIFY_PARAM_set_depth(parameters, MaximumDepth);
    X509_VERIFY_PARAM_set_auth_level(parameters, 1); // no SHA-1, no RSA below 1024
    if (usage != ExtendedKeyUsage::OcspSigning)
        X509_VERIFY_PARAM_set_purpose(parameters, usage == ExtendedKeyUsage::ServerAuth ? X509_PURPOSE_SSL_SERVER
                                                                                        : X509_PURPOSE_SSL_CLIENT);
    if (X509_verify_cert(context.get()) != 1) {
        const int error = X509_STORE_CTX_get_error(context.get());
        return failure(codeOf(error), QStringLiteral("depth %1: %2")
                                          .arg(X509_STORE_CTX_get_error_depth(context.get()))
                                          .arg(QString::fromLatin1(X509_verify_cert_error_string(error))));
    }
    if (!m_certificates.constFirst().allows(usage))
        return failure(ErrorCode::WrongPurpose, QStringLiteral("extended key usage"));
    return {};
}

} // namespace tegata
