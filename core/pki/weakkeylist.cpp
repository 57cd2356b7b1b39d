// SPDX-License-Identifier: Apache-2.0
#include "core/pki/weakkeylist.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype DigitsOfFingerprint = 20;
constexpr qint64 MaximumFile = 64 * 1024 * 1024;

QByteArray fingerprintOf(const QByteArray &modulus)
{
    const QByteArray line = "Modulus=" + modulus.toHex().toUpper() + '\n';
    return QCryptographicHash::hash(line, QCryptographicHash::Sha1).right(DigitsOfFingerprint / 2);
}

} // namespace

Result<WeakKeyList> WeakKeyList::load(const QString &directory)
{
    const QDir dir(directory);
    const QStringList files = dir.entryList({QStringLiteral("blacklist.RSA-*")}, QDir::Files, QDir::Name);
    if (files.isEmpty())
        return failure(ErrorCode::FileNotReadable, QStringLiteral("no file blacklist.RSA-*"), directory);
    WeakKeyList list;
    for (const QString &name : files) {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::ReadOnly) || file.size() > MaximumFile)
            return failure(ErrorCode::FileNotReadable, file.errorString(), file.fileName());
        for (int number = 1; !file.atEnd(); ++number) {
            const QByteArray line = file.readLine(256).trimmed();
            if (line.isEmpty() || line.startsWith('#'))
                continue;
            const QByteArray fingerprint = QByteArray::fromHex(line);
            if (line.size() != DigitsOfFingerprint || fingerprint.toHex() != line.toLower())
                return failure(ErrorCode::MalformedEncoding, QStringLiteral("line %1").arg(number), file.fileName());
            list.m_fingerprints.push_back(fingerprint);
        }
        if (file.error() != QFileDevice::NoError)
            return failure(ErrorCode::FileNotReadable, file.errorString(), file.fileName());
    }
    std::sort(list.m_fingerprints.begin(), list.m_fingerprints.end());
    return list;
}

bool WeakKeyList::holds(const KeyFacts &key) const
{
    return !key.modulus.isEmpty() &&
           std::binary_search(m_fingerprints.begin(), m_fingerprints.end(), fingerprintOf(key.modulus));
}

} // namespace tegata
