// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace tegata {

// The text of a list of domains in a file: CSV of a spreadsheet or one name a line; UTF-8, UTF-16 or Shift_JIS. Of a
// CSV whose first line names a column for domains, only that column. Blocks: on a worker. Errors: NotFound,
// FileNotReadable, TooLarge (1 MiB), MalformedEncoding (no text).
Result<QString> readDomainFile(const QString &path);
Result<QString> domainFileText(const QByteArray &bytes);

} // namespace tegata
