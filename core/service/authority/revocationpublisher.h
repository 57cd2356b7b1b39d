// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/service/authority/issuingauthority.h"
#include "core/service/store/database.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <mutex>

namespace tegata {

// CRLs and OCSP answers of the authority. A new CRL is published by start(), at once after each commit
// that revoked something (it listens to the database), and by refresh() before nextUpdate. The bytes are kept, in the
// store too, and handed out without signing again. Where the authority may not sign (ClockLeaped), the lists of before
// are handed out, and refresh() makes up for it. Thread-safe. Database, authority and clock must outlive it.
class RevocationPublisher
{
public:
    static constexpr int CrlHours = 24;        // nextUpdate
    static constexpr int CrlRefreshHours = 12; // refresh() publishes anew from this age on
    static constexpr int RootCrlDays = 90;
    static constexpr int OcspHours = 12;

    // beforeHandOut: called with each list that is committed, before anybody gets it; an error keeps it back.
    RevocationPublisher(Database &database, IssuingAuthority &authority, const Clock &clock,
                        std::function<Result<void>()> beforeHandOut = {});
    ~RevocationPublisher();

    // Publishes both CRLs and begins to listen.
    Result<void> start();
    // Publishes what is due; the service calls it every few minutes.
    Result<void> refresh();
    Result<void> publish();
    // Lists and responder anew, whatever they look like: the clock they were made by was wrong.
    Result<void> renew();

    QByteArray crl() const;     // DER; empty: none yet
    QByteArray rootCrl() const; // DER; empty: none yet
    // DER in, DER out. Errors: the store's.
    Result<QByteArray> ocsp(const QByteArray &request);

private:
    struct List
    {
        QByteArray der;
        quint64 number = 0;
        QDateTime at;
        bool isStale = false; // a revocation is not on it yet, or it could not be made
    };
    Result<void> publishRoot();
    using Sign = std::function<Result<CertificateRevocationList>(Transaction &, quint64 number)>;
    Result<void> publish(const QString &issuer, List &list, const QDateTime &now, const Sign &sign);
    Result<void> takeKept(const QString &issuer, List &list);
    Result<std::shared_ptr<const OcspResponder>> responder(const QDateTime &now);
    QByteArray bytesOf(const List &list) const;

    Database &m_database;
    IssuingAuthority &m_authority;
    const Clock &m_clock;
    const std::function<Result<void>()> m_beforeHandOut;
    quint64 m_listener = 0;
    mutable std::mutex m_mutex; // the lists
    List m_crl;
    List m_rootCrl;
};

} // namespace tegata
