// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificate.h"

#include "core/pki/canonicalkey.h"
#include "core/pki/certificatechain.h"
#include "core/pki/generalnamereader.h"
#include "core/pki/inputreader.h"
#include "core/pki/opensslsupport.h"

#include <openssl/objects.h>

#include <QCryptographicHash>

namespace tegata {

namespace {

constexpr int MaximumCertificates = 100;
const unsigned long NameFlags =
    XN_FLAG_SEP_CPLUS_SPC | XN_FLAG_FN_SN | ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT;

template <typename T, auto Free>
struct Extension
{
    std::unique_ptr<T, ossl::Deleter<Free>> value;
    bool isPresent = false;
};

// Errors: InvalidExtension, when it is there and does not decode, or is there twice.
template <typename T, auto Free>
Result<Extension<T, Free>> extensionOf(const X509 *certificate, int nid)
{
    int found = -1;
    Extension<T, Free> extension;
    extension.value.reset(static_cast<T *>(X509_get_ext_d2i(certificate, nid, &found, nullptr)));
    extension.isPresent = found != -1;
    if (extension.isPresent && !extension.value)
        return failure(ErrorCode::InvalidExtension,
                       found == -2 ? QStringLiteral("appears twice") : QStringLiteral("does not decode"),
                       QString::fromLatin1(OBJ_nid2sn(nid)));
    return extension;
}

QStringList crlUrlsOf(const CRL_DIST_POINTS *points)
{
    QStringList urls;
    for (int i = 0; i < sk_DIST_POINT_num(points); ++i) {
        const DIST_POINT *point = sk_DIST_POINT_value(points, i);
        if (point->distpoint && point->distpoint->type == 0)
            urls += ossl::uris(point->distpoint->name.fullname);
    }
    return urls;
}

QStringList urlsOf(const AUTHORITY_INFO_ACCESS *accesses, int method)
{
    QStringList urls;
    for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(accesses); ++i) {
        const ACCESS_DESCRIPTION *access = sk_ACCESS_DESCRIPTION_value(accesses, i);
        if (OBJ_obj2nid(access->method) != method || access->location->type != GEN_URI)
            continue;
        if (const std::optional<QString> url = ossl::asciiText(access->location->d.uniformResourceIdentifier))
            urls.append(*url);
    }
    return urls;
}

ossl::X509Certificate decode(const QByteArray &der)
{
    const auto *data = reinterpret_cast<const unsigned char *>(der.constData());
    return ossl::X509Certificate(d2i_X509(nullptr, &data, static_cast<long>(der.size())));
}

} // namespace

Result<Certificate> Certificate::parse(const QByteArray &bytes)
{
    const ossl::ErrorScope errors;
    const Result<InputObject> input = readFirst(bytes, InputKind::Certificate, MaximumSize);
    if (!input)
        return failure(input.error());
    const ossl::X509Certificate x509 = decode(input->der);
    if (!x509) {
        const QString reason = ossl::ErrorScope::reason();
        return failure(ossl::isSubjectError() ? ErrorCode::InvalidSubject : ErrorCode::MalformedEncoding, reason);
    }

    Certificate result;
    result.m_der = input->der;
    if (Result<void> read = result.readBasics(x509.get()); !read)
        return failure(read.error());
    if (Result<void> read = result.readExtensions(x509.get()); !read)
        return failure(read.error());
    return result;
}

