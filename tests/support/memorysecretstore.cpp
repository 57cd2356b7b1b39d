// SPDX-License-Identifier: Apache-2.0
#include "tests/support/memorysecretstore.h"

namespace tegata {

Future<SharedSecret> MemorySecretStore::read(const QString &key)
{
    if (!m_held)
        return readyFuture<SharedSecret>(answer(key));
    m_heldReads.push_back({key, Promise<SharedSecret>()});
    return m_heldReads.back().promise.future();
}

Future<void> MemorySecretStore::write(const QString &key, const SharedSecret &secret)
{
    if (m_failure)
        return readyFuture<void>(failure(*m_failure));
    m_secrets.insert(key, secret);
    return readyFuture<void>({});
}

Future<void> MemorySecretStore::remove(const QString &key)
{
    if (m_failure)
        return readyFuture<void>(failure(*m_failure));
    m_secrets.remove(key);
    return readyFuture<void>({});
}

void MemorySecretStore::releaseReads()
{
    m_held = false;
    for (HeldRead &read : std::exchange(m_heldReads, {}))
        read.promise.deliver(answer(read.key));
}

Result<SharedSecret> MemorySecretStore::answer(const QString &key) const
{
    if (m_failure)
        return failure(*m_failure);
    if (m_hidden || !m_secrets.contains(key))
        return failure(ErrorCode::KeychainEntryMissing, {}, key);
    return m_secrets.value(key);
}

} // namespace tegata
