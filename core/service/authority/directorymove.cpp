// SPDX-License-Identifier: Apache-2.0
#include "core/service/authority/directorymove.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace tegata {

namespace {

tl::unexpected<Error> notWritten(const QString &path)
{
    const int error = errno;
    return failure(error == ENOSPC ? ErrorCode::DiskFull : ErrorCode::FileNotWritable,
                   QString::fromLocal8Bit(std::strerror(error)), path);
}

// A rename is only on the disk when its directory is.
bool syncDirectory(const QString &path)
{
    const int directory = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return false;
    const bool isSynced = ::fsync(directory) == 0;
    ::close(directory);
    return isSynced;
}

} // namespace

Result<void> moveDirectory(const QString &from, const QString &to)
{
    // rename(2) puts a directory in the place of an empty one in one step.
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return notWritten(to);
    if (!syncDirectory(QFileInfo(to).path()))
        return notWritten(to);
    return {};
}

} // namespace tegata
