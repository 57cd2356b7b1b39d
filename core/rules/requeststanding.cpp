// SPDX-License-Identifier: Apache-2.0
#include "core/rules/requeststanding.h"

#include "core/domain/requeststate.h"
#include "core/rules/requestrules.h"

#include <QTimeZone>

#include <algorithm>

namespace tegata {

namespace {

constexpr qint64 UrgentDays = 2;
constexpr qint64 SoonDays = 7;

bool isOver(const QDateTime &usableUntil, const QDateTime &now)
{
    return !usableUntil.isValid() || usableUntil < now;
}

QString hostOf(const QString &name)
{
    return name.startsWith(QLatin1String("*.")) ? name.mid(2) : name;
}

} // namespace

std::optional<RequestDue> dueOf(const CertificateRequest &request, const QDateTime &now)
{
    if (!request.expiresAt.isValid() || !stateAfter(request.state, RequestAction::Reject))
        return std::nullopt;
    RequestDue due;
    due.days = now.date().daysTo(request.expiresAt.toTimeZone(now.timeZone()).date());
    if (request.expiresAt <= now)
        due.band = DueBand::Over;
    else if (due.days <= UrgentDays)
        due.band = DueBand::Urgent;
    else if (due.days <= SoonDays)
        due.band = DueBand::Soon;
    return due;
}

QList<StaleReason> staleReasonsOf(const CertificateRequest &request, const Registration &registration,
                                  const Policy &policy, const QDateTime &now)
{
    QList<StaleReason> reasons;
    if (!stateAfter(request.state, RequestAction::Reject))
        return reasons;
    const auto add = [&reasons](const StaleReason &reason) {
        if (!reasons.contains(reason))
            reasons.append(reason);
    };
    const auto organization =
        std::find_if(registration.organizations.cbegin(), registration.organizations.cend(),
                     [&request](const Organization &each) { return each.id == request.organizationId; });
    if (!request.organizationId.isEmpty() && organization == registration.organizations.cend()) {
        add({StaleReason::Kind::OrganizationLost, request.organization, {}});
    } else if (organization != registration.organizations.cend()) {
        if (const QDateTime until = policy.organizationUsableUntil(organization->validatedAt); isOver(until, now))
            add({StaleReason::Kind::OrganizationTooOld, organization->legalName, until});
    }
    for (const QString &name : request.sans) {
        const RegisteredDomain *domain = registeredDomainOf(registration, hostOf(name));
        if (!domain) {
            add({StaleReason::Kind::DomainLost, name, {}});
            continue;
        }
        if (const QDateTime until = policy.domainUsableUntil(domain->validatedAt); isOver(until, now))
            add({StaleReason::Kind::DomainTooOld, domain->name, until});
    }
    return reasons;
}

} // namespace tegata
