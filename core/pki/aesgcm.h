// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"

#include <QByteArray>

// AES-256 in Galois/counter mode (SP 800-38D): 32-byte key, 96-bit nonce that is never used twice with a key, 128-bit
// tag at the end. Thread-safe.
namespace tegata {

inline constexpr int AesGcmKeySize = 32;
inline constexpr int AesGcmNonceSize = 12;
inline constexpr int AesGcmTagSize = 16;

// associated: authenticated, not encrypted. Errors: InvalidArgument (sizes), Internal.
Result<QByteArray> sealAesGcm(const SecretBytes &key, const QByteArray &nonce, const QByteArray &associated,
                              const SecretBytes &plain);
// Errors: SignatureInvalid (another key, or anything of it was changed), InvalidArgument, Internal.
Result<SecretBytes> openAesGcm(const SecretBytes &key, const QByteArray &nonce, const QByteArray &associated,
                               const QByteArray &sealed);

} // namespace tegata
