// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/identityfault.h"

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
    WeakCertificate,  // its key is too short
    BadCertificate,   // broken signature, or any other failure of the chain
    NotTls,           // plain HTTP or something else was spoken
    NoCommonProtocol, // no common version, cipher or group
    ClientAborted,    // the client gave up, for example because it distrusts our certificate
    ProtocolError,
    TimedOut,
    CrowdedOut, // others from the same address block, or from one with fewer open handshakes, took its place
};

// "noCertificate", "selfSigned", …: for the audit trail.
QString handshakeReasonName(HandshakeReason reason);
// What its holder is told, where the certificate is one of the listener's authorities' own.
std::optional<IdentityFault> identityFaultOf(HandshakeReason reason);

// Subject and serial are cut to a length that no honest certificate has.
struct HandshakeRefusal
{
    static constexpr qsizetype LongestSubject = 200;
    static constexpr qsizetype LongestSerial = 64;

    QString listener;
    QString remoteAddress;
    HandshakeReason reason = HandshakeReason::ProtocolError;
    QString certificateSubject; // of the client's certificate, where one was shown and could be read. Unverified:
    QString certificateSerial;  // anybody can write anything there
    QDateTime at;
};

} // namespace tegata
