// SPDX-License-Identifier: Apache-2.0
#include "ui/models/expirytext.h"

#include "ui/models/queuetext.h"

namespace tegata {

QString ExpiryText::remaining(const QDateTime &notAfter, const QDateTime &now)
{
    if (!notAfter.isValid())
        return {};
    if (notAfter < now)
        return tr("expired");
    const auto days = static_cast<int>(now.toLocalTime().date().daysTo(notAfter.toLocalTime().date()));
    return days == 0 ? tr("ends today") : tr("%n day(s) left", nullptr, days);
}

QString ExpiryText::dated(const QDateTime &notAfter, const QDateTime &now)
{
    if (!notAfter.isValid())
        return {};
    //: in a table: the day on which a certificate ends, and how long that is from now
    return tr("%1 (%2)").arg(QueueText::time(notAfter).section(QLatin1Char(' '), 0, 0), remaining(notAfter, now));
}

QString ExpiryText::icon(const QDateTime &notAfter, const QDateTime &now)
{
    if (!notAfter.isValid() || notAfter >= now.addDays(RenewalDays))
        return {};
    if (notAfter < now)
        return QStringLiteral("outcome-error");
    return notAfter < now.addDays(UrgentDays) ? QStringLiteral("outcome-warning") : QStringLiteral("outcome-note");
}

} // namespace tegata
