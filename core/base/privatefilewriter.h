// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace tegata {

// Writes one file piece by piece, whole or not at all: into a file beside it ("NAME.XXXXXX", 0600), which takes the
// name in commit(). Destroyed before that, it leaves nothing behind; only a killed process leaves the file beside it.
// Every call blocks: never on the GUI thread; one thread at a time. Errors: FileNotWritable, DiskFull; field is the
// file's name.
class PrivateFileWriter
{
public:
    PrivateFileWriter() = default;
    ~PrivateFileWriter();
    PrivateFileWriter(const PrivateFileWriter &) = delete;
    PrivateFileWriter &operator=(const PrivateFileWriter &) = delete;

    // Once. A symbolic link is followed: what it points to is replaced.
    Result<void> open(const QString &path);
    Result<void> write(const QByteArray &bytes);
    // File and folder are synchronised to the disk.
    Result<void> commit();

    // For a library that writes by name: it may write here until commit(), and must have closed it by then.
    const QByteArray &partPath() const { return m_part; }

private:
    Error failed() const; // by errno
    void discard();

    QByteArray m_part; // as the file system has it
    QString m_target;
    int m_file = -1;
};

} // namespace tegata
