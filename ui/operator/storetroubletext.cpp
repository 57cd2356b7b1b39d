// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/storetroubletext.h"

#include "core/domain/errortext.h"
#include "ui/common/wording.h"

namespace tegata {

QString StoreTroubleText::words(const StoreTrouble &trouble, const Phrasebook &phrasebook)
{
    const bool isOutbox = trouble.store == StoreTrouble::Store::Outbox;
    switch (trouble.kind) {
    case StoreTrouble::Kind::Damaged:
        return Wording::sentences(
            {tr("The file of decisions that wait to be sent was damaged. %n of them could be read and wait on.",
                nullptr, static_cast<int>(trouble.kept)),
             kept(trouble), tr("Compare with the site before you decide again.")});
    case StoreTrouble::Kind::Lost:
        return Wording::sentences(
            {lost(trouble), kept(trouble),
             tr("A new log began and says so. Compare with the site's audit trail (tegata-cli log compare).")});
    case StoreTrouble::Kind::InUse:
        return isOutbox ? tr("Another Tegata works on this profile: here you can look, not decide. Close the other "
                             "one, then start this one again.")
                        : tr("Another program writes the decision log of this profile: here you can look, not decide.");
    case StoreTrouble::Kind::Unusable:
        break;
    }
    const ErrorText why = describe(trouble.error.value_or(Error()), phrasebook);
    //: %1 and %2: what is wrong and what to do, sentences
    return (isOutbox ? tr("Nothing can be decided: the file of decisions that wait to be sent cannot be opened. %1 %2")
                     : tr("Nothing can be decided: the decision log cannot be opened. %1 %2"))
        .arg(why.message, why.remedy);
}

QString StoreTroubleText::lost(const StoreTrouble &trouble)
{
    if (trouble.lost > 0)
        return tr("The decision log is not the one that was written here: entries up to number %1 are missing or "
                  "changed.")
            .arg(trouble.lost);
    return tr("Nobody can say any more whether the decision log is whole: what tells its end is missing.");
}

QString StoreTroubleText::kept(const StoreTrouble &trouble)
{
    return trouble.keptAs.isEmpty() ? QString() : tr("The old file is kept as evidence: %1.").arg(trouble.keptAs);
}

} // namespace tegata
