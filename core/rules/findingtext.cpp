// SPDX-License-Identifier: Apache-2.0
#include "core/rules/findingtext.h"

#include "core/rules/findingcatalogue.h"

namespace tegata {

FindingText findingText(const Finding &finding, const Phrasebook &phrasebook)
{
    const FindingKind *kind = findingKindByName(finding.code);
    if (!kind)
        return {finding.message, finding.remedy};
    return {phrasebook.text("Finding", kind->message, finding.args),
            phrasebook.text("Finding", kind->remedy, finding.args)};
}

} // namespace tegata
