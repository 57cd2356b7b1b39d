// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace tegata {

enum class KeyAlgorithm
{
    Rsa,
    Ec,
    Other
};

// What is shown and checked of a public key; a value, no OpenSSL inside.
struct KeyFacts
{
    KeyAlgorithm algorithm = KeyAlgorithm::Other;
    int bits = 0;              // modulus or field size
    QString curve;             // "P-256", "P-384", "P-521", else OpenSSL's short name; empty for RSA
    QString algorithmName;     // for Other: OpenSSL's name ("ED25519", "DSA")
    QByteArray modulus;        // RSA and RSA-PSS: big-endian, without leading zero
    QByteArray publicExponent; // RSA and RSA-PSS: big-endian, without leading zero
    QByteArray spkiSha256;     // 32 bytes: SHA-256 of the canonical SubjectPublicKeyInfo, the same for every
                               // encoding of the key

    friend bool operator==(const KeyFacts &, const KeyFacts &) = default;
};

// "RSA 3072", "EC P-256", "ED25519".
QString keyLabel(const KeyFacts &facts);

} // namespace tegata
