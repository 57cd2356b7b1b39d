// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/cachedatabase.h"
#include "core/cache/changelog.h"
#include "core/cache/queueview.h"
#include "core/cache/rowmapping.h"
#include "core/cache/searchindex.h"
#include "core/domain/contract.h"

#include <optional>

namespace tegata {

// What writes the queue's file: synchronous, on the writer's thread only. Errors as CacheDatabase's; StoreCorrupt sets
// the file aside and begins a new one, so that the next pass fills it again.
class QueueStore
{
public:
    // log: told of every transaction; outlives the store.
    explicit QueueStore(ChangeLog &log) : m_index(m_database), m_log(log) {}

    Result<void> open(const QString &path);
    void close() { m_database.close(); }

    Result<QString> meta(const QString &name);
    Result<void> setMeta(const QString &name, const QString &value);

    // As QueueCache's.
    Result<QString> cursor();
    Result<ChangeSet> apply(const contract::ChangePage &page, const std::optional<QString> &after);
    Result<ChangeSet> upsert(const QList<CertificateRequest> &requests, const QList<CertificateRecord> &certificates);
    Result<void> storeDetail(const QString &id, const QByteArray &sealed);

    // Brings the next `rows` rows into the text search; false when all are in.
    Result<bool> index(int rows);
    // After a reader found it damaged.
    Result<void> mend();

private:
    enum class Merge
    {
        NewerOnly,
        Always
    }; // Always: a complete pass, whose versions count whatever is stored
    struct Known
    {
        qint64 key = 0;
        int version = 0;
        std::optional<QueueView> view;
        QString text;      // for the search
        QStringList names; // of a certificate, for certificatesOfName()
    };

    template <typename Work>
    auto inTransaction(Work &&work) -> decltype(work());
    // A transaction that changes rows: keeps the tally and tells the log.
    template <typename Work>
    Result<ChangeSet> change(Work &&work);

    Result<std::optional<Known>> find(RecordTable table, const QString &id);
    template <typename Record>
    Result<void> merge(const QList<Record> &records, Merge mode, qint64 pass, ChangeSet &changes);
    template <typename Record>
    Result<void> mergeOne(const Record &record, Merge mode, qint64 pass, ChangeSet &changes);
    Result<void> reindex(RecordTable table, const Known &before);
    Result<void> setNames(qint64 key, const QStringList &before, const QStringList &after);
    Result<void> removeRow(RecordTable table, const QString &id, ChangeSet &changes);
    Result<void> removeRows(RecordTable table, const QStringList &ids, ChangeSet &changes);
    Result<void> removeUnseen(RecordTable table, qint64 pass, ChangeSet &changes);
    Result<void> count(ChangeSet &changes);
    Result<qint64> pass();

    CacheDatabase m_database;
    SearchIndex m_index;
    ChangeLog &m_log;
    QString m_path;
};

} // namespace tegata
