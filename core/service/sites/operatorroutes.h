// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/http/router.h"
#include "core/service/sites/accessguard.h"

namespace tegata {

// オペレーターサイト (S52) over mutual TLS: the operator is the client certificate, and sees its own customer only.
// handle() may be called from any thread; the services must outlive it.
class OperatorRoutes
{
public:
    explicit OperatorRoutes(SiteServices &services);
    OperatorRoutes(const OperatorRoutes &) = delete;
    OperatorRoutes &operator=(const OperatorRoutes &) = delete;

    HttpResponse handle(const HttpRequest &request) const { return m_router.handle(request); }

private:
    using CertificateWrite =
        std::function<Result<CertificateRow>(Transaction &, const SiteActor &, const QString &serial)>;
    HttpResponse session(const RouteContext &context, const SiteActor &who) const;
    HttpResponse revoke(const RouteContext &context) const;
    HttpResponse cancelScheduled(const RouteContext &context) const;
    HttpResponse runOnCertificate(const RouteContext &context, const CertificateWrite &change) const;

    SiteServices &m_services;
    AccessGuard m_guard;
    Router m_router;
};

} // namespace tegata
