// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace tegata {

// What went wrong, for programs: tests and callers compare the code, people read errortext.h's words for it.
// Grouped by the layer that reports it; a new code needs its words in errortext.cpp (a test checks that none lacks).
enum class ErrorCode
{
    // any layer
    Internal,        // our own mistake; detail says where
    Cancelled,       // given up by the caller, or the worker ended before it could answer
    InvalidArgument, // a value that the caller must mend; field names it
    NotFound,
    TimedOut,
    // files
    FileNotReadable,
    FileNotWritable,
    DiskFull,
    // pki: input from outside
    TooLarge, // more bytes than the format can reasonably need
    Empty,
    NotPem,            // no PEM block of the expected kind, and not DER either
    MalformedEncoding, // ASN.1, base64 or PEM damage; offset says where when it is known
    TrailingData,
    WrongKind,          // something else than what was wanted: found and wanted name both
    SeveralFound,       // more than one where one is wanted; count says how many
    PrivateKeyFound,    // a private key in what was about to leave this computer; nothing was sent
    PrivateKeyReceived, // the same, seen by the service; nothing of it was kept
    NotCaCertificate,   // a certificate, but not one of a certification authority; field names its subject
    MacMissing,         // a PKCS#12 without MAC: nobody can tell whether it was changed
    UnsupportedAlgorithm,
    UnsupportedVersion,
    InvalidSubject,
    InvalidExtension,
    SignatureInvalid,
    KeyMismatch, // private key and certificate do not belong together
    KeyMissing,  // a PKCS#12 without private key
    CertificateMissing,
    WrongPassphrase,
    ChainIncomplete,
    ChainUntrusted,
    CertificateExpired,
    CertificateNotYetValid,
    CertificateRevoked,
    WrongPurpose, // e.g. not for client authentication

    // secrets
    KeychainUnavailable,
    KeychainLocked,
    KeychainEntryMissing,
    PassphraseNeeded,
    IdentityLocked,
    SealedForAnother, // what is stored here opens with another operator's certificate
    PinNeeded,
    WrongPin,     // the token counted it: never tried again by itself
    PinLocked,    // by the token, after too many wrong ones
    TokenMissing, // smart card or HSM: not inserted, or taken out
    TokenFailure, // its driver, or the token itself, does not do what it should

    // talking to a site
    Offline,        // name not resolved, refused, or network down
    ConnectionLost, // the connection broke; whether the action was done is unknown
    TlsServerUntrusted,
    TlsIdentityRefused, // the site refused the client certificate
    NotAuthenticated,
    Forbidden,
    Conflict,          // the thing changed meanwhile
    Refused,           // a rule forbids it; findings say which
    Unsupported,       // the site's capabilities lack it
    ProtocolViolation, // the answer does not follow the contract
    ServiceFailure,    // 5xx
    ClockLeaped,       // the service's clock moved by more than a day: it signs nothing before somebody has looked
    TooManyRequests,
    // storing
    StoreUnavailable,
    StoreCorrupt,
    StoreMissing,     // the service's: its authority's keys are there, the store is not
    StoreOlder,       // the service's: the keys have signed what this store does not know
    StoreForeign,     // the service's: it belongs to other keys
    AuthorityMissing, // the service's: the store is there, the keys that belong to it are not
    StoreTooNew,      // written by a newer version of the program
};

// A failure: code for programs, detail for engineers (English, never a secret, never a person's data), field and
// offset for the place in the input. A plain value.
struct [[nodiscard]] Error
{
    ErrorCode code = ErrorCode::Internal;
    QString detail{};
    QString field{};    // name of the input field or file, empty when it does not apply
    qint64 offset = -1; // byte offset in the input, -1 when unknown
    int line = 0;       // its line, from 1, where the input is text
    QString found{};    // what the input is instead of what was wanted (inputKindName)
    QString wanted{};   // the same for what was wanted
    int count = 0;      // how many there are
    QString reason{};   // stable name of what exactly is wrong, where errortext.cpp has words of its own for it

    friend bool operator==(const Error &, const Error &) = default;
};

// The code's stable name ("wrongPassphrase"), used in JSON and logs.
QString errorCodeName(ErrorCode code);

} // namespace tegata
