// SPDX-License-Identifier: Apache-2.0
#include "app/cli/files.h"

#include <QFile>

#include <cstdio>

namespace tegata::cli {

namespace {

constexpr qint64 MaximumSize = 2 * 1024 * 1024;

} // namespace

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    const bool opened =
        path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return failure(ErrorCode::FileNotReadable, file.errorString(), path);
    QByteArray bytes = file.read(MaximumSize + 1);
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorCode::FileNotReadable, file.errorString(), path);
    if (bytes.size() > MaximumSize)
        return failure(ErrorCode::TooLarge, {}, path);
    return bytes;
}

Result<SharedSecret> readSecret(const QString &path)
{
    Result<QByteArray> bytes = readFile(path);
    if (!bytes)
        return failure(bytes.error());
    qsizetype end = bytes->indexOf('\n');
    if (end < 0)
        end = bytes->size();
    if (end > 0 && bytes->at(end - 1) == '\r')
        --end;
    auto secret = std::make_shared<SecretBytes>(bytes->constData(), static_cast<std::size_t>(end));
    SecretBytes::take(*bytes).wipe();
    if (secret->isEmpty())
        return failure(ErrorCode::PassphraseNeeded, QStringLiteral("the file's first line is empty"), path);
    return SharedSecret(std::move(secret));
}

} // namespace tegata::cli
