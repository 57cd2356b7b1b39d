// SPDX-License-Identifier: Apache-2.0
#include "core/service/handshakerefusal.h"

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
    }
    return QStringLiteral("protocolError");
}

} // namespace tegata
