// SPDX-License-Identifier: Apache-2.0
#include "core/pki/opensslsupport.h"

#include "core/pki/canonicalkey.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include <cstring>
#include <iterator>
#include <limits>

namespace tegata::ossl {

namespace {

// By bit, RFC 5280, 4.2.1.3.
constexpr const char *KeyUsageBits[] = {"digitalSignature", "nonRepudiation", "keyEncipherment",
                                        "dataEncipherment", "keyAgreement",   "keyCertSign",
                                        "cRLSign",          "encipherOnly",   "decipherOnly"};

bool isIterationCountBounded(const ASN1_INTEGER *iterations)
{
    int64_t count = 0;
    return ASN1_INTEGER_get_int64(&count, iterations) == 1 && count > 0 && count <= MaximumIterations;
}

QString curveName(const EVP_PKEY *key)
{
    // BR 7.1.3.1.2 allows named curves only: explicit parameters do not get the name of the curve they equal.
    int isExplicit = 0;
    if (EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &isExplicit) == 1 &&
        isExplicit != 0)
        return QStringLiteral("explicit");
    char name[80] = {};
    std::size_t length = 0;
    if (EVP_PKEY_get_group_name(key, name, sizeof name, &length) != 1)
        return QStringLiteral("explicit");
    const QByteArray group(name);
    if (group == "prime256v1" || group == "P-256")
        return QStringLiteral("P-256");
    if (group == "secp384r1" || group == "P-384")
        return QStringLiteral("P-384");
    if (group == "secp521r1" || group == "P-521")
        return QStringLiteral("P-521");
    return QString::fromLatin1(group);
}

QByteArray keyNumber(const EVP_PKEY *key, const char *parameter)
{
    BIGNUM *number = nullptr;
    if (EVP_PKEY_get_bn_param(key, parameter, &number) != 1)
        return {};
    return bigNumBytes(BigNum(number).get());
}

} // namespace

void ErrorScope::clear()
{
    ERR_clear_error();
}

QString ErrorScope::reason()
{
    const unsigned long error = ERR_peek_last_error();
    const char *text = error == 0 ? nullptr : ERR_reason_error_string(error);
    return text ? QString::fromLatin1(text) : QString();
}

bool ErrorScope::isUnsupported()
{
    bool found = false;
    // Taking the errors out is the only way to see all of them.
    while (const unsigned long error = ERR_get_error()) {
        const int library = ERR_GET_LIB(error);
        const int reason = ERR_GET_REASON(error);
        if (reason == ERR_R_UNSUPPORTED)
            found = true;
        if (library == ERR_LIB_EVP &&
            (reason == EVP_R_UNSUPPORTED_ALGORITHM || reason == EVP_R_UNKNOWN_PBE_ALGORITHM ||
             reason == EVP_R_UNSUPPORTED_CIPHER || reason == EVP_R_UNSUPPORTED_PRF ||
             reason == EVP_R_UNSUPPORTED_KEY_DERIVATION_FUNCTION || reason == EVP_R_UNKNOWN_CIPHER ||
             reason == EVP_R_UNSUPPORTED_PRIVATE_KEY_ALGORITHM))
            found = true;
        if (library == ERR_LIB_PKCS12 && reason == PKCS12_R_UNKNOWN_DIGEST_ALGORITHM)
            found = true;
    }
    return found;
}

bool isSubjectError()
{
    bool found = false;
    const char *data = nullptr;
    int flags = 0;
    while (ERR_get_error_all(nullptr, nullptr, nullptr, &data, &flags) != 0)
        found = found || ((flags & ERR_TXT_STRING) && data && QByteArray(data).contains("Field=subject,"));
    return found;
}

tl::unexpected<Error> opensslFailure(ErrorCode code, const QString &what)
{
    const QString reason = ErrorScope::reason();
    return failure(code, reason.isEmpty() ? what : QStringLiteral("%1: %2").arg(what, reason));
}

QByteArray bioBytes(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return size > 0 ? QByteArray(data, size) : QByteArray();
}

