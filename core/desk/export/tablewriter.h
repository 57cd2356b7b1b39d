// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/desk/export/exporttable.h"

#include <memory>

namespace tegata {

// Writes one table into one file, whole or not at all, 0600. Every call blocks: on a worker, in one thread at a time.
// Destroyed before commit() it leaves nothing. Errors: FileNotWritable, DiskFull, and TooLarge where the format holds
// no more; field is the file's name.
class TableWriter
{
public:
    virtual ~TableWriter() = default;

    // Once, first.
    virtual Result<void> open(const QString &path, const ExportTable &table) = 0;
    virtual Result<void> append(const QList<ExportRow> &rows) = 0;
    // Once, last: only now the file exists.
    virtual Result<void> commit() = 0;
};

std::unique_ptr<TableWriter> makeTableWriter(ExportFormat format);

} // namespace tegata
