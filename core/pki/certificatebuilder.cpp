// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificatebuilder.h"

#include "core/pki/canonicalkey.h"
#include "core/pki/generalnamereader.h"
#include "core/pki/opensslsupport.h"
#include "core/pki/x509name.h"

#include <openssl/objects.h>
#include <openssl/rand.h>

namespace tegata {

namespace {

int nidOf(ExtendedKeyUsage usage)
{
    switch (usage) {
    case ExtendedKeyUsage::ServerAuth:
        return NID_server_auth;
    case ExtendedKeyUsage::ClientAuth:
        return NID_client_auth;
    case ExtendedKeyUsage::OcspSigning:
        return NID_OCSP_sign;
    }
    return NID_undef;
}

tl::unexpected<Error> invalid(const char *field, const QString &detail)
{
    return failure(ErrorCode::InvalidArgument, detail, QString::fromLatin1(field));
}

Result<void> check(const CertificateTemplate &content, const std::optional<Certificate> &issuer)
{
    if (!content.notBefore.isValid() || !content.notAfter.isValid() || content.notBefore > content.notAfter)
        return invalid("notAfter", QStringLiteral("the validity is empty"));
    for (const QString &name : content.dnsNames) {
        if (!ossl::isIa5Text(name))
            return invalid("dnsNames", QStringLiteral("a dNSName must be ASCII"));
    }
    for (const QString &address : content.ipAddresses) {
        const ossl::GeneralNames known = ossl::hostGeneralNames({}, {address});
        if (!known)
            return invalid("ipAddresses", QStringLiteral("not an IP address"));
    }
    for (const QString &url : {content.crlUrl, content.ocspUrl, content.caIssuersUrl}) {
        if (!url.isEmpty() && !ossl::isIa5Text(url))
            return invalid("url", QStringLiteral("a URL must be ASCII"));
    }
    for (const QString &usage : content.keyUsage) {
        if (ossl::keyUsageBit(usage) < 0)
            return invalid("keyUsage", QStringLiteral("unknown key usage"));
    }
    for (const QString &oid : content.policyOids) {
        if (!ossl::Object(OBJ_txt2obj(oid.toLatin1().constData(), 1)))
            return invalid("policyOids", QStringLiteral("not an object identifier"));
    }
    if (content.pathLength && (!content.isCa || *content.pathLength < 0))
        return invalid("pathLength", QStringLiteral("only a CA has a path length of 0 or more"));
    if (issuer && !issuer->isCa())
        return failure(ErrorCode::WrongPurpose, QStringLiteral("the issuer is not a CA"));
    return {};
}

Result<void> checkKeys(const CertificateTemplate &content, const std::optional<Certificate> &issuer,
                       const PrivateKey &issuerKey)
{
    if (issuerKey.publicKeyDer() != (issuer ? issuer->publicKeyDer() : ossl::canonicalPublicKey(content.publicKeyDer)))
        return failure(ErrorCode::KeyMismatch, QStringLiteral("the signing key is not the issuer's"));
    return {};
}

// X509_add1_ext_i2d for a value that this call owns.
template <auto Free, typename T>
bool add(X509 *x509, int nid, T *value, bool critical = false)
{
    const std::unique_ptr<T, ossl::Deleter<Free>> owner(value);
    return value && X509_add1_ext_i2d(x509, nid, value, critical ? 1 : 0, X509V3_ADD_APPEND) == 1;
}

bool addBasicConstraints(X509 *x509, const CertificateTemplate &content)
{
    BASIC_CONSTRAINTS *constraints = BASIC_CONSTRAINTS_new();
    if (constraints) {
        constraints->ca = content.isCa ? 0xff : 0;
        if (content.pathLength) {
            constraints->pathlen = ASN1_INTEGER_new();
            ASN1_INTEGER_set(constraints->pathlen, *content.pathLength);
        }
    }
    return add<BASIC_CONSTRAINTS_free>(x509, NID_basic_constraints, constraints, true);
}

bool addKeyUsage(X509 *x509, const QStringList &usages)
{
    ASN1_BIT_STRING *bits = ASN1_BIT_STRING_new();
    for (const QString &usage : usages)
        ASN1_BIT_STRING_set_bit(bits, ossl::keyUsageBit(usage), 1);
    return add<ASN1_BIT_STRING_free>(x509, NID_key_usage, bits, true);
}

bool addExtendedKeyUsage(X509 *x509, const QList<ExtendedKeyUsage> &usages)
{
    EXTENDED_KEY_USAGE *list = sk_ASN1_OBJECT_new_null();
    for (const ExtendedKeyUsage usage : usages)
        sk_ASN1_OBJECT_push(list, OBJ_nid2obj(nidOf(usage)));
    return add<EXTENDED_KEY_USAGE_free>(x509, NID_ext_key_usage, list);
}

bool addPolicies(X509 *x509, const QStringList &oids)
{
    CERTIFICATEPOLICIES *policies = CERTIFICATEPOLICIES_new();
    for (const QString &oid : oids) {
        POLICYINFO *policy = POLICYINFO_new();
        if (!policy)
            break;
        ASN1_OBJECT_free(policy->policyid);
        policy->policyid = OBJ_txt2obj(oid.toLatin1().constData(), 1);
        sk_POLICYINFO_push(policies, policy);
    }
    return add<CERTIFICATEPOLICIES_free>(x509, NID_certificate_policies, policies);
}

bool addCrlPoint(X509 *x509, const QString &url)
{
    CRL_DIST_POINTS *points = CRL_DIST_POINTS_new();
    DIST_POINT *point = DIST_POINT_new();
    if (points && point) {
        point->distpoint = DIST_POINT_NAME_new();
        point->distpoint->type = 0;
        point->distpoint->name.fullname = ossl::uriGeneralNames(url).release();
        sk_DIST_POINT_push(points, point);
    }
    return add<CRL_DIST_POINTS_free>(x509, NID_crl_distribution_points, points);
}

bool addInfoAccess(X509 *x509, const CertificateTemplate &content)
{
    AUTHORITY_INFO_ACCESS *accesses = AUTHORITY_INFO_ACCESS_new();
    const auto append = [accesses](int method, const QString &url) {
        ACCESS_DESCRIPTION *access = url.isEmpty() ? nullptr : ACCESS_DESCRIPTION_new();
        if (!access)
            return;
        access->method = OBJ_nid2obj(method);
        GENERAL_NAME_free(access->location);
        access->location = sk_GENERAL_NAME_pop(ossl::uriGeneralNames(url).get());
        sk_ACCESS_DESCRIPTION_push(accesses, access);
    };
    append(NID_ad_OCSP, content.ocspUrl);
    append(NID_ad_ca_issuers, content.caIssuersUrl);
    return add<AUTHORITY_INFO_ACCESS_free>(x509, NID_info_access, accesses);
}

ASN1_OCTET_STRING *octetString(const QByteArray &bytes)
{
    ASN1_OCTET_STRING *string = ASN1_OCTET_STRING_new();
    ASN1_OCTET_STRING_set(string, reinterpret_cast<const unsigned char *>(bytes.constData()),
                          static_cast<int>(bytes.size()));
    return string;
}

bool addKeyIds(X509 *x509, const std::optional<Certificate> &issuer)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (X509_pubkey_digest(x509, EVP_sha1(), digest, &size) != 1)
        return false;
    const QByteArray own(reinterpret_cast<const char *>(digest), static_cast<qsizetype>(size));
    const QByteArray authority = issuer ? issuer->subjectKeyId() : own;
    if (!add<ASN1_OCTET_STRING_free>(x509, NID_subject_key_identifier, octetString(own)))
        return false;
    if (authority.isEmpty())
        return true; // a foreign issuer without a key identifier
    AUTHORITY_KEYID *keyId = AUTHORITY_KEYID_new();
    if (keyId)
        keyId->keyid = octetString(authority);
    return add<AUTHORITY_KEYID_free>(x509, NID_authority_key_identifier, keyId);
}

bool addExtensions(X509 *x509, const CertificateTemplate &content, const std::optional<Certificate> &issuer)
{
    // RFC 5280, 4.2.1.6: with an empty subject the names are all there is.
    const bool isNameCritical = content.subject.isEmpty();
    return addBasicConstraints(x509, content) && addKeyIds(x509, issuer) &&
           (content.keyUsage.isEmpty() || addKeyUsage(x509, content.keyUsage)) &&
           (content.extendedKeyUsage.isEmpty() || addExtendedKeyUsage(x509, content.extendedKeyUsage)) &&
           ((content.dnsNames.isEmpty() && content.ipAddresses.isEmpty()) ||
            add<GENERAL_NAMES_free>(x509, NID_subject_alt_name,
                                    ossl::hostGeneralNames(content.dnsNames, content.ipAddresses).release(),
                                    isNameCritical)) &&
           (content.policyOids.isEmpty() || addPolicies(x509, content.policyOids)) &&
           (content.crlUrl.isEmpty() || addCrlPoint(x509, content.crlUrl)) &&
           ((content.ocspUrl.isEmpty() && content.caIssuersUrl.isEmpty()) || addInfoAccess(x509, content)) &&
           (!content.ocspNoCheck || add<ASN1_NULL_free>(x509, NID_id_pkix_OCSP_noCheck, ASN1_NULL_new()));
}

// Everything but the signature.
Result<ossl::X509Certificate> build(const CertificateTemplate &content, const std::optional<Certificate> &issuer)
{
    const ossl::Integer serial = ossl::serialNumber(content.serial);
    if (!serial)
        return invalid("serial", QStringLiteral("not a positive hexadecimal number of at most 20 octets"));
    if (Result<void> checked = check(content, issuer); !checked)
        return failure(checked.error());
    const Result<ossl::X509Name> subject = ossl::toX509Name(content.subject);
    if (!subject)
        return failure(subject.error());

    const QByteArray publicKey = ossl::canonicalPublicKey(content.publicKeyDer);
    const auto *keyData = reinterpret_cast<const unsigned char *>(publicKey.constData());
    const ossl::Key key(d2i_PUBKEY(nullptr, &keyData, static_cast<long>(publicKey.size())));
    if (!key)
        return ossl::opensslFailure(ErrorCode::InvalidArgument, QStringLiteral("public key"));
    ossl::X509Certificate issuerX509;
    if (issuer) {
        const auto *data = reinterpret_cast<const unsigned char *>(issuer->der().constData());
        issuerX509.reset(d2i_X509(nullptr, &data, static_cast<long>(issuer->der().size())));
        if (!issuerX509)
            return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("issuer"));
    }
    // Copied as it is encoded: a rewritten issuer name would not match in every client.
    const X509_NAME *issuerName = issuer ? X509_get_subject_name(issuerX509.get()) : subject->get();
    const ossl::Time notBefore = ossl::asn1Time(content.notBefore);
    const ossl::Time notAfter = ossl::asn1Time(content.notAfter);
    ossl::X509Certificate x509(X509_new());
    if (!x509 || !notBefore || !notAfter || X509_set_version(x509.get(), X509_VERSION_3) != 1 ||
        X509_set_serialNumber(x509.get(), serial.get()) != 1 ||
        X509_set_subject_name(x509.get(), subject->get()) != 1 || X509_set_issuer_name(x509.get(), issuerName) != 1 ||
        X509_set1_notBefore(x509.get(), notBefore.get()) != 1 || X509_set1_notAfter(x509.get(), notAfter.get()) != 1 ||
        X509_set_pubkey(x509.get(), key.get()) != 1 || !addExtensions(x509.get(), content, issuer))
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("certificate"));
    return x509;
}

