// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/http/router.h"
#include "core/service/sites/accessguard.h"
#include "core/service/sites/signinthrottle.h"

namespace tegata {

// Enrolments on the application site: before there is an account (S5), of a contact who has signed in (S6), and for
// whoever holds a receipt number. handle of each route may be called from any thread; services, contacts and signIns
// must outlive it.
class EnrollmentSubmissionRoutes
{
public:
    // contacts: who is let in with a bearer token. signIns: the throttle of signing in, which withdrawing shares.
    EnrollmentSubmissionRoutes(SiteServices &services, const AccessGuard &contacts, SignInThrottle &signIns);
    EnrollmentSubmissionRoutes(const EnrollmentSubmissionRoutes &) = delete;
    EnrollmentSubmissionRoutes &operator=(const EnrollmentSubmissionRoutes &) = delete;

    void addTo(Router &router);

private:
    struct Submission;
    struct Withdrawal;
    HttpResponse submit(const RouteContext &context);
    HttpResponse takeIn(const RouteContext &context, const Submission &submission);
    HttpResponse status(const RouteContext &context);
    HttpResponse withdraw(const RouteContext &context);
    HttpResponse finishWithdrawal(const RouteContext &context, const Withdrawal &withdrawal);
    HttpResponse registered(const RouteContext &context, const SiteActor &who) const;
    Result<EnrollmentRow> find(const QString &typedReceipt) const;

    SiteServices &m_services;
    const AccessGuard &m_contacts;
    const AccessGuard m_anybody;
    SignInThrottle &m_signIns;
    SignInThrottle m_lookUps;     // counts those that find nothing
    SignInThrottle m_submissions; // counts all that were checked: a second of work for a hostile form
};

} // namespace tegata
