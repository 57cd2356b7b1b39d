// SPDX-License-Identifier: Apache-2.0
#include "core/vault/vault.h"

#include "core/vault/sealedcontainer.h"

#include <utility>

namespace tegata {

namespace {

constexpr std::size_t KeySize = 32;

Result<QString> newEntry()
{
    const Result<QByteArray> random = randomBytes(8);
    if (!random)
        return failure(random.error());
    return QStringLiteral("drafts/") + QString::fromLatin1(random->toHex());
}

Result<SharedSecret> rightKey(SecretBytes key, const VaultInfo &info)
{
    const Result<QByteArray> id = vaultKeyId(key);
    if (!id)
        return failure(id.error());
    if (*id != info.keyId)
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("not the vault's key"));
    return std::make_shared<const SecretBytes>(std::move(key));
}

struct NewVault
{
    VaultInfo info;
    SharedSecret key;
};

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

// The keychain before the file: a file whose key was never kept would lose what is sealed with it.
void Vault::make(const std::shared_ptr<Opening> &opening)
{
    Result<SecretBytes> key = randomKey(KeySize);
    const Result<QString> entry = newEntry();
    if (!key || !entry) {
        opening->promise.deliver(failure(!key ? key.error() : entry.error()));
        return;
    }
    const auto shared = std::make_shared<const SecretBytes>(std::move(*key));
    observe(m_secrets.write(*entry, shared), &m_receiver,
            [this, opening, shared, entry = *entry](const Result<void> &written) {
                if (written)
                    storeNew(opening, entry, shared);
                else if (written.error().code != ErrorCode::KeychainUnavailable)
                    opening->promise.deliver(failure(written.error()));
                else if (opening->passphrase->isEmpty())
                    opening->promise.deliver(failure(ErrorCode::PassphraseNeeded, {}, QStringLiteral("newPassphrase")));
                else
                    storeNew(opening, QString(), shared);
            });
}

// keychainEntry: empty for a person's passphrase.
void Vault::storeNew(const std::shared_ptr<Opening> &opening, const QString &keychainEntry, const SharedSecret &key)
{
    const Future<void> stored = m_worker.run<void>([file = VaultFile(m_directory), keychainEntry, key, cost = m_cost,
                                                    passphrase = opening->passphrase]() -> Result<void> {
        const Result<QByteArray> keyId = vaultKeyId(*key);
        if (!keyId)
            return failure(keyId.error());
        VaultInfo info{VaultProtection::Keychain, keychainEntry, {}, *keyId};
        if (keychainEntry.isEmpty()) {
            info.protection = VaultProtection::Passphrase;
            const Result<QByteArray> wrapped =
                sealWithPassphrase({SealedContent::VaultKey, {}, 0}, *passphrase, cost, *key);
            if (!wrapped)
                return failure(wrapped.error());
            info.wrappedKey = *wrapped;
        }
        return file.create(info);
    });
    observe(stored, &m_receiver, [this, opening, keychainEntry, key](const Result<void> &done) {
        if (done) {
            opening->promise.deliver(key);
            return;
        }
        // The entry opens nothing: a keychain that cannot drop it now is no failure.
        if (!keychainEntry.isEmpty())
            (void)m_secrets.remove(keychainEntry);
        // Another process was faster: its vault is ours too.
        if (done.error().code == ErrorCode::Conflict && !std::exchange(opening->isRepeated, true))
            look(opening);
        else
            opening->promise.deliver(failure(done.error()));
    });
}

} // namespace tegata
