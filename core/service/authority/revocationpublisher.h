// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/service/authority/issuingauthority.h"
#include "core/service/store/database.h"

#include <QByteArray>

#include <mutex>

namespace tegata {

// CRLs and OCSP answers of the authority. A new CRL is published by start(), at once after each commit
// that revoked something (it listens to the database), and by refresh() before nextUpdate. The bytes are kept and
// handed out without signing again. Thread-safe. Database, authority and clock must outlive it.
class RevocationPublisher
{
public:
    static constexpr int CrlHours = 24;        // nextUpdate
    static constexpr int CrlRefreshHours = 12; // refresh() publishes anew from this age on
    static constexpr int RootCrlDays = 90;
    static constexpr int OcspHours = 12;

    RevocationPublisher(Database &database, IssuingAuthority &authority, const Clock &clock);
    ~RevocationPublisher();

    // Publishes both CRLs and begins to listen.
    Result<void> start();
    // Publishes what is due; the service calls it every few minutes.
    Result<void> refresh();
    Result<void> publish();

    QByteArray crl() const;     // DER
    QByteArray rootCrl() const; // DER
    // DER in, DER out. Errors: the store's.
    Result<QByteArray> ocsp(const QByteArray &request);

private:
    Result<void> publishRoot();

    Database &m_database;
    IssuingAuthority &m_authority;
    const Clock &m_clock;
    quint64 m_listener = 0;
    mutable std::mutex m_mutex;
    QByteArray m_crl;
    quint64 m_crlNumber = 0;
    QDateTime m_crlAt;
    bool m_isStale = false; // a revocation is not on it yet
    QByteArray m_rootCrl;
    quint64 m_rootCrlNumber = 0;
    QDateTime m_rootCrlAt;
};

} // namespace tegata
