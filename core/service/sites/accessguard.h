// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/http/router.h"
#include "core/service/sites/siteservices.h"
#include "core/service/workflow/siteactor.h"

#include <functional>

namespace tegata {

// Who makes this call: decided anew at each request, also on a connection that was open before.
// Errors: Forbidden with the reason as detail ("unknownCertificate", "wrongKind", "revoked", "expired", "inactive",
// "noCertificate"), NotAuthenticated ("noToken", "unknownToken", "inactive"), the store's.
Result<SiteActor> identifyClient(ReadTransaction &transaction, const HttpRequest &request, CredentialKind kind,
                                 const QDateTime &now);
Result<SiteActor> identifyContact(ReadTransaction &transaction, const HttpRequest &request, const QDateTime &now);
// The bearer token of a request; empty when there is none.
QString bearerToken(const HttpRequest &request);

// Lets a call through to its handler only for a known actor of that site; refuses the others with 401 or 403, which
// go on the audit trail. Safe to use from any thread; the services must outlive it.
class AccessGuard
{
public:
    using Identify = std::function<Result<SiteActor>(ReadTransaction &, const HttpRequest &, const QDateTime &)>;
    using Handler = std::function<HttpResponse(const RouteContext &, const SiteActor &)>;

    AccessGuard(SiteServices &services, QString site, Identify identify);

    RouteHandler guarded(Handler handler) const;
    Result<SiteActor> identify(ReadTransaction &transaction, const HttpRequest &request) const;
    HttpResponse refuse(const RouteContext &context, const Error &error) const;
    SiteServices &services() const { return m_services; }
    const QString &site() const { return m_site; }

private:
    SiteServices &m_services;
    QString m_site;
    Identify m_identify;
};

// The audit event of a call that was refused at the door.
AuditEvent refusalEvent(const QString &reason, const HttpRequest &request);

} // namespace tegata
