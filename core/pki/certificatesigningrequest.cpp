// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificatesigningrequest.h"

#include "core/pki/generalnamereader.h"
#include "core/pki/inputreader.h"
#include "core/pki/opensslsupport.h"
#include "core/pki/x509name.h"

#include <openssl/objects.h>

namespace tegata {

namespace {

Result<ossl::X509Request> decode(const QByteArray &der)
{
    const auto *data = reinterpret_cast<const unsigned char *>(der.constData());
    ossl::X509Request request(d2i_X509_REQ(nullptr, &data, static_cast<long>(der.size())));
    if (!request) {
        const QString reason = ossl::ErrorScope::reason();
        return failure(ossl::isSubjectError() ? ErrorCode::InvalidSubject : ErrorCode::MalformedEncoding, reason);
    }
    return request;
}

Result<ossl::Extensions> extensionRequest(X509_REQ *request)
{
    int attributes = 0;
    for (const int nid : {NID_ext_req, NID_ms_ext_req}) {
        for (int at = -1; (at = X509_REQ_get_attr_by_NID(request, nid, at)) >= 0;)
            ++attributes;
    }
    if (attributes > 1)
        return failure(ErrorCode::InvalidExtension, QStringLiteral("more than one extension request"));
    if (attributes == 0)
        return ossl::Extensions();
    ossl::Extensions extensions(X509_REQ_get_extensions(request));
    if (!extensions)
        return ossl::opensslFailure(ErrorCode::InvalidExtension, QStringLiteral("extension request"));
    return extensions;
}

RequestedExtension plain(X509_EXTENSION *extension)
{
    const ASN1_OBJECT *object = X509_EXTENSION_get_object(extension);
    const int nid = OBJ_obj2nid(object);
    return {ossl::oidText(object), nid == NID_undef ? QString() : QString::fromLatin1(OBJ_nid2sn(nid)),
            X509_EXTENSION_get_critical(extension) == 1, ossl::octets(X509_EXTENSION_get_data(extension))};
}

Result<QList<GeneralName>> subjectAltNamesOf(const ossl::Extensions &extensions)
{
    int found = -1;
    const ossl::GeneralNames names(
        static_cast<GENERAL_NAMES *>(X509V3_get_d2i(extensions.get(), NID_subject_alt_name, &found, nullptr)));
    if (found == -1)
        return QList<GeneralName>();
    if (!names)
        return failure(ErrorCode::InvalidExtension,
                       found == -2 ? QStringLiteral("subjectAltName appears twice")
                                   : QStringLiteral("subjectAltName does not decode"),
                       QStringLiteral("subjectAltName"));
    return ossl::readGeneralNames(names.get());
}

bool addSubjectAltNames(X509_REQ *request, const QStringList &dnsNames)
{
    const ossl::GeneralNames names = ossl::dnsGeneralNames(dnsNames);
    if (!names)
        return false;
    STACK_OF(X509_EXTENSION) *stack = nullptr;
    const bool isAdded = X509V3_add1_i2d(&stack, NID_subject_alt_name, names.get(), 0, 0) == 1 &&
                         X509_REQ_add_extensions(request, stack) == 1;
    ossl::freeExtensions(stack);
    return isAdded;
}

} // namespace

Result<CertificateSigningRequest> CertificateSigningRequest::parse(const QByteArray &bytes)
{
    const Result<QList<CertificateSigningRequest>> all = parseAll(bytes);
    if (!all)
        return failure(all.error());
    if (all->size() > 1) {
        Error several{ErrorCode::SeveralFound, QStringLiteral("%1 requests").arg(all->size())};
        several.wanted = inputKindName(InputKind::CertificateRequest);
        several.count = static_cast<int>(all->size());
        return failure(several);
    }
    return all->constFirst();
}

Result<QList<CertificateSigningRequest>> CertificateSigningRequest::parseAll(const QByteArray &bytes)
{
    const Result<QList<InputObject>> objects =
        readInput(bytes, {InputKind::CertificateRequest}, MaximumSize, MaximumCount);
    if (!objects)
        return failure(objects.error());
    QList<CertificateSigningRequest> requests;
    for (const InputObject &object : *objects) {
        Result<CertificateSigningRequest> request = read(object.der);
        if (!request) {
            request.error().line = object.line;
            return failure(request.error());
        }
        requests.append(*std::move(request));
    }
    return requests;
}

Result<CertificateSigningRequest> CertificateSigningRequest::read(const QByteArray &der)
{
    const ossl::ErrorScope errors;
    const Result<ossl::X509Request> decoded = decode(der);
    if (!decoded)
        return failure(decoded.error());
    X509_REQ *request = decoded->get();

    CertificateSigningRequest result;
    result.m_der = der;
    Result<DistinguishedName> subject = DistinguishedName::fromX509Name(X509_REQ_get_subject_name(request));
    if (!subject)
        return failure(subject.error());
    result.m_subject = *subject;

    EVP_PKEY *key = X509_REQ_get0_pubkey(request);
    if (!key)
        return ossl::opensslFailure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("public key"));
    result.m_publicKeyDer = ossl::derBytes(
        [request](unsigned char **out) { return i2d_X509_PUBKEY(X509_REQ_get_X509_PUBKEY(request), out); });
    result.m_key = ossl::keyFacts(key, result.m_publicKeyDer);

