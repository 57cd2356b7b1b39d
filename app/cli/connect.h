// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/commandcontext.h"
#include "core/remote/applicationsite.h"
#include "core/remote/enrollmentsite.h"
#include "core/remote/examinersite.h"
#include "core/remote/operatorsite.h"
#include "core/remote/siteprofile.h"

#include <functional>
#include <memory>

namespace tegata::cli {

// From --site, --url and --ca, or the profile's only site; --identity or the profile's; --user and --password-file. A
// failure is told and ends the command (see exitCodeOf); else next() gets the connection, which lives until the end.
void withOperatorSite(CommandContext &context, std::function<void(std::shared_ptr<OperatorSite>)> next);
void withOperatorSiteOf(CommandContext &context,
                        std::function<void(std::shared_ptr<OperatorSite>, const SiteProfile &)> next);
void withApplicationSite(CommandContext &context, std::function<void(std::shared_ptr<ApplicationSite>)> next);

// The examiner site, with the examiner's --identity.
void withExaminerSite(CommandContext &context, std::function<void(std::shared_ptr<ExaminerSite>)> next);

// The site alone, without a connection.
void withSiteProfile(CommandContext &context, std::function<void(const SiteProfile &)> next);

// Where enrolments go: the application site without anybody signed in, or for the contact of --user.
enum class Account
{
    None,
    Contact
};
void withEnrollmentSite(CommandContext &context, Account account,
                        std::function<void(std::shared_ptr<EnrollmentSite>)> next);

} // namespace tegata::cli
