// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

// Files that only their owner may read: folders 0700, files 0600. All calls block: never on the GUI thread.
namespace tegata {

// Makes the folder and its missing parents, 0700 each. Errors: FileNotWritable.
Result<void> makePrivateDirectory(const QString &path);
// Whole or not at all (QSaveFile), synchronised to the disk. Errors: FileNotWritable, DiskFull; field is the file name.
Result<void> writePrivateFile(const QString &path, const QByteArray &bytes);
// Errors: NotFound, FileNotReadable, TooLarge; field is the file name.
Result<QByteArray> readPrivateFile(const QString &path, qint64 maximumSize);

} // namespace tegata
