// SPDX-License-Identifier: Apache-2.0
#include "core/desk/export/tablewriter.h"

#include "core/desk/export/csvtablewriter.h"
#include "core/desk/export/xlsxtablewriter.h"

namespace tegata {

std::unique_ptr<TableWriter> makeTableWriter(ExportFormat format)
{
    if (format == ExportFormat::Csv)
        return std::make_unique<CsvTableWriter>();
    return std::make_unique<XlsxTableWriter>();
}

} // namespace tegata
