// SPDX-License-Identifier: Apache-2.0
#include "core/base/privatefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStorageInfo>

namespace tegata {

namespace {

constexpr QFileDevice::Permissions OwnerFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr QFileDevice::Permissions OwnerFolder = OwnerFile | QFileDevice::ExeOwner;

Error notWritten(const QSaveFile &file, const QString &path)
{
    const QFileInfo info(path);
    // QSaveFile does not tell a full disk apart.
    const bool isFull = QStorageInfo(info.absolutePath()).bytesAvailable() < 4096;
    return {isFull ? ErrorCode::DiskFull : ErrorCode::FileNotWritable, file.errorString(), info.fileName(), -1};
}

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
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(OwnerFile) || file.write(bytes) != bytes.size()
        || !file.commit())
        return failure(notWritten(file, path));
    return {};
}

Result<QByteArray> readPrivateFile(const QString &path, qint64 maximumSize)
{
    QFile file(path);
    const QString name = QFileInfo(path).fileName();
    if (!file.exists())
        return failure(ErrorCode::NotFound, {}, name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileNotReadable, file.errorString(), name);
    const QByteArray bytes = file.read(maximumSize + 1);
    if (bytes.size() > maximumSize)
        return failure(ErrorCode::TooLarge, {}, name);
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorCode::FileNotReadable, file.errorString(), name);
    return bytes;
}

} // namespace tegata
