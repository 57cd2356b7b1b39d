// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/worker.h"
#include "core/pki/keyderivation.h"
#include "core/vault/keptkey.h"
#include "core/vault/secretstore.h"
#include "core/vault/vaultfile.h"

#include <QObject>
#include <QString>

#include <memory>

namespace tegata {

// The key that a profile's drafts are sealed with: 32 random bytes in the keychain or, without a keychain, wrapped
// under a person's passphrase (scrypt). PROFILE/drafts/vault.json says which. A keychain that does not give the key of
// an existing vault never leads to a new one. Belongs to one thread; files and derivation run on the worker.
class Vault
{
public:
    Vault(QString profileDirectory, SecretStore &secrets, Worker &worker);
    Vault(QString profileDirectory, SecretStore &secrets, Worker &worker, ScryptCost cost);

    // The key; a vault that does not exist yet is made. Errors: PassphraseNeeded with the field "passphrase", or
    // "newPassphrase" where there is neither a vault nor a keychain; WrongPassphrase; KeychainUnavailable,
    // KeychainLocked, KeychainEntryMissing (also a locked keychain's answer); StoreCorrupt, StoreTooNew;
    // FileNotWritable, DiskFull, FileNotReadable.
    Future<SharedSecret> open(const SharedSecret &passphrase = {});

private:
    struct Opening;
    void look(const std::shared_ptr<Opening> &opening);
    void openWithKeychain(const std::shared_ptr<Opening> &opening, const VaultInfo &info);
    void openWithPassphrase(const std::shared_ptr<Opening> &opening, const VaultInfo &info);
    void make(const std::shared_ptr<Opening> &opening);
    void storeNew(const std::shared_ptr<Opening> &opening, const KeptKey &kept);

    QString m_directory;
    SecretStore &m_secrets;
    Worker &m_worker;
    ScryptCost m_cost;
    QObject m_receiver; // of the answers; what comes after the vault's end is dropped
};

} // namespace tegata
