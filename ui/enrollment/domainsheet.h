// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/enrollmentapplication.h"

#include <QHash>
#include <QString>

namespace tegata {

// A list of domains as text from a file or the clipboard (S34, S35, S37). Where the first line names a column for
// domains (CSV, or cells of a spreadsheet), names holds only that column, one cell a line, and rows what the columns
// for EV and the note say, by the name as it stands in its cell. Else names is the whole text.
struct DomainSheet
{
    QString names;
    QHash<QString, EnrollmentDomain> rows;
};

// Quotes as RFC 4180 has them; separators are comma, tab and semicolon. Takes some 10 ms a MiB: on a worker.
DomainSheet readDomainSheet(const QString &text);

} // namespace tegata
