// SPDX-License-Identifier: Apache-2.0
#include "core/rules/requestnames.h"

#include "core/rules/checkparts.h"

#include <QCryptographicHash>

#include <algorithm>

namespace tegata {

QStringList requestedNames(const QStringList &sans, const QString &commonName)
{
    QStringList names;
    for (const QString &san : sans) {
        const QString host = certificateHostName(san);
        names.append(host.isEmpty() ? san.toLower() : host);
    }
    if (const QString host = certificateHostName(commonName); !host.isEmpty())
        names.append(host);
    names.sort();
    names.removeDuplicates();
    return names;
}

QString asciiHostName(const QString &name)
{
    const bool isAscii =
        std::all_of(name.cbegin(), name.cend(), [](QChar character) { return character.unicode() < 0x80; });
    return isAscii ? QString() : certificateHostName(name);
}

QString nameSetHash(const QStringList &names)
{
    if (names.isEmpty())
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &name : names)
        hash.addData(name.toUtf8() + '\0');
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace tegata
