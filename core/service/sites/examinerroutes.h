// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/http/router.h"
#include "core/service/sites/accessguard.h"

namespace tegata {

// The examiner site over mutual TLS, for the CA's staff: enrolments, operators of all customers, their registrations,
// the audit trail. handle() may be called from any thread; the services must outlive it.
class ExaminerRoutes
{
public:
    explicit ExaminerRoutes(SiteServices &services);
    ExaminerRoutes(const ExaminerRoutes &) = delete;
    ExaminerRoutes &operator=(const ExaminerRoutes &) = delete;

    HttpResponse handle(const HttpRequest &request) const { return m_router.handle(request); }

private:
    HttpResponse session(const RouteContext &context, const SiteActor &who) const;
    HttpResponse operators(const RouteContext &context) const;
    HttpResponse metrics(const RouteContext &context) const;
    HttpResponse registrations(const RouteContext &context) const;
    HttpResponse revokeOperator(const RouteContext &context) const;

    SiteServices &m_services;
    AccessGuard m_guard;
    Router m_router;
};

} // namespace tegata
