// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"

#include <QByteArray>
#include <QString>

// Files that only their owner may read: folders 0700, files 0600. All calls block: never on the GUI thread.
namespace tegata {

// Makes the folder and its missing parents, 0700 each. Errors: FileNotWritable.
Result<void> makePrivateDirectory(const QString &path);
// Whole or not at all: written beside and renamed; file and folder are synchronised to the disk. A process killed
// meanwhile leaves the old file, and perhaps one of the name with ".XXXXXX" behind it. Errors: FileNotWritable,
// DiskFull; field is the file name.
Result<void> writePrivateFile(const QString &path, const QByteArray &bytes);
// Errors: NotFound, FileNotReadable, TooLarge; field is the file name.
Result<QByteArray> readPrivateFile(const QString &path, qint64 maximumSize);
// A file that a person chose; a device or a pipe, which may never end, is not one. Errors: FileNotReadable (also where
// there is none), TooLarge; field is the path.
Result<QByteArray> readChosenFile(const QString &path, qint64 maximumSize);
// A passphrase or password kept in a file: its first line, without its end; nothing more is read. Errors:
// FileNotReadable; field is the path.
Result<SecretBytes> readSecretLine(const QString &path);
// Makes what was renamed or removed in the folder last. Errors: FileNotWritable, DiskFull.
Result<void> syncDirectory(const QString &path);

// What errno means for a write: DiskFull for a full disk, quota or file size limit; else FileNotWritable.
Error writeFailure(int systemError, const QString &path);

} // namespace tegata
