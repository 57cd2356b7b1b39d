// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/cachedatabase.h"
#include "core/cache/changelog.h"
#include "core/cache/expiryweek.h"
#include "core/cache/queuefilter.h"
#include "core/cache/queuelist.h"
#include "core/cache/rowmapping.h"

#include <QVector>

#include <optional>

namespace tegata {

// What QueueCache asks of its file without changing it: synchronous, on the thread of its own connection, beside the
// writer's. Each answer is of one snapshot. Errors as CacheDatabase's; StoreCorrupt is the caller's to mend.
class QueueReader
{
public:
    // log: of the writer; outlives the reader.
    explicit QueueReader(const ChangeLog &log) : m_log(log) {}

    // cache: KiB of memory for pages.
    Result<void> open(const QString &path, int cache) { return m_database.openToRead(path, cache); }
    void close() { m_database.close(); }
    // The following answers stop with either: the reader's own life, and the question's.
    void setTickets(const SearchTicket &life, const SearchTicket &question) { m_database.setTickets({life, question}); }

    Result<QueueCounts> counts();
    Result<QList<QueueRow>> firstRows(const QueueQuery &query, int limit);
    Result<QueueKeys> keys(const QueueQuery &query);
    Result<qint64> count(const QueueQuery &query);
    Result<QueueListChange> changesOf(const QueueQuery &query, const QueueKeys &held);
    Result<QList<QueueRow>> rows(QueueView view, const QVector<qint64> &keys);

    Result<std::optional<CertificateRequest>> request(const QString &id);
    Result<QList<CertificateRequest>> waitingLike(const CertificateRequest &request, int limit);
    Result<std::optional<CertificateRecord>> certificate(const QString &serial);
    Result<QList<CertificateRecord>> certificatesOfName(const QStringList &dnsNames, int limit);
    Result<QList<CertificateRecord>> certificatesOfKey(const QString &spkiSha256, int limit);
    Result<std::optional<CertificateRecord>> successorOf(const QString &serial);
    Result<QList<ExpiryWeek>> expiriesByWeek(const QDateTime &now, int weeks);
    Result<std::optional<QByteArray>> sealedDetail(const QString &id);

private:
    template <typename Work>
    auto inSnapshot(Work &&work) -> decltype(work());
    // The rows of a SELECT of all columns.
    Result<QList<QueueRow>> read(RecordTable table, Statement statement);
    Result<QList<CertificateRecord>> certificates(Statement statement);

    CacheDatabase m_database;
    const ChangeLog &m_log;
};

} // namespace tegata
