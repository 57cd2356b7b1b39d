// SPDX-License-Identifier: Apache-2.0
#include "core/vault/vault.h"

#include "core/vault/sealedcontainer.h"

#include <utility>

namespace tegata {

namespace {

Result<SharedSecret> rightKey(SecretBytes key, const VaultInfo &info)
{
    const Result<QByteArray> id = vaultKeyId(key);
    if (!id)
        return failure(id.error());
    if (*id != info.keyId)
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("not the vault's key"));
    return std::make_shared<const SecretBytes>(std::move(key));
}

} // namespace

// One open() on its way between worker and keychain.
struct Vault::Opening
{
    Promise<SharedSecret> promise;
    SharedSecret passphrase;
    bool isRepeated = false;
};

Vault::Vault(QString profileDirectory, SecretStore &secrets, Worker &worker)
    : Vault(std::move(profileDirectory), secrets, worker, ScryptCost())
{}

Vault::Vault(QString profileDirectory, SecretStore &secrets, Worker &worker, ScryptCost cost)
    : m_directory(std::move(profileDirectory) + QStringLiteral("/drafts")), m_secrets(secrets), m_worker(worker),
      m_cost(cost)
{}

Future<SharedSecret> Vault::open(const SharedSecret &passphrase)
{
    auto opening = std::make_shared<Opening>();
    opening->passphrase = passphrase ? passphrase : std::make_shared<const SecretBytes>();
    const Future<SharedSecret> future = opening->promise.future();
    look(opening);
    return future;
}

void Vault::look(const std::shared_ptr<Opening> &opening)
{
    using Found = std::optional<VaultInfo>;
    const Future<Found> found = m_worker.run<Found>([file = VaultFile(m_directory)] { return file.read(); });
    observe(found, &m_receiver, [this, opening](const Result<Found> &info) {
        if (!info)
            opening->promise.deliver(failure(info.error()));
        else if (!*info)
            make(opening);
        else if ((*info)->protection == VaultProtection::Keychain)
            openWithKeychain(opening, **info);
        else
            openWithPassphrase(opening, **info);
    });
}

void Vault::openWithKeychain(const std::shared_ptr<Opening> &opening, const VaultInfo &info)
{
    observe(m_secrets.read(info.keychainEntry), &m_receiver, [opening, info](const Result<SharedSecret> &secret) {
        if (!secret) {
            opening->promise.deliver(failure(secret.error()));
            return;
        }
        const Result<SharedSecret> key = rightKey((*secret)->clone(), info);
        // Nobody can mend a key that the keychain gave.
        if (!key && key.error().code == ErrorCode::StoreCorrupt)
            opening->promise.deliver(failure(ErrorCode::KeychainEntryMissing, key.error().detail));
        else
            opening->promise.deliver(key);
    });
}

void Vault::openWithPassphrase(const std::shared_ptr<Opening> &opening, const VaultInfo &info)
{
    if (opening->passphrase->isEmpty()) {
        opening->promise.deliver(failure(ErrorCode::PassphraseNeeded, {}, QStringLiteral("passphrase")));
        return;
    }
    const Future<SharedSecret> opened =
        m_worker.run<SharedSecret>([info, passphrase = opening->passphrase]() -> Result<SharedSecret> {
            Result<SecretBytes> key = tegata::openWithPassphrase(SealedContent::VaultKey, *passphrase, info.wrappedKey);
            if (!key)
                return failure(key.error());
            return rightKey(std::move(*key), info);
        });
    observe(opened, &m_receiver, [opening](const Result<SharedSecret> &key) { opening->promise.deliver(key); });
}

void Vault::make(const std::shared_ptr<Opening> &opening)
{
    const Future<KeptKey> made = keepNewKey(m_secrets, QStringLiteral("drafts/"), m_receiver);
    observe(made, &m_receiver, [this, opening](const Result<KeptKey> &kept) {
        if (!kept)
            opening->promise.deliver(failure(kept.error()));
        else if (kept->keychainEntry.isEmpty() && opening->passphrase->isEmpty())
            opening->promise.deliver(failure(ErrorCode::PassphraseNeeded, {}, QStringLiteral("newPassphrase")));
        else
            storeNew(opening, *kept);
    });
}

void Vault::storeNew(const std::shared_ptr<Opening> &opening, const KeptKey &kept)
{
    const Future<void> stored = m_worker.run<void>(
        [file = VaultFile(m_directory), kept, cost = m_cost, passphrase = opening->passphrase]() -> Result<void> {
            const Result<QByteArray> keyId = vaultKeyId(*kept.key);
            if (!keyId)
                return failure(keyId.error());
            VaultInfo info{VaultProtection::Keychain, kept.keychainEntry, {}, *keyId};
            if (kept.keychainEntry.isEmpty()) {
                info.protection = VaultProtection::Passphrase;
                const Result<QByteArray> wrapped =
                    sealWithPassphrase({SealedContent::VaultKey, {}, 0}, *passphrase, cost, *kept.key);
                if (!wrapped)
                    return failure(wrapped.error());
                info.wrappedKey = *wrapped;
            }
            return file.create(info);
        });
    observe(stored, &m_receiver, [this, opening, kept](const Result<void> &done) {
        if (done) {
            opening->promise.deliver(kept.key);
            return;
        }
        dropKey(m_secrets, kept);
        // Another process was faster: its vault is ours too.
        if (done.error().code == ErrorCode::Conflict && !std::exchange(opening->isRepeated, true))
            look(opening);
        else
            opening->promise.deliver(failure(done.error()));
    });
}

} // namespace tegata
