// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"
#include "core/pki/keyderivation.h"

#include <QByteArray>
#include <QUuid>

namespace tegata {

// What a container holds; one kind is never taken for another.
enum class SealedContent : quint8
{
    Draft = 1,      // under the vault's key
    VaultKey = 2,   // under a passphrase
    DraftExport = 3 // under a passphrase
};

// One sealed file: AES-256-GCM, the plain header as associated data, integers big-endian:
//   0 magic "TGTSEAL" 7 · format version 1 · content 1 · key kind 1 (1 vault key, 2 passphrase) · logN 1 · r 1 · p 1
//   (zero for a vault key) · zero 3 · salt 16 · id 16 (UUID) · sequence 8 · nonce 12 · key check 8 · header check 8
//   84 ciphertext · tag 16
// Cipher key and key check are HKDF of the vault's key, or of scrypt of the passphrase, with the random salt: no key
// seals two files. The key check tells a wrong passphrase from damage, the header check (SHA-256, cut) damage of what
// the key is derived from. Inside, the length (4) and the content are padded with zeros to whole 4 KiB. Thread-safe;
// passphrases block for scrypt.
struct SealedAddress
{
    SealedContent content = SealedContent::Draft;
    QUuid id;            // of the draft; null for a vault's key
    qint64 sequence = 0; // of the version
};

// Errors: Internal, TooLarge.
Result<QByteArray> sealWithKey(const SealedAddress &address, const SecretBytes &key, const SecretBytes &plain);
Result<QByteArray> sealWithPassphrase(const SealedAddress &address, const SecretBytes &passphrase,
                                      const ScryptCost &cost, const SecretBytes &plain);

// Any changed, missing or further byte, another key or another address: StoreCorrupt. A newer format: StoreTooNew.
Result<SecretBytes> openWithKey(const SealedAddress &address, const SecretBytes &key, const QByteArray &sealed);
// The same, whatever id and sequence. Errors: also WrongPassphrase.
Result<SecretBytes> openWithPassphrase(SealedContent content, const SecretBytes &passphrase, const QByteArray &sealed);

} // namespace tegata
