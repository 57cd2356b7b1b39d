// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/pki/certificate.h"
#include "core/pki/privatekey.h"
#include "core/pki/revocationreason.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace tegata {

struct RevokedCertificate
{
    QString serial; // as Certificate::serial()
    QDateTime revokedAt;
    std::optional<RevocationReason> reason; // nothing: no reasonCode, or one that is not ours

    friend bool operator==(const RevokedCertificate &, const RevokedCertificate &) = default;
};

// A version 2 CRL (RFC 5280, 5). Immutable value.
class CertificateRevocationList
{
public:
    static constexpr qsizetype MaximumSize = 64 * 1024 * 1024;

    static Result<CertificateRevocationList> parse(const QByteArray &bytes); // PEM or DER
    // Signs a full CRL with number and AKI; entries sorted by serial.
    static Result<CertificateRevocationList> create(const Certificate &issuer, const PrivateKey &issuerKey,
                                                    quint64 number, const QDateTime &thisUpdate,
                                                    const QDateTime &nextUpdate,
                                                    const QList<RevokedCertificate> &revoked);

    const QByteArray &der() const { return m_der; }
    QByteArray pem() const;
    const DistinguishedName &issuer() const { return m_issuer; }
    const QDateTime &thisUpdate() const { return m_thisUpdate; }
    const QDateTime &nextUpdate() const { return m_nextUpdate; }
    quint64 number() const { return m_number; }
    const QList<RevokedCertificate> &revoked() const { return m_revoked; }
    std::optional<RevokedCertificate> find(const QString &serial) const;
    bool isSignedBy(const Certificate &issuer) const;

private:
    CertificateRevocationList() = default;

    QByteArray m_der;
    DistinguishedName m_issuer;
    QDateTime m_thisUpdate;
    QDateTime m_nextUpdate;
    quint64 m_number = 0;
    QList<RevokedCertificate> m_revoked;
};

} // namespace tegata
