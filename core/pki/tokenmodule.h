// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"
#include "core/pki/certificate.h"
#include "core/pki/privatekey.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>

namespace tegata {

// What the token says about the tries that are left for its PIN.
enum class PinState
{
    Normal,
    Low,      // at least one wrong PIN since the last right one
    FinalTry, // the next wrong one locks it
    Locked
};

// A smart card, or a part of an HSM, in one of the module's slots.
struct TokenInfo
{
    QString label;
    QString serial;
    QString manufacturer;
    QString model;
    PinState pin = PinState::Normal;
    bool hasPinPad = false; // the PIN is typed at the reader: an empty one is passed

    friend bool operator==(const TokenInfo &, const TokenInfo &) = default;
};

struct TokenCertificate
{
    Certificate certificate;
    QByteArray objectId; // CKA_ID, which the private key has too
    QString label;
};

// Where a private key is found again; no secret.
struct TokenReference
{
    QString module; // the driver's file
    QString tokenLabel;
    QString tokenSerial;
    QByteArray objectId;

    friend bool operator==(const TokenReference &, const TokenReference &) = default;
};

// A driver that the computer knows of (p11-kit's configuration).
struct TokenModuleInfo
{
    QString name;
    QString path;
};

// The driver of smart cards or an HSM (PKCS#11 2.40), loaded through p11-kit, which counts users of the same file.
// Copies share it. Every call may wait for the hardware: never on the GUI thread; safe from any other one. Errors of
// all: TokenFailure with the CKR_ number in `detail`.
class TokenModule
{
public:
    static QList<TokenModuleInfo> configured();
    // path: absolute; the file is code and runs in this process. Errors: NotFound, TokenFailure.
    static Result<TokenModule> load(const QString &path);

    // Those that are inserted and initialised.
    Result<QList<TokenInfo>> tokens() const;
    // Errors: TokenMissing.
    Result<TokenInfo> token(const QString &label, const QString &serial) const;
    // What can be read without a PIN.
    Result<QList<TokenCertificate>> certificates(const TokenInfo &token) const;

    // The private key beside the certificate, logged in with the PIN; it stays on the token and signs there. The PIN
    // goes to the token exactly once, and not at all where it is locked already. Dropping the last copy of the key logs
    // out. Errors: TokenMissing, WrongPin, PinLocked, KeyMissing, KeyMismatch (the token's key is not the
    // certificate's), UnsupportedAlgorithm, Unsupported (a key that asks for its PIN at every use).
    Result<PrivateKey> openKey(const TokenReference &reference, const Certificate &certificate,
                               const SecretBytes &pin) const;

private:
    class Handle;
    explicit TokenModule(std::shared_ptr<Handle> handle) : m_handle(std::move(handle)) {}

    std::shared_ptr<Handle> m_handle;
};

} // namespace tegata
