// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/openssl.h"

#include <QByteArray>

namespace tegata::ossl {

// A public key has many encodings: an EC point compressed or hybrid, curve parameters spelled out, rsaEncryption with
// no or with foreign parameters, integers with leading zeros. Two keys are the same key when these bytes are the same;
// certificates, searches and stored hashes hold nothing else. Thread-safe; empty when the key cannot be encoded.

// The DER SubjectPublicKeyInfo in its one form (RFC 5480, 2; RFC 3279, 2.3.1; BR 7.1.3.1): an EC key with its named
// curve and its uncompressed point (a curve without a name stays as it is), an RSA key with NULL parameters. key is
// what spki was decoded to.
QByteArray canonicalPublicKey(const QByteArray &spki, const EVP_PKEY *key);
QByteArray canonicalPublicKey(const QByteArray &spki);
// What keys are compared by (KeyFacts::spkiSha256): SHA-256 of the canonical form, in which an RSASSA-PSS key counts
// as the rsaEncryption key of the same numbers. Whoever has broken the one has the other.
QByteArray keyHash(const QByteArray &canonical, const EVP_PKEY *key);

} // namespace tegata::ossl
