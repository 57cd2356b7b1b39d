// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace tegata {

// The rows of a table under tests/core/rules/data: tabs between values, a line that begins with # is a comment, \uXXXX
// is a character that an editor would not show. Empty when the file cannot be read.
QList<QStringList> tableRows(const QString &fileName);

} // namespace tegata