QByteArray derBytes(const std::function<int(unsigned char **)> &i2d)
{
    unsigned char *data = nullptr;
    const int size = i2d(&data);
    if (size <= 0)
        return {};
    const QByteArray bytes(reinterpret_cast<const char *>(data), size);
    OPENSSL_free(data);
    return bytes;
}

QByteArray pemText(const char *label, const QByteArray &der)
{
    const QByteArray base64 = der.toBase64();
    QByteArray text = QByteArray("-----BEGIN ") + label + "-----\n";
    for (qsizetype i = 0; i < base64.size(); i += 64)
        text += base64.mid(i, 64) + '\n';
    return text + "-----END " + label + "-----\n";
}

QByteArray octets(const ASN1_STRING *string)
{
    return QByteArray(reinterpret_cast<const char *>(ASN1_STRING_get0_data(string)), ASN1_STRING_length(string));
}

QByteArray bigNumBytes(const BIGNUM *number)
{
    QByteArray bytes(BN_num_bytes(number), '\0');
    BN_bn2bin(number, reinterpret_cast<unsigned char *>(bytes.data()));
    return bytes;
}

QString serialText(const ASN1_INTEGER *serial)
{
    const BigNum number(ASN1_INTEGER_to_BN(serial, nullptr));
    if (!number)
        return {};
    QByteArray bytes = bigNumBytes(number.get());
    if (bytes.isEmpty())
        bytes = QByteArray(1, '\0');
    const QString hex = QString::fromLatin1(bytes.toHex().toUpper());
    return BN_is_negative(number.get()) ? QLatin1Char('-') + hex : hex;
}

Integer serialNumber(const QString &text)
{
    const QByteArray latin = text.toLatin1();
    if (latin.isEmpty() || latin.size() > 40 || text.size() != latin.size())
        return nullptr;
    for (const char digit : latin) {
        if (!std::strchr("0123456789ABCDEFabcdef", digit) || digit == '\0')
            return nullptr;
    }
    BIGNUM *raw = nullptr;
    if (BN_hex2bn(&raw, latin.constData()) == 0)
        return nullptr;
    const BigNum number(raw);
    if (BN_is_zero(number.get()) || BN_num_bits(number.get()) > 159)
        return nullptr;
    return Integer(BN_to_ASN1_INTEGER(number.get(), nullptr));
}

QDateTime dateTime(const ASN1_TIME *time)
{
    tm parts = {};
    // A null pointer would mean "now".
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
                     QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC);
}

Time asn1Time(const QDateTime &time)
{
    if (!time.isValid())
        return nullptr;
    return Time(ASN1_TIME_set(nullptr, static_cast<time_t>(time.toSecsSinceEpoch())));
}

QString oidText(const ASN1_OBJECT *object)
{
    const int size = OBJ_obj2txt(nullptr, 0, object, 1);
    if (size <= 0)
        return {};
    QByteArray text(size + 1, '\0');
    OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 1);
    text.chop(1);
    return QString::fromLatin1(text);
}

QString objectName(const ASN1_OBJECT *object)
{
    const int nid = OBJ_obj2nid(object);
    return nid == NID_undef ? oidText(object) : QString::fromLatin1(OBJ_nid2sn(nid));
}

QString algorithmName(const ASN1_OBJECT *object)
{
    const int nid = OBJ_obj2nid(object);
    return nid == NID_undef ? oidText(object) : QString::fromLatin1(OBJ_nid2ln(nid));
}

QStringList keyUsageNames(const ASN1_BIT_STRING *bits)
{
    QStringList names;
    for (std::size_t bit = 0; bit < std::size(KeyUsageBits); ++bit) {
        if (ASN1_BIT_STRING_get_bit(bits, static_cast<int>(bit)) == 1)
            names.append(QString::fromLatin1(KeyUsageBits[bit]));
    }
    return names;
}

int keyUsageBit(const QString &name)
{
    for (std::size_t bit = 0; bit < std::size(KeyUsageBits); ++bit) {
        if (name == QLatin1String(KeyUsageBits[bit]))
            return static_cast<int>(bit);
    }
    return -1;
}

