// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"
#include "core/pki/revocationreason.h"

#include <optional>

namespace tegata {

enum class CertificateState
{
    Valid,
    Expired,
    Revoked
};
QString certificateStateName(CertificateState state); // "valid", "expired", "revoked"
std::optional<CertificateState> certificateStateFromName(const QString &name);

// An issued certificate as the lists hold it.
struct CertificateRecord
{
    QString serial; // as Certificate::serial(): upper-case hex, even number of digits
    int version = 0;
    CertificateState state = CertificateState::Valid;
    QString requestId;
    Product product = Product::Ov;
    QString commonName;
    QString subject;
    QStringList sans;
    QString organization;
    QString issuer;
    KeySummary key;
    QDateTime issuedAt;
    QDateTime notBefore;
    QDateTime notAfter;
    QDateTime revokedAt; // Revoked only
    std::optional<RevocationReason> revocationReason;
    QString renewalOf;  // serial of the certificate that this one renews, empty for none
    QDateTime revokeAt; // Valid with a scheduled revocation only: when the site will revoke it
    std::optional<RevocationReason> revokeAtReason;

    friend bool operator==(const CertificateRecord &, const CertificateRecord &) = default;
};

struct CertificateDetail
{
    CertificateRecord certificate;
    QByteArray pem;
    QList<QByteArray> chain; // PEM: the issuers up to the root
    QList<HistoryEntry> history;

    friend bool operator==(const CertificateDetail &, const CertificateDetail &) = default;
};

} // namespace tegata
