// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vault/secretstore.h"

#include <QMap>

#include <optional>
#include <vector>

namespace tegata {

// A keychain in memory that can be locked, absent, or forgetful, as real ones are (pitfalls.md, Keychain). Answers at
// once; one thread.
class MemorySecretStore final : public SecretStore
{
public:
    Future<SharedSecret> read(const QString &key) override;
    Future<void> write(const QString &key, const SharedSecret &secret) override;
    Future<void> remove(const QString &key) override;

    // Every call answers this error until it is cleared: KeychainUnavailable, KeychainLocked.
    void failWith(std::optional<ErrorCode> code) { m_failure = code; }
    QStringList keys() const { return m_secrets.keys(); }
    SharedSecret secret(const QString &key) const { return m_secrets.value(key); }
    void forget(const QString &key) { m_secrets.remove(key); }

    // Reads answer "missing", as a locked keyring does, while writes still work.
    void hideEntries() { m_hidden = true; }
    void showEntries() { m_hidden = false; }
    // Reads wait until releaseReads(), which answers them with what is kept then.
    void holdReads() { m_held = true; }
    void releaseReads();

private:
    struct HeldRead
    {
        QString key;
        Promise<SharedSecret> promise;
    };

    Result<SharedSecret> answer(const QString &key) const;

    QMap<QString, SharedSecret> m_secrets;
    std::optional<ErrorCode> m_failure;
    std::vector<HeldRead> m_heldReads;
    bool m_hidden = false;
    bool m_held = false;
};

} // namespace tegata
