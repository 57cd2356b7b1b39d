// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/rowcursor.h"

namespace tegata {

QString RowCursor::toString() const
{
    return QStringLiteral("%1.%2").arg(QString::number(time), id);
}

Result<RowCursor> RowCursor::parse(const QString &text)
{
    if (text.isEmpty())
        return RowCursor{};
    const qsizetype dot = text.indexOf(QLatin1Char('.'));
    bool isNumber = false;
    const qint64 time = text.left(qMax<qsizetype>(dot, 0)).toLongLong(&isNumber);
    const QString id = text.mid(dot + 1);
    if (dot < 1 || !isNumber || time < 0 || id.isEmpty() || id.size() > 64)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("not a cursor of this list"),
                       QStringLiteral("after"));
    return RowCursor{time, id};
}

} // namespace tegata
