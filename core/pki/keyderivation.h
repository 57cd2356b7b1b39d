// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"

#include <QByteArray>

#include <cstddef>

// Keys from randomness, passphrases and other keys. Thread-safe; derivation from a passphrase blocks on purpose.
namespace tegata {

// scrypt (RFC 7914); needs 128 · 2^logN · r bytes.
struct ScryptCost
{
    int logN = 17; // 128 MiB, about 0.4 s
    int r = 8;
    int p = 1;

    friend bool operator==(const ScryptCost &, const ScryptCost &) = default;
};
// What a file from outside may ask for: logN 10…20, r 1…32, p 1…16, at most 2 GiB.
bool isAcceptable(const ScryptCost &cost);

// From the system; Internal when it has none.
Result<QByteArray> randomBytes(qsizetype size);
Result<SecretBytes> randomKey(std::size_t size);
// Errors: InvalidArgument (cost), Internal (no memory).
Result<SecretBytes> scryptKey(const SecretBytes &passphrase, const QByteArray &salt, const ScryptCost &cost,
                              std::size_t size);
// HKDF with SHA-256 (RFC 5869).
Result<SecretBytes> hkdfKey(const SecretBytes &key, const QByteArray &salt, const QByteArray &info, std::size_t size);

} // namespace tegata
