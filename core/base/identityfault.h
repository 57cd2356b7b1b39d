// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace tegata {

// Why a client certificate cannot be used at a site, where that is known. Its name is the field of an Error with the
// code TlsIdentityRefused (core/domain/errortext.h has words for each) and the code of the problem document with which
// our service answers a certificate that its own authority issued.
enum class IdentityFault
{
    Expired,
    NotYetValid,
    Revoked,
    WrongPurpose,     // not for client authentication
    Weak,             // key too short, or signed with SHA-1 or MD5
    UnknownAuthority, // not of an authority that the site trusts
    Missing,          // none was shown
};

// "certificateExpired", "certificateNotYetValid", "certificateRevoked", "wrongPurpose", "weakCertificate",
// "chainUntrusted", "certificateMissing".
QString identityFaultName(IdentityFault fault);
std::optional<IdentityFault> identityFaultFromName(const QString &name);

} // namespace tegata
