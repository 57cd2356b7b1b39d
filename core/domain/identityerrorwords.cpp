// SPDX-License-Identifier: Apache-2.0
#include "core/base/identityfault.h"
#include "core/domain/errorwords.h"

#include <QtGlobal>

namespace tegata {

namespace {

std::optional<ErrorWords> wordsOfFault(IdentityFault fault)
{
    switch (fault) {
    case IdentityFault::Expired:
        return ErrorWords{
            QT_TRANSLATE_NOOP("Error", "The operator certificate is refused: it has expired."),
            QT_TRANSLATE_NOOP("Error", "Ask the certification authority for a new one and load it here.")};
    case IdentityFault::NotYetValid:
        return ErrorWords{QT_TRANSLATE_NOOP("Error", "The operator certificate is refused: it is not valid yet."),
                          QT_TRANSLATE_NOOP("Error",
                                            "Check the date and time of this computer, and from when the certificate "
                                            "is valid.")};
    case IdentityFault::Revoked:
        return ErrorWords{
            QT_TRANSLATE_NOOP("Error", "The operator certificate is refused: it has been revoked."),
            QT_TRANSLATE_NOOP("Error", "Ask the certification authority for a new one and load it here.")};
    case IdentityFault::WrongPurpose:
        return ErrorWords{
            QT_TRANSLATE_NOOP("Error",
                              "The operator certificate is refused: it is not meant for client authentication."),
            QT_TRANSLATE_NOOP("Error", "Load the certificate that was issued to you as an operator, not the one "
                                       "of a server or for mail.")};
    case IdentityFault::Weak:
        return ErrorWords{
            QT_TRANSLATE_NOOP("Error", "The operator certificate is refused: it is too weak. Its key is too short, "
                                       "or it is signed with SHA-1 or MD5."),
            QT_TRANSLATE_NOOP("Error", "Ask the certification authority for a new one with an RSA key of 2048 bits "
                                       "or more, or an EC key on P-256, P-384 or P-521.")};
    case IdentityFault::UnknownAuthority:
        return ErrorWords{QT_TRANSLATE_NOOP("Error",
                                            "The operator certificate is refused: it was not issued by an authority "
                                            "that this site trusts."),
                          QT_TRANSLATE_NOOP("Error", "Check that you use the certificate issued for this site.")};
    case IdentityFault::Missing:
        return ErrorWords{QT_TRANSLATE_NOOP("Error", "The site asks for an operator certificate, and none was shown."),
                          QT_TRANSLATE_NOOP("Error", "Load the operator certificate and unlock it.")};
    }
    return std::nullopt;
}

std::optional<ErrorWords> wordsOfCode(ErrorCode code)
{
    switch (code) {
    case ErrorCode::WrongPurpose:
        return ErrorWords{
            QT_TRANSLATE_NOOP("Error", "The certificate is not meant for this purpose (client authentication)."),
            QT_TRANSLATE_NOOP("Error", "Choose the operator certificate, not a server certificate.")};
    case ErrorCode::KeychainUnavailable:
        return ErrorWords{
            QT_TRANSLATE_NOOP("Error", "This desktop offers no keychain."),
            QT_TRANSLATE_NOOP("Error",
                              "Enter the passphrase at each start, or set up a keychain (GNOME Keyring, KWallet).")};
    case ErrorCode::KeychainLocked:
        return ErrorWords{QT_TRANSLATE_NOOP("Error", "The keychain is locked."),
                          QT_TRANSLATE_NOOP("Error", "Unlock the keychain and try again.")};
    case ErrorCode::KeychainEntryMissing:
        return ErrorWords{
            QT_TRANSLATE_NOOP("Error", "An entry that this program saved in the keychain is missing."),
            QT_TRANSLATE_NOOP("Error", "Unlock the keychain that contains it, or restore it from a backup. You can "
                                       "also load the operator certificate again from its PKCS#12 file.")};
    case ErrorCode::PassphraseNeeded:
        return ErrorWords{QT_TRANSLATE_NOOP("Error", "A passphrase is needed."),
                          QT_TRANSLATE_NOOP("Error", "Enter the passphrase that protects it.")};
    case ErrorCode::IdentityLocked:
        return ErrorWords{QT_TRANSLATE_NOOP("Error", "The operator certificate is locked."),
                          QT_TRANSLATE_NOOP("Error", "Unlock it to continue.")};
    case ErrorCode::SealedForAnother:
        return ErrorWords{
            QT_TRANSLATE_NOOP("Error", "The encrypted data on this computer belongs to another operator certificate."),
            QT_TRANSLATE_NOOP(
                "Error", "Unlock that certificate first and then switch to this one, or discard the encrypted data.")};
    case ErrorCode::PinNeeded:
        return ErrorWords{QT_TRANSLATE_NOOP("Error", "The PIN of the token is needed."),
                          QT_TRANSLATE_NOOP("Error", "Enter the PIN.")};
    case ErrorCode::WrongPin:
        return ErrorWords{
            QT_TRANSLATE_NOOP("Error", "The PIN is wrong."),
            QT_TRANSLATE_NOOP("Error", "Enter it again carefully. The token locks after several wrong PINs.")};
    case ErrorCode::PinLocked:
        return ErrorWords{
            QT_TRANSLATE_NOOP("Error", "The token has locked its PIN after too many wrong ones."),
            QT_TRANSLATE_NOOP("Error",
                              "Unlock it with the PUK in the token's own program, or contact whoever issued it.")};
    case ErrorCode::TokenMissing:
        return ErrorWords{QT_TRANSLATE_NOOP("Error", "The token with the operator certificate's key is not connected."),
                          QT_TRANSLATE_NOOP("Error", "Insert the smart card or connect the HSM, then unlock.")};
    case ErrorCode::TokenFailure:
        return ErrorWords{
            QT_TRANSLATE_NOOP("Error", "The token or its driver does not work correctly."),
            QT_TRANSLATE_NOOP(
                "Error",
                "Remove the token and insert it again. Check that its driver (PKCS#11 module) is the right one.")};
    case ErrorCode::TlsIdentityRefused:
        return ErrorWords{
            QT_TRANSLATE_NOOP("Error", "The site refused the operator certificate."),
            QT_TRANSLATE_NOOP("Error",
                              "It may be revoked, expired or not registered. Contact the certification authority.")};
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<ErrorWords> identityErrorWords(const Error &error)
{
    if (error.code == ErrorCode::TlsIdentityRefused) {
        if (const std::optional<IdentityFault> fault = identityFaultFromName(error.field))
            return wordsOfFault(*fault);
    }
    return wordsOfCode(error.code);
}

} // namespace tegata
