// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <sys/types.h>

namespace tegata {

enum class FileAccess
{
    Owner,   // 0600, whatever the file had
    AsBefore // a file that is replaced keeps its mode; a new one is 0600
};

enum class Existing
{
    Replace,
    Refuse // FileNotWritable, "exists already"
};

// The one writer of all files of these programs, piece by piece, whole or not at all: into a file beside it
// ("NAME.XXXXXX"), which takes the name in commit() once every byte is known to be on the disk (Qt 6.4's own
// saving does not look whether its flush succeeded). Destroyed before that, it leaves nothing behind; only a killed
// process leaves the file beside it. A name that is no regular file (/dev/stdout, a pipe) is written as it is, and
// checked. Every call blocks: never on the GUI thread; one thread at a time. Errors: FileNotWritable, DiskFull; field
// is the file's name.
class FileWriter
{
public:
    FileWriter() = default;
    ~FileWriter();
    FileWriter(const FileWriter &) = delete;
    FileWriter &operator=(const FileWriter &) = delete;

    // Once. A symbolic link is followed: what it points to is replaced. File names are bytes: a path that Qt could not
    // decode holds U+FFFD and would name another file, so it is refused.
    Result<void> open(const QString &path, FileAccess access = FileAccess::Owner,
                      Existing existing = Existing::Replace);
    Result<void> write(const QByteArray &bytes);
    // File and folder are synchronised to the disk.
    Result<void> commit();

    // For a library that writes by name: it may write here until commit(), and must have closed it by then.
    const QByteArray &partPath() const { return m_part; }

private:
    Result<void> openPart(mode_t mode);
    Result<void> takeName();
    tl::unexpected<Error> failed(int systemError) const;
    void discard();

    QByteArray m_part; // as the file system has it
    QString m_target;
    int m_file = -1;
    bool m_isDirect = false; // m_part is the target itself
    Existing m_existing = Existing::Replace;
};

Result<void> writeFile(const QString &path, const QByteArray &bytes, FileAccess access,
                       Existing existing = Existing::Replace);

} // namespace tegata
