// SPDX-License-Identifier: Apache-2.0
#include "tests/core/rules/tablereader.h"

#include <QFile>
#include <QRegularExpression>

namespace tegata {

QList<QStringList> tableRows(const QString &fileName)
{
    static const QRegularExpression escape(QStringLiteral("\\\\u([0-9A-F]{4})"));
    QFile file(qEnvironmentVariable("TEGATA_SOURCE_DIR") + QStringLiteral("/tests/core/rules/data/") + fileName);
    QList<QStringList> rows;
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (QString line : lines) {
        if (line.startsWith(QLatin1Char('#')))
            continue;
        for (auto found = escape.match(line); found.hasMatch(); found = escape.match(line))
            line.replace(found.capturedStart(), found.capturedLength(),
                         QChar(char16_t(found.captured(1).toInt(nullptr, 16))));
        rows.append(line.split(QLatin1Char('\t')));
    }
    return rows;
}

} // namespace tegata
