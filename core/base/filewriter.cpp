// SPDX-License-Identifier: Apache-2.0
#include "core/base/filewriter.h"

#include "core/base/privatefile.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tegata {

namespace {

constexpr mode_t OwnerFile = S_IRUSR | S_IWUSR;
constexpr mode_t Permissions = S_IRWXU | S_IRWXG | S_IRWXO;

bool nothingToSync(int systemError)
{
    return systemError == EINVAL || systemError == EROFS || systemError == ENOTSUP; // a pipe, a device
}

} // namespace

FileWriter::~FileWriter()
{
    discard();
}

Result<void> FileWriter::open(const QString &path, FileAccess access, Existing existing)
{
    discard();
    const QFileInfo info(path);
    m_target = info.isSymLink() ? info.symLinkTarget() : path;
    m_existing = existing;
    m_isDirect = false;
    if (path.contains(QChar::ReplacementCharacter) || !path.isValidUtf16())
        return failure(ErrorCode::FileNotWritable, QStringLiteral("the name has bytes that are not UTF-8"),
                       info.fileName());
    struct stat found = {};
    // By the path that was given: /dev/stdout is a link to what cannot be named.
    if (::stat(QFile::encodeName(path).constData(), &found) != 0)
        return openPart(OwnerFile);
    if (existing == Existing::Refuse)
        return failed(EEXIST);
    if (S_ISDIR(found.st_mode))
        return failed(EISDIR);
    if (!S_ISREG(found.st_mode)) {
        m_part = QFile::encodeName(path);
        m_isDirect = true;
        m_file = ::open(m_part.constData(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
        return m_file < 0 ? Result<void>(failed(errno)) : Result<void>();
    }
    // Somebody made it read-only: it could be replaced all the same, and must not be.
    if (::access(QFile::encodeName(m_target).constData(), W_OK) != 0)
        return failed(errno);
    return openPart(access == FileAccess::AsBefore ? found.st_mode & Permissions : OwnerFile);
}

Result<void> FileWriter::openPart(mode_t mode)
{
    m_part = QFile::encodeName(m_target) + ".XXXXXX";
    m_file = ::mkostemp(m_part.data(), O_CLOEXEC);
    // Whatever the umask.
    if (m_file < 0 || ::fchmod(m_file, mode) != 0)
        return failed(errno);
    return {};
}

Result<void> FileWriter::write(const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(m_file, bytes.constData() + done, size_t(bytes.size() - done));
        if (count > 0)
            done += count;
        else if (count == 0)
            return failed(EIO);
        else if (errno != EINTR)
            return failed(errno);
    }
    return {};
}

Result<void> FileWriter::commit()
{
    if (::fsync(m_file) != 0 && !(m_isDirect && nothingToSync(errno)))
        return failed(errno);
    // Before it takes the name: a file on a server may tell only now that it did not arrive.
    if (::close(std::exchange(m_file, -1)) != 0 && errno != EINTR) {
        const int error = errno;
        if (!m_isDirect)
            ::unlink(m_part.constData());
        return failed(error);
    }
    return m_isDirect ? Result<void>() : takeName();
}

Result<void> FileWriter::takeName()
{
    const QByteArray target = QFile::encodeName(m_target);
    bool isDone = false;
    if (m_existing == Existing::Replace) {
        isDone = ::rename(m_part.constData(), target.constData()) == 0;
    } else {
        isDone = ::renameat2(AT_FDCWD, m_part.constData(), AT_FDCWD, target.constData(), RENAME_NOREPLACE) == 0;
        // NFS cannot; a hard link does not replace either.
        if (!isDone && errno == EINVAL) {
            isDone = ::link(m_part.constData(), target.constData()) == 0;
            const int error = errno;
            ::unlink(m_part.constData());
            errno = error;
        }
    }
    if (!isDone) {
        const int error = errno;
        ::unlink(m_part.constData());
        return failed(error);
    }
    return syncDirectory(QFileInfo(m_target).path());
}

tl::unexpected<Error> FileWriter::failed(int systemError) const
{
    Error error = writeFailure(systemError, m_target);
    if (systemError == EEXIST)
        error.detail = QStringLiteral("exists already");
    return failure(std::move(error));
}

void FileWriter::discard()
{
    if (m_file < 0)
        return;
    ::close(std::exchange(m_file, -1));
    if (!m_isDirect)
        ::unlink(m_part.constData());
}

Result<void> writeFile(const QString &path, const QByteArray &bytes, FileAccess access, Existing existing)
{
    FileWriter writer;
    return writer.open(path, access, existing).and_then([&] { return writer.write(bytes); }).and_then([&] {
        return writer.commit();
    });
}

} // namespace tegata
