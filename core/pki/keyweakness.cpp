// SPDX-License-Identifier: Apache-2.0
#include "core/pki/keyweakness.h"

#include "core/pki/openssl.h"

#include <array>
#include <numeric>

namespace tegata {

namespace {

constexpr int MaximumBits = 16384; // OpenSSL uses no larger modulus

ossl::BigNum numberOf(const QByteArray &bytes)
{
    return ossl::BigNum(
        BN_bin2bn(reinterpret_cast<const unsigned char *>(bytes.constData()), static_cast<int>(bytes.size()), nullptr));
}

// Nothing for a key that is no RSA key or of a size that nobody can use.
ossl::BigNum modulusOf(const KeyFacts &rsa)
{
    if (rsa.algorithm == KeyAlgorithm::Ec || rsa.modulus.isEmpty() || rsa.modulus.size() > MaximumBits / 8)
        return nullptr;
    return numberOf(rsa.modulus);
}

// The odd primes up to 167: with 2 the factors of M for the shortest keys, and of M for all longer ones.
constexpr std::array<unsigned, 38> RocaPrimes = {3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,  43,
                                                 47,  53,  59,  61,  67,  71,  73,  79,  83,  89,  97,  101, 103,
                                                 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167};
constexpr unsigned RocaGenerator = 65537;

struct Logarithm
{
    unsigned exponent = 0;
    unsigned order = 1; // of the generator
    bool exists = false;
};

// By trial: the groups have at most 166 elements.
Logarithm logarithm(unsigned residue, unsigned prime)
{
    Logarithm result;
    unsigned power = 1;
    unsigned exponent = 0;
    do {
        if (power == residue && !result.exists) {
            result.exists = true;
            result.exponent = exponent;
        }
        power = power * (RocaGenerator % prime) % prime;
        ++exponent;
    } while (power != 1);
    result.order = exponent;
    return result;
}

// floor(sqrt(number)) by Newton's iteration from above; false on lack of memory.
bool squareRoot(BIGNUM *root, const BIGNUM *number, BN_CTX *context)
{
    const ossl::BigNum next(BN_new());
    if (!next || BN_one(root) != 1 || BN_lshift(root, root, (BN_num_bits(number) + 1) / 2) != 1)
        return false;
    while (true) {
        if (BN_div(next.get(), nullptr, number, root, context) != 1 || BN_add(next.get(), next.get(), root) != 1 ||
            BN_rshift1(next.get(), next.get()) != 1)
            return false;
        if (BN_cmp(next.get(), root) >= 0)
            return true;
        if (!BN_copy(root, next.get()))
            return false;
    }
}

// Squares leave few remainders: most numbers are sorted out without a root.
bool canBeSquare(const BIGNUM *number)
{
    for (const unsigned modulus : {64U, 63U, 65U, 11U}) {
        const auto remainder = static_cast<unsigned>(BN_mod_word(number, modulus));
        bool isResidue = false;
        for (unsigned i = 0; i <= modulus / 2 && !isResidue; ++i)
            isResidue = i * i % modulus == remainder;
        if (!isResidue)
            return false;
    }
    return true;
}

} // namespace

// M. Nemec et al., "The Return of Coppersmith's Attack" (ACM CCS 2017), section 2.2: the library's primes are
// p = k·M + (65537^a mod M) with M a product of the first primes. So the modulus is a power of 65537 modulo M. That
// holds when it is one modulo every prime factor and one common exponent fits them all (Pohlig-Hellman; congruences
// that agree in pairs have a common solution).
bool hasRocaFingerprint(const KeyFacts &rsa)
{
    const ossl::BigNum modulus = modulusOf(rsa);
    if (!modulus)
        return false;
    std::array<Logarithm, RocaPrimes.size()> logarithms;
    for (std::size_t i = 0; i < RocaPrimes.size(); ++i) {
        const auto residue = static_cast<unsigned>(BN_mod_word(modulus.get(), RocaPrimes[i]));
        logarithms[i] = logarithm(residue, RocaPrimes[i]);
        if (!logarithms[i].exists)
            return false;
        for (std::size_t k = 0; k < i; ++k) {
            const unsigned common = std::gcd(logarithms[i].order, logarithms[k].order);
            if (logarithms[i].exponent % common != logarithms[k].exponent % common)
                return false;
        }
    }
    return true;
}

bool hasClosePrimes(const KeyFacts &rsa, int rounds)
{
    const ossl::BigNum modulus = modulusOf(rsa);
    const ossl::BigNumContext context(BN_CTX_new());
    const ossl::BigNum middle(BN_new());     // (p + q) / 2
    const ossl::BigNum difference(BN_new()); // ((p - q) / 2)^2
    const ossl::BigNum root(BN_new());
    if (!modulus || BN_is_zero(modulus.get()) || !context || !middle || !difference || !root ||
        !squareRoot(middle.get(), modulus.get(), context.get()))
        return false;
    for (int round = 0; round <= rounds; ++round) {
        if (BN_sqr(difference.get(), middle.get(), context.get()) != 1 ||
            BN_sub(difference.get(), difference.get(), modulus.get()) != 1)
            return false;
        // The first one is below zero unless the modulus is a square.
        if (!BN_is_negative(difference.get())) {
            if (BN_is_zero(difference.get()))
                return true;
            if (canBeSquare(difference.get())) {
                if (!squareRoot(root.get(), difference.get(), context.get()) ||
                    BN_sqr(root.get(), root.get(), context.get()) != 1)
                    return false;
                if (BN_cmp(root.get(), difference.get()) == 0)
                    return true;
            }
        }
        if (BN_add_word(middle.get(), 1) != 1)
            return false;
    }
    return false;
}

std::optional<unsigned> smallFactor(const KeyFacts &rsa)
{
    constexpr unsigned Limit = 752;
    const ossl::BigNum modulus = modulusOf(rsa);
    if (!modulus || BN_is_zero(modulus.get()))
        return std::nullopt;
    // The smallest divisor above 1 is a prime by itself.
    for (unsigned divisor = 2; divisor < Limit; ++divisor) {
        if (BN_mod_word(modulus.get(), divisor) == 0)
            return divisor;
    }
    return std::nullopt;
}

} // namespace tegata
