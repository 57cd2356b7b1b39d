// SPDX-License-Identifier: Apache-2.0
#include "core/domain/vetting.h"

#include "core/domain/nametable.h"

namespace tegata {

namespace {

constexpr NameTable<VettingKind, 11> KindNames = {{
    {VettingKind::LegalExistence, QLatin1String("legalExistence")},
    {VettingKind::PhysicalExistence, QLatin1String("physicalExistence")},
    {VettingKind::BusinessExistence, QLatin1String("businessExistence")},
    {VettingKind::ResponsibleAuthority, QLatin1String("responsibleAuthority")},
    {VettingKind::IntentByPhone, QLatin1String("intentByPhone")},
    {VettingKind::HighRisk, QLatin1String("highRisk")},
    {VettingKind::EvRoles, QLatin1String("evRoles")},
    {VettingKind::DomainRight, QLatin1String("domainRight")},
    {VettingKind::DomainControl, QLatin1String("domainControl")},
    {VettingKind::Caa, QLatin1String("caa")},
    {VettingKind::Documents, QLatin1String("documents")},
}};

constexpr NameTable<VettingOutcome, 2> OutcomeNames = {{
    {VettingOutcome::Passed, QLatin1String("passed")},
    {VettingOutcome::Failed, QLatin1String("failed")},
}};

} // namespace

QString vettingKindName(VettingKind kind)
{
    return nameIn(KindNames, kind);
}

std::optional<VettingKind> vettingKindFromName(const QString &name)
{
    return valueIn(KindNames, name);
}

QString vettingStateName(const VettingItem &item)
{
    if (item.last())
        return vettingOutcomeName(item.last()->outcome);
    return item.isNeeded ? QStringLiteral("pending") : QStringLiteral("notNeeded");
}

QString vettingOutcomeName(VettingOutcome outcome)
{
    return nameIn(OutcomeNames, outcome);
}

std::optional<VettingOutcome> vettingOutcomeFromName(const QString &name)
{
    return valueIn(OutcomeNames, name);
}

} // namespace tegata
