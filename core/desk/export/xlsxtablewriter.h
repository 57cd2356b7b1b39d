// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/filewriter.h"
#include "core/desk/export/tablewriter.h"

#include <memory>

namespace tegata {

// An Excel workbook (Office Open XML) by libxlsxwriter, row after row in constant memory: its temporary files lie
// unnamed in the target's folder. Texts are texts there, so that none is ever taken for a formula. Times are Excel's
// own, in the table's zone, which the column's title names. A sheet holds 1,048,575 rows; more go on in the next one.
class XlsxTableWriter final : public TableWriter
{
public:
    // rowsPerSheet: less than Excel's own limit only in tests.
    explicit XlsxTableWriter(qint64 rowsPerSheet = MaximumRows);
    ~XlsxTableWriter() override;

    static constexpr qint64 MaximumRows = 1'048'575; // of a sheet, without its head
    static constexpr qsizetype MaximumText = 32'767; // of a cell, in UTF-16 units; more is cut off, with "…"

    Result<void> open(const QString &path, const ExportTable &table) override;
    Result<void> append(const QList<ExportRow> &rows) override;
    Result<void> commit() override;

private:
    struct Book; // libxlsxwriter's

    Result<void> beginSheet();
    void writeRow(const ExportRow &row);

    std::unique_ptr<Book> m_book;
    FileWriter m_file;
    ExportTable m_table;
    QString m_path;
    qint64 m_rowsPerSheet;
    qint64 m_row = 0; // the next one of the sheet; 0 is its head
};

} // namespace tegata
