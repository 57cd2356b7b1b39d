// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queueview.h"
#include "core/cache/statement.h"

#include <QString>
#include <QStringList>

namespace tegata {

// The two tables of records.
enum class RecordTable
{
    Request,
    Certificate
};
RecordTable tableOf(QueueView view);
QString tableName(RecordTable table);
// The column that names a record: id, serial.
QString idColumn(RecordTable table);

// The one place that knows which column holds which member of a record. Column lists are in the order that the binders
// bind and the readers read; "key" comes before them in every SELECT.
QString recordColumns(RecordTable table);
int recordColumnCount(RecordTable table);

void bind(Statement &statement, const CertificateRequest &request);
void bind(Statement &statement, const CertificateRecord &certificate);
QueueRow readRow(RecordTable table, const Statement &statement);

// The columns that the quick filter looks at, and their search text (searchtext.h) where they begin at `first`.
QString searchedColumns();
QString readSearchText(const Statement &statement, int first);

// Common name and SANs in lower case, each once: what certificatesOfName() finds a certificate by. Read from the
// searched columns too.
QStringList namesOf(const CertificateRecord &certificate);
QStringList readNames(const Statement &statement, int first);

// The table's column for a column of the view; "key" for one that its records do not have.
QString columnName(QueueView view, QueueColumn column);

} // namespace tegata
