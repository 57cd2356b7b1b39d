// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/desk/export/exporttable.h"

namespace tegata {

// Where the rows of an export come from, a chunk at a time, so that a million of them need the memory of one chunk.
// Used by one TableExport, in its thread.
class ExportSource
{
public:
    virtual ~ExportSource() = default;

    // The next rows; none at the end. Asked again only after the answer before.
    virtual Future<QList<ExportRow>> next() = 0;
    // How many rows there will be about, -1 when nobody knows.
    virtual qint64 expectedRows() const = 0;
};

} // namespace tegata
