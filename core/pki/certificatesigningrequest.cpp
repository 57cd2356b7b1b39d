// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificatesigningrequest.h"

#include "core/pki/canonicalkey.h"
#include "core/pki/generalnamereader.h"
#include "core/pki/inputreader.h"
#include "core/pki/opensslsupport.h"
#include "core/pki/requestparts.h"
#include "core/pki/x509name.h"

#include <openssl/objects.h>

#include <algorithm>

namespace tegata {

namespace {

ossl::X509Request decoded(const QByteArray &der)
{
    const auto *data = reinterpret_cast<const unsigned char *>(der.constData());
    return ossl::X509Request(d2i_X509_REQ(nullptr, &data, static_cast<long>(der.size())));
}

Result<ossl::X509Request> decode(const QByteArray &der)
{
    ossl::X509Request request = decoded(der);
    if (request)
        return request;
    const QString reason = ossl::ErrorScope::reason();
    if (!ossl::isSubjectError())
        return failure(ErrorCode::MalformedEncoding, reason);
    request = decoded(ossl::withoutBmpStrings(der));
    return request ? Result<ossl::X509Request>(std::move(request)) : failure(ErrorCode::InvalidSubject, reason);
}

// An extension's value is one DER element, to its last octet.
Result<void> checkWhole(const RequestedExtension &extension, const QByteArray &der)
{
    const qsizetype behind = ossl::bytesBehindElement(extension.value);
    if (behind == 0)
        return {}; // what does not decode at all is for the reader of its value
    const qsizetype at = der.indexOf(extension.value) + extension.value.size() - behind;
    return failure(ErrorCode::InvalidExtension, QStringLiteral("%1 bytes after the value").arg(behind),
                   extension.name.isEmpty() ? extension.oid : extension.name, at);
}

RequestedExtension plain(X509_EXTENSION *extension)
{
    const ASN1_OBJECT *object = X509_EXTENSION_get_object(extension);
    const int nid = OBJ_obj2nid(object);
    return {ossl::oidText(object), nid == NID_undef ? QString() : QString::fromLatin1(OBJ_nid2sn(nid)),
            X509_EXTENSION_get_critical(extension) == 1, ossl::octets(X509_EXTENSION_get_data(extension))};
}

// Of every subjectAltName: there are several where two extension requests contradict each other.
Result<QList<GeneralName>> subjectAltNamesOf(const ossl::Extensions &extensions)
{
    QList<GeneralName> all;
    for (int i = 0; i < sk_X509_EXTENSION_num(extensions.get()); ++i) {
        X509_EXTENSION *extension = sk_X509_EXTENSION_value(extensions.get(), i);
        if (OBJ_obj2nid(X509_EXTENSION_get_object(extension)) != NID_subject_alt_name)
            continue;
        const ossl::GeneralNames names(static_cast<GENERAL_NAMES *>(X509V3_EXT_d2i(extension)));
        if (!names)
            return failure(ErrorCode::InvalidExtension, QStringLiteral("subjectAltName does not decode"),
                           QStringLiteral("subjectAltName"));
        const Result<QList<GeneralName>> read = ossl::readGeneralNames(names.get());
        if (!read)
            return failure(read.error());
        // What one extension repeats stays for the rules to see.
        const QList<GeneralName> before = all;
        for (const GeneralName &name : *read) {
            if (!before.contains(name))
                all.append(name);
        }
    }
    return all;
}

QStringList keyUsageOf(const QByteArray &value)
{
    const auto *data = reinterpret_cast<const unsigned char *>(value.constData());
    const std::unique_ptr<ASN1_BIT_STRING, ossl::Deleter<ASN1_BIT_STRING_free>> bits(
        d2i_ASN1_BIT_STRING(nullptr, &data, static_cast<long>(value.size())));
    return bits ? ossl::keyUsageNames(bits.get()) : QStringList();
}

QStringList extendedKeyUsageOf(const QByteArray &value)
{
    const auto *data = reinterpret_cast<const unsigned char *>(value.constData());
    const std::unique_ptr<EXTENDED_KEY_USAGE, ossl::Deleter<EXTENDED_KEY_USAGE_free>> usages(
        d2i_EXTENDED_KEY_USAGE(nullptr, &data, static_cast<long>(value.size())));
    QStringList names;
    for (int i = 0; i < sk_ASN1_OBJECT_num(usages.get()); ++i)
        names.append(ossl::objectName(sk_ASN1_OBJECT_value(usages.get(), i)));
    return names;
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
            if (request.error().offset >= 0)
                request.error().offset = object.sourceOffset(request.error().offset);
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
    Result<DistinguishedName> subject = ossl::readRequestSubject(der);
    if (!subject)
        return failure(subject.error());
    result.m_subject = *subject;

    EVP_PKEY *key = X509_REQ_get0_pubkey(request);
    if (!key)
        return ossl::opensslFailure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("public key"));
    const QByteArray spki = ossl::derBytes(
        [request](unsigned char **out) { return i2d_X509_PUBKEY(X509_REQ_get_X509_PUBKEY(request), out); });
    result.m_publicKeyDer = ossl::canonicalPublicKey(spki, key);
    if (result.m_publicKeyDer.isEmpty())
        return ossl::opensslFailure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("public key"));
    result.m_key = ossl::keyFacts(key, result.m_publicKeyDer);

    const Result<ossl::RequestedExtensions> extensions = ossl::readExtensionRequests(request);
    if (!extensions)
        return failure(extensions.error());
    result.m_contradictoryExtensions = extensions->contradictory;
    for (int i = 0; i < sk_X509_EXTENSION_num(extensions->all.get()); ++i) {
        const RequestedExtension extension = plain(sk_X509_EXTENSION_value(extensions->all.get(), i));
        if (const Result<void> whole = checkWhole(extension, der); !whole)
            return failure(whole.error());
        const bool isTwice =
            std::any_of(result.m_requestedExtensions.cbegin(), result.m_requestedExtensions.cend(),
                        [&extension](const RequestedExtension &each) { return each.oid == extension.oid; });
        if (isTwice && !extensions->contradictory.contains(extension.oid))
            return failure(ErrorCode::InvalidExtension, QStringLiteral("%1 appears twice").arg(extension.oid),
                           extension.name);
        result.m_requestedExtensions.append(extension);
        if (extension.oid == QLatin1String("2.5.29.15"))
            result.m_requestedKeyUsage += keyUsageOf(extension.value);
        else if (extension.oid == QLatin1String("2.5.29.37"))
            result.m_requestedExtendedKeyUsage += extendedKeyUsageOf(extension.value);
    }
    const Result<QList<GeneralName>> names = subjectAltNamesOf(extensions->all);
    if (!names)
        return failure(names.error());
    result.m_subjectAltNames = *names;

    const X509_ALGOR *algorithm = nullptr;
    X509_REQ_get0_signature(request, nullptr, &algorithm);
    const ASN1_OBJECT *object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
    result.m_signatureAlgorithm = ossl::algorithmName(object);
    result.m_signatureDigest = ossl::signatureDigest(algorithm);
    result.m_signatureValid = ossl::isSignedByKey(der, request, key);
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
