// SPDX-License-Identifier: Apache-2.0
#include "core/base/privatefile.h"

#include "core/base/filewriter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace tegata {

namespace {

constexpr qint64 ReadStep = 4096;
constexpr QFileDevice::Permissions OwnerFolder =
    QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

} // namespace

Result<void> makePrivateDirectory(const QString &path)
{
    const QString clean = QDir::cleanPath(path);
    const QFileInfo info(clean);
    if (info.isDir())
        return {};
    const QString parent = info.path();
    if (parent != clean) {
        if (Result<void> made = makePrivateDirectory(parent); !made)
            return made;
    }
    // Another process may have made it meanwhile.
    if (!QDir().mkdir(clean, OwnerFolder) && !QFileInfo(clean).isDir())
        return failure(ErrorCode::FileNotWritable, QStringLiteral("cannot make the folder"), info.fileName());
    return {};
}

Result<void> writePrivateFile(const QString &path, const QByteArray &bytes)
{
    return writeFile(path, bytes, FileAccess::Owner);
}

Result<QByteArray> readPrivateFile(const QString &path, qint64 maximumSize)
{
    QFile file(path);
    const QString name = QFileInfo(path).fileName();
    if (!file.exists())
        return failure(ErrorCode::NotFound, {}, name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileNotReadable, file.errorString(), name);
    // By the file's size: the limit may be far above it, and QIODevice::read() takes all the memory that it may fill.
    // What does not know its size, or grows meanwhile, is read on.
    QByteArray bytes;
    qint64 count = 1;
    while (count > 0 && bytes.size() <= maximumSize) {
        const qsizetype before = bytes.size();
        bytes.resize(std::min(std::max<qint64>(file.size(), before) + ReadStep, maximumSize + 1));
        count = file.read(bytes.data() + before, bytes.size() - before);
        bytes.resize(before + std::max<qint64>(count, 0));
    }
    if (bytes.size() > maximumSize)
        return failure(ErrorCode::TooLarge, {}, name);
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorCode::FileNotReadable, file.errorString(), name);
    return bytes;
}

Result<QByteArray> readChosenFile(const QString &path, qint64 maximumSize)
{
    if (!QFileInfo(path).isFile())
        return failure(ErrorCode::FileNotReadable, QStringLiteral("no file"), path);
    return readPrivateFile(path, maximumSize).map_error([&path](Error error) {
        if (error.code == ErrorCode::NotFound) // it went meanwhile
            error.code = ErrorCode::FileNotReadable;
        error.field = path;
        return error;
    });
}

Result<SecretBytes> readSecretLine(const QString &path)
{
    constexpr qint64 LongestLine = 4096;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(ErrorCode::FileNotReadable, file.errorString(), path);
    QByteArray bytes = file.read(LongestLine);
    if (const qsizetype end = bytes.indexOf('\n'); end >= 0) {
        std::fill(bytes.begin() + end, bytes.end(), '\0');
        bytes.truncate(end);
    }
    return SecretBytes::take(bytes);
}

Result<void> syncDirectory(const QString &path)
{
    const int folder = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return failure(writeFailure(errno, path));
    const int done = ::fsync(folder);
    const int error = errno;
    ::close(folder);
    // Some file systems cannot: then renaming has to be enough.
    if (done != 0 && error != EINVAL)
        return failure(writeFailure(error, path));
    return {};
}

Error writeFailure(int systemError, const QString &path)
{
    const bool isFull = systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG;
    return {isFull ? ErrorCode::DiskFull : ErrorCode::FileNotWritable,
            QString::fromLocal8Bit(std::strerror(systemError)), QFileInfo(path).fileName(), -1};
}

} // namespace tegata
