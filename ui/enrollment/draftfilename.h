// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRegularExpression>
#include <QString>

namespace tegata {

// A file's name from a draft's: what file systems dislike becomes "_", never hidden, never empty.
inline QString draftFileName(QString name, QLatin1String suffix)
{
    static const QRegularExpression unfit(QStringLiteral("[^\\p{L}\\p{N}.-]"));
    name.replace(unfit, QStringLiteral("_"));
    while (name.startsWith(QLatin1Char('.')))
        name.remove(0, 1);
    return (name.isEmpty() ? QStringLiteral("draft") : name) + QLatin1Char('.') + suffix;
}

} // namespace tegata
