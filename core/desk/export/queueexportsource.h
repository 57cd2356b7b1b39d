// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queuecache.h"
#include "core/desk/export/exportsource.h"

#include <QObject>

#include <functional>
#include <memory>

namespace tegata {

// The rows of a list of the queue, by key, from the cache. A row that left the list meanwhile is left out.
class QueueExportSource final : public ExportSource
{
public:
    static constexpr qsizetype ChunkSize = 2000;

    // map runs on the worker: it has to be safe there. cache and worker outlive this.
    QueueExportSource(QueueCache &cache, Worker &worker, QueueView view, QVector<qint64> keys,
                      std::function<ExportRow(const QueueRow &)> map);

    Future<QList<ExportRow>> next() override;
    qint64 expectedRows() const override { return m_keys.size(); }

private:
    void fetch(const std::shared_ptr<Promise<QList<ExportRow>>> &promise);

    QObject m_context; // ends the answers that are still on their way
    QueueCache &m_cache;
    Worker &m_worker;
    QueueView m_view;
    QVector<qint64> m_keys;
    qsizetype m_at = 0;
    std::function<ExportRow(const QueueRow &)> m_map;
};

} // namespace tegata
