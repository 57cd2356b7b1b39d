// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/desk/export/exportsource.h"
#include "core/desk/export/tablewriter.h"

#include <QObject>

#include <memory>

namespace tegata {

// Writes one table to one file, chunk by chunk from the source to the worker: only one chunk is in memory. Lives in its
// owner's thread and does not block it. Deleted or stopped before the end, it leaves no new file, and an older one of
// that name unchanged.
class TableExport : public QObject
{
    Q_OBJECT

public:
    // worker outlives this.
    TableExport(Worker &worker, ExportTable table, std::unique_ptr<ExportSource> source,
                std::unique_ptr<TableWriter> writer, QString path, QObject *parent = nullptr);
    ~TableExport() override;

    // Once. Delivers the number of rows. Errors: the writer's and the source's; Cancelled after stop().
    Future<qint64> start();
    void stop();

    const QString &path() const { return m_path; }
    qint64 rowsWritten() const { return m_rows; }
    qint64 expectedRows() const { return m_source->expectedRows(); }

Q_SIGNALS:
    void progressed(qint64 rows);

private:
    void fetch();
    void append(const QList<ExportRow> &rows);
    void commit();
    void end(Result<qint64> result);

    Worker &m_worker;
    ExportTable m_table;
    std::unique_ptr<ExportSource> m_source;
    std::shared_ptr<TableWriter> m_writer; // used on the worker only
    QString m_path;
    Promise<qint64> m_promise;
    qint64 m_rows = 0;
    bool m_ended = false;
};

} // namespace tegata
