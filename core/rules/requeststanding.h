// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"
#include "core/domain/registration.h"
#include "core/rules/policy.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace tegata {

// Registered data that a request rests on and that no longer carries it (V2): seen in the row alone, without its CSR,
// so that a list can tell before anybody opens the request. Pure.
struct StaleReason
{
    enum class Kind
    {
        OrganizationLost,
        OrganizationTooOld,
        DomainLost,
        DomainTooOld
    };
    Kind kind = Kind::DomainLost;
    QString name;    // of the organisation or the registered domain; DomainLost: the requested name
    QDateTime since; // TooOld: when its validation ceased to be usable; invalid: it was never made

    friend bool operator==(const StaleReason &, const StaleReason &) = default;
};

// Each reason once, the organisation first. Nothing for a request that waits for no decision.
QList<StaleReason> staleReasonsOf(const CertificateRequest &request, const Registration &registration,
                                  const Policy &policy, const QDateTime &now);

// How near the day is by which a request must be decided (処理期限, rules.md States: expired).
enum class DueBand
{
    Over,
    Urgent, // today, tomorrow, the day after
    Soon,   // within a week
    Later
};

struct RequestDue
{
    DueBand band = DueBand::Later;
    qint64 days = 0; // calendar days from today to that day; negative when it has passed

    friend bool operator==(const RequestDue &, const RequestDue &) = default;
};

// Nothing for a request that waits for no decision, or whose site sets no time. now: in the time zone whose days count.
std::optional<RequestDue> dueOf(const CertificateRequest &request, const QDateTime &now);

} // namespace tegata
