// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QString>

namespace tegata {

// Why a TLS connection did not come about.
enum class HandshakeReason
{
    NoCertificate, // the listener requires one
    SelfSigned,
    UnknownAuthority, // not issued under the listener's client authorities
    Expired,
    NotYetValid,
    WrongPurpose,     // not for client authentication
    BadCertificate,   // broken signature, or any other failure of the chain
    NotTls,           // plain HTTP or something else was spoken
    NoCommonProtocol, // no common version, cipher or group
    ClientAborted,    // the client gave up, for example because it distrusts our certificate
    ProtocolError,
    TimedOut,
};

// "noCertificate", "selfSigned", …: for the audit trail.
QString handshakeReasonName(HandshakeReason reason);

struct HandshakeRefusal
{
    QString listener;
    QString remoteAddress;
    HandshakeReason reason = HandshakeReason::ProtocolError;
    QString certificateSubject; // of the client's certificate, where one was shown and could be read. Unverified:
    QString certificateSerial;  // anybody can write anything there
    QDateTime at;
};

} // namespace tegata
