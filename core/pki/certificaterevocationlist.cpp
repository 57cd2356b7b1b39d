// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificaterevocationlist.h"

#include "core/pki/inputreader.h"
#include "core/pki/opensslsupport.h"

#include <openssl/objects.h>

#include <algorithm>

namespace tegata {

namespace {

using Revoked = std::unique_ptr<X509_REVOKED, ossl::Deleter<X509_REVOKED_free>>;
using Enumerated = std::unique_ptr<ASN1_ENUMERATED, ossl::Deleter<ASN1_ENUMERATED_free>>;
using AuthorityKeyId = std::unique_ptr<AUTHORITY_KEYID, ossl::Deleter<AUTHORITY_KEYID_free>>;

ossl::X509Crl decode(const QByteArray &der)
{
    const auto *data = reinterpret_cast<const unsigned char *>(der.constData());
    return ossl::X509Crl(d2i_X509_CRL(nullptr, &data, static_cast<long>(der.size())));
}

ossl::X509Certificate decode(const Certificate &certificate)
{
    const auto *data = reinterpret_cast<const unsigned char *>(certificate.der().constData());
    return ossl::X509Certificate(d2i_X509(nullptr, &data, static_cast<long>(certificate.der().size())));
}

std::optional<RevocationReason> reasonOf(qint64 code)
{
    for (const RevocationReason reason :
         {RevocationReason::Unspecified, RevocationReason::KeyCompromise, RevocationReason::AffiliationChanged,
          RevocationReason::Superseded, RevocationReason::CessationOfOperation, RevocationReason::PrivilegeWithdrawn}) {
        if (static_cast<qint64>(reason) == code)
            return reason;
    }
    return std::nullopt;
}

tl::unexpected<Error> badExtension(int nid)
{
    return failure(ErrorCode::InvalidExtension, QStringLiteral("does not decode, or appears twice"),
                   QString::fromLatin1(OBJ_nid2sn(nid)));
}

Result<quint64> numberOf(const X509_CRL *crl)
{
    int found = -1;
    const ossl::Integer value(static_cast<ASN1_INTEGER *>(X509_CRL_get_ext_d2i(crl, NID_crl_number, &found, nullptr)));
    if (found == -1)
        return quint64(0);
    uint64_t number = 0;
    if (!value || ASN1_INTEGER_get_uint64(&number, value.get()) != 1)
        return badExtension(NID_crl_number);
    return quint64(number);
}

// RFC 5280, 5.2: a list with a critical extension that is not understood must not be used to tell the status; here
// these are delta, indirect and partitioned lists.
Result<void> checkCritical(const X509_CRL *crl)
{
    for (int i = 0; i < X509_CRL_get_ext_count(crl); ++i) {
        X509_EXTENSION *extension = X509_CRL_get_ext(crl, i);
        const int nid = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
        if (X509_EXTENSION_get_critical(extension) && nid != NID_crl_number && nid != NID_authority_key_identifier)
            return failure(ErrorCode::InvalidExtension, QStringLiteral("a critical extension that is not known"),
                           ossl::objectName(X509_EXTENSION_get_object(extension)));
    }
    return {};
}

Result<RevokedCertificate> entryOf(const X509_REVOKED *revoked)
{
    for (int i = 0; i < X509_REVOKED_get_ext_count(revoked); ++i) {
        X509_EXTENSION *extension = X509_REVOKED_get_ext(revoked, i);
        if (X509_EXTENSION_get_critical(extension) &&
            OBJ_obj2nid(X509_EXTENSION_get_object(extension)) != NID_crl_reason)
            return failure(ErrorCode::InvalidExtension, QStringLiteral("a critical entry extension that is not known"),
                           ossl::objectName(X509_EXTENSION_get_object(extension)));
    }
    RevokedCertificate entry;
    entry.serial = ossl::serialText(X509_REVOKED_get0_serialNumber(revoked));
    entry.revokedAt = ossl::dateTime(X509_REVOKED_get0_revocationDate(revoked));
    if (!entry.revokedAt.isValid())
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("a revocation time is not valid"));
    int found = -1;
    const Enumerated reason(
        static_cast<ASN1_ENUMERATED *>(X509_REVOKED_get_ext_d2i(revoked, NID_crl_reason, &found, nullptr)));
    if (found == -1)
        return entry;
    int64_t code = 0;
    if (!reason || ASN1_ENUMERATED_get_int64(&code, reason.get()) != 1)
        return badExtension(NID_crl_reason);
    entry.reason = reasonOf(code);
    return entry;
}

bool addEntry(X509_CRL *crl, const RevokedCertificate &entry)
{
    const ossl::Integer serial = ossl::serialNumber(entry.serial);
    const ossl::Time time = ossl::asn1Time(entry.revokedAt);
    Revoked revoked(X509_REVOKED_new());
    if (!serial || !time || !revoked || X509_REVOKED_set_serialNumber(revoked.get(), serial.get()) != 1 ||
        X509_REVOKED_set_revocationDate(revoked.get(), time.get()) != 1)
        return false;
    if (entry.reason && *entry.reason != RevocationReason::Unspecified) {
        const Enumerated reason(ASN1_ENUMERATED_new());
        if (!reason || ASN1_ENUMERATED_set(reason.get(), static_cast<long>(*entry.reason)) != 1 ||
            X509_REVOKED_add1_ext_i2d(revoked.get(), NID_crl_reason, reason.get(), 0, X509V3_ADD_APPEND) != 1)
            return false;
    }
    if (X509_CRL_add0_revoked(crl, revoked.get()) != 1)
        return false;
    (void)revoked.release();
    return true;
}

bool addExtensions(X509_CRL *crl, quint64 number, const QByteArray &authorityKeyId)
{
    const ossl::Integer value(ASN1_INTEGER_new());
    if (!value || ASN1_INTEGER_set_uint64(value.get(), number) != 1 ||
        X509_CRL_add1_ext_i2d(crl, NID_crl_number, value.get(), 0, X509V3_ADD_APPEND) != 1)
        return false;
    if (authorityKeyId.isEmpty())
        return true;
    const AuthorityKeyId keyId(AUTHORITY_KEYID_new());
    if (!keyId)
        return false;
    keyId->keyid = ASN1_OCTET_STRING_new();
    return keyId->keyid &&
           ASN1_OCTET_STRING_set(keyId->keyid, reinterpret_cast<const unsigned char *>(authorityKeyId.constData()),
                                 static_cast<int>(authorityKeyId.size())) == 1 &&
           X509_CRL_add1_ext_i2d(crl, NID_authority_key_identifier, keyId.get(), 0, X509V3_ADD_APPEND) == 1;
}

} // namespace

