// SPDX-License-Identifier: Apache-2.0
#include "core/base/filelock.h"

#include "core/base/privatefile.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tegata {

Result<FileLock> FileLock::acquire(const QString &path)
{
    const int file =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (file < 0)
        return failure(writeFailure(errno, path));
    FileLock lock(file);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0)
        return failure(ErrorCode::Conflict, QStringLiteral("someone else holds the lock"), QFileInfo(path).fileName());
    return lock;
}

FileLock::~FileLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

FileLock::FileLock(FileLock &&other) noexcept : m_file(std::exchange(other.m_file, -1)) {}

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    std::swap(m_file, other.m_file);
    return *this;
}

} // namespace tegata
