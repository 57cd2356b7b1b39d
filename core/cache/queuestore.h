// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/cachedatabase.h"
#include "core/cache/queueview.h"
#include "core/domain/contract.h"

#include <QVector>

#include <optional>

namespace tegata {

// The SQL behind QueueCache: synchronous, on the cache's thread only. Errors as CacheDatabase's; StoreCorrupt sets the
// file aside and begins a new one, so that the next pass fills it again.
class QueueStore
{
public:
    Result<void> open(const QString &path);
    void close() { m_database.close(); }

    Result<QueueCounts> counts();
    Result<QVector<qint64>> keys(QueueView view, QueueOrder order, int limit); // limit < 0: all
    Result<QList<QueueRow>> rows(QueueView view, const QVector<qint64> &keys);
    Result<std::optional<CertificateRequest>> request(const QString &id);
    Result<std::optional<CertificateRecord>> certificate(const QString &serial);

    Result<QString> meta(const QString &name);
    Result<void> setMeta(const QString &name, const QString &value);

    Result<ChangeSet> apply(const contract::ChangePage &page);
    Result<ChangeSet> upsert(const QList<CertificateRequest> &requests, const QList<CertificateRecord> &certificates);

private:
    enum class Table { Request, Certificate };
    enum class Merge { NewerOnly, Always }; // Always: a complete pass, whose versions count whatever is stored
    struct Known
    {
        qint64 key = 0;
        int version = 0;
        std::optional<QueueView> view;
    };

    template <typename Work>
    auto inTransaction(Work &&work) -> decltype(work());
    template <typename T>
    Result<T> mended(Result<T> result);

    Result<std::optional<Known>> find(Table table, const QString &id);
    template <typename Record>
    Result<void> merge(Table table, const Record &record, Merge mode, qint64 pass, ChangeSet &changes);
    Result<void> removeRow(Table table, const Known &known, ChangeSet &changes);
    Result<void> removeById(Table table, const QString &id, ChangeSet &changes);
    Result<void> removeUnseen(Table table, qint64 pass, ChangeSet &changes);
    Result<qint64> pass();

    CacheDatabase m_database;
    QString m_path;
};

} // namespace tegata