Result<Certificate> signedBy(X509 *x509, const PrivateKey &key)
{
    if (X509_sign(x509, key.handle(), ossl::signingDigest(key.handle())) <= 0)
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("certificate"));
    return Certificate::parse(ossl::derBytes([x509](unsigned char **out) { return i2d_X509(x509, out); }));
}

} // namespace

QString newSerial()
{
    unsigned char bytes[16] = {};
    // Without randomness nothing must be issued: an empty serial is refused by signCertificate().
    if (RAND_bytes(bytes, sizeof bytes) != 1)
        return {};
    // 127 bits, and never a leading zero octet, so that the length is always the same
    bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7f) | 0x40);
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(bytes), sizeof bytes).toHex().toUpper());
}

Result<Certificate> signCertificate(const CertificateTemplate &content, const std::optional<Certificate> &issuer,
                                    const PrivateKey &issuerKey)
{
    const ossl::ErrorScope errors;
    if (Result<void> checked = checkKeys(content, issuer, issuerKey); !checked)
        return failure(checked.error());
    const Result<ossl::X509Certificate> x509 = build(content, issuer);
    if (!x509)
        return failure(x509.error());
    auto signedOne = signedBy(x509->get(), issuerKey);
    // With the key that everybody else will use: a fault in the signing (a damaged key, memory, a token) must not go
    // out.
    if (signedOne && !signedOne->isSignedBy(issuer ? *issuer : *signedOne))
        return failure(ErrorCode::Internal, QStringLiteral("the signature made does not verify"));
    return signedOne;
}

Result<Certificate> draftCertificate(const CertificateTemplate &content, const Certificate &issuer)
{
    const ossl::ErrorScope errors;
    const Result<ossl::X509Certificate> x509 = build(content, issuer);
    if (!x509)
        return failure(x509.error());
    const Result<PrivateKey> nobodys = PrivateKey::generate(KeySpec::EcP256);
    return nobodys ? signedBy(x509->get(), *nobodys) : failure(nobodys.error());
}

} // namespace tegata
