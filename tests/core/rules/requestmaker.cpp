// SPDX-License-Identifier: Apache-2.0
#include "requestmaker.h"

#include <QTimeZone>

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

namespace tegata::test {

namespace {

void require(bool condition, const char *what)
{
    if (!condition)
        qFatal("requestmaker: %s", what);
}

ossl::BigNum randomNumber(int bits)
{
    ossl::BigNum number(BN_new());
    require(BN_rand(number.get(), bits, BN_RAND_TOP_TWO, BN_RAND_BOTTOM_ODD) == 1, "random number");
    return number;
}

void goToPrime(BIGNUM *number, BN_CTX *context)
{
    while (BN_check_prime(number, context, nullptr) != 1)
        require(BN_add_word(number, 2) == 1, "next prime");
}

bool hasFactorBelow752(const BIGNUM *number)
{
    for (unsigned divisor = 2; divisor < 752; ++divisor) {
        if (BN_mod_word(number, divisor) == 0)
            return true;
    }
    return false;
}

QDateTime day(int year, int month, int dayOfMonth)
{
    return QDateTime(QDate(year, month, dayOfMonth), QTime(0, 0), QTimeZone::utc());
}

} // namespace

CertificateSigningRequest request(const PrivateKey &key, const DistinguishedName &subject, const QStringList &sans)
{
    const Result<CertificateSigningRequest> made = CertificateSigningRequest::create(key, subject, sans);
    if (!made)
        qFatal("requestmaker: %s", qPrintable(made.error().detail));
    return *made;
}

CertificateSigningRequest request(const PrivateKey &key, const QString &subject, const QStringList &sans)
{
    const Result<DistinguishedName> name = DistinguishedName::parse(subject);
    require(name.has_value(), "subject");
    return request(key, *name, sans);
}

CertificateSigningRequest oddRequest(const PrivateKey &signer, const QString &subject, const Oddity &oddity)
{
    const QByteArray der = request(signer, subject, {}).der();
    const auto *data = reinterpret_cast<const unsigned char *>(der.constData());
    const ossl::X509Request odd(d2i_X509_REQ(nullptr, &data, static_cast<long>(der.size())));
    require(odd != nullptr, "request");
    const ossl::X509Name name(X509_NAME_new());
    for (const auto &[type, value] : oddity.subject) {
        const QByteArray bytes = value.toUtf8();
        const int encoding = type == "C" ? V_ASN1_PRINTABLESTRING : V_ASN1_UTF8STRING;
        require(X509_NAME_add_entry_by_txt(name.get(), type.constData(), encoding,
                                           reinterpret_cast<const unsigned char *>(bytes.constData()),
                                           static_cast<int>(bytes.size()), -1, 0) == 1,
                "subject");
    }
    require(oddity.subject.isEmpty() || X509_REQ_set_subject_name(odd.get(), name.get()) == 1, "subject");
    const ossl::Extensions extensions(sk_X509_EXTENSION_new_null());
    for (const auto &[nid, value] : oddity.extensions) {
        X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.constData());
        require(extension && sk_X509_EXTENSION_push(extensions.get(), extension) > 0, "extension");
    }
    require(oddity.extensions.isEmpty() || X509_REQ_add_extensions(odd.get(), extensions.get()) == 1, "extensions");
    require(!oddity.publicKey || X509_REQ_set_pubkey(odd.get(), oddity.publicKey.get()) == 1, "public key");
    require(X509_REQ_sign(odd.get(), signer.handle(), oddity.digest) > 0, "signature");
    unsigned char *bytes = nullptr;
    const int size = i2d_X509_REQ(odd.get(), &bytes);
    require(size > 0, "encoding");
    const QByteArray encoded(reinterpret_cast<const char *>(bytes), size);
    OPENSSL_free(bytes);
    const Result<CertificateSigningRequest> parsed = CertificateSigningRequest::parse(encoded);
    require(parsed.has_value(), "parsing");
    return *parsed;
}

PrivateKey rsaKey(int bits, unsigned long exponent)
{
    const ossl::KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    const ossl::BigNum number(BN_new());
    EVP_PKEY *key = nullptr;
    require(BN_set_word(number.get(), exponent) == 1 && EVP_PKEY_keygen_init(context.get()) == 1 &&
                EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), bits) == 1 &&
                EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context.get(), number.get()) == 1 &&
                EVP_PKEY_generate(context.get(), &key) == 1,
            "RSA key");
    return PrivateKey::adopt(key);
}

PrivateKey ecKey(const char *curve)
{
    EVP_PKEY *key = EVP_EC_gen(curve);
    require(key, "EC key");
    return PrivateKey::adopt(key);
}

ossl::Key rsaPublicKey(const BIGNUM *modulus, unsigned long exponent)
{
    const ossl::BigNum number(BN_new());
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    require(BN_set_word(number.get(), exponent) == 1 &&
                OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, modulus) == 1 &&
                OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, number.get()) == 1,
            "RSA numbers");
    OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder);
    const ossl::KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    EVP_PKEY *key = nullptr;
    require(EVP_PKEY_fromdata_init(context.get()) == 1 &&
                EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters) == 1,
            "RSA public key");
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(builder);
    return ossl::Key(key);
}

