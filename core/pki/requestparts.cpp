// SPDX-License-Identifier: Apache-2.0
#include "core/pki/requestparts.h"

#include "core/pki/opensslsupport.h"
#include "core/pki/x509name.h"

#include <openssl/objects.h>
#include <openssl/rsa.h>

namespace tegata::ossl {

namespace {

constexpr unsigned char IntegerTag = 0x02;
constexpr unsigned char ObjectTag = 0x06;
constexpr unsigned char TeletexTag = 0x14;
constexpr unsigned char BmpTag = 0x1e;
constexpr unsigned char SequenceTag = 0x30;
constexpr unsigned char SetTag = 0x31;

using PssParameters = std::unique_ptr<RSA_PSS_PARAMS, Deleter<RSA_PSS_PARAMS_free>>;
using AnyType = std::unique_ptr<ASN1_TYPE, Deleter<ASN1_TYPE_free>>;

// One tag-length-value of a DER encoding, as places in the whole. Definite lengths and tags of one octet only, which is
// all that PKCS#10 has.
struct Element
{
    unsigned char tag = 0;
    qsizetype start = 0;   // of the tag
    qsizetype content = 0; // of the value
    qsizetype end = 0;     // behind the value
};

// Nothing when no element begins at `at` and ends at `limit` at the latest.
std::optional<Element> elementAt(const QByteArray &der, qsizetype at, qsizetype limit)
{
    if (at < 0 || limit > der.size() || limit - at < 2)
        return std::nullopt;
    const auto octet = [&der](qsizetype i) { return static_cast<unsigned char>(der.at(i)); };
    Element element;
    element.tag = octet(at);
    element.start = at;
    element.content = at + 2;
    qsizetype length = octet(at + 1);
    if ((element.tag & 0x1f) == 0x1f || length == 0x80)
        return std::nullopt;
    if (length > 0x80) {
        const qsizetype octets = length & 0x7f;
        if (octets > 4 || limit - element.content < octets)
            return std::nullopt;
        length = 0;
        for (qsizetype i = 0; i < octets; ++i)
            length = (length << 8) | octet(element.content + i);
        element.content += octets;
    }
    if (limit - element.content < length)
        return std::nullopt;
    element.end = element.content + length;
    return element;
}

std::optional<Element> withTag(const QByteArray &der, qsizetype at, qsizetype limit, unsigned char tag)
{
    const std::optional<Element> element = elementAt(der, at, limit);
    return element && element->tag == tag ? element : std::nullopt;
}

std::optional<Element> requestInfo(const QByteArray &der)
{
    const std::optional<Element> whole = withTag(der, 0, der.size(), SequenceTag);
    return whole ? withTag(der, whole->content, whole->end, SequenceTag) : std::nullopt;
}

std::optional<Element> subjectOf(const QByteArray &der)
{
    const std::optional<Element> info = requestInfo(der);
    const std::optional<Element> version = info ? withTag(der, info->content, info->end, IntegerTag) : std::nullopt;
    return version ? withTag(der, version->end, info->end, SequenceTag) : std::nullopt;
}

struct Ava
{
    Element type;
    Element value;
};

struct Rdns
{
    QList<QList<Ava>> sets;
    bool isWhole = true; // else a tag or length does not fit
};

Rdns rdnsOf(const QByteArray &der)
{
    Rdns rdns;
    const std::optional<Element> subject = subjectOf(der);
    rdns.isWhole = subject.has_value();
    for (qsizetype at = subject ? subject->content : 0; rdns.isWhole && at < subject->end;) {
        const std::optional<Element> set = withTag(der, at, subject->end, SetTag);
        QList<Ava> avas;
        rdns.isWhole = set.has_value();
        for (qsizetype inner = set ? set->content : 0; rdns.isWhole && inner < set->end;) {
            const auto pair = withTag(der, inner, set->end, SequenceTag);
            const auto type = pair ? withTag(der, pair->content, pair->end, ObjectTag) : std::nullopt;
            const auto value = type ? elementAt(der, type->end, pair->end) : std::nullopt;
            rdns.isWhole = value.has_value();
            if (rdns.isWhole) {
                avas.append({*type, *value});
                inner = pair->end;
            }
        }
        rdns.sets.append(avas);
        at = set ? set->end : 0;
    }
    return rdns;
}

QString typeName(const QByteArray &der, const Element &type)
{
    const auto *data = reinterpret_cast<const unsigned char *>(der.constData()) + type.start;
    const Object object(d2i_ASN1_OBJECT(nullptr, &data, static_cast<long>(type.end - type.start)));
    return object ? objectName(object.get()) : QString();
}

QByteArray encoded(X509_EXTENSION *extension)
{
    return derBytes([extension](unsigned char **out) { return i2d_X509_EXTENSION(extension, out); });
}

bool holds(const STACK_OF(X509_EXTENSION) * extensions, const QString &oid)
{
    for (int i = 0; i < sk_X509_EXTENSION_num(extensions); ++i) {
        if (oidText(X509_EXTENSION_get_object(sk_X509_EXTENSION_value(extensions, i))) == oid)
            return true;
    }
    return false;
}

bool holdsSame(const STACK_OF(X509_EXTENSION) * extensions, X509_EXTENSION *wanted)
{
    for (int i = 0; i < sk_X509_EXTENSION_num(extensions); ++i) {
        if (encoded(sk_X509_EXTENSION_value(extensions, i)) == encoded(wanted))
            return true;
    }
    return false;
}

tl::unexpected<Error> badRequest()
{
    return opensslFailure(ErrorCode::InvalidExtension, QStringLiteral("extension request"));
}

} // namespace

qsizetype bytesBehindElement(const QByteArray &der)
{
    const std::optional<Element> element = elementAt(der, 0, der.size());
    return element ? der.size() - element->end : 0;
}

Result<DistinguishedName> readRequestSubject(const QByteArray &der)
{
    const Rdns rdns = rdnsOf(der);
    if (!rdns.isWhole)
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("subject"));
    QList<NameAttribute> attributes;
    bool hasEmptyRdn = false;
    for (const QList<Ava> &set : rdns.sets) {
        hasEmptyRdn = hasEmptyRdn || set.isEmpty();
        for (qsizetype i = 0; i < set.size(); ++i) {
            const Element &value = set.at(i).value;
            const Result<NameAttribute> attribute = readNameAttribute(
                typeName(der, set.at(i).type), value.tag, der.mid(value.content, value.end - value.content), i > 0);
            if (!attribute)
                return failure(attribute.error());
            attributes.append(*attribute);
        }
    }
    DistinguishedName name(attributes);
    name.setEmptyRdn(hasEmptyRdn);
    return name;
}

