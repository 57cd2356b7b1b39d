// SPDX-License-Identifier: Apache-2.0
#include "ui/common/shorthash.h"

#include <QStringList>

namespace tegata {

namespace {

constexpr qsizetype HashEnd = 8;

} // namespace

QString shortHash(const QString &whole)
{
    return whole.size() <= 2 * HashEnd + 1 ? whole : whole.left(HashEnd) + QChar(0x2026) + whole.right(HashEnd);
}

QString groupedHash(const QString &whole)
{
    if (whole.contains(QLatin1Char(':'))) // in groups of two as it is
        return whole;
    QStringList groups;
    for (qsizetype at = 0; at < whole.size(); at += HashEnd)
        groups.append(whole.mid(at, HashEnd));
    return groups.join(QLatin1Char(' '));
}

} // namespace tegata