ossl::Key closePrimesKey()
{
    const ossl::BigNumContext context(BN_CTX_new());
    const ossl::BigNum p = randomNumber(1024);
    goToPrime(p.get(), context.get());
    const ossl::BigNum q(BN_dup(p.get()));
    require(BN_add_word(q.get(), 2) == 1, "second prime");
    goToPrime(q.get(), context.get());
    const ossl::BigNum modulus(BN_new());
    require(BN_mul(modulus.get(), p.get(), q.get(), context.get()) == 1, "modulus");
    return rsaPublicKey(modulus.get());
}

// The fingerprint: modulo every prime of M the modulus is a power of 65537. M here holds the primes up to 701, which
// is the library's for 2048 bits.
ossl::Key rocaKey()
{
    const ossl::BigNumContext context(BN_CTX_new());
    const ossl::BigNum product(BN_new());
    require(BN_one(product.get()) == 1, "one");
    for (unsigned candidate = 2; candidate <= 701; ++candidate) {
        bool prime = true;
        for (unsigned divisor = 2; divisor * divisor <= candidate; ++divisor)
            prime = prime && candidate % divisor != 0;
        require(!prime || BN_mul_word(product.get(), candidate) == 1, "product of primes");
    }
    const ossl::BigNum generator(BN_new());
    const ossl::BigNum exponent(BN_new());
    const ossl::BigNum modulus(BN_new());
    require(BN_set_word(generator.get(), 65537) == 1 && BN_set_word(exponent.get(), 123456789) == 1 &&
                BN_mod_exp(modulus.get(), generator.get(), exponent.get(), product.get(), context.get()) == 1,
            "power");
    const ossl::BigNum times = randomNumber(2048 - BN_num_bits(product.get()));
    require(BN_mul(times.get(), times.get(), product.get(), context.get()) == 1 &&
                BN_add(modulus.get(), modulus.get(), times.get()) == 1,
            "modulus");
    while (BN_num_bits(modulus.get()) < 2048 || hasFactorBelow752(modulus.get()))
        require(BN_add(modulus.get(), modulus.get(), product.get()) == 1, "next modulus");
    return rsaPublicKey(modulus.get());
}

ossl::Key multipleOf(unsigned factor)
{
    const ossl::BigNum modulus = randomNumber(2048);
    const BN_ULONG rest = BN_mod_word(modulus.get(), factor * 2);
    // Random and even or odd as the factor is; then free of smaller factors.
    require(BN_sub_word(modulus.get(), rest) == 1 && BN_add_word(modulus.get(), factor) == 1, "multiple");
    const auto hasSmaller = [&modulus, factor] {
        for (unsigned divisor = 2; divisor < factor; ++divisor) {
            if (BN_mod_word(modulus.get(), divisor) == 0)
                return true;
        }
        return false;
    };
    while (hasSmaller())
        require(BN_add_word(modulus.get(), factor * 2) == 1, "multiple");
    return rsaPublicKey(modulus.get());
}

Registration registration()
{
    Organization sample;
    sample.id = QStringLiteral("org-1");
    sample.legalName = QStringLiteral("株式会社サンプル");
    sample.legalNameEnglish = QStringLiteral("SAMPLE Co., Ltd.");
    sample.prefecture = 13;
    sample.municipality = QStringLiteral("港区");
    sample.municipalityEnglish = QStringLiteral("Minato City");
    sample.registrationNumber = QStringLiteral("010401089234");
    sample.businessCategory = QStringLiteral("Private Organization");
    sample.evAllowed = true;
    sample.englishAllowed = true;
    sample.validatedAt = day(2026, 6, 1);

    Organization second;
    second.id = QStringLiteral("org-2");
    second.legalName = QStringLiteral("髙橋商事合同会社");
    second.prefecture = 27;
    second.municipality = QStringLiteral("大阪市");
    second.validatedAt = day(2026, 6, 1);

    const auto domain = [](const char *name, const QString &organization, bool ev, const QDateTime &validatedAt) {
        RegisteredDomain registered;
        registered.name = QString::fromLatin1(name);
        registered.organizationId = organization;
        registered.evAllowed = ev;
        registered.validatedAt = validatedAt;
        return registered;
    };
    Registration registration;
    registration.customerId = QStringLiteral("customer-1");
    registration.customerName = QStringLiteral("株式会社サンプル");
    registration.version = 1;
    registration.organizations = {sample, second};
    registration.domains = {
        domain("example.jp", sample.id, true, day(2026, 10, 1)),
        domain("sample.co.jp", sample.id, false, day(2026, 10, 1)),
        domain("xn--wgv71a119e.jp", sample.id, false, day(2026, 10, 1)),
        domain("other.jp", second.id, false, day(2026, 10, 1)),
        domain("old.jp", sample.id, false, day(2026, 5, 1)),
        domain("soon.jp", sample.id, false, day(2026, 5, 20)),
        domain("never.jp", sample.id, false, QDateTime()),
    };
    return registration;
}

} // namespace tegata::test
