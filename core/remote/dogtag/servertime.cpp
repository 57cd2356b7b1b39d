// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/servertime.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

#include <optional>

namespace tegata::dogtag {

namespace {

struct Zone
{
    QLatin1String abbreviation;
    int minutes;
};

constexpr Zone Zones[] = {
    {QLatin1String("UTC"), 0},    {QLatin1String("GMT"), 0},    {QLatin1String("Z"), 0},
    {QLatin1String("JST"), 540},  {QLatin1String("KST"), 540},  {QLatin1String("HKT"), 480},
    {QLatin1String("SGT"), 480},  {QLatin1String("WET"), 0},    {QLatin1String("WEST"), 60},
    {QLatin1String("CET"), 60},   {QLatin1String("CEST"), 120}, {QLatin1String("EET"), 120},
    {QLatin1String("EEST"), 180}, {QLatin1String("MSK"), 180},  {QLatin1String("EST"), -300},
    {QLatin1String("EDT"), -240}, {QLatin1String("CDT"), -300}, {QLatin1String("MDT"), -360},
    {QLatin1String("MST"), -420}, {QLatin1String("PST"), -480}, {QLatin1String("PDT"), -420},
    {QLatin1String("AEST"), 600}, {QLatin1String("AEDT"), 660}, {QLatin1String("NZST"), 720},
    {QLatin1String("NZDT"), 780},
};

// "GMT+09:00" and "+09" are what Java writes for zones without name.
std::optional<int> writtenOffset(const QString &zone)
{
    static const QRegularExpression offset(QStringLiteral("^(?:GMT|UTC)?([+-])(\\d\\d):?(\\d\\d)?$"));
    const QRegularExpressionMatch match = offset.match(zone);
    if (!match.hasMatch())
        return std::nullopt;
    const int minutes = match.captured(2).toInt() * 60 + match.captured(3).toInt();
    return match.captured(1) == QLatin1String("-") ? -minutes : minutes;
}

int offsetMinutes(const QString &zone, const QDateTime &local)
{
    if (const std::optional<int> written = writtenOffset(zone))
        return *written;
    const QTimeZone own = QTimeZone::systemTimeZone();
    const QDateTime here(local.date(), local.time(), own);
    if (own.abbreviation(here) == zone)
        return here.offsetFromUtc() / 60;
    for (const Zone &known : Zones) {
        if (zone == known.abbreviation)
            return known.minutes;
    }
    return 0;
}

} // namespace

QDateTime serverTime(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^[A-Za-z]{3} ([A-Za-z]{3} \\d\\d \\d\\d:\\d\\d:\\d\\d) (\\S{1,12}) (\\d{4})$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return {};
    QDateTime time = QLocale::c().toDateTime(match.captured(1) + QLatin1Char(' ') + match.captured(3),
                                             QStringLiteral("MMM dd HH:mm:ss yyyy"));
    if (!time.isValid())
        return {};
    time.setTimeSpec(Qt::UTC);
    return time.addSecs(-60LL * offsetMinutes(match.captured(2), time));
}

QDateTime epochTime(const QString &text)
{
    bool isNumber = false;
    const qint64 milliseconds = text.toLongLong(&isNumber);
    const QDateTime time = isNumber ? QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC) : QDateTime();
    return time.isValid() ? time : QDateTime();
}

} // namespace tegata::dogtag