    const Result<ossl::Extensions> extensions = extensionRequest(request);
    if (!extensions)
        return failure(extensions.error());
    for (int i = 0; i < sk_X509_EXTENSION_num(extensions->get()); ++i)
        result.m_requestedExtensions.append(plain(sk_X509_EXTENSION_value(extensions->get(), i)));
    if (*extensions) {
        const Result<QList<GeneralName>> names = subjectAltNamesOf(*extensions);
        if (!names)
            return failure(names.error());
        result.m_subjectAltNames = *names;
    }

    const X509_ALGOR *algorithm = nullptr;
    X509_REQ_get0_signature(request, nullptr, &algorithm);
    const ASN1_OBJECT *object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
    result.m_signatureAlgorithm = ossl::algorithmName(object);
    int digest = NID_undef;
    if (OBJ_find_sigid_algs(OBJ_obj2nid(object), &digest, nullptr) == 1 && digest != NID_undef)
        result.m_signatureDigest = QString::fromLatin1(OBJ_nid2sn(digest));
    result.m_signatureValid = X509_REQ_verify(request, key) == 1;
    return result;
}

Result<CertificateSigningRequest>
CertificateSigningRequest::create(const PrivateKey &key, const DistinguishedName &subject, const QStringList &dnsNames)
{
    const ossl::ErrorScope errors;
    for (const QString &name : dnsNames) {
        if (!ossl::isIa5Text(name))
            return failure(ErrorCode::InvalidArgument, QStringLiteral("a dNSName must be ASCII"),
                           QStringLiteral("dnsNames"));
    }
    const Result<ossl::X509Name> name = ossl::toX509Name(subject);
    if (!name)
        return failure(name.error());
    const ossl::X509Request request(X509_REQ_new());
    if (!request || X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) != 1 ||
        X509_REQ_set_subject_name(request.get(), name->get()) != 1 ||
        X509_REQ_set_pubkey(request.get(), key.handle()) != 1 ||
        (!dnsNames.isEmpty() && !addSubjectAltNames(request.get(), dnsNames)) ||
        X509_REQ_sign(request.get(), key.handle(), ossl::signingDigest(key.handle())) <= 0)
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("certificate request"));
    return parse(ossl::derBytes([&request](unsigned char **out) { return i2d_X509_REQ(request.get(), out); }));
}

QByteArray CertificateSigningRequest::pem() const
{
    return ossl::pemText("CERTIFICATE REQUEST", m_der);
}

QStringList CertificateSigningRequest::dnsNames() const
{
    return ossl::dnsValues(m_subjectAltNames);
}

} // namespace tegata
