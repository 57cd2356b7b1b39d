// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/vetting.h"
#include "core/service/store/enrollmentstore.h"
#include "core/service/workflow/siteactor.h"

#include <QDateTime>

#include <optional>

namespace tegata {

// One word of an examiner about one item, with the number of words that were seen.
struct VettingWord
{
    QString receipt;
    QString item;
    int version = 0;
    VettingOutcome outcome = VettingOutcome::Passed;
    QString method;
    QString evidence; // required: what was seen, and where
};

// Where each corporation and domain was vetted last, for its registration (V2).
struct VettedTimes
{
    QList<QDateTime> corporations;     // in the order of the form, a three-party contract's last
    QHash<QString, QDateTime> domains; // by A-label
};

// What is vetted of an enrolment before it may be approved (S47–S51, V5, V20, V22), in the caller's transaction. No
// state; thread-safe. Errors beside the store's: NotFound (receipt, item), Conflict (the item has other words than were
// seen; the state does not allow it), InvalidArgument with the field.
class VettingWorkflow
{
public:
    // The items with their words and until when these may be used.
    static Result<Vetting> find(ReadTransaction &transaction, const EnrollmentRow &row);
    // Domains that another customer has registered, and corporations that it is or serves: each a warning, for the
    // examiner to settle.
    static Result<QList<Finding>> heldByOthers(ReadTransaction &transaction, const EnrollmentRow &row);
    // Takes back what approvals there are: they were of something else.
    static Result<Vetting> record(Transaction &transaction, const SiteActor &examiner, const VettingWord &word,
                                  const QDateTime &now);

    // Whether this examiner's approval is the last one that is needed; kept where it is not. Refused with the field
    // "items" while needed items are open, with "examiner" where a second one of EV has vetted an item; Conflict where
    // the same one has approved already.
    static Result<bool> approve(Transaction &transaction, const SiteActor &examiner, const EnrollmentRow &row,
                                const QString &note, const QDateTime &now);
    static Result<VettedTimes> vettedTimes(ReadTransaction &transaction, const EnrollmentRow &row);
};

} // namespace tegata
