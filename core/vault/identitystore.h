// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/clock.h"
#include "core/base/secretbytes.h"
#include "core/base/worker.h"
#include "core/pki/certificate.h"
#include "core/pki/pkcs12bundle.h"
#include "core/pki/tokenmodule.h"
#include "core/vault/secretstore.h"

#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace tegata {

// How an identity's key is opened: its random passphrase lies in the keychain, a person's passphrase is asked, or it
// stays on a smart card or HSM, which asks for its PIN.
enum class IdentityProtection
{
    Keychain,
    Passphrase,
    Token
};

// An operator's certificate in the profile; without the key, so that it can be shown while locked.
struct IdentityInfo
{
    QString id; // lower-case hex SHA-256 of the certificate
    Certificate certificate;
    IdentityProtection protection = IdentityProtection::Keychain;
    QString keychainEntry;                 // under which the keychain keeps the key's passphrase; else empty
    std::optional<TokenReference> token{}; // of Token
};

// An unlocked identity: for TLS. Dropping the last copy wipes the key.
struct Identity
{
    IdentityInfo info;
    PrivateKey key;
    QList<Certificate> chain; // issuers, for the handshake
};

// Keeps identities in PROFILE/identities/ID/ (0700): certificate.pem, chain.pem, key.pem (encrypted PKCS#8, scrypt +
// AES-256; 0600; none for a token's), identity.json, which for a token names its module, label, serial and object,
// never a PIN. Never plaintext. File, key and token work runs on the worker. Belongs to one thread.
class IdentityStore
{
public:
    IdentityStore(QString profileDirectory, SecretStore &secrets, Worker &worker, const Clock &clock);

    Future<QList<IdentityInfo>> list();
    // Opens the PKCS#12, checks that it is fit (Pkcs12Bundle::requireIdentity) and stores it. With a keychain the key
    // gets a random passphrase kept there; without one (KeychainUnavailable) it is encrypted with the given passphrase,
    // which is then asked at each start: IdentityInfo::protection tells which. Importing the same again replaces it;
    // until its files are safely stored, the old files and the old keychain entry stay as they are.
    // Errors: those of Pkcs12Bundle, PassphraseNeeded (no keychain, and an empty passphrase), KeychainLocked,
    // FileNotWritable, DiskFull.
    Future<IdentityInfo> importPkcs12(const QByteArray &bytes, const SharedSecret &passphrase);
    // The certificate of a token, whose key stays there. chain: its issuers, as far as the token has them. Errors:
    // WrongPurpose, CertificateExpired, CertificateNotYetValid, FileNotWritable, DiskFull.
    Future<IdentityInfo> addToken(const TokenReference &token, const Certificate &certificate,
                                  const QList<Certificate> &chain);
    // The token of an identity, if it is there. Errors: TokenMissing, TokenFailure, NotFound (also: not on a token).
    Future<TokenInfo> token(const QString &id);
    // passphrase: for IdentityProtection::Passphrase, and the PIN for Token; it goes to the token once (an empty one
    // that is not null: typed at the reader). A keychain that lost the entry, or hides it while it is locked, is
    // KeychainEntryMissing: unlock the keychain, or import the PKCS#12 again. Errors: NotFound, PassphraseNeeded,
    // WrongPassphrase, PinNeeded and those of TokenModule::openKey, KeychainUnavailable, KeychainLocked,
    // KeychainEntryMissing, CertificateExpired, CertificateNotYetValid, StoreCorrupt, StoreTooNew, FileNotReadable.
    Future<Identity> unlock(const QString &id, const SharedSecret &passphrase = {});
    Future<void> remove(const QString &id);

private:
    struct Import;
    void chooseProtection(const std::shared_ptr<Import> &import);
    // keychainEntry: empty for a person's passphrase.
    void storeImport(const std::shared_ptr<Import> &import, const QString &keychainEntry, SharedSecret secret);
    void removeEntry(const QString &keychainEntry, std::function<void()> then);

    QString m_directory;
    SecretStore &m_secrets;
    Worker &m_worker;
    const Clock &m_clock;
    QObject m_receiver; // of the answers; what comes after the store's end is dropped
};

} // namespace tegata
