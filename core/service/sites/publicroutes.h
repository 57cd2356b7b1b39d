// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/http/router.h"
#include "core/service/sites/siteservices.h"

namespace tegata {

// What relying parties need without signing in: CRLs, OCSP (POST and GET, RFC 6960 A.1), CA certificates, health.
void addPublicRoutes(Router &router, SiteServices &services);

} // namespace tegata
