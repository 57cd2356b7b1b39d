// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"

#include <QRegularExpression>

namespace tegata {

QString toRfc3339(const QDateTime &time)
{
    return time.toUTC().toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss.zzz'Z'"));
}

QDateTime fromRfc3339(const QString &text)
{
    // QDateTime also reads dates without a zone and takes them for local time: the contract does not allow them.
    static const QRegularExpression shape(
        QStringLiteral("\\A\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})\\z"));
    if (!shape.match(text).hasMatch())
        return {};
    return QDateTime::fromString(text.toUpper(), Qt::ISODateWithMs).toUTC();
}

} // namespace tegata
