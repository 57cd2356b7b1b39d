// SPDX-License-Identifier: Apache-2.0
#include "tests/support/keyspelling.h"

#include "core/pki/certificatebuilder.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/pki/opensslsupport.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/objects.h>

#include <QtGlobal>

namespace tegata {

namespace {

using PublicKeyInfo = std::unique_ptr<X509_PUBKEY, ossl::Deleter<X509_PUBKEY_free>>;

PublicKeyInfo decoded(const QByteArray &spki)
{
    const auto *data = reinterpret_cast<const unsigned char *>(spki.constData());
    return PublicKeyInfo(d2i_X509_PUBKEY(nullptr, &data, static_cast<long>(spki.size())));
}

QByteArray encoded(const X509_PUBKEY *info)
{
    return ossl::derBytes([info](unsigned char **out) { return i2d_X509_PUBKEY(info, out); });
}

unsigned char *copyOf(const QByteArray &bytes)
{
    return static_cast<unsigned char *>(OPENSSL_memdup(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

QByteArray withPoint(const QByteArray &usual, const PrivateKey &key, point_conversion_form_t form)
{
    const PublicKeyInfo info = decoded(usual);
    const unsigned char *octets = nullptr;
    int size = 0;
    X509_PUBKEY_get0_param(nullptr, &octets, &size, nullptr, info.get());
    char name[80] = {};
    EVP_PKEY_get_group_name(key.handle(), name, sizeof name, nullptr);
    const int curve = OBJ_sn2nid(name);
    EC_GROUP *group = EC_GROUP_new_by_curve_name(curve);
    EC_POINT *point = EC_POINT_new(group);
    EC_POINT_oct2point(group, point, octets, static_cast<std::size_t>(size), nullptr);
    unsigned char *written = nullptr;
    const std::size_t length = EC_POINT_point2buf(group, point, form, &written, nullptr);
    X509_PUBKEY_set0_param(info.get(), OBJ_nid2obj(NID_X9_62_id_ecPublicKey), V_ASN1_OBJECT, OBJ_nid2obj(curve),
                           written, static_cast<int>(length));
    EC_POINT_free(point);
    EC_GROUP_free(group);
    return encoded(info.get());
}

QByteArray withExplicitCurve(const PrivateKey &key)
{
    const ossl::Key copy(EVP_PKEY_dup(key.handle()));
    EVP_PKEY_set_utf8_string_param(copy.get(), OSSL_PKEY_PARAM_EC_ENCODING, "explicit");
    return ossl::derBytes([&copy](unsigned char **out) { return i2d_PUBKEY(copy.get(), out); });
}

QByteArray withRsaParameters(const QByteArray &usual, int type, void *value)
{
    const PublicKeyInfo info = decoded(usual);
    const unsigned char *octets = nullptr;
    int size = 0;
    X509_PUBKEY_get0_param(nullptr, &octets, &size, nullptr, info.get());
    const QByteArray numbers(reinterpret_cast<const char *>(octets), size);
    X509_PUBKEY_set0_param(info.get(), OBJ_nid2obj(NID_rsaEncryption), type, value, copyOf(numbers), size);
    return encoded(info.get());
}

void respell(X509_PUBKEY *place, const QByteArray &spki)
{
    const PublicKeyInfo spelled = decoded(spki);
    const unsigned char *octets = nullptr;
    int size = 0;
    X509_ALGOR *algorithm = nullptr;
    X509_PUBKEY_get0_param(nullptr, &octets, &size, &algorithm, spelled.get());
    const ASN1_OBJECT *object = nullptr;
    int type = 0;
    const void *value = nullptr;
    X509_ALGOR_get0(&object, &type, &value, algorithm);
    void *parameter = nullptr;
    if (type == V_ASN1_OBJECT)
        parameter = OBJ_dup(static_cast<const ASN1_OBJECT *>(value));
    else if (type != V_ASN1_UNDEF && type != V_ASN1_NULL)
        parameter = ASN1_STRING_dup(static_cast<const ASN1_STRING *>(value));
    X509_PUBKEY_set0_param(place, OBJ_dup(object), type, parameter,
                           copyOf(QByteArray(reinterpret_cast<const char *>(octets), size)), size);
}

} // namespace

QByteArray spelledKey(const PrivateKey &key, KeySpelling spelling)
{
    const QByteArray usual = key.publicKeyDer();
    switch (spelling) {
    case KeySpelling::Usual:
        break;
    case KeySpelling::Compressed:
        return withPoint(usual, key, POINT_CONVERSION_COMPRESSED);
    case KeySpelling::Hybrid:
        return withPoint(usual, key, POINT_CONVERSION_HYBRID);
    case KeySpelling::Explicit:
        return withExplicitCurve(key);
    case KeySpelling::NoParameters:
        return withRsaParameters(usual, V_ASN1_UNDEF, nullptr);
    case KeySpelling::ForeignParameters: {
        ASN1_OCTET_STRING *string = ASN1_OCTET_STRING_new();
        ASN1_OCTET_STRING_set(string, reinterpret_cast<const unsigned char *>("x"), 1);
        return withRsaParameters(usual, V_ASN1_OCTET_STRING, string);
    }
    }
    return usual;
}

QByteArray spelledRequest(const PrivateKey &key, KeySpelling spelling, const QString &subject,
                          const QStringList &dnsNames)
{
    const auto made =
        CertificateSigningRequest::create(key, DistinguishedName::parse(subject).value(), dnsNames).value();
    const auto *data = reinterpret_cast<const unsigned char *>(made.der().constData());
    const ossl::X509Request request(d2i_X509_REQ(nullptr, &data, static_cast<long>(made.der().size())));
    respell(X509_REQ_get_X509_PUBKEY(request.get()), spelledKey(key, spelling));
    if (X509_REQ_sign(request.get(), key.handle(), ossl::signingDigest(key.handle())) <= 0)
        qFatal("the request could not be signed");
    return ossl::derBytes([&request](unsigned char **out) { return i2d_X509_REQ(request.get(), out); });
}

QByteArray spelledCertificate(const PrivateKey &key, KeySpelling spelling, const QString &subject)
{
    CertificateTemplate content;
    content.serial = newSerial();
    content.subject = DistinguishedName::parse(subject).value();
    content.publicKeyDer = key.publicKeyDer();
    content.notBefore = QDateTime(QDate(2026, 11, 1), QTime(0, 0), Qt::UTC);
    content.notAfter = content.notBefore.addDays(100);
    const QByteArray made = signCertificate(content, std::nullopt, key).value().der();
    const auto *data = reinterpret_cast<const unsigned char *>(made.constData());
    const ossl::X509Certificate x509(d2i_X509(nullptr, &data, static_cast<long>(made.size())));
    respell(X509_get_X509_PUBKEY(x509.get()), spelledKey(key, spelling));
    if (X509_sign(x509.get(), key.handle(), ossl::signingDigest(key.handle())) <= 0)
        qFatal("the certificate could not be signed");
    return ossl::derBytes([&x509](unsigned char **out) { return i2d_X509(x509.get(), out); });
}

} // namespace tegata
