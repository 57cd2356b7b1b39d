// SPDX-License-Identifier: Apache-2.0
#include "ui/models/standingtext.h"

#include "ui/common/wording.h"
#include "ui/models/queuetext.h"

#include <algorithm>
#include <limits>

namespace tegata {

namespace {

// Plural forms take an int.
int plural(qint64 count)
{
    return static_cast<int>(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

} // namespace

QString StandingText::expiry(const CertificateExpiry &expiry)
{
    switch (expiry.band) {
    case ExpiryBand::Revoked:
        return tr("Revoked");
    case ExpiryBand::Expired:
        return tr("Expired");
    case ExpiryBand::Today:
        return tr("Expires today");
    default:
        return tr("%n day(s) left", nullptr, plural(expiry.days));
    }
}

QString StandingText::dated(const QDateTime &notAfter, const CertificateExpiry &expiry)
{
    if (!notAfter.isValid())
        return {};
    //: in a table: the day on which a certificate ends, and how long that is from now
    return tr("%1 (%2)").arg(notAfter.toLocalTime().date().toString(Qt::ISODate), StandingText::expiry(expiry));
}

QString StandingText::due(const RequestDue &due)
{
    if (due.band == DueBand::Over)
        return QueueText::requestState(RequestState::Expired);
    return due.days == 0 ? tr("Due today") : tr("%n day(s) left", nullptr, plural(due.days));
}

QString StandingText::icon(ExpiryBand band)
{
    switch (band) {
    case ExpiryBand::Revoked:
    case ExpiryBand::Later:
        return {};
    case ExpiryBand::Expired:
        return QStringLiteral("outcome-error");
    case ExpiryBand::Today:
    case ExpiryBand::Within15:
    case ExpiryBand::Within30:
        return QStringLiteral("outcome-warning");
    case ExpiryBand::Within45:
    case ExpiryBand::Within60:
    case ExpiryBand::Within90:
        break;
    }
    return QStringLiteral("outcome-note");
}

QStringList StandingText::marks(const CertificateStanding &standing)
{
    QStringList lines;
    if (standing.dueForRenewal)
        lines << tr("Due for renewal: not renewed yet.");
    if (!standing.renewedBy.isEmpty())
        lines << tr("Renewed by another certificate.");
    if (standing.isStale())
        lines
            << tr("The registered data has changed since it was issued: %1.").arg(Wording::list(standing.staleFields));
    if (standing.hasLostDomain())
        lines << tr("No longer within a registered domain: %1.").arg(Wording::list(standing.lostDomains));
    return lines;
}

QString StandingText::week(const QDate &monday)
{
    //: first and last day of a week
    return tr("%1 – %2").arg(monday.toString(Qt::ISODate), monday.addDays(6).toString(Qt::ISODate));
}

QString StandingText::week(const ExpiryWeek &each)
{
    //: %1: a week
    return tr("%1: %2, %3")
        .arg(week(each.monday), tr("%n certificates expire", nullptr, plural(each.certificates)),
             tr("%n of them renewed", nullptr, plural(each.renewed)));
}

QString StandingText::dueCount(qint64 count)
{
    return tr("%n certificate(s) due for renewal", nullptr, plural(count));
}

} // namespace tegata