Result<void> Certificate::readBasics(const x509_st *x509)
{
    Result<DistinguishedName> subject = DistinguishedName::fromX509Name(X509_get_subject_name(x509));
    if (!subject)
        return failure(subject.error());
    Result<DistinguishedName> issuer = DistinguishedName::fromX509Name(X509_get_issuer_name(x509));
    if (!issuer)
        return failure(issuer.error());
    m_subject = *subject;
    m_issuer = *issuer;
    m_serial = ossl::serialText(X509_get0_serialNumber(x509));
    m_notBefore = ossl::dateTime(X509_get0_notBefore(x509));
    m_notAfter = ossl::dateTime(X509_get0_notAfter(x509));
    if (!m_notBefore.isValid() || !m_notAfter.isValid())
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("a time is not valid"));

    const EVP_PKEY *key = X509_get0_pubkey(x509);
    if (!key)
        return ossl::opensslFailure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("public key"));
    const QByteArray spki =
        ossl::derBytes([x509](unsigned char **out) { return i2d_X509_PUBKEY(X509_get_X509_PUBKEY(x509), out); });
    m_publicKeyDer = ossl::canonicalPublicKey(spki, key);
    if (m_publicKeyDer.isEmpty())
        return ossl::opensslFailure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("public key"));
    m_key = ossl::keyFacts(key, m_publicKeyDer);

    const X509_ALGOR *algorithm = nullptr;
    X509_get0_signature(nullptr, &algorithm, x509);
    const ASN1_OBJECT *object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
    m_signatureAlgorithm = ossl::algorithmName(object);
    return {};
}

Result<void> Certificate::readExtensions(const x509_st *x509)
{
    const auto names = extensionOf<GENERAL_NAMES, GENERAL_NAMES_free>(x509, NID_subject_alt_name);
    const auto constraints = extensionOf<BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free>(x509, NID_basic_constraints);
    const auto usages = extensionOf<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>(x509, NID_ext_key_usage);
    const auto subjectKey = extensionOf<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>(x509, NID_subject_key_identifier);
    const auto authorityKey = extensionOf<AUTHORITY_KEYID, AUTHORITY_KEYID_free>(x509, NID_authority_key_identifier);
    const auto points = extensionOf<CRL_DIST_POINTS, CRL_DIST_POINTS_free>(x509, NID_crl_distribution_points);
    const auto accesses = extensionOf<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free>(x509, NID_info_access);
    if (!names)
        return failure(names.error());
    if (!constraints)
        return failure(constraints.error());
    if (!usages)
        return failure(usages.error());
    if (!subjectKey)
        return failure(subjectKey.error());
    if (!authorityKey)
        return failure(authorityKey.error());
    if (!points)
        return failure(points.error());
    if (!accesses)
        return failure(accesses.error());

    Result<QList<GeneralName>> altNames = ossl::readGeneralNames(names->value.get());
    if (!altNames)
        return failure(altNames.error());
    m_subjectAltNames = *altNames;
    m_isCa = constraints->isPresent && constraints->value->ca != 0;
    m_saysWhetherCa = constraints->isPresent;
    m_hasExtendedKeyUsage = usages->isPresent;
    for (int i = 0; i < sk_ASN1_OBJECT_num(usages->value.get()); ++i) {
        m_extendedKeyUsageOids.append(ossl::oidText(sk_ASN1_OBJECT_value(usages->value.get(), i)));
        switch (OBJ_obj2nid(sk_ASN1_OBJECT_value(usages->value.get(), i))) {
        case NID_server_auth:
            m_extendedKeyUsage.append(ExtendedKeyUsage::ServerAuth);
            break;
        case NID_client_auth:
            m_extendedKeyUsage.append(ExtendedKeyUsage::ClientAuth);
            break;
        case NID_OCSP_sign:
            m_extendedKeyUsage.append(ExtendedKeyUsage::OcspSigning);
            break;
        case NID_anyExtendedKeyUsage:
            m_anyExtendedKeyUsage = true;
            break;
        default:
            break;
        }
    }
    if (subjectKey->isPresent)
        m_subjectKeyId = ossl::octets(subjectKey->value.get());
    if (authorityKey->isPresent && authorityKey->value->keyid)
        m_authorityKeyId = ossl::octets(authorityKey->value->keyid);
    m_crlUrls = crlUrlsOf(points->value.get());
    m_ocspUrls = urlsOf(accesses->value.get(), NID_ad_OCSP);
    m_caIssuersUrls = urlsOf(accesses->value.get(), NID_ad_ca_issuers);
    return readUsages(x509);
}

