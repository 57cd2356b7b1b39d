// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vault/identitystore.h"

// The files of IdentityStore, one folder an identity. All calls block and belong on one worker.
namespace tegata {

class IdentityFiles
{
public:
    // directory: PROFILE/identities
    explicit IdentityFiles(QString directory) : m_directory(std::move(directory)) {}

    // By the end of validity, latest first. What cannot be read is left out.
    Result<QList<IdentityInfo>> list() const;
    // Everything but the key. Errors: NotFound, FileNotReadable, StoreTooNew, StoreCorrupt.
    Result<IdentityInfo> info(const QString &id) const;
    Result<QList<Certificate>> chain(const QString &id) const;
    // Errors: those of PrivateKey::parse, KeyMismatch.
    Result<PrivateKey> key(const IdentityInfo &info, const SecretBytes &passphrase) const;
    // Writes beside, then renames: an identity is there whole or not at all, and a replaced one stays until then.
    // Returns the keychain entry of the replaced one, which opens nothing any more; empty when there is none.
    Result<QString> store(const IdentityInfo &info, const QList<Certificate> &chain, const PrivateKey &key,
                          const SecretBytes &passphrase) const;
    // The same, for a key that stays on its token.
    Result<QString> storeToken(const IdentityInfo &info, const QList<Certificate> &chain) const;
    // Returns the keychain entry that opens nothing any more; empty when there is none.
    Result<QString> remove(const QString &id) const;

private:
    QString path(const QString &id, const char *suffix = "") const;
    void finishReplacing(const QString &id) const;
    // keyPem: empty for a token's.
    Result<QString> replace(const IdentityInfo &info, const QList<Certificate> &chain, const QByteArray &keyPem) const;
    Result<void> write(const IdentityInfo &info, const QByteArray &chainPem, const QByteArray &keyPem) const;
    QString keychainEntry(const QString &id) const;

    QString m_directory;
};

// Lower-case hex SHA-256, the only form of an id that is ever used as a file name.
bool isIdentityId(const QString &id);

// The keychain entry of an identity that was stored before entries had names of their own.
QString unnamedKeychainEntry(const QString &id);

} // namespace tegata
