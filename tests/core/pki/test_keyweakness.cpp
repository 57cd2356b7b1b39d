// SPDX-License-Identifier: Apache-2.0
#include "core/pki/keyweakness.h"
#include "core/pki/openssl.h"
#include "core/pki/privatekey.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <openssl/core_names.h>
#include <openssl/rsa.h>

using namespace tegata;

class TestKeyWeakness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsInfineonModuli();
    void ordinaryKeysPass();
    void findsClosePrimes_data();
    void findsClosePrimes();
    void findsSmallFactors_data();
    void findsSmallFactors();
    void otherKeysAreNotChecked();
    void hugeModulusIsNotSearched();
};

namespace {

KeyFacts factsOf(const BIGNUM *modulus)
{
    KeyFacts facts;
    facts.algorithm = KeyAlgorithm::Rsa;
    facts.bits = BN_num_bits(modulus);
    facts.modulus.resize(BN_num_bytes(modulus));
    BN_bn2bin(modulus, reinterpret_cast<unsigned char *>(facts.modulus.data()));
    return facts;
}

KeyFacts factsOf(unsigned number)
{
    const ossl::BigNum value(BN_new());
    BN_set_word(value.get(), number);
    return factsOf(value.get());
}

KeyFacts product(const BIGNUM *p, const BIGNUM *q)
{
    const ossl::BigNumContext context(BN_CTX_new());
    const ossl::BigNum modulus(BN_new());
    BN_mul(modulus.get(), p, q, context.get());
    return factsOf(modulus.get());
}

ossl::BigNum prime(int bits)
{
    ossl::BigNum value(BN_new());
    BN_generate_prime_ex(value.get(), bits, 0, nullptr, nullptr, nullptr);
    return value;
}

ossl::BigNum nextPrime(const BIGNUM *start)
{
    const ossl::BigNumContext context(BN_CTX_new());
    ossl::BigNum value(BN_dup(start));
    do {
        BN_add_word(value.get(), 2);
    } while (BN_check_prime(value.get(), context.get(), nullptr) != 1);
    return value;
}

// The library's own form: p = k * M + (65537^a mod M), M the product of the first primes.
ossl::BigNum infineonPrime(int bits, int primeCount)
{
    const ossl::BigNumContext context(BN_CTX_new());
    const ossl::BigNum product(BN_new());
    BN_one(product.get());
    int found = 0;
    for (unsigned candidate = 2; found < primeCount; ++candidate) {
        bool isPrime = true;
        for (unsigned divisor = 2; divisor * divisor <= candidate; ++divisor)
            isPrime = isPrime && candidate % divisor != 0;
        if (isPrime) {
            BN_mul_word(product.get(), candidate);
            ++found;
        }
    }
    const ossl::BigNum base(BN_new());
    const ossl::BigNum exponent(BN_new());
    const ossl::BigNum factor(BN_new());
    ossl::BigNum value(BN_new());
    BN_set_word(base.get(), 65537);
    do {
        BN_rand(exponent.get(), 62, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY);
        BN_mod_exp(value.get(), base.get(), exponent.get(), product.get(), context.get());
        BN_rand(factor.get(), bits - BN_num_bits(product.get()), BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY);
        BN_mul(factor.get(), factor.get(), product.get(), context.get());
        BN_add(value.get(), value.get(), factor.get());
    } while (BN_check_prime(value.get(), context.get(), nullptr) != 1);
    return value;
}

KeyFacts opensslKey(unsigned bits)
{
    const ossl::Key key(EVP_RSA_gen(bits));
    BIGNUM *modulus = nullptr;
    EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_RSA_N, &modulus);
    return factsOf(ossl::BigNum(modulus).get());
}

} // namespace

void TestKeyWeakness::findsInfineonModuli()
{
    // 39, 71 and 126 primes: the library's choice for keys from 512, 992 and 1984 bits.
    for (const auto &[bits, primes] : {std::pair(256, 39), std::pair(512, 71), std::pair(1024, 126)}) {
        const KeyFacts facts = product(infineonPrime(bits, primes).get(), infineonPrime(bits, primes).get());
        QVERIFY2(hasRocaFingerprint(facts), qPrintable(QString::number(bits)));
        // One such prime alone does not make the fingerprint.
        QVERIFY(!hasRocaFingerprint(product(infineonPrime(bits, primes).get(), prime(bits).get())));
    }
}

