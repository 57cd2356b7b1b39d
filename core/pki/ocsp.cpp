// SPDX-License-Identifier: Apache-2.0
#include "core/pki/ocsp.h"

#include "core/pki/derelement.h"
#include "core/pki/opensslsupport.h"

#include <openssl/objects.h>

namespace tegata {

namespace {

constexpr int MaximumQuestions = 100;
constexpr int MaximumNonce = 128; // RFC 9654, 2.1; RFC 8954 had 32

using CertificateId = std::unique_ptr<OCSP_CERTID, ossl::Deleter<OCSP_CERTID_free>>;

ossl::X509Certificate decode(const Certificate &certificate)
{
    const auto *data = reinterpret_cast<const unsigned char *>(certificate.der().constData());
    return ossl::X509Certificate(d2i_X509(nullptr, &data, static_cast<long>(certificate.der().size())));
}

QByteArray encode(int status, OCSP_BASICRESP *basic)
{
    const ossl::OcspResponse response(OCSP_response_create(status, basic));
    return ossl::derBytes([&response](unsigned char **out) { return i2d_OCSP_RESPONSE(response.get(), out); });
}

ossl::OcspRequest read(const QByteArray &bytes)
{
    if (bytes.isEmpty() || bytes.size() > OcspResponder::MaximumRequestSize || findDerDamage(bytes) >= 0)
        return nullptr;
    const auto *data = reinterpret_cast<const unsigned char *>(bytes.constData());
    const auto *end = data + bytes.size();
    ossl::OcspRequest request(d2i_OCSP_REQUEST(nullptr, &data, static_cast<long>(bytes.size())));
    return data == end ? std::move(request) : nullptr;
}

// No nonce is right, and so is one of 1 to 128 octets.
bool isNonceAcceptable(OCSP_REQUEST *request)
{
    int at = OCSP_REQUEST_get_ext_by_NID(request, NID_id_pkix_OCSP_Nonce, -1);
    if (at < 0)
        return true;
    const QByteArray value = ossl::octets(X509_EXTENSION_get_data(OCSP_REQUEST_get_ext(request, at)));
    const auto *data = reinterpret_cast<const unsigned char *>(value.constData());
    const std::unique_ptr<ASN1_OCTET_STRING, ossl::Deleter<ASN1_OCTET_STRING_free>> nonce(
        d2i_ASN1_OCTET_STRING(nullptr, &data, static_cast<long>(value.size())));
    return nonce && ASN1_STRING_length(nonce.get()) >= 1 && ASN1_STRING_length(nonce.get()) <= MaximumNonce &&
           OCSP_REQUEST_get_ext_by_NID(request, NID_id_pkix_OCSP_Nonce, at) < 0;
}

// The serial that is asked for, empty when the question is about another issuer or in a hash that is not known.
QString ownSerial(OCSP_CERTID *id, const X509 *issuer)
{
    ASN1_OBJECT *hash = nullptr;
    ASN1_INTEGER *serial = nullptr;
    if (OCSP_id_get0_info(nullptr, &hash, nullptr, &serial, id) != 1)
        return {};
    const EVP_MD *digest = nullptr;
    if (OBJ_obj2nid(hash) == NID_sha1)
        digest = EVP_sha1();
    else if (OBJ_obj2nid(hash) == NID_sha256)
        digest = EVP_sha256();
    if (!digest)
        return {};
    const CertificateId own(
        OCSP_cert_id_new(digest, X509_get_subject_name(issuer), X509_get0_pubkey_bitstr(issuer), serial));
    return own && OCSP_id_issuer_cmp(own.get(), id) == 0 ? ossl::serialText(serial) : QString();
}

bool addStatus(OCSP_BASICRESP *basic, OCSP_CERTID *id, const OcspAnswer &answer, ASN1_TIME *thisUpdate,
               ASN1_TIME *nextUpdate)
{
    int status = V_OCSP_CERTSTATUS_UNKNOWN;
    int reason = OCSP_REVOKED_STATUS_NOSTATUS;
    ossl::Time revokedAt;
    switch (answer.status) {
    case OcspStatus::Good:
        status = V_OCSP_CERTSTATUS_GOOD;
        break;
    case OcspStatus::Revoked:
        status = V_OCSP_CERTSTATUS_REVOKED;
        revokedAt = ossl::asn1Time(answer.revokedAt);
        if (!revokedAt)
            return false;
        if (answer.reason && *answer.reason != RevocationReason::Unspecified)
            reason = static_cast<int>(*answer.reason);
        break;
    case OcspStatus::Unknown:
        break;
    }
    return OCSP_basic_add1_status(basic, id, status, reason, revokedAt.get(), thisUpdate, nextUpdate) != nullptr;
}

// The signature alone, with the responder certificate's key.
bool isSignedBy(OCSP_BASICRESP *basic, X509 *responder)
{
    const ossl::Certificates signers(sk_X509_new_null());
    if (!signers || X509_up_ref(responder) != 1)
        return false;
    if (sk_X509_push(signers.get(), responder) <= 0) {
        X509_free(responder);
        return false;
    }
    return OCSP_basic_verify(basic, signers.get(), nullptr, OCSP_TRUSTOTHER) == 1;
}

} // namespace

OcspResponder::OcspResponder(Certificate issuer, Certificate responder, PrivateKey responderKey)
    : m_issuer(std::move(issuer)), m_responder(std::move(responder)), m_responderKey(std::move(responderKey))
{}

QByteArray OcspResponder::respond(const QByteArray &request, const QDateTime &thisUpdate, const QDateTime &nextUpdate,
                                  const Lookup &lookup) const
{
    const ossl::ErrorScope errors;
    const ossl::OcspRequest question = read(request);
    const int count = question ? OCSP_request_onereq_count(question.get()) : 0;
    if (count < 1 || count > MaximumQuestions || !isNonceAcceptable(question.get()))
        return encode(OCSP_RESPONSE_STATUS_MALFORMEDREQUEST, nullptr);

    const ossl::X509Certificate issuer = decode(m_issuer);
    const ossl::X509Certificate responder = decode(m_responder);
    const ossl::Time from = ossl::asn1Time(thisUpdate);
    const ossl::Time until = ossl::asn1Time(nextUpdate);
    const ossl::OcspBasic basic(OCSP_BASICRESP_new());
    bool isDone = issuer && responder && from && until && basic;
    for (int i = 0; isDone && i < count; ++i) {
        OCSP_CERTID *id = OCSP_onereq_get0_id(OCSP_request_onereq_get0(question.get(), i));
        const QString serial = ownSerial(id, issuer.get());
        isDone = addStatus(basic.get(), id, serial.isEmpty() ? OcspAnswer() : lookup(serial), from.get(), until.get());
    }
    // OCSP_copy_nonce answers 2 when there is none.
    isDone = isDone && OCSP_copy_nonce(basic.get(), question.get()) > 0 &&
             OCSP_basic_sign(basic.get(), responder.get(), m_responderKey.handle(),
                             ossl::signingDigest(m_responderKey.handle()), nullptr, OCSP_RESPID_KEY) == 1 &&
             isSignedBy(basic.get(), responder.get());
    if (!isDone)
        return encode(OCSP_RESPONSE_STATUS_INTERNALERROR, nullptr);
    return encode(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get());
}

} // namespace tegata
