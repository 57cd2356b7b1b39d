// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/feedcursor.h"

#include "core/remote/dogtag/answer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace tegata::dogtag {

namespace {

constexpr int FormatVersion = 1;
constexpr qint64 MaximumPending = 1000000;

// "8-40,42"
QString rangesOf(const QList<qint64> &ids)
{
    QStringList ranges;
    for (qsizetype i = 0; i < ids.size();) {
        qsizetype end = i;
        while (end + 1 < ids.size() && ids.at(end + 1) == ids.at(end) + 1)
            ++end;
        ranges.append(end == i ? QString::number(ids.at(i)) : QStringLiteral("%1-%2").arg(ids.at(i)).arg(ids.at(end)));
        i = end + 1;
    }
    return ranges.join(QLatin1Char(','));
}

Result<QList<qint64>> idsOf(const QString &text)
{
    QList<qint64> ids;
    for (const QString &range : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        bool isFirst = false;
        bool isLast = false;
        const qint64 first = range.section(QLatin1Char('-'), 0, 0).toLongLong(&isFirst);
        const qint64 last = range.section(QLatin1Char('-'), -1).toLongLong(&isLast);
        const bool isOrdered = first > 0 && last >= first && (ids.isEmpty() || first > ids.constLast());
        if (!isFirst || !isLast || !isOrdered || last - first >= MaximumPending - ids.size())
            return failure(ErrorCode::MalformedEncoding, {}, QStringLiteral("pending"));
        for (qint64 id = first; id <= last; ++id)
            ids.append(id);
    }
    return ids;
}

QJsonArray toJson(const SearchPlace &place)
{
    return {place.from, place.seen, place.start, place.latest, place.atLatest};
}

SearchPlace placeOf(const QJsonValue &value)
{
    const QJsonArray array = value.toArray();
    return {array.at(0).toInteger(), array.at(1).toInteger(), array.at(2).toInteger(), array.at(3).toInteger(),
            array.at(4).toInteger()};
}

QJsonObject toJson(const QMap<QString, int> &versions)
{
    QJsonObject object;
    for (auto it = versions.cbegin(); it != versions.cend(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

QMap<QString, int> versionsOf(const QJsonValue &value)
{
    QMap<QString, int> versions;
    const QJsonObject object = value.toObject();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it)
        versions.insert(it.key(), it->toInt());
    return versions;
}

} // namespace

QString toText(const FeedCursor &cursor)
{
    const QJsonObject object{
        {QStringLiteral("v"), FormatVersion},
        {QStringLiteral("last"), cursor.lastRequest},
        {QStringLiteral("counts"), QJsonArray{cursor.counts[0], cursor.counts[1], cursor.counts[2]}},
        {QStringLiteral("pending"), rangesOf(cursor.pending)},
        {QStringLiteral("issued"), toJson(cursor.issued)},
        {QStringLiteral("revoked"), toJson(cursor.revoked)},
        {QStringLiteral("held"), toJson(cursor.held)},
        {QStringLiteral("released"), toJson(cursor.released)},
        {QStringLiteral("recheck"), cursor.heldMayBeReleased},
        {QStringLiteral("round"), cursor.roundAt.toString(Qt::ISODate)},
        {QStringLiteral("roundFrom"), cursor.roundFrom}};
    return QString::fromUtf8(bytesOf(object));
}

Result<FeedCursor> feedCursorFromText(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isObject())
        return failure(ErrorCode::MalformedEncoding);
    const QJsonObject object = document.object();
    if (object.value(QLatin1String("v")).toInt() != FormatVersion)
        return failure(ErrorCode::UnsupportedVersion);
    Result<QList<qint64>> pending = idsOf(object.value(QLatin1String("pending")).toString());
    if (!pending)
        return failure(pending.error());
    FeedCursor cursor;
    cursor.lastRequest = object.value(QLatin1String("last")).toInteger();
    const QJsonArray counts = object.value(QLatin1String("counts")).toArray();
    for (std::size_t i = 0; i < cursor.counts.size(); ++i)
        cursor.counts[i] = counts.at(static_cast<qsizetype>(i)).toInteger(-1);
    cursor.pending = *std::move(pending);
    cursor.issued = placeOf(object.value(QLatin1String("issued")));
    cursor.revoked = placeOf(object.value(QLatin1String("revoked")));
    cursor.held = versionsOf(object.value(QLatin1String("held")));
    cursor.released = versionsOf(object.value(QLatin1String("released")));
    cursor.heldMayBeReleased = object.value(QLatin1String("recheck")).toBool();
    cursor.roundAt = QDateTime::fromString(object.value(QLatin1String("round")).toString(), Qt::ISODate);
    cursor.roundFrom = object.value(QLatin1String("roundFrom")).toInteger();
    return cursor;
}

} // namespace tegata::dogtag