std::optional<QString> asciiText(const ASN1_STRING *string)
{
    const QByteArray bytes = octets(string);
    for (const char byte : bytes) {
        if (byte <= 0)
            return std::nullopt;
    }
    return QString::fromLatin1(bytes);
}

KeyFacts keyFacts(const EVP_PKEY *key, const QByteArray &canonical)
{
    KeyFacts facts;
    facts.bits = EVP_PKEY_get_bits(key);
    if (EVP_PKEY_is_a(key, "RSA")) {
        facts.algorithm = KeyAlgorithm::Rsa;
        facts.modulus = keyNumber(key, OSSL_PKEY_PARAM_RSA_N);
        facts.publicExponent = keyNumber(key, OSSL_PKEY_PARAM_RSA_E);
    } else if (EVP_PKEY_is_a(key, "EC")) {
        facts.algorithm = KeyAlgorithm::Ec;
        facts.curve = curveName(key);
    } else {
        const char *name = EVP_PKEY_get0_type_name(key);
        facts.algorithmName = QString::fromLatin1(name ? name : OBJ_nid2sn(EVP_PKEY_get_base_id(key)));
        if (EVP_PKEY_is_a(key, "RSA-PSS")) { // an RSA key all the same, with the same weaknesses
            facts.modulus = keyNumber(key, OSSL_PKEY_PARAM_RSA_N);
            facts.publicExponent = keyNumber(key, OSSL_PKEY_PARAM_RSA_E);
        }
    }
    facts.spkiSha256 = keyHash(canonical, key);
    return facts;
}

const EVP_MD *signingDigest(const EVP_PKEY *key)
{
    if (EVP_PKEY_is_a(key, "EC")) {
        const int bits = EVP_PKEY_get_bits(key);
        if (bits > 384)
            return EVP_sha512();
        if (bits > 256)
            return EVP_sha384();
    }
    return EVP_sha256();
}

SecretBytes terminated(const SecretBytes &passphrase)
{
    SecretBytes text(passphrase.size() + 1);
    if (!passphrase.isEmpty())
        std::memcpy(text.data(), passphrase.data(), passphrase.size());
    text.data()[passphrase.size()] = '\0';
    return text;
}

bool isDerivationBounded(const X509_ALGOR *algorithm)
{
    const ASN1_OBJECT *object = nullptr;
    int type = 0;
    const void *value = nullptr;
    X509_ALGOR_get0(&object, &type, &value, algorithm);
    if (type != V_ASN1_SEQUENCE)
        return true; // no parameters that we know: OpenSSL refuses it by itself
    const ASN1_STRING *sequence = static_cast<const ASN1_STRING *>(value);
    const unsigned char *data = ASN1_STRING_get0_data(sequence);
    const long size = ASN1_STRING_length(sequence);
    switch (OBJ_obj2nid(object)) {
    case NID_pbes2:
    case NID_pbmac1: { // its parameters are built alike
        const std::unique_ptr<PBE2PARAM, Deleter<PBE2PARAM_free>> parameters(d2i_PBE2PARAM(nullptr, &data, size));
        return parameters && isDerivationBounded(parameters->keyfunc);
    }
    case NID_id_pbkdf2: {
        const std::unique_ptr<PBKDF2PARAM, Deleter<PBKDF2PARAM_free>> parameters(d2i_PBKDF2PARAM(nullptr, &data, size));
        return parameters && isIterationCountBounded(parameters->iter);
    }
    case NID_id_scrypt: {
        const std::unique_ptr<SCRYPT_PARAMS, Deleter<SCRYPT_PARAMS_free>> parameters(
            d2i_SCRYPT_PARAMS(nullptr, &data, size));
        uint64_t parallel = 0; // OpenSSL itself limits the memory, and with it the other two
        return parameters && ASN1_INTEGER_get_uint64(&parallel, parameters->parallelizationParameter) == 1 &&
               parallel <= 64;
    }
    default: {
        const std::unique_ptr<PBEPARAM, Deleter<PBEPARAM_free>> parameters(d2i_PBEPARAM(nullptr, &data, size));
        return !parameters || isIterationCountBounded(parameters->iter);
    }
    }
}

} // namespace tegata::ossl
