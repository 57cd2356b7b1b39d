// SPDX-License-Identifier: Apache-2.0
#include "core/vault/keptkey.h"

#include "core/pki/keyderivation.h"

#include <memory>
#include <utility>

namespace tegata {

namespace {

constexpr std::size_t KeptKeySize = 32;
constexpr std::size_t EntryNameSize = 8;

} // namespace

Future<KeptKey> keepNewKey(SecretStore &secrets, const QString &entryPrefix, QObject &receiver)
{
    Result<SecretBytes> random = randomKey(KeptKeySize);
    const Result<QByteArray> name = randomBytes(EntryNameSize);
    if (!random || !name)
        return readyFuture<KeptKey>(failure(!random ? random.error() : name.error()));
    const auto key = std::make_shared<const SecretBytes>(std::move(*random));
    const QString entry = entryPrefix + QString::fromLatin1(name->toHex());
    const auto promise = std::make_shared<Promise<KeptKey>>();
    const Future<KeptKey> kept = promise->future();
    observe(secrets.write(entry, key), &receiver, [promise, key, entry](const Result<void> &written) {
        if (written)
            promise->deliver(KeptKey{key, entry});
        else if (written.error().code == ErrorCode::KeychainUnavailable)
            promise->deliver(KeptKey{key, {}});
        else
            promise->deliver(failure(written.error()));
    });
    return kept;
}

void dropKey(SecretStore &secrets, const KeptKey &key)
{
    if (!key.keychainEntry.isEmpty())
        (void)secrets.remove(key.keychainEntry);
}

} // namespace tegata
