// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QString>

#include <functional>
#include <optional>

namespace tegata {

// A small JSON file that is kept twice (NAME.json and NAME-copy.json, 0600), each with its format, its version and a
// checksum: one that is damaged is replaced by the other, and damage is told from a wrong key. Written under the lock
// NAME.lock. Blocks.
class DoubledFile
{
public:
    // directory: made when missing (0700).
    DoubledFile(const QString &directory, const QString &name, QString format, int version);

    // read: takes the file's members over, or says why they cannot be used (the copy is tried then); its errors get the
    // file's name as field. False: there is neither file. Errors: read's, StoreCorrupt, StoreTooNew, FileNotReadable.
    using Read = std::function<Result<void>(const QJsonObject &)>;
    Result<bool> read(const Read &read) const;
    // Only where there is none (isThere, asked under the lock, says no). Errors: Conflict, FileNotWritable, DiskFull.
    Result<void> create(const QJsonObject &json, const std::function<Result<bool>()> &isThere) const;
    // In the place of the one that there is.
    Result<void> replace(const QJsonObject &json) const;

    QString fileName() const { return m_name + QStringLiteral(".json"); }

private:
    QString copyName() const { return m_name + QStringLiteral("-copy.json"); }
    Result<void> readOne(const QString &name, const Read &read) const;
    Result<void> write(QJsonObject json) const;

    QString m_directory; // with its slash
    QString m_name;
    QString m_format;
    int m_version;
};

} // namespace tegata
