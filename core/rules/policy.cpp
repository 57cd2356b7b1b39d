// SPDX-License-Identifier: Apache-2.0
#include "core/rules/policy.h"

#include "core/domain/nametable.h"
#include "core/rules/policyrules.h"

#include <algorithm>

namespace tegata {

namespace {

constexpr NameTable<RuleOutcome, 4> outcomeNames = {{
    {RuleOutcome::Off, QLatin1String("off")},
    {RuleOutcome::Note, QLatin1String("note")},
    {RuleOutcome::Warning, QLatin1String("warning")},
    {RuleOutcome::Error, QLatin1String("error")},
}};

// Tables are sorted by date when they are read.
int daysOn(const QList<DatedLimit> &limits, const QDate &day)
{
    int days = 0;
    for (const DatedLimit &limit : limits) {
        if (limit.from <= day)
            days = limit.days;
    }
    return days;
}

FindingOutcome weightOf(RuleOutcome outcome)
{
    switch (outcome) {
    case RuleOutcome::Warning:
        return FindingOutcome::Warning;
    case RuleOutcome::Error:
        return FindingOutcome::Error;
    case RuleOutcome::Off:
    case RuleOutcome::Note:
        break;
    }
    return FindingOutcome::Note;
}

} // namespace

QString ruleOutcomeName(RuleOutcome outcome)
{
    return nameIn(outcomeNames, outcome);
}

std::optional<RuleOutcome> ruleOutcomeFromName(const QString &name)
{
    return valueIn(outcomeNames, name);
}

QString RuleSetting::reasonIn(Language language) const
{
    return language == Language::Japanese && !reasonJapanese.isEmpty() ? reasonJapanese : reason;
}

int Policy::maximumValidityDays(const QDate &day) const
{
    return daysOn(maximumValidity, day);
}

int Policy::domainReuseDays(const QDate &day) const
{
    return daysOn(domainReuse, day);
}

QDateTime Policy::domainUsableUntil(const QDateTime &validatedAt) const
{
    if (!validatedAt.isValid())
        return {};
    QDateTime until;
    for (const DatedLimit &limit : domainReuse) {
        const QDateTime inForce(limit.from, QTime(0, 0), Qt::UTC);
        if (until.isValid() && until < inForce)
            break;
        // Too old already on the day on which the limit comes: usable until then.
        const QDateTime end = validatedAt.addDays(limit.days);
        until = until.isValid() ? std::max(end, inForce.addSecs(-1)) : end;
    }
    return until;
}

QDateTime Policy::organizationUsableUntil(const QDateTime &validatedAt) const
{
    return validatedAt.isValid() ? validatedAt.addDays(organizationReuseDays) : QDateTime();
}

bool Policy::takesOrganizationalUnit() const
{
    const auto setting = rules.constFind(findingKind(FindingCode::SubjectOrganizationalUnit).code);
    return setting != rules.cend() && setting->outcome <= RuleOutcome::Note;
}

Result<Policy> PolicyChoice::load() const
{
    if (problem)
        return failure(*problem);
    return own ? Result<Policy>(*own) : loadPolicy(name);
}

PolicyStamp stampOf(const Policy &policy)
{
    return {policy.name, policy.version, policy.sha256};
}

QList<Finding> weighed(const QList<Finding> &findings, const RuleSettings &rules)
{
    QList<Finding> kept;
    for (Finding finding : findings) {
        const auto setting = rules.constFind(ruleKeyOf(finding));
        if (setting != rules.cend()) {
            if (setting->outcome == RuleOutcome::Off)
                continue;
            finding.outcome = weightOf(setting->outcome);
        }
        kept.append(finding);
    }
    return kept;
}

} // namespace tegata
