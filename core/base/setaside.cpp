// SPDX-License-Identifier: Apache-2.0
#include "core/base/setaside.h"

#include "core/base/privatefile.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>

namespace tegata {

QString asidePathFor(const QString &path)
{
    const QString first = path + QLatin1String(".damaged");
    QString aside = first;
    for (int number = 2; QFileInfo::exists(aside); ++number)
        aside = first + QLatin1Char('-') + QString::number(number);
    return aside;
}

Result<QString> setAside(const QString &path)
{
    const QString aside = asidePathFor(path);
    if (::rename(QFile::encodeName(path).constData(), QFile::encodeName(aside).constData()) != 0)
        return failure(writeFailure(errno, path));
    for (const char *suffix : {"-wal", "-shm"}) {
        const QString beside = path + QLatin1String(suffix);
        // Left there it would be taken for the new file's.
        if (QFileInfo::exists(beside) && !QFile::rename(beside, aside + QLatin1String(suffix)))
            return failure(ErrorCode::FileNotWritable, {}, QFileInfo(beside).fileName());
    }
    return syncDirectory(QFileInfo(path).absolutePath()).map([&aside] { return aside; });
}

} // namespace tegata
