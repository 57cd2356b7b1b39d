// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/router.h"
#include "core/service/sites/accessguard.h"

namespace tegata {

// Enrolments on the examiner site: list, whole application, and what moves it. guard must outlive the router.
void addEnrollmentMoves(Router &router, const AccessGuard &guard);

// After the commit of a submission or a move; a notice that cannot be written is logged, without what was typed.
void sendEnrollmentNotice(const SiteServices &services, const EnrollmentRow &row);

} // namespace tegata
