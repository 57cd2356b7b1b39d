// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"

#include <QByteArray>

namespace tegata {

// Seals single records of a store with AES-256-GCM, each under a fresh nonce: what stands in a file about persons
// (details, outbox payloads, the decision log). The record's name is authenticated with it, so that a sealed record
// cannot be put in the place of another; begin it with the kind ("detail:r-17", "outbox:KEY"). The form is
// "TGS1" ‖ nonce ‖ ciphertext and tag. A value over a shared key; any thread.
class RecordSealer
{
public:
    // key: 32 bytes (core/pki/aesgcm.h); null while there is no identity.
    explicit RecordSealer(SharedSecret key = {}) : m_key(std::move(key)) {}
    bool hasKey() const { return m_key != nullptr; }

    // Errors: IdentityLocked without a key, Internal.
    Result<QByteArray> seal(const QByteArray &name, const QByteArray &plain) const;
    // Errors: IdentityLocked without a key, SignatureInvalid (another key, another name, or anything of it was
    // changed), MalformedEncoding for what is not sealed.
    Result<SecretBytes> open(const QByteArray &name, const QByteArray &sealed) const;

    // Whether the bytes have the form of a sealed record; plain payloads of earlier versions (JSON) never do.
    static bool isSealed(const QByteArray &bytes);

private:
    SharedSecret m_key;
};

} // namespace tegata