void TestKeyWeakness::ordinaryKeysPass()
{
    for (int i = 0; i < 200; ++i) {
        const KeyFacts facts = opensslKey(512);
        QVERIFY(!hasRocaFingerprint(facts));
        QVERIFY(!hasClosePrimes(facts));
        QCOMPARE(smallFactor(facts), std::nullopt);
    }
    const KeyFacts facts = opensslKey(2048);
    QVERIFY(!hasRocaFingerprint(facts));
    QVERIFY(!hasClosePrimes(facts));
    QCOMPARE(smallFactor(facts), std::nullopt);
}

void TestKeyWeakness::findsClosePrimes_data()
{
    QTest::addColumn<int>("bits");
    QTest::newRow("1024") << 1024;
    QTest::newRow("2048") << 2048;
}

void TestKeyWeakness::findsClosePrimes()
{
    QFETCH(int, bits);
    const ossl::BigNum p = prime(bits / 2);
    QVERIFY(hasClosePrimes(product(p.get(), nextPrime(p.get()).get())));
    QVERIFY(hasClosePrimes(product(p.get(), p.get()), 0));
    // Differing in the upper half: Fermat needs far more rounds.
    QVERIFY(!hasClosePrimes(product(p.get(), prime(bits / 2).get())));

    // (q - p)^2 / (8 sqrt(n)) rounds: 2^(bits/4 + 3) apart takes 8 of them, and 2^(bits/4 + 6) some 512.
    const auto apart = [&p, bits](int extra) {
        const ossl::BigNum distance(BN_new());
        BN_one(distance.get());
        BN_lshift(distance.get(), distance.get(), bits / 4 + extra);
        BN_add(distance.get(), distance.get(), p.get());
        return product(p.get(), nextPrime(distance.get()).get());
    };
    QVERIFY(hasClosePrimes(apart(3)));
    QVERIFY(!hasClosePrimes(apart(3), 1));
    QVERIFY(!hasClosePrimes(apart(7)));
}

void TestKeyWeakness::findsSmallFactors_data()
{
    QTest::addColumn<unsigned>("factor");
    QTest::addColumn<bool>("isFound");
    QTest::newRow("2") << 2U << true;
    QTest::newRow("3") << 3U << true;
    QTest::newRow("167") << 167U << true;
    QTest::newRow("743") << 743U << true;
    QTest::newRow("751, the last below 752") << 751U << true;
    QTest::newRow("757") << 757U << false;
}

void TestKeyWeakness::findsSmallFactors()
{
    QFETCH(unsigned, factor);
    QFETCH(bool, isFound);
    const ossl::BigNum small(BN_new());
    BN_set_word(small.get(), factor);
    const KeyFacts facts = product(prime(1024).get(), small.get());
    QCOMPARE(smallFactor(facts), isFound ? std::optional(factor) : std::nullopt);
}

void TestKeyWeakness::otherKeysAreNotChecked()
{
    KeyFacts ec;
    ec.algorithm = KeyAlgorithm::Ec;
    ec.modulus = QByteArray("\x0f");
    KeyFacts empty;
    empty.algorithm = KeyAlgorithm::Rsa;
    for (const KeyFacts &facts : {ec, empty, KeyFacts()}) {
        QVERIFY(!hasRocaFingerprint(facts));
        QVERIFY(!hasClosePrimes(facts));
        QCOMPARE(smallFactor(facts), std::nullopt);
    }
    KeyFacts zero = empty;
    zero.modulus = QByteArray(4, '\0');
    QVERIFY(!hasClosePrimes(zero));
    QCOMPARE(smallFactor(zero), std::nullopt);
    QVERIFY(hasClosePrimes(factsOf(1)));
    QCOMPARE(smallFactor(factsOf(15)), std::optional(3U));
}

// Each of the searches costs by the size: a modulus that OpenSSL would not use either is not begun with, whatever it
// is.
void TestKeyWeakness::hugeModulusIsNotSearched()
{
    const auto square = [](qsizetype octets) { // 2^(8 (octets - 1)), of an even exponent
        KeyFacts facts;
        facts.algorithm = KeyAlgorithm::Rsa;
        facts.modulus = '\x01' + QByteArray(octets - 1, '\0');
        return facts;
    };
    constexpr qsizetype Largest = 16384 / 8;
    QVERIFY(hasClosePrimes(square(Largest)));
    QCOMPARE(smallFactor(square(Largest)), std::optional(2U));
    for (const qsizetype octets : {Largest + 1, qsizetype(60'000)}) {
        QVERIFY(!hasClosePrimes(square(octets)));
        QCOMPARE(smallFactor(square(octets)), std::nullopt);
        QVERIFY(!hasRocaFingerprint(square(octets)));
    }
}

TEGATA_TEST(TestKeyWeakness)
#include "test_keyweakness.moc"
