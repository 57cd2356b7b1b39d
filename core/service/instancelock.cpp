// SPDX-License-Identifier: Apache-2.0
#include "core/service/instancelock.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tegata {

Result<InstanceLock> InstanceLock::acquire(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
                            S_IRUSR | S_IWUSR);
    if (file < 0)
        return failure(ErrorCode::FileNotWritable, QString::fromLocal8Bit(std::strerror(errno)), path);
    InstanceLock lock(file);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0)
        return failure(ErrorCode::Conflict, QStringLiteral("another service uses this directory"), path);
    return lock;
}

InstanceLock::~InstanceLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

InstanceLock::InstanceLock(InstanceLock &&other) noexcept : m_file(std::exchange(other.m_file, -1)) {}

InstanceLock &InstanceLock::operator=(InstanceLock &&other) noexcept
{
    std::swap(m_file, other.m_file);
    return *this;
}

} // namespace tegata
