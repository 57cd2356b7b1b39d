// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/sites/signinthrottle.h"
#include "core/service/workflow/enrollmentworkflow.h"

#include <QString>

namespace tegata {

// What of the service's configuration (serviceconfig.h, whose defaults count) the sites go by. A value.
struct SiteSettings
{
    SignInLimits signIns;
    int enrollmentsPerAddress = 0; // sent within signIns.minutes, refused ones too
    EnrollmentMailLimits enrollmentMails;
    int sessionHours = 0;
    int longestWaitSeconds = 0; // of the change feed
};

} // namespace tegata
