// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/secretbytes.h"
#include "core/domain/actionanswer.h"
#include "core/domain/enrollmentapplication.h"
#include "core/domain/enrollmentstate.h"

#include <memory>

namespace tegata {

// An enrolment on its way (S5, S6). The idempotency key is the draft's: sending it again is harmless.
struct EnrollmentSubmission
{
    EnrollmentApplication application; // relevantPart() of the draft
    QString idempotencyKey;
};

struct EnrollmentWithdrawal
{
    QString receipt;
    int version = 0; // that the person saw
    QString loginId; // S10 and S11, as submitted: who may withdraw
    std::shared_ptr<const SecretBytes> password;
    QString idempotencyKey;
};

using EnrollmentAnswer = ActionAnswer<EnrollmentReceipt>;

// Where enrolments go: the application site, before there is any account. A new enrolment needs no sign-in; a renewal
// is sent for, and starts from the data of, the contact who has signed in at the ApplicationSite behind it. Every
// call answers exactly once, none blocks, all belong to the thread that made the object.
class EnrollmentSite
{
public:
    virtual ~EnrollmentSite() = default;

    // Refused with findings by field where it breaks a rule.
    virtual Future<EnrollmentAnswer> submitEnrollment(const EnrollmentSubmission &submission) = 0;
    // Errors beside the connection's: NotFound, TooManyRequests.
    virtual Future<EnrollmentReceipt> fetchEnrollment(const QString &receipt) = 0;
    virtual Future<EnrollmentAnswer> withdrawEnrollment(const EnrollmentWithdrawal &withdrawal) = 0;
    // The registered data as a form (S6), without password; needs a signed-in contact. Errors: NotAuthenticated,
    // NotFound (registered before enrolments were kept).
    virtual Future<EnrollmentApplication> fetchRegisteredEnrollment() = 0;
};

} // namespace tegata
