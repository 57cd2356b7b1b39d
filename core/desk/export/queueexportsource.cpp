// SPDX-License-Identifier: Apache-2.0
#include "core/desk/export/queueexportsource.h"

#include <utility>

namespace tegata {

QueueExportSource::QueueExportSource(QueueCache &cache, Worker &worker, QueueView view, QVector<qint64> keys,
                                     std::function<ExportRow(const QueueRow &)> map)
    : m_cache(cache), m_worker(worker), m_view(view), m_keys(std::move(keys)), m_map(std::move(map))
{}

Future<QList<ExportRow>> QueueExportSource::next()
{
    auto promise = std::make_shared<Promise<QList<ExportRow>>>();
    Future<QList<ExportRow>> future = promise->future();
    fetch(promise);
    return future;
}

void QueueExportSource::fetch(const std::shared_ptr<Promise<QList<ExportRow>>> &promise)
{
    if (m_at >= m_keys.size()) {
        promise->deliver(QList<ExportRow>());
        return;
    }
    const QVector<qint64> keys = m_keys.mid(m_at, ChunkSize);
    m_at += keys.size();
    const auto onMapped = [this, promise](const Result<QList<ExportRow>> &mapped) {
        if (mapped && mapped->isEmpty())
            fetch(promise); // all of them left the list: this is not the end
        else
            promise->deliver(mapped);
    };
    observe(m_cache.rows(m_view, keys), &m_context, [this, promise, onMapped](const Result<QList<QueueRow>> &rows) {
        if (!rows) {
            promise->deliver(failure(rows.error()));
            return;
        }
        const auto map = [rows = *rows, map = m_map]() -> Result<QList<ExportRow>> {
            QList<ExportRow> mapped;
            mapped.reserve(rows.size());
            for (const QueueRow &row : rows)
                mapped.append(map(row));
            return mapped;
        };
        observe(m_worker.run<QList<ExportRow>>(map), &m_context, onMapped);
    });
}

} // namespace tegata
