// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/commandcontext.h"
#include "core/domain/certificaterequest.h"
#include "core/domain/registration.h"
#include "core/remote/siteprofile.h"
#include "core/rules/policy.h"

#include <optional>

namespace tegata::cli {

// What requests are checked against on this computer, for a site that checks nothing itself. A value.
struct LocalCheck
{
    std::optional<Registration> registration; // of --registration
    Policy policy;                            // the site profile's, the file's, or the one of private authorities

    CheckReport check(const RequestDetail &detail, const QDateTime &now) const;
};

// Reads --registration and the policy. Ends the command and answers nothing where they cannot be read.
std::optional<LocalCheck> localCheck(CommandContext &context, const SiteProfile &site);

} // namespace tegata::cli
