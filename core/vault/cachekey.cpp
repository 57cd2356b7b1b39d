// SPDX-License-Identifier: Apache-2.0
#include "core/vault/cachekey.h"

#include "core/pki/keyderivation.h"
#include "core/vault/sealingfile.h"

#include <utility>

namespace tegata {

namespace {

Result<void> requireRight(const SecretBytes &key, const QByteArray &keyId)
{
    const Result<QByteArray> id = sealingKeyId(key);
    if (!id)
        return failure(id.error());
    return *id == keyId ? Result<void>() : failure(ErrorCode::SealedForAnother, QStringLiteral("not the cache's key"));
}

// Blocks. Where the identity has no part of its own yet, it gets one from a key that is known to be right.
Result<CacheKey> unwrapped(const SealingFile &file, SealingInfo info, const Identity &identity,
                           const SharedSecret &known)
{
    const auto found = info.wrapped.constFind(identity.info.id);
    if (found != info.wrapped.cend()) {
        Result<SecretBytes> key = unwrapSealingKey(*found, identity.key);
        if (!key)
            return failure(key.error());
        if (const auto right = requireRight(*key, info.keyId); !right)
            return failure(right.error());
        return CacheKey{std::make_shared<const SecretBytes>(std::move(*key)), CacheKeyKeeping::Identity};
    }
    if (!known || !requireRight(*known, info.keyId))
        return failure(ErrorCode::SealedForAnother, QStringLiteral("wrapped for another identity"));
    const Result<QByteArray> part = wrapSealingKey(*known, identity.key);
    if (part) {
        info.wrapped.insert(identity.info.id, *part);
        if (const auto written = file.replace(info); !written)
            return failure(written.error());
    } else if (part.error().code != ErrorCode::Unsupported) {
        return failure(part.error());
    }
    return CacheKey{known, part ? CacheKeyKeeping::Identity : CacheKeyKeeping::Session};
}

} // namespace

// One open() on its way between worker and keychain.
struct CacheKeyStore::Opening
{
    Promise<CacheKey> promise;
    QString siteId;
    Identity identity;
    SharedSecret known;
    SealingFile file;
    bool isRenewal = false;
    bool isRepeated = false;
};

CacheKeyStore::CacheKeyStore(QString profileDirectory, SecretStore &secrets, Worker &worker)
    : m_directory(std::move(profileDirectory) + QStringLiteral("/cache/")), m_secrets(secrets), m_worker(worker)
{}

std::shared_ptr<CacheKeyStore::Opening> CacheKeyStore::begin(const QString &siteId, const Identity &identity) const
{
    return std::make_shared<Opening>(Opening{{}, siteId, identity, {}, SealingFile(m_directory + siteId)});
}

Future<CacheKey> CacheKeyStore::open(const QString &siteId, const Identity &identity, const SharedSecret &known)
{
    const std::shared_ptr<Opening> opening = begin(siteId, identity);
    opening->known = known;
    const Future<CacheKey> future = opening->promise.future();
    look(opening);
    return future;
}

Future<CacheKey> CacheKeyStore::renew(const QString &siteId, const Identity &identity)
{
    const std::shared_ptr<Opening> opening = begin(siteId, identity);
    opening->isRenewal = true;
    const Future<CacheKey> future = opening->promise.future();
    make(opening);
    return future;
}

void CacheKeyStore::look(const std::shared_ptr<Opening> &opening)
{
    using Found = std::optional<SealingInfo>;
    const Future<Found> found = m_worker.run<Found>([file = opening->file] { return file.read(); });
    observe(found, &m_receiver, [this, opening](const Result<Found> &info) {
        if (!info) {
            opening->promise.deliver(failure(info.error()));
        } else if (!*info) {
            make(opening);
        } else if (!(*info)->keychainEntry.isEmpty()) {
            readKeychain(opening, (*info)->keychainEntry, (*info)->keyId);
        } else {
            const Future<CacheKey> opened = m_worker.run<CacheKey>([opening, known = **info] {
                return unwrapped(opening->file, known, opening->identity, opening->known);
            });
            observe(opened, &m_receiver, [opening](const Result<CacheKey> &key) { opening->promise.deliver(key); });
        }
    });
}

void CacheKeyStore::readKeychain(const std::shared_ptr<Opening> &opening, const QString &entry, const QByteArray &keyId)
{
    observe(m_secrets.read(entry), &m_receiver, [opening, keyId](const Result<SharedSecret> &secret) {
        if (!secret)
            opening->promise.deliver(failure(secret.error()));
        else if (const auto right = requireRight(**secret, keyId); !right)
            opening->promise.deliver(failure(ErrorCode::KeychainEntryMissing, right.error().detail));
        else
            opening->promise.deliver(CacheKey{*secret, CacheKeyKeeping::Keychain});
    });
}

void CacheKeyStore::make(const std::shared_ptr<Opening> &opening)
{
    const Future<KeptKey> made = keepNewKey(m_secrets, sealingEntryPrefix(opening->siteId), m_receiver);
    observe(made, &m_receiver, [this, opening](const Result<KeptKey> &kept) {
        if (kept)
            store(opening, *kept);
        else
            opening->promise.deliver(failure(kept.error()));
    });
}

void CacheKeyStore::store(const std::shared_ptr<Opening> &opening, const KeptKey &kept)
{
    const Future<CacheKeyKeeping> stored = m_worker.run<CacheKeyKeeping>([opening, kept]() -> Result<CacheKeyKeeping> {
        const Result<QByteArray> keyId = sealingKeyId(*kept.key);
        if (!keyId)
            return failure(keyId.error());
        SealingInfo info{kept.keychainEntry, {}, *keyId};
        if (kept.keychainEntry.isEmpty()) {
            const Result<QByteArray> wrapped = wrapSealingKey(*kept.key, opening->identity.key);
            if (!wrapped && wrapped.error().code == ErrorCode::Unsupported)
                return CacheKeyKeeping::Session; // and no file: there is nothing that it could name
            if (!wrapped)
                return failure(wrapped.error());
            info.wrapped.insert(opening->identity.info.id, *wrapped);
        }
        const auto written = opening->isRenewal ? opening->file.replace(info) : opening->file.create(info);
        if (!written)
            return failure(written.error());
        return kept.keychainEntry.isEmpty() ? CacheKeyKeeping::Identity : CacheKeyKeeping::Keychain;
    });
    observe(stored, &m_receiver, [this, opening, kept](const Result<CacheKeyKeeping> &keeping) {
        if (keeping) {
            opening->promise.deliver(CacheKey{kept.key, *keeping});
            return;
        }
        dropKey(m_secrets, kept);
        // Another process was faster: its key is ours too.
        if (keeping.error().code == ErrorCode::Conflict && !std::exchange(opening->isRepeated, true))
            look(opening);
        else
            opening->promise.deliver(failure(keeping.error()));
    });
}

} // namespace tegata
