// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/export/exportsource.h"

#include <utility>

namespace tegata {

// Rows that are all there already, as the source of an export.
class BulkRowSource final : public ExportSource
{
public:
    explicit BulkRowSource(QList<ExportRow> rows) : m_rows(std::move(rows)), m_count(m_rows.size()) {}

    Future<QList<ExportRow>> next() override { return readyFuture<QList<ExportRow>>(std::exchange(m_rows, {})); }
    qint64 expectedRows() const override { return m_count; }

private:
    QList<ExportRow> m_rows;
    qint64 m_count;
};

} // namespace tegata
