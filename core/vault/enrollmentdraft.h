// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"
#include "core/domain/enrollmentapplication.h"
#include "core/domain/enrollmentstate.h"
#include "core/rules/enrollmentfields.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace tegata {

// How far a draft is on its way to the site.
enum class DraftSending
{
    None,   // still being written, answered with a receipt, or refused
    Queued, // the person sent it while there was no connection: it goes out after a last confirmation
    Sending // it is going out, or its answer was lost: sent again with the same key until the answer is known
};

// An enrolment application while it is filled in, and what became of it (S5, S6). A value.
struct EnrollmentDraft
{
    QString id; // UUID, lower case, without braces
    QString name;
    EnrollmentApplication application; // as typed; the login password only until there is a receipt
    QDateTime createdAt;
    QDateTime changedAt;                        // the person's last change
    EnrollmentPage page = EnrollmentPage::Plan; // where the person was
    QString idempotencyKey;                     // of the submission; a refused one is followed by another
    DraftSending sending = DraftSending::None;
    std::optional<EnrollmentReceipt> receipt;
    std::optional<EnrollmentApplication> registered; // renewal: what it started from
    QString siteId;                                  // SiteProfile::id of the site that it goes to

    friend bool operator==(const EnrollmentDraft &, const EnrollmentDraft &) = default;
};

// With an id and an idempotency key of its own.
EnrollmentDraft makeDraft(const QString &name, const EnrollmentApplication &application, const QDateTime &now);
// The same form as a draft of its own, not yet sent; what is registered stays with it.
EnrollmentDraft duplicateOf(const EnrollmentDraft &draft, const QString &name, const QDateTime &now);

// It is at the site, or may be: its application stays as it was sent.
inline bool isFrozen(const EnrollmentDraft &draft)
{
    return draft.receipt || draft.sending == DraftSending::Sending;
}

// What lies inside the encrypted file: JSON, the application as the contract has it. Errors: InvalidArgument with the
// field's path for what could not be read again (longer than the form's capacity).
Result<SecretBytes> draftBytes(const EnrollmentDraft &draft);
// Errors: StoreCorrupt, StoreTooNew.
Result<EnrollmentDraft> draftFromBytes(const SecretBytes &bytes);

// Overwrites the texts that nobody else holds, and empties the value.
void wipeDraft(EnrollmentDraft &draft);

} // namespace tegata
