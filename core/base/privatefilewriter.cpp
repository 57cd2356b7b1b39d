// SPDX-License-Identifier: Apache-2.0
#include "core/base/privatefilewriter.h"

#include "core/base/privatefile.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace tegata {

PrivateFileWriter::~PrivateFileWriter()
{
    discard();
}

Result<void> PrivateFileWriter::open(const QString &path)
{
    discard();
    const QFileInfo info(path);
    m_target = info.isSymLink() ? info.symLinkTarget() : path;
    m_part = QFile::encodeName(m_target) + ".XXXXXX";
    // 0600, whatever the umask.
    m_file = ::mkostemp(m_part.data(), O_CLOEXEC);
    if (m_file < 0)
        return failure(failed());
    return {};
}

Result<void> PrivateFileWriter::write(const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(m_file, bytes.constData() + done, size_t(bytes.size() - done));
        if (count > 0)
            done += count;
        else if (count < 0 && errno != EINTR)
            return failure(failed());
    }
    return {};
}

Result<void> PrivateFileWriter::commit()
{
    if (::fsync(m_file) != 0 || ::rename(m_part.constData(), QFile::encodeName(m_target).constData()) != 0)
        return failure(failed());
    ::close(m_file);
    m_file = -1;
    return syncDirectory(QFileInfo(m_target).path());
}

Error PrivateFileWriter::failed() const
{
    return writeFailure(errno, m_target);
}

void PrivateFileWriter::discard()
{
    if (m_file < 0)
        return;
    ::close(m_file);
    ::unlink(m_part.constData());
    m_file = -1;
}

} // namespace tegata
