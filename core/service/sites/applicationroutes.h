// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/http/router.h"
#include "core/service/sites/accessguard.h"
#include "core/service/sites/enrollmentsubmissionroutes.h"
#include "core/service/sites/signinthrottle.h"

namespace tegata {

// 申請サイト (S53) over TLS: enrolments come in, and a contact signs in with user ID and password and applies with
// a CSR. Also answers the public paths. handle() may be called from any thread; the services must outlive it.
class ApplicationRoutes
{
public:
    explicit ApplicationRoutes(SiteServices &services);
    ApplicationRoutes(const ApplicationRoutes &) = delete;
    ApplicationRoutes &operator=(const ApplicationRoutes &) = delete;

    HttpResponse handle(const HttpRequest &request) const { return m_router.handle(request); }

private:
    struct SignIn;
    HttpResponse signIn(const RouteContext &context);
    HttpResponse finishSignIn(const RouteContext &context, const SignIn &signIn);
    HttpResponse openSession(const RouteContext &context, const SignIn &signIn);
    Result<void> tellOwner(const SignIn &signIn, const QDateTime &now);
    HttpResponse session(const RouteContext &context, const SiteActor &who) const;
    HttpResponse signOut(const RouteContext &context, const SiteActor &who) const;
    HttpResponse submit(const RouteContext &context) const;

    SiteServices &m_services;
    AccessGuard m_guard;
    SignInThrottle m_throttle;
    EnrollmentSubmissionRoutes m_enrollments;
    Router m_router;
};

} // namespace tegata
