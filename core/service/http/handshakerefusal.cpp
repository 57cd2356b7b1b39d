// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/handshakerefusal.h"

namespace tegata {

QString handshakeReasonName(HandshakeReason reason)
{
    switch (reason) {
    case HandshakeReason::NoCertificate:
        return QStringLiteral("noCertificate");
    case HandshakeReason::SelfSigned:
        return QStringLiteral("selfSigned");
    case HandshakeReason::UnknownAuthority:
        return QStringLiteral("unknownAuthority");
    case HandshakeReason::Expired:
        return QStringLiteral("expired");
    case HandshakeReason::NotYetValid:
        return QStringLiteral("notYetValid");
    case HandshakeReason::WrongPurpose:
        return QStringLiteral("wrongPurpose");
    case HandshakeReason::WeakCertificate:
        return QStringLiteral("weakCertificate");
    case HandshakeReason::BadCertificate:
        return QStringLiteral("badCertificate");
    case HandshakeReason::NotTls:
        return QStringLiteral("notTls");
    case HandshakeReason::NoCommonProtocol:
        return QStringLiteral("noCommonProtocol");
    case HandshakeReason::ClientAborted:
        return QStringLiteral("clientAborted");
    case HandshakeReason::ProtocolError:
        return QStringLiteral("protocolError");
    case HandshakeReason::TimedOut:
        return QStringLiteral("timedOut");
    case HandshakeReason::CrowdedOut:
        return QStringLiteral("crowdedOut");
    }
    return QStringLiteral("protocolError");
}

std::optional<IdentityFault> identityFaultOf(HandshakeReason reason)
{
    switch (reason) {
    case HandshakeReason::Expired:
        return IdentityFault::Expired;
    case HandshakeReason::NotYetValid:
        return IdentityFault::NotYetValid;
    case HandshakeReason::WrongPurpose:
        return IdentityFault::WrongPurpose;
    case HandshakeReason::WeakCertificate:
        return IdentityFault::Weak;
    default:
        return std::nullopt;
    }
}

} // namespace tegata
