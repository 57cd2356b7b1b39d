// SPDX-License-Identifier: Apache-2.0
#include "ui/identity/renewalreminder.h"

#include <QStringList>

#include <array>

namespace tegata {

namespace {

constexpr std::array<int, 5> Days = {90, 60, 45, 30, 15};
constexpr qint64 SecondsADay = 24 * 60 * 60;

// Whole days; less than none after the end.
int daysLeft(const IdentityInfo &identity, const QDateTime &now)
{
    const qint64 seconds = now.secsTo(identity.certificate.notAfter());
    return seconds < 0 ? -1 : static_cast<int>(seconds / SecondsADay);
}

// The last of the days that has come.
std::optional<int> dayOf(int left)
{
    std::optional<int> day;
    for (const int each : Days) {
        if (left <= each)
            day = each;
    }
    return day;
}

} // namespace

std::optional<int> RenewalReminder::due(const IdentityInfo &identity, const QDateTime &now) const
{
    const int left = daysLeft(identity, now);
    const std::optional<int> day = dayOf(left);
    if (!day)
        return {};
    const bool isRead = left >= 0 && m_dismissed.value(identity.id, Days.front() + 1) <= *day;
    return isRead ? std::nullopt : std::optional<int>(left);
}

void RenewalReminder::dismiss(const IdentityInfo &identity, const QDateTime &now)
{
    if (const std::optional<int> day = dayOf(daysLeft(identity, now)))
        m_dismissed.insert(identity.id, *day);
}

QString RenewalReminder::toText() const
{
    QStringList parts;
    for (auto each = m_dismissed.cbegin(); each != m_dismissed.cend(); ++each)
        parts.append(QStringLiteral("%1=%2").arg(each.key()).arg(each.value()));
    return parts.join(QLatin1Char(';'));
}

RenewalReminder RenewalReminder::fromText(const QString &text)
{
    RenewalReminder reminder;
    for (const QString &part : text.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const int day = part.section(QLatin1Char('='), 1).toInt(&isNumber);
        if (isNumber)
            reminder.m_dismissed.insert(part.section(QLatin1Char('='), 0, 0), day);
    }
    return reminder;
}

} // namespace tegata
