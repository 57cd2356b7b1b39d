// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/authority/authoritydirectory.h"
#include "core/service/authority/storelink.h"
#include "core/service/store/transaction.h"

#include <QList>
#include <QString>

#include <optional>

namespace tegata {

// One place where the store contradicts itself: "trail 17: …", "certificate 4A0F…: …". English, for the service's
// staff.
struct StoreFault
{
    QString place;
    QString what;

    friend bool operator==(const StoreFault &, const StoreFault &) = default;
};

struct StoreVerification
{
    static constexpr qsizetype MostFaults = 100; // listed; more are counted

    qint64 trailRows = 0;
    qint64 certificates = 0;
    qint64 requests = 0;
    int lists = 0; // CRLs
    qint64 faultCount = 0;
    QList<StoreFault> faults; // what they quote of the store is made visible: no line of it looks like one of ours

    bool isWhole() const { return faultCount == 0; }
    void add(const QString &place, const QString &what);
    // Of a store that could not be read to its end: not whole, whatever was found the last time.
    static StoreVerification unreadable(const Error &error);
};

// Checks the hash chain of the audit trail and, against it and each other: certificates (signature, fingerprint, what
// the row says, revocation and its reason), the CRLs published last, requests (state, customer, CSR), the clients'
// credentials (whose, revoked or not); with a link, that the trail has the line which the keys know. One snapshot;
// reads the whole store, on a thread where that may take long. Errors: the store's, where it cannot be read.
Result<StoreVerification> verifyStore(ReadTransaction &transaction, const AuthorityCertificates &authorities,
                                      const std::optional<StoreLink> &link);

} // namespace tegata
