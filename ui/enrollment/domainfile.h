// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace tegata {

// The text of a list of domains in a file, for readDomainSheet(): UTF-8, UTF-16 or Shift_JIS, lines ended by a line
// feed. Blocks: on a worker. Errors: NotFound, FileNotReadable, TooLarge (1 MiB), MalformedEncoding (no text).
Result<QString> readDomainFile(const QString &path);
Result<QString> domainFileText(const QByteArray &bytes);

} // namespace tegata
