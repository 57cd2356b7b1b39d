// SPDX-License-Identifier: Apache-2.0
#include "core/desk/export/tableexport.h"

namespace tegata {

TableExport::TableExport(Worker &worker, ExportTable table, std::unique_ptr<ExportSource> source,
                         std::unique_ptr<TableWriter> writer, QString path, QObject *parent)
    : QObject(parent), m_worker(worker), m_table(std::move(table)), m_source(std::move(source)),
      m_writer(std::move(writer)), m_path(std::move(path))
{}

TableExport::~TableExport()
{
    end(failure(ErrorCode::Cancelled));
}

Future<qint64> TableExport::start()
{
    const auto open = [writer = m_writer, path = m_path, table = m_table] { return writer->open(path, table); };
    observe(m_worker.run<void>(open), this, [this](const Result<void> &opened) {
        if (opened)
            fetch();
        else
            end(failure(opened.error()));
    });
    return m_promise.future();
}

void TableExport::stop()
{
    end(failure(ErrorCode::Cancelled));
}

void TableExport::fetch()
{
    if (m_ended)
        return;
    observe(m_source->next(), this, [this](const Result<QList<ExportRow>> &rows) {
        if (!rows)
            end(failure(rows.error()));
        else if (rows->isEmpty())
            commit();
        else
            append(*rows);
    });
}

void TableExport::append(const QList<ExportRow> &rows)
{
    if (m_ended)
        return;
    observe(m_worker.run<void>([writer = m_writer, rows] { return writer->append(rows); }), this,
            [this, count = rows.size()](const Result<void> &written) {
                if (m_ended)
                    return;
                if (!written) {
                    end(failure(written.error()));
                    return;
                }
                m_rows += count;
                Q_EMIT progressed(m_rows);
                fetch();
            });
}

void TableExport::commit()
{
    if (m_ended)
        return;
    observe(m_worker.run<void>([writer = m_writer] { return writer->commit(); }), this,
            [this](const Result<void> &written) {
                if (written)
                    end(m_rows);
                else
                    end(failure(written.error()));
            });
}

void TableExport::end(Result<qint64> result)
{
    if (m_ended)
        return;
    m_ended = true;
    // Taking the unfinished file away is the worker's work too.
    (void)m_worker.run<void>([writer = std::move(m_writer)]() mutable -> Result<void> {
        writer.reset();
        return {};
    });
    m_promise.deliver(std::move(result));
}

} // namespace tegata
