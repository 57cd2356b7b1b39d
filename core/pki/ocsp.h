// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/certificate.h"
#include "core/pki/privatekey.h"
#include "core/pki/revocationreason.h"

#include <QDateTime>

#include <functional>
#include <optional>

namespace tegata {

enum class OcspStatus
{
    Good,
    Revoked,
    Unknown
};

struct OcspAnswer
{
    OcspStatus status = OcspStatus::Unknown;
    QDateTime revokedAt;                    // Revoked only
    std::optional<RevocationReason> reason; // Revoked only; Unspecified is written without reason
};

// Answers OCSP requests (RFC 6960) for one issuer, signed by that issuer's delegated responder certificate (EKU
// OCSPSigning, id-pkix-ocsp-nocheck). Stateless and thread-safe; the status comes from the look-up.
class OcspResponder
{
public:
    static constexpr qsizetype MaximumRequestSize = 16 * 1024;
    using Lookup = std::function<OcspAnswer(const QString &serial)>;

    OcspResponder(Certificate issuer, Certificate responder, PrivateKey responderKey);

    // DER in, DER out. Never fails: a request that cannot be read is answered malformedRequest, one for another issuer
    // unknown, and a nonce (1-128 octets, RFC 9654) is given back.
    QByteArray respond(const QByteArray &request, const QDateTime &thisUpdate, const QDateTime &nextUpdate,
                       const Lookup &lookup) const;

private:
    Certificate m_issuer;
    Certificate m_responder;
    PrivateKey m_responderKey;
};

} // namespace tegata
