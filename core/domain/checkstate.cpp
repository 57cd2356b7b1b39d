// SPDX-License-Identifier: Apache-2.0
#include "core/domain/checkstate.h"

#include <algorithm>

namespace tegata {

namespace {

const auto NotCheckedName = QLatin1String("notChecked");

} // namespace

CheckState CheckState::fromNumber(int number)
{
    for (const FindingOutcome outcome : {FindingOutcome::Note, FindingOutcome::Warning, FindingOutcome::Error}) {
        if (static_cast<int>(outcome) == number)
            return CheckState(outcome);
    }
    return {};
}

CheckState combined(const CheckState &site, const CheckState &own)
{
    if (!own.isChecked() || !site.isChecked())
        return own.isChecked() ? own : site;
    return CheckState(std::max(*site.outcome(), *own.outcome()), own.checkedAt());
}

QString checkStateName(const CheckState &state)
{
    return state.outcome() ? findingOutcomeName(*state.outcome()) : QString(NotCheckedName);
}

std::optional<CheckState> checkStateFromName(const QString &name)
{
    if (name == NotCheckedName)
        return CheckState();
    if (const std::optional<FindingOutcome> outcome = findingOutcomeFromName(name))
        return CheckState(*outcome);
    return std::nullopt;
}

} // namespace tegata
