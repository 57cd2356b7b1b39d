// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/vault/secretstore.h"

#include <QObject>
#include <QString>

namespace tegata {

// A new key of 32 random bytes, and the keychain's entry that holds it; empty where there is no keychain.
struct KeptKey
{
    SharedSecret key;
    QString keychainEntry;
};

// Makes a key and writes it into the keychain, under the prefix and eight random bytes, before any file names it: a
// file whose key was never kept would lose what is sealed with it. Errors: those of SecretStore::write() other than
// KeychainUnavailable. Answers in the receiver's thread, unless the receiver dies first; the store outlives it.
Future<KeptKey> keepNewKey(SecretStore &secrets, const QString &entryPrefix, QObject &receiver);

// No file names it: the entry opens nothing. A keychain that cannot drop it now is no failure.
void dropKey(SecretStore &secrets, const KeptKey &key);

} // namespace tegata
