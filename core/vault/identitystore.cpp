// SPDX-License-Identifier: Apache-2.0
#include "core/vault/identitystore.h"

#include "core/vault/identityfiles.h"

#include <QRandomGenerator>

#include <utility>

namespace tegata {

namespace {

constexpr std::size_t KeySize = 32;

// Of 64 random bits; the name is no secret.
QString newEntry(const QString &id)
{
    const quint64 number = QRandomGenerator::system()->generate64();
    return QStringLiteral("%1/%2").arg(unnamedKeychainEntry(id)).arg(number, 16, 16, QLatin1Char('0'));
}

SharedSecret randomSecret()
{
    SecretBytes bytes(KeySize);
    quint32 words[KeySize / sizeof(quint32)];
    QRandomGenerator::system()->fillRange(words);
    std::memcpy(bytes.data(), words, KeySize);
    explicit_bzero(words, sizeof(words));
    return std::make_shared<const SecretBytes>(std::move(bytes));
}

Result<void> requireValid(const Certificate &certificate, const QDateTime &now)
{
    if (now > certificate.notAfter())
        return failure(ErrorCode::CertificateExpired);
    if (now < certificate.notBefore())
        return failure(ErrorCode::CertificateNotYetValid);
    return {};
}

} // namespace

// One import on its way from the worker to the keychain and back.
struct IdentityStore::Import
{
    Promise<IdentityInfo> promise;
    SharedSecret passphrase; // of the PKCS#12
    std::optional<Pkcs12Bundle> bundle;
    QString id;
};

IdentityStore::IdentityStore(QString profileDirectory, SecretStore &secrets, Worker &worker, const Clock &clock)
    : m_directory(std::move(profileDirectory) + QStringLiteral("/identities")), m_secrets(secrets), m_worker(worker),
      m_clock(clock)
{}

Future<QList<IdentityInfo>> IdentityStore::list()
{
    return m_worker.run<QList<IdentityInfo>>([files = IdentityFiles(m_directory)] { return files.list(); });
}

Future<IdentityInfo> IdentityStore::importPkcs12(const QByteArray &bytes, const SharedSecret &passphrase)
{
    auto import = std::make_shared<Import>();
    import->passphrase = passphrase ? passphrase : std::make_shared<const SecretBytes>();
    const Future<IdentityInfo> future = import->promise.future();
    const Future<Pkcs12Bundle> opened =
        m_worker.run<Pkcs12Bundle>([bytes, secret = import->passphrase, now = m_clock.now()]() -> Result<Pkcs12Bundle> {
            Result<Pkcs12Bundle> bundle = Pkcs12Bundle::open(bytes, *secret);
            if (!bundle)
                return bundle;
            if (const Result<void> fit = bundle->requireIdentity(now); !fit)
                return failure(fit.error());
            return bundle;
        });
    observe(opened, &m_receiver, [this, import](const Result<Pkcs12Bundle> &bundle) {
        if (!bundle) {
            import->promise.deliver(failure(bundle.error()));
            return;
        }
        import->bundle = *bundle;
        import->id = QString::fromLatin1(import->bundle->certificate()->sha256().toHex());
        chooseProtection(import);
    });
    return future;
}

// Each import has an entry of its own: whatever fails from here on, the old key keeps the passphrase that opens it.
void IdentityStore::chooseProtection(const std::shared_ptr<Import> &import)
{
    const SharedSecret fresh = randomSecret();
    const QString entry = newEntry(import->id);
    observe(m_secrets.write(entry, fresh), &m_receiver, [this, import, fresh, entry](const Result<void> &written) {
        if (written)
            storeImport(import, entry, fresh);
        else if (written.error().code != ErrorCode::KeychainUnavailable)
            import->promise.deliver(failure(written.error()));
        else if (import->passphrase->isEmpty())
            import->promise.deliver(failure(ErrorCode::PassphraseNeeded));
        else
            storeImport(import, QString(), import->passphrase);
    });
}

void IdentityStore::storeImport(const std::shared_ptr<Import> &import, const QString &keychainEntry,
                                SharedSecret secret)
{
    const IdentityProtection protection =
        keychainEntry.isEmpty() ? IdentityProtection::Passphrase : IdentityProtection::Keychain;
    const IdentityInfo info{import->id, *import->bundle->certificate(), protection, keychainEntry};
    const Future<QString> stored = m_worker.run<QString>(
        [files = IdentityFiles(m_directory), info, bundle = *import->bundle, secret = std::move(secret)] {
            return files.store(info, bundle.others(), *bundle.key(), *secret);
        });
    observe(stored, &m_receiver, [this, import, info](const Result<QString> &replaced) {
        removeEntry(replaced ? *replaced : info.keychainEntry, [import, info, replaced] {
            if (replaced)
                import->promise.deliver(info);
            else
                import->promise.deliver(failure(replaced.error()));
        });
    });
}

// An entry without its key file opens nothing: a keychain that cannot drop it now is no failure.
void IdentityStore::removeEntry(const QString &keychainEntry, std::function<void()> then)
{
    if (keychainEntry.isEmpty()) {
        then();
        return;
    }
    observe(m_secrets.remove(keychainEntry), &m_receiver, [then = std::move(then)](const Result<void> &) { then(); });
}

Future<IdentityInfo> IdentityStore::addToken(const TokenReference &token, const Certificate &certificate,
                                             const QList<Certificate> &chain)
{
    const IdentityInfo info{QString::fromLatin1(certificate.sha256().toHex()), certificate, IdentityProtection::Token,
                            QString(), token};
    auto promise = std::make_shared<Promise<IdentityInfo>>();
    const Future<IdentityInfo> future = promise->future();
    const Future<QString> stored = m_worker.run<QString>(
        [files = IdentityFiles(m_directory), info, chain, now = m_clock.now()]() -> Result<QString> {
            if (!info.certificate.allows(ExtendedKeyUsage::ClientAuth))
                return failure(ErrorCode::WrongPurpose);
            if (const Result<void> valid = requireValid(info.certificate, now); !valid)
                return failure(valid.error());
            return files.storeToken(info, chain);
        });
    observe(stored, &m_receiver, [this, promise, info](const Result<QString> &replaced) {
        if (!replaced) {
            promise->deliver(failure(replaced.error()));
            return;
        }
        removeEntry(*replaced, [promise, info] { promise->deliver(info); });
    });
    return future;
}

Future<TokenInfo> IdentityStore::token(const QString &id)
{
    return m_worker.run<TokenInfo>([files = IdentityFiles(m_directory), id]() -> Result<TokenInfo> {
        const Result<IdentityInfo> info = files.info(id);
        if (!info)
            return failure(info.error());
        if (!info->token)
            return failure(ErrorCode::NotFound, QStringLiteral("not on a token"));
        const Result<TokenModule> module = TokenModule::load(info->token->module);
        if (!module)
            return failure(module.error());
        return module->token(info->token->tokenLabel, info->token->tokenSerial);
    });
}

Future<Identity> IdentityStore::unlock(const QString &id, const SharedSecret &passphrase)
{
    auto promise = std::make_shared<Promise<Identity>>();
    const Future<Identity> future = promise->future();

    const auto open = [this, promise](const IdentityInfo &info, const SharedSecret &secret) {
        const Future<Identity> opened = m_worker.run<Identity>([files = IdentityFiles(m_directory), info,
                                                                secret]() -> Result<Identity> {
            const Result<PrivateKey> key = files.key(info, *secret);
            if (!key) {
                // Nobody can mend a passphrase that the keychain gave.
                const bool isWrongEntry =
                    key.error().code == ErrorCode::WrongPassphrase && info.protection == IdentityProtection::Keychain;
                if (isWrongEntry)
                    return failure(ErrorCode::KeychainEntryMissing, QStringLiteral("the entry does not open the key"));
                return failure(key.error());
            }
            const Result<QList<Certificate>> chain = files.chain(info.id);
            if (!chain)
                return failure(chain.error());
            return Identity{info, *key, *chain};
        });
        observe(opened, &m_receiver, [promise](const Result<Identity> &identity) { promise->deliver(identity); });
    };

    const auto openOnToken = [this, promise](const IdentityInfo &info, const SharedSecret &pin) {
        const Future<Identity> opened =
            m_worker.run<Identity>([files = IdentityFiles(m_directory), info, pin]() -> Result<Identity> {
                const Result<QList<Certificate>> chain = files.chain(info.id);
                if (!chain)
                    return failure(chain.error());
                const Result<TokenModule> module = TokenModule::load(info.token->module);
                if (!module)
                    return failure(module.error());
                const Result<PrivateKey> key = module->openKey(*info.token, info.certificate, *pin);
                if (!key)
                    return failure(key.error());
                return Identity{info, *key, *chain};
            });
        observe(opened, &m_receiver, [promise](const Result<Identity> &identity) { promise->deliver(identity); });
    };

    const Future<IdentityInfo> known = m_worker.run<IdentityInfo>(
        [files = IdentityFiles(m_directory), id, now = m_clock.now()]() -> Result<IdentityInfo> {
            Result<IdentityInfo> info = files.info(id);
            if (!info)
                return info;
            if (const Result<void> valid = requireValid(info->certificate, now); !valid)
                return failure(valid.error());
            return info;
        });
    observe(known, &m_receiver, [this, promise, passphrase, open, openOnToken](const Result<IdentityInfo> &info) {
        if (!info) {
            promise->deliver(failure(info.error()));
        } else if (info->protection == IdentityProtection::Token) {
            if (!passphrase)
                promise->deliver(failure(ErrorCode::PinNeeded));
            else
                openOnToken(*info, passphrase);
        } else if (info->protection == IdentityProtection::Passphrase) {
            if (!passphrase || passphrase->isEmpty())
                promise->deliver(failure(ErrorCode::PassphraseNeeded));
            else
                open(*info, passphrase);
        } else {
            observe(m_secrets.read(info->keychainEntry), &m_receiver,
                    [promise, open, info = *info](const Result<SharedSecret> &secret) {
                        if (secret)
                            open(info, *secret);
                        else
                            promise->deliver(failure(secret.error()));
                    });
        }
    });
    return future;
}

Future<void> IdentityStore::remove(const QString &id)
{
    auto promise = std::make_shared<Promise<void>>();
    const Future<void> future = promise->future();
    const Future<QString> removed =
        m_worker.run<QString>([files = IdentityFiles(m_directory), id] { return files.remove(id); });
    observe(removed, &m_receiver, [this, promise](const Result<QString> &entry) {
        if (entry)
            removeEntry(*entry, [promise] { promise->deliver(Result<void>()); });
        else
            promise->deliver(failure(entry.error()));
    });
    return future;
}

} // namespace tegata
