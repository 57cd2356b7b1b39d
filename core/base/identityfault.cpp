// SPDX-License-Identifier: Apache-2.0
#include "core/base/identityfault.h"

#include <array>

namespace tegata {

namespace {

constexpr std::array AllFaults{IdentityFault::Expired,      IdentityFault::NotYetValid, IdentityFault::Revoked,
                               IdentityFault::WrongPurpose, IdentityFault::Weak,        IdentityFault::UnknownAuthority,
                               IdentityFault::Missing};

} // namespace

QString identityFaultName(IdentityFault fault)
{
    switch (fault) {
    case IdentityFault::Expired:
        return QStringLiteral("certificateExpired");
    case IdentityFault::NotYetValid:
        return QStringLiteral("certificateNotYetValid");
    case IdentityFault::Revoked:
        return QStringLiteral("certificateRevoked");
    case IdentityFault::WrongPurpose:
        return QStringLiteral("wrongPurpose");
    case IdentityFault::Weak:
        return QStringLiteral("weakCertificate");
    case IdentityFault::UnknownAuthority:
        return QStringLiteral("chainUntrusted");
    case IdentityFault::Missing:
        return QStringLiteral("certificateMissing");
    }
    return {};
}

std::optional<IdentityFault> identityFaultFromName(const QString &name)
{
    for (const IdentityFault fault : AllFaults) {
        if (identityFaultName(fault) == name)
            return fault;
    }
    return std::nullopt;
}

} // namespace tegata
