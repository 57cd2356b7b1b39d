// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterecord.h"
#include "core/domain/registration.h"

#include <array>
#include <optional>

namespace tegata {

// What can be said of a certificate beside its state (rules.md, States: derived, never stored). Pure functions.

// How near its end is, by the days before expiry at which renewal is reminded of (V19).
enum class ExpiryBand
{
    Revoked,
    Expired,
    Today,
    Within15,
    Within30,
    Within45,
    Within60,
    Within90,
    Later
};
inline constexpr std::array<int, 5> RenewalReminderDays = {90, 60, 45, 30, 15}; // V19
inline constexpr int RenewalWindowDays = RenewalReminderDays.front();           // 更新対象: from here on

struct CertificateExpiry
{
    ExpiryBand band = ExpiryBand::Later;
    qint64 days = 0; // calendar days from today to the last valid day; negative when it has passed

    friend bool operator==(const CertificateExpiry &, const CertificateExpiry &) = default;
};

// now: in the time zone whose days count.
CertificateExpiry expiryOf(const CertificateRecord &certificate, const QDateTime &now);

// Until when a certificate must end to be due for renewal now (QueueFilter::dueBefore).
QDateTime renewalDueBefore(const QDateTime &now);

struct CertificateStanding
{
    CertificateExpiry expiry;
    QString renewedBy;          // serial of its successor, empty for none
    bool dueForRenewal = false; // valid, within the window, without successor
    QStringList staleFields;    // "O", "ST", "L" of the subject that differ from the registered data (subject_stale)
    QStringList lostDomains;    // names that are no longer within a registered domain (domain_lost)

    bool isStale() const { return !staleFields.isEmpty(); }
    bool hasLostDomain() const { return !lostDomains.isEmpty(); }
    friend bool operator==(const CertificateStanding &, const CertificateStanding &) = default;
};

// registration: nothing where it is not known; then nothing is said to be stale or lost. Revoked and expired
// certificates are neither, nor due.
CertificateStanding standingOf(const CertificateRecord &certificate, const std::optional<Registration> &registration,
                               const std::optional<CertificateRecord> &successor, const QDateTime &now);

} // namespace tegata