Result<void> Certificate::readUsages(const x509_st *x509)
{
    const auto keyUsage = extensionOf<ASN1_BIT_STRING, ASN1_BIT_STRING_free>(x509, NID_key_usage);
    const auto policies = extensionOf<CERTIFICATEPOLICIES, CERTIFICATEPOLICIES_free>(x509, NID_certificate_policies);
    if (!keyUsage)
        return failure(keyUsage.error());
    if (!policies)
        return failure(policies.error());
    for (int i = 0; i < X509_get_ext_count(x509); ++i) {
        X509_EXTENSION *extension = X509_get_ext(x509, i);
        m_extensions.append(
            {ossl::oidText(X509_EXTENSION_get_object(extension)), X509_EXTENSION_get_critical(extension) == 1});
    }
    if (keyUsage->isPresent)
        m_keyUsage = ossl::keyUsageNames(keyUsage->value.get());
    for (int i = 0; i < sk_POLICYINFO_num(policies->value.get()); ++i)
        m_policyOids.append(ossl::oidText(sk_POLICYINFO_value(policies->value.get(), i)->policyid));
    return {};
}

Result<QList<Certificate>> Certificate::parseAll(const QByteArray &bytes)
{
    const Result<QList<InputObject>> objects = readInput(bytes, {InputKind::Certificate, InputKind::Pkcs7},
                                                         MaximumSize * MaximumCertificates, MaximumCertificates);
    if (!objects)
        return failure(objects.error());
    QList<Certificate> certificates;
    for (const InputObject &object : *objects) {
        if (object.kind == InputKind::Pkcs7) {
            const Result<QList<Certificate>> bundle = CertificateChain::readPkcs7(object.der);
            if (!bundle && bundle.error().code == ErrorCode::CertificateMissing)
                return failure(Error{ErrorCode::WrongKind,
                                     QStringLiteral("a PKCS#7 without certificates"),
                                     {},
                                     -1,
                                     object.line,
                                     inputKindName(InputKind::Pkcs7),
                                     inputKindName(InputKind::Certificate)});
            if (!bundle)
                return failure(bundle.error());
            certificates += *bundle;
            continue;
        }
        Result<Certificate> certificate = parse(object.der);
        if (!certificate) {
            certificate.error().line = object.line;
            return failure(certificate.error());
        }
        certificates.append(*certificate);
    }
    return certificates;
}

QByteArray Certificate::pem() const
{
    return ossl::pemText("CERTIFICATE", m_der);
}

QString Certificate::text() const
{
    const ossl::ErrorScope errors;
    const ossl::X509Certificate x509 = decode(m_der);
    const ossl::Bio bio(BIO_new(BIO_s_mem()));
    if (!x509 || !bio || X509_print_ex(bio.get(), x509.get(), NameFlags, 0) != 1)
        return {};
    return QString::fromUtf8(ossl::bioBytes(bio.get()));
}

QStringList Certificate::dnsNames() const
{
    return ossl::dnsValues(m_subjectAltNames);
}

bool Certificate::allows(ExtendedKeyUsage usage) const
{
    return !m_hasExtendedKeyUsage || m_anyExtendedKeyUsage || m_extendedKeyUsage.contains(usage);
}

QByteArray Certificate::sha256() const
{
    return QCryptographicHash::hash(m_der, QCryptographicHash::Sha256);
}

bool Certificate::isSignedBy(const Certificate &issuer) const
{
    const ossl::ErrorScope errors;
    const ossl::X509Certificate x509 = decode(m_der);
    const ossl::X509Certificate issuerX509 = decode(issuer.m_der);
    EVP_PKEY *key = issuerX509 ? X509_get0_pubkey(issuerX509.get()) : nullptr;
    return x509 && key && X509_verify(x509.get(), key) == 1;
}

QString colonHex(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toHex(':').toUpper());
}

} // namespace tegata
