// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/http/router.h"
#include "core/service/sites/accessguard.h"

namespace tegata {

// Enrolments on the examiner site: list, whole application, and what moves it. guard must outlive the router.
void addEnrollmentReviewRoutes(Router &router, const AccessGuard &guard);

} // namespace tegata