QByteArray withoutBmpStrings(const QByteArray &der)
{
    QByteArray changed = der;
    const Rdns rdns = rdnsOf(der);
    for (const QList<Ava> &set : rdns.sets) {
        for (const Ava &ava : set) {
            if (ava.value.tag == BmpTag)
                changed[ava.value.start] = static_cast<char>(TeletexTag);
        }
    }
    return changed;
}

bool isSignedByKey(const QByteArray &der, X509_REQ *request, EVP_PKEY *key)
{
    const std::optional<Element> info = requestInfo(der);
    const X509_ALGOR *algorithm = nullptr;
    const ASN1_BIT_STRING *signature = nullptr;
    X509_REQ_get0_signature(request, &signature, &algorithm);
    if (!info || !signature)
        return false;
    const auto *data = reinterpret_cast<const unsigned char *>(der.constData()) + info->start;
    const AnyType any(d2i_ASN1_TYPE(nullptr, &data, static_cast<long>(info->end - info->start)));
    return any && ASN1_item_verify(ASN1_ITEM_rptr(ASN1_ANY), algorithm, signature, any.get(), key) == 1;
}

QString signatureDigest(const X509_ALGOR *algorithm)
{
    const ASN1_OBJECT *object = nullptr;
    int type = 0;
    const void *value = nullptr;
    X509_ALGOR_get0(&object, &type, &value, algorithm);
    int digest = NID_undef;
    if (OBJ_obj2nid(object) == NID_rsassaPss && type == V_ASN1_SEQUENCE) {
        const auto *sequence = static_cast<const ASN1_STRING *>(value);
        const unsigned char *data = ASN1_STRING_get0_data(sequence);
        const PssParameters parameters(d2i_RSA_PSS_PARAMS(nullptr, &data, ASN1_STRING_length(sequence)));
        digest = NID_sha1; // what is left out
        if (parameters && parameters->hashAlgorithm) {
            X509_ALGOR_get0(&object, nullptr, nullptr, parameters->hashAlgorithm);
            digest = OBJ_obj2nid(object);
        }
    } else if (OBJ_find_sigid_algs(OBJ_obj2nid(object), &digest, nullptr) != 1) {
        digest = NID_undef;
    }
    return digest == NID_undef ? QString() : QString::fromLatin1(OBJ_nid2sn(digest));
}

Result<RequestedExtensions> readExtensionRequests(const X509_REQ *request)
{
    RequestedExtensions result;
    result.all.reset(sk_X509_EXTENSION_new_null());
    for (int i = 0; i < X509_REQ_get_attr_count(request); ++i) {
        X509_ATTRIBUTE *attribute = X509_REQ_get_attr(request, i);
        const int nid = OBJ_obj2nid(X509_ATTRIBUTE_get0_object(attribute));
        if (nid != NID_ext_req && nid != NID_ms_ext_req)
            continue;
        for (int k = 0; k < X509_ATTRIBUTE_count(attribute); ++k) {
            const ASN1_TYPE *value = X509_ATTRIBUTE_get0_type(attribute, k);
            if (!value || value->type != V_ASN1_SEQUENCE)
                return badRequest();
            const unsigned char *data = value->value.sequence->data;
            const Extensions extensions(reinterpret_cast<STACK_OF(X509_EXTENSION) *>(
                ASN1_item_d2i(nullptr, &data, value->value.sequence->length, ASN1_ITEM_rptr(X509_EXTENSIONS))));
            if (!extensions)
                return badRequest();
            const int before = sk_X509_EXTENSION_num(result.all.get());
            for (int m = 0; m < sk_X509_EXTENSION_num(extensions.get()); ++m) {
                X509_EXTENSION *extension = sk_X509_EXTENSION_value(extensions.get(), m);
                const QString oid = oidText(X509_EXTENSION_get_object(extension));
                // One request may not repeat an extension either (RFC 5280, 4.2): that is for the reader of its value.
                const bool isKnown = before > 0 && holds(result.all.get(), oid);
                if (isKnown && holdsSame(result.all.get(), extension))
                    continue;
                if (isKnown && !result.contradictory.contains(oid))
                    result.contradictory.append(oid);
                X509_EXTENSION *copy = X509_EXTENSION_dup(extension);
                if (!copy || sk_X509_EXTENSION_push(result.all.get(), copy) == 0) {
                    X509_EXTENSION_free(copy);
                    return badRequest();
                }
            }
        }
    }
    return result;
}

} // namespace tegata::ossl
