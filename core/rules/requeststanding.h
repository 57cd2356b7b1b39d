// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"
#include "core/domain/registration.h"
#include "core/rules/policy.h"

#include <QDateTime>
#include <QList>
#include <QString>

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

} // namespace tegata