Result<CertificateRevocationList> CertificateRevocationList::parse(const QByteArray &bytes)
{
    const ossl::ErrorScope errors;
    const Result<InputObject> input = readFirst(bytes, InputKind::Crl, MaximumSize);
    if (!input)
        return failure(input.error());
    const ossl::X509Crl crl = decode(input->der);
    if (!crl)
        return ossl::opensslFailure(ErrorCode::MalformedEncoding, QStringLiteral("revocation list"));
    if (X509_CRL_get_version(crl.get()) != X509_CRL_VERSION_2)
        return failure(ErrorCode::UnsupportedVersion, QStringLiteral("not a version 2 list"));

    CertificateRevocationList result;
    result.m_der = input->der;
    Result<DistinguishedName> issuer = DistinguishedName::fromX509Name(X509_CRL_get_issuer(crl.get()));
    if (!issuer)
        return failure(issuer.error());
    result.m_issuer = *issuer;
    result.m_thisUpdate = ossl::dateTime(X509_CRL_get0_lastUpdate(crl.get()));
    result.m_nextUpdate = ossl::dateTime(X509_CRL_get0_nextUpdate(crl.get()));
    if (!result.m_thisUpdate.isValid() || !result.m_nextUpdate.isValid())
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("a time is missing or not valid"));
    if (Result<void> checked = checkCritical(crl.get()); !checked)
        return failure(checked.error());
    const Result<quint64> number = numberOf(crl.get());
    if (!number)
        return failure(number.error());
    result.m_number = *number;
    const STACK_OF(X509_REVOKED) *entries = X509_CRL_get_REVOKED(crl.get());
    for (int i = 0; i < sk_X509_REVOKED_num(entries); ++i) {
        Result<RevokedCertificate> entry = entryOf(sk_X509_REVOKED_value(entries, i));
        if (!entry)
            return failure(entry.error());
        result.m_revoked.append(*entry);
    }
    return result;
}

