// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/authority/authoritydirectory.h"
#include "core/service/store/database.h"

#include <QString>

#include <mutex>
#include <optional>

namespace tegata {

// What the authority's directory knows of the store that belongs to it: store.json beside the keys, by which a store
// that is missing, was restored from an older backup or belongs to others is noticed. The store in turn names its keys
// (authority_binding). The file never tells more than the store has committed.
struct StoreLink
{
    QString storeId;
    quint64 issuingCrl = 0; // the CRL numbers used last
    quint64 rootCrl = 0;
    qint64 trailLength = 0; // the audit trail's last line and its hash
    QByteArray trailHash;

    friend bool operator==(const StoreLink &, const StoreLink &) = default;
};

// As the store is now.
Result<StoreLink> readStoreLink(ReadTransaction &transaction);
// Nothing where the directory has no such file. Errors: FileNotReadable, StoreCorrupt.
Result<std::optional<StoreLink>> loadStoreLink(const QString &authorityDirectory);

// Keeps the file up to what is committed. Thread-safe; the database must outlive it. Blocks on the disk.
class StoreLinkKeeper
{
public:
    StoreLinkKeeper(Database &database, QString authorityDirectory)
        : m_database(database), m_directory(std::move(authorityDirectory))
    {}

    // On the disk when it returns. Errors: the store's, FileNotWritable, DiskFull.
    Result<void> keep();

private:
    Database &m_database;
    const QString m_directory;
    std::mutex m_mutex;
    std::optional<StoreLink> m_kept;
};

// The files of one service.
struct ServiceFiles
{
    QString data; // as its configuration names it
    QString store() const { return data + QStringLiteral("/service.sqlite"); }
    QString authority() const { return data + QStringLiteral("/authority"); }
    QString lock() const { return data + QStringLiteral("/service.lock"); }
    bool hasStore() const;
    bool hasKeys() const;
};

// The errors of these have the data directory as field, for the words that say how to go on.
// Before the store is opened, which would make one: StoreMissing.
Result<void> checkStoreIsThere(const ServiceFiles &files);
// Before the authority is opened, which would make keys, and anything is written: AuthorityMissing where the store is
// some authority's already, StoreForeign, StoreOlder, those of AuthorityDirectory::loadCertificates.
Result<void> checkBelongTogether(ReadTransaction &transaction, const ServiceFiles &files);
// Lets each name the other, where they do not yet.
Result<void> bindTogether(Database &database, StoreLinkKeeper &keeper, const AuthorityCertificates &authorities);

// What `store accept` does while no service runs: the keys go on with the store that is there, or with a new one where
// it is missing. No CRL number is used twice, also where nobody knows which were (then they go on from the clock: a CRL
// number may have any size up to 20 octets, RFC 5280, 5.2.3), readers of the change feed begin anew, and the trail says
// what happened. Answers whether there was anything to accept. Errors: Conflict (a service runs), StoreForeign, the
// store's.
Result<bool> acceptStore(const ServiceFiles &files, const QString &user, const QDateTime &now);

} // namespace tegata
