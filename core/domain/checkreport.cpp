// SPDX-License-Identifier: Apache-2.0
#include "core/domain/checkreport.h"

#include "core/domain/nametable.h"

#include <algorithm>

namespace tegata {

namespace {

constexpr NameTable<FindingOutcome, 3> names = {{
    {FindingOutcome::Note, QLatin1String("note")},
    {FindingOutcome::Warning, QLatin1String("warning")},
    {FindingOutcome::Error, QLatin1String("error")},
}};

} // namespace

QString findingOutcomeName(FindingOutcome outcome)
{
    return nameIn(names, outcome);
}

std::optional<FindingOutcome> findingOutcomeFromName(const QString &name)
{
    return valueIn(names, name);
}

FindingOutcome CheckReport::outcome() const
{
    FindingOutcome weightiest = FindingOutcome::Note;
    for (const Finding &finding : findings)
        weightiest = std::max(weightiest, finding.outcome);
    return weightiest;
}

} // namespace tegata