Result<CertificateRevocationList> CertificateRevocationList::create(const Certificate &issuer,
                                                                    const PrivateKey &issuerKey, quint64 number,
                                                                    const QDateTime &thisUpdate,
                                                                    const QDateTime &nextUpdate,
                                                                    const QList<RevokedCertificate> &revoked)
{
    const ossl::ErrorScope errors;
    if (issuer.publicKeyDer() != issuerKey.publicKeyDer())
        return failure(ErrorCode::KeyMismatch, QStringLiteral("the signing key is not the issuer's"));
    if (!thisUpdate.isValid() || !nextUpdate.isValid() || nextUpdate <= thisUpdate)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("the period is empty"), QStringLiteral("nextUpdate"));
    const ossl::X509Certificate issuerX509 = decode(issuer);
    const ossl::Time last = ossl::asn1Time(thisUpdate);
    const ossl::Time next = ossl::asn1Time(nextUpdate);
    const ossl::X509Crl crl(X509_CRL_new());
    if (!issuerX509 || !last || !next || !crl || X509_CRL_set_version(crl.get(), X509_CRL_VERSION_2) != 1 ||
        X509_CRL_set_issuer_name(crl.get(), X509_get_subject_name(issuerX509.get())) != 1 ||
        X509_CRL_set1_lastUpdate(crl.get(), last.get()) != 1 || X509_CRL_set1_nextUpdate(crl.get(), next.get()) != 1 ||
        !addExtensions(crl.get(), number, issuer.subjectKeyId()))
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("revocation list"));
    for (const RevokedCertificate &entry : revoked) {
        if (!addEntry(crl.get(), entry))
            return failure(ErrorCode::InvalidArgument, QStringLiteral("an entry's serial or time is not valid"),
                           QStringLiteral("revoked"));
    }
    if (X509_CRL_sort(crl.get()) != 1 ||
        X509_CRL_sign(crl.get(), issuerKey.handle(), ossl::signingDigest(issuerKey.handle())) <= 0)
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("revocation list"));
    auto list = parse(ossl::derBytes([&crl](unsigned char **out) { return i2d_X509_CRL(crl.get(), out); }));
    if (list && !list->isSignedBy(issuer))
        return failure(ErrorCode::Internal, QStringLiteral("the signature made does not verify"));
    return list;
}

QByteArray CertificateRevocationList::pem() const
{
    return ossl::pemText("X509 CRL", m_der);
}

std::optional<RevokedCertificate> CertificateRevocationList::find(const QString &serial) const
{
    const auto found = std::find_if(m_revoked.cbegin(), m_revoked.cend(),
                                    [&serial](const RevokedCertificate &entry) { return entry.serial == serial; });
    return found == m_revoked.cend() ? std::nullopt : std::optional(*found);
}

bool CertificateRevocationList::isSignedBy(const Certificate &issuer) const
{
    const ossl::ErrorScope errors;
    const ossl::X509Crl crl = decode(m_der);
    const ossl::X509Certificate x509 = decode(issuer);
    EVP_PKEY *key = x509 ? X509_get0_pubkey(x509.get()) : nullptr;
    return crl && key && X509_CRL_verify(crl.get(), key) == 1;
}

} // namespace tegata
