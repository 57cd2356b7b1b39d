// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

namespace tegata {

QString errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Internal:
        return QStringLiteral("internal");
    case ErrorCode::Cancelled:
        return QStringLiteral("cancelled");
    case ErrorCode::InvalidArgument:
        return QStringLiteral("invalidArgument");
    case ErrorCode::NotFound:
        return QStringLiteral("notFound");
    case ErrorCode::TimedOut:
        return QStringLiteral("timedOut");
    case ErrorCode::FileNotReadable:
        return QStringLiteral("fileNotReadable");
    case ErrorCode::FileNotWritable:
        return QStringLiteral("fileNotWritable");
    case ErrorCode::DiskFull:
        return QStringLiteral("diskFull");
    case ErrorCode::TooLarge:
        return QStringLiteral("tooLarge");
    case ErrorCode::Empty:
        return QStringLiteral("empty");
    case ErrorCode::NotPem:
        return QStringLiteral("notPem");
    case ErrorCode::MalformedEncoding:
        return QStringLiteral("malformedEncoding");
    case ErrorCode::TrailingData:
        return QStringLiteral("trailingData");
    case ErrorCode::UnsupportedAlgorithm:
        return QStringLiteral("unsupportedAlgorithm");
    case ErrorCode::UnsupportedVersion:
        return QStringLiteral("unsupportedVersion");
    case ErrorCode::InvalidSubject:
        return QStringLiteral("invalidSubject");
    case ErrorCode::InvalidExtension:
        return QStringLiteral("invalidExtension");
    case ErrorCode::SignatureInvalid:
        return QStringLiteral("signatureInvalid");
    case ErrorCode::KeyMismatch:
        return QStringLiteral("keyMismatch");
    case ErrorCode::KeyMissing:
        return QStringLiteral("keyMissing");
    case ErrorCode::CertificateMissing:
        return QStringLiteral("certificateMissing");
    case ErrorCode::WrongPassphrase:
        return QStringLiteral("wrongPassphrase");
    case ErrorCode::ChainIncomplete:
        return QStringLiteral("chainIncomplete");
    case ErrorCode::ChainUntrusted:
        return QStringLiteral("chainUntrusted");
    case ErrorCode::CertificateExpired:
        return QStringLiteral("certificateExpired");
    case ErrorCode::CertificateNotYetValid:
        return QStringLiteral("certificateNotYetValid");
    case ErrorCode::CertificateRevoked:
        return QStringLiteral("certificateRevoked");
    case ErrorCode::WrongPurpose:
        return QStringLiteral("wrongPurpose");
    case ErrorCode::KeychainUnavailable:
        return QStringLiteral("keychainUnavailable");
    case ErrorCode::KeychainLocked:
        return QStringLiteral("keychainLocked");
    case ErrorCode::KeychainEntryMissing:
        return QStringLiteral("keychainEntryMissing");
    case ErrorCode::PassphraseNeeded:
        return QStringLiteral("passphraseNeeded");
    case ErrorCode::IdentityLocked:
        return QStringLiteral("identityLocked");
    case ErrorCode::Offline:
        return QStringLiteral("offline");
    case ErrorCode::ConnectionLost:
        return QStringLiteral("connectionLost");
    case ErrorCode::TlsServerUntrusted:
        return QStringLiteral("tlsServerUntrusted");
    case ErrorCode::TlsIdentityRefused:
        return QStringLiteral("tlsIdentityRefused");
    case ErrorCode::NotAuthenticated:
        return QStringLiteral("notAuthenticated");
    case ErrorCode::Forbidden:
        return QStringLiteral("forbidden");
    case ErrorCode::Conflict:
        return QStringLiteral("conflict");
    case ErrorCode::Refused:
        return QStringLiteral("refused");
    case ErrorCode::Unsupported:
        return QStringLiteral("unsupported");
    case ErrorCode::ProtocolViolation:
        return QStringLiteral("protocolViolation");
    case ErrorCode::ServiceFailure:
        return QStringLiteral("serviceFailure");
    case ErrorCode::TooManyRequests:
        return QStringLiteral("tooManyRequests");
    case ErrorCode::StoreUnavailable:
        return QStringLiteral("storeUnavailable");
    case ErrorCode::StoreCorrupt:
        return QStringLiteral("storeCorrupt");
    case ErrorCode::StoreTooNew:
        return QStringLiteral("storeTooNew");
    }
    return QStringLiteral("internal");
}

} // namespace tegata
