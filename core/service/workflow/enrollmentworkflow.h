// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secretbytes.h"
#include "core/service/store/enrollmentstore.h"
#include "core/service/workflow/siteactor.h"

namespace tegata {

// Whoever sends an enrolment chooses an address that nobody has verified: so many mails within a day, and no more, go
// to one recipient, and on behalf of one address block.
struct EnrollmentMailLimits
{
    int perRecipient = 1;
    int perBlock = 10;
};

// An enrolment that may be taken in: what counts of the form, without its password, and what was found in it.
struct EnrollmentIntake
{
    EnrollmentApplication application;
    CheckReport check;
    QString passwordHash;   // of a new enrolment
    QByteArray fingerprint; // the same for the same form and password under the same idempotency key (WriteAction)
    Language language = Language::Japanese;
    QString senderBlock; // addressBlock() of who sends it
    EnrollmentMailLimits mails;
};

// What the authority's staff does to an enrolment, with the version that was seen.
struct EnrollmentMove
{
    QString receipt;
    int version = 0;
    EnrollmentAction action = EnrollmentAction::BeginReview;
    QString note; // required by RequestDocuments and Reject, whose note the contact reads
};

// The one place where enrolments come in and change their state (rules.md, States): rules, life cycle table, version
// audit trail and the contact's notice (noticestore.h), in the caller's transaction; what becomes active comes into
// force with it (enrollmentactivation.h). No state; thread-safe.
// Errors beside the store's: NotFound, Conflict (stale version, an action that the state does not allow),
// InvalidArgument with the field, Refused.
class EnrollmentWorkflow
{
public:
    // Reads the form as the client's program does: relevantPart() and checkEnrollment(), and nothing else is checked.
    // Takes the password out of `form`, wipes it there and hashes it; slow by intent, so outside any transaction.
    // Refused, with all findings, where one is an error.
    static Result<EnrollmentIntake> examine(EnrollmentApplication &form, const QByteArray &idempotencyKey,
                                            QList<Finding> &findings);
    // Whether these are the login ID and the password with which the enrolment came in. The login ID of a renewal,
    // whose form holds none, may be empty: receipt number and password are enough. Slow by intent.
    static bool belongsTo(const EnrollmentRow &row, const QString &loginId, const SecretBytes &password);

    // A renewal belongs to the customer of the contact who sends it. A login ID with which another contact signs in is
    // taken in all the same, so that nobody can ask who is there: the staff find it in the check, as a warning, and
    // activate asks again. The receipt is mailed within the limits; whoever sent the form has it as the answer.
    Result<EnrollmentRow> submit(Transaction &transaction, const SiteActor &who, const EnrollmentIntake &intake,
                                 const QDateTime &now) const;
    Result<EnrollmentRow> move(Transaction &transaction, const SiteActor &examiner, const EnrollmentMove &move,
                               const QDateTime &now) const;
    // By whoever was let through by belongsTo().
    Result<EnrollmentRow> withdraw(Transaction &transaction, const SiteActor &who, const QString &receipt, int version,
                                   const QDateTime &now) const;

private:
    Result<EnrollmentRow> apply(Transaction &transaction, const SiteActor &who, const EnrollmentMove &move,
                                const QDateTime &now) const;
};

} // namespace tegata
