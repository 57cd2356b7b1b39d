// SPDX-License-Identifier: Apache-2.0
#include "core/vault/doubledfile.h"

#include "core/base/filelock.h"
#include "core/base/privatefile.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace tegata {

namespace {

constexpr qint64 MaximumSize = 64 * 1024;
const auto FormatName = QLatin1String("format");
const auto VersionName = QLatin1String("version");
const auto SumName = QLatin1String("sha256");

// Over the other members.
QString sumOf(QJsonObject json)
{
    json.remove(SumName);
    const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

} // namespace

DoubledFile::DoubledFile(const QString &directory, const QString &name, QString format, int version)
    : m_directory(directory + QLatin1Char('/')), m_name(name), m_format(std::move(format)), m_version(version)
{}

Result<bool> DoubledFile::read(const Read &read) const
{
    const Result<void> first = readOne(fileName(), read);
    if (first)
        return true;
    const Result<void> copy = readOne(copyName(), read);
    if (copy)
        return true;
    if (first.error().code != ErrorCode::NotFound)
        return failure(first.error());
    if (copy.error().code != ErrorCode::NotFound)
        return failure(copy.error());
    return false;
}

Result<void> DoubledFile::create(const QJsonObject &json, const std::function<Result<bool>()> &isThere) const
{
    if (const auto made = makePrivateDirectory(m_directory); !made)
        return made;
    const Result<FileLock> lock = FileLock::acquire(m_directory + m_name + QStringLiteral(".lock"));
    if (!lock)
        return failure(lock.error());
    const Result<bool> there = isThere();
    if (!there)
        return failure(there.error());
    return *there ? failure(ErrorCode::Conflict, QStringLiteral("made by another meanwhile"), fileName()) : write(json);
}

Result<void> DoubledFile::replace(const QJsonObject &json) const
{
    if (const auto made = makePrivateDirectory(m_directory); !made)
        return made;
    const Result<FileLock> lock = FileLock::acquire(m_directory + m_name + QStringLiteral(".lock"));
    return lock ? write(json) : failure(lock.error());
}

Result<void> DoubledFile::readOne(const QString &name, const Read &read) const
{
    const Result<QByteArray> bytes = readPrivateFile(m_directory + name, MaximumSize);
    if (!bytes && bytes.error().code == ErrorCode::TooLarge)
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("too large"), name);
    if (!bytes)
        return failure(bytes.error());
    const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
    if (json.value(FormatName).toString() != m_format)
        return failure(ErrorCode::StoreCorrupt, {}, name);
    if (json.value(VersionName).toInt() > m_version)
        return failure(ErrorCode::StoreTooNew, {}, name);
    if (json.value(SumName).toString() != sumOf(json))
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("checksum"), name);
    return read(json).map_error([&name](Error error) {
        error.field = name;
        return error;
    });
}

Result<void> DoubledFile::write(QJsonObject json) const
{
    json.insert(FormatName, m_format);
    json.insert(VersionName, m_version);
    json.insert(SumName, sumOf(json));
    const QByteArray bytes = QJsonDocument(json).toJson();
    // The copy first: it exists when its own file does.
    if (const auto written = writePrivateFile(m_directory + copyName(), bytes); !written)
        return written;
    return writePrivateFile(m_directory + fileName(), bytes);
}

} // namespace tegata
